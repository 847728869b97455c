"""A list in little room: a summary, and for each commitment its figure and its end, long and short."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from commitrack.ledger.model import Level, Numberless, Periodic
from commitrack.ledger.scale import Scale
from commitrack.progress.goal import Goal
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import every
from commitrack.progress.states import ATTENTION_FIRST
from commitrack.words.format import (
    amount,
    called,
    capitalised,
    count,
    label,
    listed,
    short_amount,
    short_month,
    short_on,
)
from commitrack.words.phrases import figure, goal_sign, per, short_unit
from commitrack.words.revisions import revision
from commitrack.words.units import in_short, is_percentage

_SILENT = frozenset({"no-data", "upcoming"})
SUMMED = {
    "fulfilled": "kept",
    "fulfilled-late": "kept late",
    "partially-fulfilled": "partly kept",
    "no-data": "without a published figure",
}
"""The words of a summary for statuses, where they are others. What a party alone says is not counted among them."""
_SHORT_SCALES = {"thousand": "k", "million": "m", "billion": "bn", "trillion": "tn"}


def is_silent(judgement: Judgement) -> bool:
    """Say whether a commitment has no number, and nobody has said anything of it: there is nothing to show."""
    return not judgement.has_number and judgement.status in _SILENT


def summed(judgements: Collection[Judgement], total: int) -> list[str]:
    """Write how many promises there are, of how many, and then how many of which status.

    Of a status it says for how many somebody declared it, and of all how many missed their first goal.
    """
    shown = "" if len(judgements) == total else f"{len(judgements):,} of "
    counted: dict[str, list[Judgement]] = {}
    for one in sorted(judgements, key=lambda one: ATTENTION_FIRST.index(one.counted_status)):
        said = one.scale.own(one.counted_status) or SUMMED.get(one.counted_status, label(one.counted_status))
        without_number = said == SUMMED["no-data"] and not one.has_number
        counted.setdefault("without a number" if without_number else said, []).append(one)
    parts = [f"{len(those):,} {said}{_declared(those)}" for said, those in counted.items()]
    missed = sum(one.differs_from_original and one.original_state == "missed" for one in judgements)
    if missed:
        parts.append(f"{missed:,} missed {'its' if missed == 1 else 'their'} first goal")
    return [f"{shown}{count(total, 'promise')}: {parts[0]}", *parts[1:]]


def _declared(judgements: Sequence[Judgement]) -> str:
    verdicts = sum(one.verdict is not None for one in judgements)
    if not verdicts:
        return ""
    return " (declared)" if verdicts == len(judgements) else f" ({verdicts:,} declared)"


def group_heading(title: str, scale: Scale) -> str:
    """Write the title of a group: of a status in words."""
    return capitalised(called(title, scale)) if title in ATTENTION_FIRST else title


def folded(number: int) -> str:
    """Say how many promises without a number are not listed."""
    return f"{count(number, 'promise')} without a number: --all lists {'it' if number == 1 else 'them'}"


def nothing_matches(sought: Sequence[str]) -> str:
    """Say that no commitment has what was looked for."""
    return f"No commitment matches {listed(sought)}." if sought else "The ledger holds no commitments yet."


def figures(judgement: Judgement) -> tuple[str, ...]:
    """Write actual and goal with the unit, and then shorter and shorter.

    The unit after its first word goes, then the unit but for a percentage or a scale, then the digits of large amounts.
    """
    commitment, goal = judgement.commitment, judgement.goal
    if isinstance(commitment, Numberless):
        return (f"all of {len(judgement.parts)}" if judgement.parts else "no number",)
    if goal is None:
        return (figure(judgement),)
    whole, unit = figure(judgement), short_unit(commitment)
    first, _, rest = unit.partition(" ")
    scale = _SHORT_SCALES.get(first)
    kept = " %" if is_percentage(unit) else f" {scale}" if scale else ""
    first_word = in_short(unit) if is_percentage(unit) or scale else f" {first}{'…' if rest else ''}"
    short = _shortened(judgement.actual, goal, judgement)
    return tuple(dict.fromkeys((f"{whole} {unit}", f"{whole}{first_word}", f"{whole}{kept}", f"{short}{kept}")))


def _shortened(actual: Decimal | None, goal: Goal, judgement: Judgement) -> str:
    """Write large amounts in short, unless two that differ would look alike."""
    amounts = {one for one in (actual, goal.target, goal.at_most) if one is not None}
    write = short_amount if len({short_amount(one) for one in amounts}) == len(amounts) else amount
    return f"{'–' if actual is None else write(actual)} / {goal_sign(goal, judgement.commitment, write)}"


def ends(judgement: Judgement) -> tuple[str, ...]:
    """Write when a commitment ends, or what is in force does, and then shorter.

    Where the first terms give another state, that stands in its place at the last.
    """
    plain = _ends(judgement)
    if judgement.differs_from_original and judgement.original_state:
        first = called(judgement.original_state, judgement.scale)
        least = "first: late" if first == "fulfilled late" else f"first: {first}"
        return f"{plain[0]}, at first {first}" if plain[0] else f"at first {first}", f"at first {first}", least
    if revision(judgement):
        return f"{plain[0]}, revised" if plain[0] else "revised", *plain
    return plain


def _ends(judgement: Judgement) -> tuple[str, ...]:
    commitment, due = judgement.commitment, judgement.due
    if judgement.expires:
        day = judgement.expires
        return f"expires {short_on(day)}", f"expires {short_month(day)}", f"exp. {short_month(day)}"
    if isinstance(commitment, Periodic | Level) and commitment.every:
        often = per(every(commitment.every))
        return (f"{often} to {short_month(due)}", f"to {short_month(due)}") if due else (often,)
    return (f"due {short_on(due)}", short_on(due), short_month(due)) if due else ("",)
