"""How a figure stands to its goal, in words."""

from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from commitrack.ledger.model import AnyCommitment, Level
from commitrack.progress.goal import Goal
from commitrack.progress.rules.measurement import Measurement, rounded
from commitrack.words.format import (
    amount,
    flagged,
    reported,
    shown_actual,
)
from commitrack.words.phrases import actual_in_brief, goal_in_short, goal_sign, goal_words, with_unit


def figure_of(measured: Measurement, commitment: AnyCommitment) -> str:
    """Say how the figure stands to the goal: as a part of it only where it is one.

    ``2,300 of 3,500 scholarships``; ``402,000 cases; the goal is at most 200,000``.
    """
    actual, goal = shown_actual(measured), measured.goal
    if actual is None:
        return f"{absence(measured)}; the goal is {goal_words(goal, commitment)}"
    reached = reported(actual, measured.bound)
    if is_part(actual, goal, commitment):
        return flagged(f"{reached} of {goal_words(goal, commitment)}", measured.flag)
    reached = flagged(with_unit(reached, commitment, actual), measured.flag)
    return f"{reached}; the goal is {goal_in_short(goal, commitment)}"


def figure_in_short(measured: Measurement, commitment: AnyCommitment) -> str:
    """Write the figure and the goal where the unit is known: ``2,300 of 3,500``, ``402,000, goal ≤ 200,000``."""
    actual, goal = shown_actual(measured), measured.goal
    if actual is None:
        return f"{absence(measured)}, goal {goal_sign(goal, commitment)}"
    reached = actual_in_brief(measured)
    if is_part(actual, goal, commitment):
        return f"{reached} of {goal_sign(goal, commitment)}"
    return f"{reached}, goal {goal_sign(goal, commitment)}"


def absence(measured: Measurement) -> str:
    """Say that there is no figure; where there are some from before the start, that none of them counts."""
    return "no figure since the start" if measured.prior else "no figure"


def is_part(actual: Decimal, goal: Goal, commitment: AnyCommitment) -> bool:
    """Say whether an amount can be read as so much of a goal: counted, to be reached, and neither negative nor more."""
    counted = not isinstance(commitment, Level) and goal.at_most is None
    return counted and goal.target is not None and 0 <= actual <= goal.target


def share(measured: Measurement) -> str:
    """Write the whole per cents of the way that are done: ``18 % of the way``; empty where there is no way to show.

    It is never rounded to more than there is, nor to nothing.
    """
    if measured.percent is None or not 0 <= measured.percent <= 100:
        return ""
    if 0 < measured.percent < 1:
        return "less than 1 % of the way"
    return f"{amount(rounded(Fraction(measured.percent), 0, ROUND_FLOOR))} % of the way"
