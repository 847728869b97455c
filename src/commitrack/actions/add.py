"""Adding a commitment: building it, asking whether it may stand, and putting it into the ledger's text."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from commitrack.errors import Refused, UnknownId
from commitrack.ledger.convert import Shaping, build_commitment
from commitrack.ledger.fields import ID_PATTERN, keys_of
from commitrack.ledger.model import KINDS, AnyCommitment, Joint, Ledger, Programme
from commitrack.ledger.parse import Document, convert, parse
from commitrack.ledger.rules.commitments import commitment_mistakes, part_mistakes
from commitrack.ledger.rules.mistakes import option
from commitrack.ledger.splice import Spliced, add_commitment, add_programme
from commitrack.ledger.suggest import Suggester, did_you_mean
from commitrack.progress.judge import judge
from commitrack.words.add import effect, short_period
from commitrack.words.format import indefinite


class Draft(msgspec.Struct, frozen=True):
    """A commitment as somebody says it, with the title of its programme where that is new."""

    commitment_id: str
    said: Mapping[str, Any]
    programme_title: str | None


class Added(msgspec.Struct, frozen=True):
    """A ledger's text with one more commitment, and what that is."""

    text: str
    line: int
    """The line of its header, counted from 1."""
    block: str
    """The commitment's table as written, below that of a new programme."""
    name: str
    """The commitment, as the ledger spells it."""
    effect: str
    """The new commitment."""
    doubts: tuple[str, ...]
    """Warnings about it."""


def add(text: str, path: Path, draft: Draft, today: date) -> Added:
    """Return a ledger's text with a commitment in it.

    Raises :class:`~commitrack.errors.Refused` or :class:`~commitrack.errors.UnknownId`, whatever speaks against it.
    """
    document = parse(text, str(path))
    _check_id(document.ledger, path, draft.commitment_id)
    _check_programme(document.ledger, path, draft)
    commitment = _build(document.ledger, path, draft)
    blocks: list[Spliced] = []
    if draft.programme_title is not None:
        blocks.append(add_programme(document, draft.said["programme"], Programme(title=draft.programme_title)))
        document = _reread(document, blocks[-1])
    blocks.append(add_commitment(document, draft.commitment_id, commitment))
    document = _reread(document, blocks[-1])
    judgement = judge(document.ledger, draft.commitment_id, today)
    return Added(
        text=document.text,
        line=blocks[-1].line,
        block="\n".join(spliced.block for spliced in blocks),
        name=f"[commitments.{draft.commitment_id}]",
        effect=effect(draft.commitment_id, judgement),
        doubts=tuple(filter(None, [short_period(judgement)])),
    )


def _reread(document: Document, spliced: Spliced) -> Document:
    return convert(spliced.data, spliced.text, document.file)


def _check_id(ledger: Ledger, path: Path, commitment_id: str) -> None:
    _check_spelling(commitment_id)
    if commitment_id in ledger.commitments:
        title = ledger.commitments[commitment_id].title
        raise Refused(
            f"{path}: {commitment_id} is there already (“{title}”); choose another id, or record what happened "
            f"with 'commitrack update {commitment_id}'"
        )


def _check_programme(ledger: Ledger, path: Path, draft: Draft) -> None:
    programme = draft.said.get("programme")
    if programme is None:
        return
    if programme in ledger.programmes:
        if draft.programme_title is None:
            return
        raise Refused(
            f"{path}: the programme {programme} is there already (“{ledger.programmes[programme].title}”); "
            "leave --programme-title out"
        )
    if draft.programme_title is not None:
        _check_spelling(programme)
        return
    advice = did_you_mean(programme.lower(), ledger.programmes, "")
    meant = f"{advice} To add it as new" if advice else "to add it"
    raise UnknownId(f"no programme has the id {programme!r}; {meant}, say --programme-title")


def _build(ledger: Ledger, path: Path, draft: Draft) -> AnyCommitment:
    said = dict(draft.said)
    if "members" in said:
        said["members"] = [name.strip() for name in said["members"]]
    kind = KINDS[said["kind"]]
    missing = [key for key, field in keys_of(kind).items() if field.required and key not in said]
    if missing:
        needed = ", ".join(map(option, missing))
        unstated = "; if the announcement does not state it, add --assumed start" if "start" in missing else ""
        raise _refused(path, draft, f"{indefinite(said['kind'])} commitment is not complete without {needed}{unstated}")
    shaping = Shaping()
    commitment = build_commitment(said, (), shaping)
    found = [*shaping.mistakes, *commitment_mistakes(commitment)]
    if isinstance(commitment, Joint):
        found += part_mistakes(ledger.commitments, draft.commitment_id, commitment, Suggester())
    for mistake in found:
        raise _refused(path, draft, mistake.by_option)
    return commitment


def _refused(path: Path, draft: Draft, objection: str) -> Refused:
    return Refused(f"{path}: {draft.commitment_id}: {objection}; nothing was written")


def _check_spelling(name: str) -> None:
    if not re.fullmatch(ID_PATTERN, name):
        raise Refused(
            f"{name!r} is not an id; use the letters a to z, digits and hyphens, beginning with a letter or digit"
        )
