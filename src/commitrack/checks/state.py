"""Checks of the state that commitments are in: what needs somebody to look, decide or ask."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from commitrack.checks.subject import Inspection, Remark, Subject
from commitrack.ledger.model import Level, Periodic, Standing
from commitrack.progress.members import Membership
from commitrack.progress.periods import every
from commitrack.words.format import count, label
from commitrack.words.periods import some_periods

_EXPIRY_WARNING = 60
"""Days before a member's last date on which it is time to ask what comes after."""

_FINAL = frozenset({"fulfilled", "partially-fulfilled", "broken", "withdrawn", "superseded"})
"""Verdicts after which nobody needs to look again."""

_UNFULFILLED = frozenset({"in-progress", "partially-fulfilled", "stalled", "broken"})
_MET = frozenset({"fulfilled", "fulfilled-late"})
_UNSETTLED = frozenset({"overdue", "awaited"})
"""States in which no figure is from the end or later: a verdict may well know better."""

_OPEN = frozenset({"no-data", "in-progress", "on-track", "behind", "awaited"})


def stale(inspection: Inspection) -> Iterator[Remark]:
    """Nobody has looked for longer than the ledger's stale_after allows."""
    about = inspection.ledger.about
    for subject in inspection.subjects:
        judgement = subject.judgement
        since = judgement.last_evidence or subject.commitment.start or about.announced
        if about.stale_after is None or since is None or not _is_open(subject):
            continue
        days = (inspection.as_of - since).days
        if days > about.stale_after:
            yield (
                subject.place,
                f"no evidence for {count(days, 'day')}, since {since}, where the ledger allows {about.stale_after}; "
                f"look for one, and record it with 'commitrack update {subject.id}', or --checked if there is none",
            )


def _is_open(subject: Subject) -> bool:
    """Say whether evidence is still to be looked for: until it is settled, and as long as it has to stand."""
    if subject.judgement.status in _FINAL and subject.judgement.verdict:
        return False
    if isinstance(subject.commitment, Standing):
        return subject.judgement.state != "upcoming"
    return subject.judgement.state in _OPEN


def overdue(inspection: Inspection) -> Iterator[Remark]:
    """The last date has passed, and no figure of that date or later settles whether it was met."""
    for subject in inspection.subjects:
        judgement, commitment = subject.judgement, subject.commitment
        if judgement.verdict and judgement.status in _FINAL:
            continue
        advice = f"record the final figure with 'commitrack update {subject.id}', or a verdict with its --status"
        if isinstance(commitment, Periodic | Level) and commitment.every:
            open_periods = [one.period for one in judgement.periods if one.state == "overdue"]
            if open_periods:
                names = some_periods(open_periods, every(commitment.every))
                yield subject.place, f"has no final figure for {names}; {advice}"
        elif judgement.state == "overdue":
            if judgement.measured is None:
                advice = f"declare a verdict with 'commitrack update {subject.id} --status'"
            yield subject.place, f"was due on {judgement.due}, and nothing settles whether it was met; {advice}"


def expiring(inspection: Inspection) -> Iterator[Remark]:
    """A member that counts lapses within 60 days."""
    for subject in inspection.subjects:
        members = [one for one in subject.judgement.members if one.in_force and one.counts and one.until]
        for until, ending in groupby(sorted(members, key=_until), key=_until):
            days = (until - inspection.as_of).days
            if days > _EXPIRY_WARNING:
                continue
            names = [member.name for member in ending]
            granted = [
                place for place, one in subject.standing_places if one.until == until and names[0] in (one.grant or ())
            ]
            when = "today" if days == 0 else f"in {count(days, 'day')}"
            yield (
                (*granted[-1], "until"),
                f"{', '.join(names)} in force only until {until}, which is {when}; look for an extension, "
                f"and record it with 'commitrack update {subject.id} --grant'",
            )


def _until(member: Membership) -> date:
    return member.until or date.max


def verdict_contradicts(inspection: Inspection) -> Iterator[Remark]:
    """A verdict says fulfilled where the figures say otherwise, or the reverse."""
    for subject in inspection.subjects:
        judgement = subject.judgement
        if judgement.verdict is None or judgement.measured is None:
            continue
        place = (*subject.place_of(judgement.verdict), "status")
        unmet = judgement.actual is not None and judgement.state not in _MET | _UNSETTLED
        if (judgement.status == "fulfilled" and unmet) or (
            judgement.status in _UNFULFILLED and judgement.state in _MET
        ):
            yield (
                place,
                f"declared {label(judgement.status)}, but {label(judgement.state)} by the figures; "
                "check both, and declare a new verdict or correct a figure",
            )
