"""Checks of the state that commitments are in: what needs somebody to look, decide or ask."""

from collections.abc import Iterator

from commitrack.checks.subject import Inspection, Remark
from commitrack.ledger.model import Level, Periodic
from commitrack.progress import agenda
from commitrack.progress.periods import every
from commitrack.progress.states import MET
from commitrack.words import agenda as words
from commitrack.words.format import called, count
from commitrack.words.periods import some_periods

_EXPIRY_WARNING = 60
"""Days before a member's last date on which it is time to ask what comes after."""

_UNFULFILLED = frozenset({"in-progress", "partially-fulfilled", "stalled", "broken"})
_UNSETTLED = frozenset({"overdue", "awaited"})
"""States in which no figure is from the end or later: a verdict may well know better."""


def stale(inspection: Inspection) -> Iterator[Remark]:
    """Nobody has looked for longer than the ledger's stale_after allows."""
    for subject in inspection.subjects:
        if silence := agenda.silence(inspection.ledger.about, subject.judgement):
            began = f"{'on' if silence.never_checked else 'since'} {silence.since}"
            yield (
                subject.place,
                f"{words.silence(silence)}, {began}, where the ledger allows {silence.allowed}; look for evidence, and "
                f"record it with 'commitrack update {subject.id}', or --checked if there is none",
            )


def overdue(inspection: Inspection) -> Iterator[Remark]:
    """The last date has passed, and no figure of that date or later settles whether it was met."""
    for subject in inspection.subjects:
        judgement, commitment = subject.judgement, subject.commitment
        late = agenda.overdue(judgement)
        if late is None:
            continue
        advice = f"record the final figure with 'commitrack update {subject.id}', or a verdict with its --status"
        if isinstance(commitment, Periodic | Level) and commitment.every:
            names = some_periods(late.periods, every(commitment.every))
            yield subject.place, f"has no final figure for {names}; {advice}"
        else:
            if judgement.measured is None:
                advice = f"declare a verdict with 'commitrack update {subject.id} --status'"
            yield subject.place, f"was due on {late.end}, and nothing settles whether it was met; {advice}"


def expiring(inspection: Inspection) -> Iterator[Remark]:
    """A member that counts lapses within 60 days."""
    for subject in inspection.subjects:
        for expiry in agenda.expiries(subject.judgement):
            days = (expiry.until - inspection.as_of).days
            if days > _EXPIRY_WARNING:
                continue
            granted = [
                place
                for place, one in subject.standing_places
                if one.until == expiry.until and expiry.names[0] in (one.grant or ())
            ]
            when = "today" if days == 0 else f"in {count(days, 'day')}"
            yield (
                (*granted[-1], "until"),
                f"{', '.join(expiry.names)} in force only until {expiry.until}, which is {when}; look for an "
                f"extension, and record it with 'commitrack update {subject.id} --grant'",
            )


def verdict_contradicts(inspection: Inspection) -> Iterator[Remark]:
    """A verdict says fulfilled where the figures say otherwise, or the reverse."""
    for subject in inspection.subjects:
        judgement = subject.judgement
        if judgement.verdict is None or judgement.measured is None:
            continue
        place = (*subject.place_of(judgement.verdict), "status")
        unmet = judgement.actual is not None and judgement.state not in MET | _UNSETTLED
        if (judgement.status == "fulfilled" and unmet) or (judgement.status in _UNFULFILLED and judgement.state in MET):
            declared, state = (called(one, judgement.scale) for one in (judgement.status, judgement.state))
            yield (
                place,
                f"declared {declared}, but {state} by the figures; check both, and declare a new verdict or correct "
                "a figure",
            )
