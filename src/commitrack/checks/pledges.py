"""Checks of what a commitment says of itself."""

from collections.abc import Iterator
from typing import assert_never

from commitrack.checks.subject import Inspection, Remark
from commitrack.ledger.model import AnyCommitment, End, Level, Numbered, Numberless, Periodic, Standing
from commitrack.words import add as words


def assumed_period(inspection: Inspection) -> Iterator[Remark]:
    """A commitment with a number has no start or due date, so its pace cannot be judged.

    What stands, or is to hold from now on, has no last date of its own: only its start is asked for.
    """
    for subject in inspection.subjects:
        commitment = subject.commitment
        missing = [name for name in _wanted(commitment) if getattr(commitment, name) is None]
        if missing:
            named = " and ".join(missing)
            listed = ", ".join(f'"{name}"' for name in missing)
            yield (
                subject.place,
                f"has no {named}; write {'it' if len(missing) == 1 else 'them'}, and assumed = [{listed}] "
                "if the announcement gives no date",
            )


def _wanted(commitment: AnyCommitment) -> tuple[End, ...]:
    match commitment:
        case Level():
            return ("start",) if commitment.every or commitment.holds in (None, "throughout") else ("start", "due")
        case Standing() | Periodic():
            return ("start",)
        case Numbered():
            return ("start", "due")
        case Numberless():
            return ()
        case _:
            assert_never(commitment)


def short_period(inspection: Inspection) -> Iterator[Remark]:
    """The last period is shorter than the others, and the whole goal is asked of it."""
    for subject in inspection.subjects:
        if remark := words.short_period(subject.judgement):
            yield (*subject.place, "due"), remark


def missing_means_of_verification(inspection: Inspection) -> Iterator[Remark]:
    """A commitment with a number does not say what evidence would settle it."""
    for subject in inspection.subjects:
        commitment = subject.commitment
        if isinstance(commitment, Numbered) and commitment.means_of_verification is None:
            yield (
                subject.place,
                "does not say what would settle it; write means_of_verification, such as the name of a statistic",
            )


def unused_programme(inspection: Inspection) -> Iterator[Remark]:
    """A programme has no commitment."""
    used = {subject.commitment.programme for subject in inspection.subjects}
    for key in inspection.ledger.programmes:
        if inspection.whole and key not in used:
            yield ("programmes", key), f'no commitment belongs to it; write programme = "{key}" in one, or delete it'
