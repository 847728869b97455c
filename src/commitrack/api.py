"""The Python interface: a ledger read and judged in Python, with the rows that the commands write.

Amounts are :class:`~decimal.Decimal`, dates are :class:`~datetime.date`, and what nobody knows is None, never zero.
"""

from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from commitrack.actions import open as opening
from commitrack.errors import (
    CommitrackError,
    EditFailed,
    Finding,
    LedgerInvalid,
    LedgerNotFound,
    LedgerUnreadable,
    OutputClosed,
    OutputFailed,
    Refused,
    RevisionNotFound,
    TableInvalid,
    TableUnreadable,
    UnknownId,
    UsageError,
    WriteFailed,
)
from commitrack.ledger.model import (
    About,
    AnyCommitment,
    Commitment,
    Joint,
    Ledger,
    Level,
    Measured,
    Milestone,
    Numbered,
    Numberless,
    Periodic,
    Programme,
    Qualitative,
    Standing,
    Step,
    Total,
    Update,
)
from commitrack.ledger.scale import Verdict
from commitrack.progress import judge as judging
from commitrack.progress.history import judged_on, known
from commitrack.progress.judgement import Judgement
from commitrack.progress.log import chronicle
from commitrack.progress.rules.measurement import PeriodJudgement
from commitrack.progress.states import State
from commitrack.views.rows.column import row
from commitrack.views.rows.export import EXPORT, exported
from commitrack.views.rows.list import LIST, Judged

__all__ = [
    "About",
    "AnyCommitment",
    "Commitment",
    "CommitrackError",
    "EditFailed",
    "Finding",
    "Joint",
    "Judgement",
    "Ledger",
    "LedgerInvalid",
    "LedgerNotFound",
    "LedgerUnreadable",
    "Level",
    "Measured",
    "Milestone",
    "Numbered",
    "Numberless",
    "OutputClosed",
    "OutputFailed",
    "PeriodJudgement",
    "Periodic",
    "Programme",
    "Qualitative",
    "Refused",
    "RevisionNotFound",
    "Standing",
    "State",
    "Step",
    "TableInvalid",
    "TableUnreadable",
    "Total",
    "UnknownId",
    "Update",
    "UsageError",
    "Verdict",
    "WriteFailed",
    "figures",
    "judge",
    "load",
    "rows",
]


def load(path: str | PathLike[str]) -> Ledger:
    """Read a ledger.

    Raises :class:`~commitrack.errors.LedgerNotFound`, :class:`~commitrack.errors.LedgerUnreadable`, or
    :class:`~commitrack.errors.LedgerInvalid` with every mistake in it.
    """
    return opening.load(Path(path))


def judge(ledger: Ledger, commitment_id: str, *, as_of: date | None = None, known_on: date | None = None) -> Judgement:
    """Judge a commitment as it stands at the end of the date ``as_of``, or of today.

    With ``known_on``, only what was recorded by the end of that date exists, or was published by then where it does not
    say when it was recorded; ``as_of`` is then that date if it is not given. So it is with the functions below.

    Raises :class:`~commitrack.errors.UnknownId`.
    """
    opening.choose(ledger, commitment_id)
    return judging.judge(known(ledger, known_on), commitment_id, judged_on(as_of, known_on, date.today()))


def rows(ledger: Ledger, *, as_of: date | None = None, known_on: date | None = None) -> list[dict[str, Any]]:
    """Judge every commitment as of a date, or today: the commitments of ``commitrack list --format json``."""
    judged = judging.judge_all(known(ledger, known_on), judged_on(as_of, known_on, date.today()))
    return [_plain(row(LIST.columns, Judged(*one))) for one in judged.items()]


def figures(ledger: Ledger, *, as_of: date | None = None, known_on: date | None = None) -> list[dict[str, Any]]:
    """Return every figure that there is on a date, or today, the oldest first: the rows of ``commitrack export``."""
    records = reversed(chronicle(known(ledger, known_on).commitments.items(), judged_on(as_of, known_on, date.today())))
    return [_plain(row(EXPORT, figure)) for figure in exported(records)]


def _plain(cells: dict[str, Any]) -> dict[str, Any]:
    """Return the cells with lists where the model has tuples, as JSON has them."""
    return {key: [*value] if isinstance(value, tuple) else value for key, value in cells.items()}
