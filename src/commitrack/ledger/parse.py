"""Text → :class:`~commitrack.ledger.model.Ledger`, with every mistake found at once and located by its line."""

from typing import Any

import msgspec

from commitrack.errors import Finding, LedgerInvalid
from commitrack.ledger import convert as conversion
from commitrack.ledger.model import Joint, Ledger
from commitrack.ledger.rules import commitments as rules
from commitrack.ledger.rules.mistakes import Mistake
from commitrack.ledger.toml import load_toml


class Document(msgspec.Struct, frozen=True):
    """A ledger as it stands in a file: its text, and what the text says."""

    text: str
    file: str
    data: dict[str, Any]
    """The decoded TOML."""
    ledger: Ledger


class Examination(msgspec.Struct, frozen=True):
    """The result of reading a text: all mistakes in it, and what can be judged in spite of them."""

    text: str
    file: str
    findings: tuple[Finding, ...]
    """The mistakes, in the order of their lines."""
    sound: Ledger | None
    """The ledger without the commitments that have a mistake, or a part with one; None where the text is not TOML."""

    @property
    def whole(self) -> bool:
        """Whether the ledger is free of mistakes."""
        return not self.findings


def parse(text: str, file: str) -> Document:
    """Read a ledger from its text, without a byte-order mark.

    ``file`` is the name that findings carry. Raises :class:`~commitrack.errors.LedgerInvalid` with every mistake.
    """
    return convert(load_toml(text, file), text, file)


def convert(data: dict[str, Any], text: str, file: str) -> Document:
    """Read a ledger from its decoded text. Raises :class:`~commitrack.errors.LedgerInvalid` with every mistake."""
    ledger, mistakes = build(data)
    if mistakes:
        raise LedgerInvalid(_located(text, file, mistakes))
    return Document(text, file, data, ledger)


def examine(text: str, file: str) -> Examination:
    """Read a ledger as far as it can be read, and say what is wrong with the rest."""
    try:
        data = load_toml(text, file)
    except LedgerInvalid as error:
        return Examination(text, file, error.findings, None)
    ledger, mistakes = build(data)
    broken = {mistake.place[1] for mistake in mistakes if mistake.place[:1] == ("commitments",) and mistake.place[1:]}
    sound = {key: commitment for key, commitment in ledger.commitments.items() if key not in broken}
    for key, commitment in list(sound.items()):
        if isinstance(commitment, Joint) and not sound.keys() >= set(commitment.parts):
            del sound[key]
    findings = tuple(sorted(_located(text, file, mistakes)))
    return Examination(text, file, findings, msgspec.structs.replace(ledger, commitments=sound))


def build(data: dict[str, Any]) -> tuple[Ledger, list[Mistake]]:
    """Read decoded text as far as it is well formed, and find every mistake in it."""
    ledger, shaping = conversion.convert(data)
    return ledger, [*shaping.mistakes, *rules.mistakes(ledger, shaping.unread, shaping.suggester)]


def _located(text: str, file: str, mistakes: list[Mistake]) -> list[Finding]:
    if not mistakes:
        return []
    from commitrack.ledger.rules.places import Lines, locate  # most ledgers have no mistake

    return locate(text, Lines(text), file, ((one.place, one.rule, one.message) for one in mistakes), "error")
