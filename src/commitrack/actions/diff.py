"""The two sides of a comparison: one ledger on two days, as known on two days, two files, or two git revisions."""

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
from commitrack.progress.history import judged_on, known
from commitrack.progress.judge import judge_all
from commitrack.words.format import DATE_FORM


class Point(msgspec.Struct, frozen=True):
    """One side of a comparison as it was typed: the ledger on a date, or else a ledger file."""

    text: str
    day: date | None


class Revisions(msgspec.Struct, frozen=True):
    """Two git revisions of the ledger; ``later`` is None for the file as it is now."""

    earlier: str
    later: str | None


class Scope(msgspec.Struct, frozen=True):
    """The place and date at which both sides of a comparison are read."""

    named: Path | None
    """The ledger, if it was named."""
    as_of: date | None
    known_on: date | None
    today: date

    @property
    def day(self) -> date:
        """The date at which files and revisions are judged."""
        return judged_on(self.as_of, self.known_on, self.today)


def sides_of_points(start: Point, end: Point | None, scope: Scope) -> tuple[Side, Side]:
    """Judge the ledger on two days, or two ledger files on one day.

    Where the second one is not said it is today, or the ledger.
    """
    if end is None:
        end = Point("today", scope.today) if start.day else Point(str(locate(scope.named)), None)
    if start.day and end.day:
        if scope.as_of is not None:
            raise UsageError(
                "--as-of is for files, revisions and --known; a date is itself the date to judge at, so leave it out"
            )
        _check_order(start, end)
        ledger = load(scope.named, scope.known_on)
        earlier, later = (_judged(str(day), ledger, day, scope.known_on) for day in (start.day, end.day))
        return earlier, later
    if start.day or end.day:
        day, file = (start, end) if start.day else (end, start)
        raise UsageError(f"{day.text} is a date and {file.text} is not; compare two dates ({DATE_FORM}), or two files")
    return _side_of_point(start, scope), _side_of_point(end, scope)


def sides_as_known(start: Point, end: Point | None, scope: Scope) -> tuple[Side, Side]:
    """Judge the ledger as it was known on two days, at one date: that of ``scope``, else the second of the two."""
    end = end or Point("today", scope.today)
    for point in (start, end):
        if point.day is None:
            raise UsageError(f"{point.text} is not a date; --known compares what was known on two dates ({DATE_FORM})")
    if scope.known_on is not None:
        raise UsageError("--known says what was known on each side; leave --known-on out, or leave --known out")
    _check_order(start, end)
    assert start.day is not None
    assert end.day is not None
    ledger, as_of = load(scope.named), scope.as_of or end.day
    earlier, later = (_judged(str(day), known(ledger, day), as_of, day) for day in (start.day, end.day))
    return earlier, later


def _check_order(start: Point, end: Point) -> None:
    if start.day and end.day and start.day > end.day:
        raise UsageError(f"{start.text} is after {end.text}; write the earlier date first")


def sides_of_revisions(revisions: Revisions, scope: Scope) -> tuple[Side, Side]:
    """Judge the ledger at two git revisions, or at one and as it is, on one date."""
    path = locate(scope.named)
    earlier = _side_of_revision(path, revisions.earlier, scope)
    if revisions.later is None:
        return earlier, _side_of_file(str(path), scope)
    return earlier, _side_of_revision(path, revisions.later, scope)


def of_programme(sides: tuple[Side, Side], programme: str) -> tuple[Side, Side]:
    """Keep the commitments that belong to a programme on one side at least."""
    earlier, later = sides
    if programme not in earlier.ledger.programmes:
        check_programme(later.ledger, programme)
    kept = {key for side in sides for key, one in side.judgements.items() if one.commitment.programme == programme}
    return _keep(earlier, kept), _keep(later, kept)


def _keep(side: Side, kept: set[str]) -> Side:
    return msgspec.structs.replace(side, judgements={key: one for key, one in side.judgements.items() if key in kept})


def _judged(name: str, ledger: Ledger, day: date, known_on: date | None) -> Side:
    return Side(name, ledger, day, judge_all(ledger, day), known_on)


def _side_of_point(point: Point, scope: Scope) -> Side:
    try:
        return _side_of_file(point.text, scope)
    except LedgerNotFound:
        raise LedgerNotFound(
            f"{point.text}: is neither a date nor a file; write a date as {DATE_FORM}, or check the name"
        ) from None


def _side_of_file(name: str, scope: Scope) -> Side:
    return _side_of_text(name, store.read(Path(name)), name, scope)


def _side_of_revision(path: Path, name: str, scope: Scope) -> Side:
    version = revision.read(path, name)
    try:
        return _side_of_text(name, version.text, version.file, scope)
    except LedgerInvalid as error:
        advice = f"{version.file}: not a valid ledger; name a revision in which it is one"
        raise LedgerUnreadable(*error.named, advice) from None


def _side_of_text(name: str, text: str, file: str, scope: Scope) -> Side:
    return _judged(name, known(parse(text, file).ledger, scope.known_on), scope.day, scope.known_on)
