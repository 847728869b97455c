"""Text → :class:`~commitrack.ledger.model.Ledger`, with every mistake found at once and located by its line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import msgspec
import tomli

from commitrack.errors import Finding, LedgerInvalid
from commitrack.ledger import convert as shape
from commitrack.ledger import suggest as spelling
from commitrack.ledger.model import Ledger
from commitrack.ledger.rules import commitments as rules
from commitrack.ledger.rules.mistakes import Mistake, Place, Rule

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}) .*$", re.MULTILINE)
_SLIPS = {
    re.compile(r"=\s*[+-]?\d{1,3}(?:[,' ]\d{3})+(?![\d])"): "write the number without thousands separators, or with "
    "underscores: 1000 or 1_000",
    re.compile(r"=\s*\d{1,4}([/.])\d{1,2}\1\d{1,4}"): "write the day as year-month-day, without quotes: 2026-03-01",
}
"""What people write by habit in place of numbers and days."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Document:
    """A ledger as it stands in a file: its text, and what the text says."""

    text: str
    file: str
    data: dict[str, Any]
    """The decoded TOML."""
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Examination:
    """What came of reading a text: all mistakes in it, and what can be judged in spite of them."""

    findings: tuple[Finding, ...]
    """The mistakes, in the order of their lines."""
    sound: Document | None
    """The ledger without the commitments that have a mistake; None where the text is not TOML."""

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
    ledger, mistakes = _built(data)
    if mistakes:
        raise LedgerInvalid(_located(text, file, mistakes))
    return Document(text, file, data, ledger)


def examine(text: str, file: str) -> Examination:
    """Read a ledger as far as it can be read, and say what is wrong with the rest."""
    try:
        data = load_toml(text, file)
    except LedgerInvalid as error:
        return Examination(error.findings, None)
    ledger, mistakes = _built(data)
    broken = {mistake.place[1] for mistake in mistakes if mistake.place[:1] == ("commitments",) and mistake.place[1:]}
    sound = {key: commitment for key, commitment in ledger.commitments.items() if key not in broken}
    document = Document(text, file, data, msgspec.structs.replace(ledger, commitments=sound))
    return Examination(tuple(sorted(_located(text, file, mistakes))), document)


def _built(data: dict[str, Any]) -> tuple[Ledger, list[Mistake]]:
    spelling.begin()
    ledger, shaping = shape.convert(data)
    return ledger, [*shaping.mistakes, *rules.mistakes(ledger, shaping.unread)]


def _located(text: str, file: str, mistakes: list[Mistake]) -> list[Finding]:
    if not mistakes:
        return []
    return locate(text, file, ((one.place, one.rule, one.message) for one in mistakes), "error")


def load_toml(text: str, file: str) -> dict[str, Any]:
    """Decode TOML with exact decimals. Raises :class:`~commitrack.errors.LedgerInvalid` with line and column."""
    rule: Rule = "toml-syntax"
    try:
        return tomli.loads(text, parse_float=_exact)
    except tomli.TOMLDecodeError as error:
        line, message = error.lineno, f"column {error.colno}: {_syntax(error.msg, text, error.pos)}"
    except ValueError:
        line, message = _line_of(r"\d{4300}", text), "a number has more than 4,300 digits; write a smaller one"
    except RecursionError:
        line, message = _deepest_line(text), "keys or brackets are nested too deeply; write plain ones"
    if conflict := _CONFLICT.search(text):
        rule, line = "merge-conflict", text.count("\n", 0, conflict.start()) + 1
        message = (
            "a merge conflict was left in the file; keep the blocks of both sides, "
            "and delete the lines that begin with <<<<<<<, =======, ||||||| or >>>>>>>"
        )
    raise LedgerInvalid([Finding(file, line, "", message, rule, "error", text.split("\n")[line - 1])])


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what decimals hold: out of any range, and reported as such
        return Decimal("inf")


def _line_of(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _deepest_line(text: str) -> int:
    depths = [line.count("[") + line.count("{") + line.count(".") for line in text.split("\n")]
    return depths.index(max(depths)) + 1


def _syntax(message: str, text: str, position: int) -> str:
    advice = {
        "Invalid value": 'not a TOML value; put text in "quotes", write numbers without thousands separators '
        "and days as 2026-03-01",
        "Invalid statement": "not a TOML statement; write a line as key = value, a heading as [table] and "
        "a comment after #",
        "Cannot overwrite a value": "this key was given a value before; keep one of the two",
        "Cannot declare": "this table was opened before; keep one of the two headings, or give it another id",
        "Invalid initial character for a key": "a key or heading lacks its name, or has one that needs quotes; write "
        '[table] or "a name" = value',
        "Unterminated string": 'a text has no closing quote; add the missing "',
        "Illegal character": "a text has a line break or control character in it; close its quotes on the same line",
        "Expected newline or end of document": 'something follows the value; put text in "quotes", and one key '
        "on each line",
        "Expected '='": "a key needs a value; write key = value",
        "Unclosed array": "a list has no closing bracket; add the missing ]",
        "Unescaped '\\'": "a backslash stands alone; write it twice, or use 'single quotes'",
    }
    line = text[text.rfind("\n", 0, position) + 1 :].partition("\n")[0]
    for slip, sentence in _SLIPS.items():
        if slip.search(line):
            return sentence
    for beginning, sentence in advice.items():
        if message.startswith(beginning):
            return sentence
    return f"not valid TOML: {message[:1].lower()}{message[1:]}"


def locate(
    text: str, file: str, places: Iterable[tuple[Place, str, str]], severity: Literal["error", "warning"]
) -> list[Finding]:
    """Find the lines of places in a text's data, each given with the name of a check and what it says.

    A place that has no line of its own has that of what it belongs to.
    """
    from commitrack.ledger.lexer import lines_of

    lines, written = lines_of(text), text.split("\n")
    findings = []
    for place, check, message in places:
        known = place
        while known and known not in lines:
            known = known[:-1]
        line = lines.get(known, 1)
        findings.append(Finding(file, line, _spell(place), message, check, severity, written[line - 1]))
    return findings


def _spell(place: tuple[str | int, ...]) -> str:
    """Write a place as TOML does, with positions counted from 1: ``commitments.visa-free.updates[2].add``."""
    spelled = ""
    for key in place:
        if isinstance(key, int):
            spelled += f"[{key + 1}]"
        else:
            short = key if len(key) <= _LONGEST_NAME else f"{key[:_LONGEST_NAME]}…"
            name = short if _BARE_KEY.fullmatch(short) else f'"{short}"'
            spelled += f".{name}" if spelled else name
    return spelled
