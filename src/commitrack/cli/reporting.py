"""The contents of a report: what is asked for, judged, and compared with an earlier date."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from commitrack import __version__
from commitrack.actions.open import Opened, check_programme, join_all
from commitrack.errors import UsageError
from commitrack.files.reading import read
from commitrack.ledger.model import Ledger
from commitrack.progress.changes import Comparison, Side
from commitrack.progress.diff import compare
from commitrack.progress.judge import judge
from commitrack.progress.judgement import Judgement
from commitrack.views.edition import Edition
from commitrack.views.older import dates_of

_HEAD = 4096
"""The bytes of a page within which it says what it is."""


class Wanted(NamedTuple):
    """The programmes of a report, its date, and the date since which it tells what changed."""

    programmes: Sequence[str]
    as_of: date
    known_on: date | None
    since: date | None
    generated_at: datetime | None
    """The moment when it was made; None for now."""


class Reported(NamedTuple):
    """The content of a report, whatever its format."""

    ledger: Ledger
    judgements: dict[str, Judgement]
    edition: Edition
    changes: Comparison | None


def compose(opened: Sequence[Opened], wanted: Wanted) -> Reported:
    """Judge what a report is about.

    Raises :class:`~commitrack.errors.UnknownId` for a programme that is not there, and
    :class:`~commitrack.errors.UsageError` where changes are asked for since a later date.
    """
    ledger, day = join_all(opened), wanted.as_of
    for name in wanted.programmes:
        check_programme(ledger, name)
    if wanted.since is not None and wanted.since > day:
        raise UsageError(f"--since {wanted.since} is after {day}, the date of the report; name an earlier date")
    judgements = {
        key: judge(ledger, key, day)
        for key, commitment in ledger.commitments.items()
        if not wanted.programmes or commitment.programme in wanted.programmes
    }
    edition = Edition(
        as_of=day,
        known_on=wanted.known_on,
        generated_at=wanted.generated_at or datetime.now(UTC),
        digest=", ".join(sha256(one.content).hexdigest() for one in opened),
        version=__version__,
    )
    return Reported(ledger, judgements, edition, _changes(ledger, judgements, wanted) if wanted.since else None)


def since_older(page: Path | None, as_of: date) -> date | None:
    """Return the date since which a report tells changes where it takes the place of an older page.

    It is the date of that page; where it is of the same date, what that one told of is told again, so that writing a
    report twice gives the same. None where the page is of a later date, not a report, or not there.
    """
    older = dates_of(_beginning(page)) if page is not None else None
    if older is None or older.as_of > as_of:
        return None
    return older.as_of if older.as_of < as_of else older.since


def _beginning(page: Path) -> str:
    """Read a page as far as its head says what it is; of what is no file, or not to be read, nothing."""
    try:
        return read(page, _HEAD).decode(errors="replace") if page.is_file() else ""
    except (OSError, RuntimeError, ValueError):  # links in a circle, before Python 3.13; a zero byte in the name
        return ""


def _changes(ledger: Ledger, judgements: dict[str, Judgement], wanted: Wanted) -> Comparison:
    """Compare the promises with themselves on an earlier date."""
    assert wanted.since is not None
    earlier = {key: judge(ledger, key, wanted.since) for key in judgements}
    return compare(
        Side(str(wanted.since), ledger, wanted.since, earlier, wanted.known_on),
        Side(str(wanted.as_of), ledger, wanted.as_of, judgements, wanted.known_on),
    )
