"""Checks of what a commitment says of itself."""

from collections.abc import Iterator

from commitrack.checks.subject import Inspection, Remark
from commitrack.ledger.model import Qualitative, Standing


def assumed_period(inspection: Inspection) -> Iterator[Remark]:
    """A commitment with a number lacks a bound of its time, and so does the judgement of its pace.

    What stands has no last day of its own: only its start is asked for.
    """
    for subject in inspection.subjects:
        commitment = subject.commitment
        if isinstance(commitment, Qualitative):
            continue
        wanted = ("start",) if isinstance(commitment, Standing) else ("start", "due")
        missing = [name for name in wanted if getattr(commitment, name) is None]
        if missing:
            named = " and ".join(missing)
            listed = ", ".join(f'"{name}"' for name in missing)
            yield (
                subject.place,
                f"has no {named}; write {'it' if len(missing) == 1 else 'them'}, and assumed = [{listed}] "
                "if the announcement gives no date",
            )


def missing_means_of_verification(inspection: Inspection) -> Iterator[Remark]:
    """A commitment with a number does not say what evidence would settle it."""
    for subject in inspection.subjects:
        commitment = subject.commitment
        if not isinstance(commitment, Qualitative) and commitment.means_of_verification is None:
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
