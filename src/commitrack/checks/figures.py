"""Checks of figures against each other."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from commitrack.checks.subject import Inspection, Remark
from commitrack.ledger.model import Level, Measured, Periodic
from commitrack.progress import agenda, rivals
from commitrack.progress.figures import falls
from commitrack.progress.periods import every
from commitrack.progress.rivals import OwnFigures
from commitrack.words.explanation import reported_by
from commitrack.words.format import amount, called, reported
from commitrack.words.periods import listed_periods

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


def contradicted(inspection: Inspection) -> Iterator[Remark]:
    """One publisher has two figures for one date, of which the last counts."""
    for subject in inspection.subjects:
        for group in subject.standing_on_one_date:
            figures: defaultdict[str, OwnFigures] = defaultdict(OwnFigures)
            for place, update in group:
                own = figures[rivals.reporter(update)]
                if (other := own.contradicted_by(update)) is not None:
                    known = reported(rivals.amount_of(other) or Decimal(0), other.bound)
                    whose = "by the same publisher" if rivals.reporter(update) else "and nobody else is named for it"
                    yield (
                        (*place, update.claim),
                        f"contradicts the {known} of the same date, {whose}; correct whichever is wrong, write "
                        "restates if this one is its publisher's newer one, or name the publisher of each",
                    )


def disagreeing(inspection: Inspection) -> Iterator[Remark]:
    """Figures of different publishers contradict each other, and nobody says whose count."""
    for subject in inspection.subjects:
        for rival in (one.rival for one in agenda.disagreements(subject.judgement)):
            state, day = called(rival.state, subject.judgement.scale), rival.update.date
            said = f"{rival.name} reports {reported_by(rival)} for {day}, where others differ"
            if rival.elsewhere and isinstance(subject.commitment, Periodic | Level) and subject.commitment.every:
                periods = listed_periods(rival.elsewhere, every(subject.commitment.every))
                said = f"{said}, as they do for {periods}"
            yield (
                subject.place_of(rival.update),
                f"{said}; by its figures {state}: ask which is right, or say with measured_by whose figures count",
            )


def mixed_reporting(inspection: Inspection) -> Iterator[Remark]:
    """An addition comes on top of a cumulative figure that may hold it already."""
    for subject in inspection.subjects:
        pairs = (pair for one in subject.series for pair in pairwise(one.figures))
        for before, figure in pairs:
            first, update = before.update, figure.update
            if first.total is None or update.add is None:
                continue
            if not rivals.reporter(first) == rivals.reporter(update) != "":
                yield (
                    (*subject.place_of(update), "add"),
                    f"comes on top of the total of {first.date}, so the same things may count twice; check that it "
                    "does not hold them, and name the publisher of both, or write the total of this date",
                )
                break


def added_percentages(inspection: Inspection) -> Iterator[Remark]:
    """Percentages are added up."""
    for subject in inspection.subjects:
        if not isinstance(subject.commitment, Measured) or not _is_percentage(subject.commitment.unit):
            continue
        added = [place for place, update in subject.standing_places if update.add is not None]
        if len(added) > 1:
            yield (
                (*added[1], "add"),
                "adds a percentage to another, which is right only for parts of one whole; write total for the share "
                'so far, or kind = "level" for a share that rises and falls',
            )


def _is_percentage(unit: str) -> bool:
    words = unit.casefold().split()
    return "%" in unit or any(word in ("percent", "percentage") for word in words) or words[:2] == ["per", "cent"]


def suspicious_jump(inspection: Inspection) -> Iterator[Remark]:
    """A figure is more than ten times the one before it."""
    for subject in inspection.subjects:
        for one in subject.series:
            for before, figure in pairwise(one.figures):
                if before.amount > 0 and figure.amount > _JUMP * before.amount:
                    update = figure.update
                    yield (
                        (*subject.place_of(update), update.claim),
                        f"{amount(figure.amount)} is more than {_JUMP} times the {amount(before.amount)} of "
                        f"{before.date}; check the digits and the unit against the source",
                    )
