"""The two sides of a comparison: one ledger on two days, two ledger files, or one ledger at two git revisions."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from commitrack.actions.open import check_programme, load, locate
from commitrack.errors import LedgerInvalid, LedgerNotFound, LedgerUnreadable, UsageError
from commitrack.ledger import git as revision
from commitrack.ledger import store
from commitrack.ledger.model import Ledger
from commitrack.ledger.parse import parse
from commitrack.progress.changes import Side
from commitrack.progress.judge import judge_all
from commitrack.words.format import DATE_FORM


@dataclass(frozen=True, slots=True)
class Point:
    """One side of a comparison as it was typed: the ledger on a day, or else a ledger file."""

    text: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Revisions:
    """Two git revisions of the ledger; ``later`` is None for the file as it is now."""

    earlier: str
    later: str | None


def sides_of_points(
    start: Point, end: Point | None, as_of: date | None, named: Path | None, today: date
) -> tuple[Side, Side]:
    """Judge the ledger on two days, or two ledger files on one day.

    Where the second one is not said it is today, or the ledger.
    """
    if end is None:
        end = Point("today", today) if start.day else Point(str(locate(named)), None)
    if start.day and end.day:
        if as_of is not None:
            raise UsageError("--as-of is for files and revisions; days say themselves when to judge, so leave it out")
        if start.day > end.day:
            raise UsageError(f"{start.text} is after {end.text}; write the earlier day first, then the later one")
        ledger = load(named)
        return _judged(str(start.day), ledger, start.day), _judged(str(end.day), ledger, end.day)
    if start.day or end.day:
        day, file = (start, end) if start.day else (end, start)
        raise UsageError(f"{day.text} is a day and {file.text} is not; compare two days ({DATE_FORM}), or two files")
    return _side_of_point(start, as_of or today), _side_of_point(end, as_of or today)


def sides_of_revisions(revisions: Revisions, day: date, named: Path | None) -> tuple[Side, Side]:
    """Judge the ledger at two git revisions, or at one and as it is, on one day."""
    path = locate(named)
    earlier = _side_of_revision(path, revisions.earlier, day)
    if revisions.later is None:
        return earlier, _side_of_file(str(path), day)
    return earlier, _side_of_revision(path, revisions.later, day)


def of_programme(sides: tuple[Side, Side], programme: str) -> tuple[Side, Side]:
    """Keep the commitments that belong to a programme on one side at least."""
    earlier, later = sides
    if programme not in earlier.ledger.programmes:
        check_programme(later.ledger, programme)
    kept = {key for side in sides for key, one in side.judgements.items() if one.commitment.programme == programme}
    return _keep(earlier, kept), _keep(later, kept)


def _keep(side: Side, kept: set[str]) -> Side:
    return msgspec.structs.replace(side, judgements={key: one for key, one in side.judgements.items() if key in kept})


def _judged(name: str, ledger: Ledger, day: date) -> Side:
    return Side(name, ledger, day, judge_all(ledger, day))


def _side_of_point(point: Point, day: date) -> Side:
    try:
        return _side_of_file(point.text, day)
    except LedgerNotFound:
        raise LedgerNotFound(
            f"{point.text}: is neither a day nor a file; write a day as {DATE_FORM}, or check the name"
        ) from None


def _side_of_file(name: str, day: date) -> Side:
    return _judged(name, parse(store.read(Path(name)), name).ledger, day)


def _side_of_revision(path: Path, name: str, day: date) -> Side:
    version = revision.read(path, name)
    try:
        return _judged(name, parse(version.text, version.file).ledger, day)
    except LedgerInvalid as error:
        advice = f"{version.file}: not a valid ledger; name a revision in which it is one"
        raise LedgerUnreadable(*error.named, advice) from None
