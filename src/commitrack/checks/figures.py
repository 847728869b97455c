"""Checks of figures against each other."""

from collections.abc import Iterator
from itertools import pairwise

from commitrack.checks.subject import Inspection, Remark
from commitrack.progress import agenda
from commitrack.progress.figures import falls, series
from commitrack.progress.rivals import amount_of
from commitrack.words.format import amount, amount_or_dash, label

_JUMP = 10
"""A figure so many times the one before is more often a slip than a success."""


def falling_total(inspection: Inspection) -> Iterator[Remark]:
    """A cumulative figure is below the one before it."""
    for subject in inspection.subjects:
        for fall in falls(subject.commitment, subject.standing):
            since = f"the {amount(fall.amount)} " + (f"of {fall.before.date}" if fall.before else "it begins with")
            yield (
                (*subject.place_of(fall.figure.update), "total"),
                f"{amount(fall.figure.amount)} is below {since}; correct whichever is wrong, "
                "or write add for what came since",
            )


def disagreeing(inspection: Inspection) -> Iterator[Remark]:
    """Figures of different publishers contradict each other, and nobody says whose count."""
    for subject in inspection.subjects:
        for rival in (one.rival for one in agenda.disagreements(subject.judgement)):
            said = amount_of(rival.update)
            yield (
                subject.place_of(rival.update),
                f"{rival.name} reports {amount_or_dash(said)} for {rival.update.date}, where others differ; "
                f"by its figures {label(rival.state)}: ask which is right, or say with measured_by whose figures count",
            )


def mixed_reporting(inspection: Inspection) -> Iterator[Remark]:
    """Additions and cumulative figures are mixed in one commitment."""
    for subject in inspection.subjects:
        counted = [(place, one) for place, one in subject.standing_places if one.claim in ("add", "total")]
        for (_, first), (place, update) in pairwise(counted):
            if update.claim != first.claim:
                yield (
                    (*place, update.claim),
                    f"{first.claim} before and {update.claim} here, so the same things may count twice; use one of the "
                    "two throughout, or check that the sources count the same and skip this check",
                )
                break


def suspicious_jump(inspection: Inspection) -> Iterator[Remark]:
    """A figure is more than ten times the one before it."""
    for subject in inspection.subjects:
        for one in series(subject.commitment, subject.standing):
            for before, figure in pairwise(one.figures):
                if before.amount > 0 and figure.amount > _JUMP * before.amount:
                    update = figure.update
                    yield (
                        (*subject.place_of(update), update.claim),
                        f"{amount(figure.amount)} is more than {_JUMP} times the {amount(before.amount)} of "
                        f"{before.date}; check the digits and the unit against the source",
                    )
