"""A list in little room: a summary, and for each commitment its figure and its end, long and short."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from commitrack.ledger.model import Level, Numberless, Periodic
from commitrack.ledger.scale import NEUTRAL, Scale
from commitrack.progress.goal import Goal
from commitrack.progress.grouping import tally
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import every
from commitrack.progress.states import ATTENTION_FIRST
from commitrack.words.caveats import caveats
from commitrack.words.format import (
    amount,
    called,
    capitalised,
    enumerated,
    label,
    listed,
    out_of_all,
    short_amount,
    short_month,
    short_on,
    shown_actual,
)
from commitrack.words.phrases import actual_in_brief, figure, goal_sign, per, short_unit
from commitrack.words.revisions import revision
from commitrack.words.units import is_percentage
from commitrack.words.verdicts import by_first_terms

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
    counted: dict[str, list[Judgement]] = {}
    for one in sorted(judgements, key=lambda one: ATTENTION_FIRST.index(one.counted_status)):
        said = one.scale.own(one.counted_status) or SUMMED.get(one.counted_status, label(one.counted_status))
        if said == SUMMED["no-data"] and not one.has_number:
            said = "without a number"
        elif said == SUMMED["no-data"] and one.was_reported:
            said = "without a figure that counts"
        counted.setdefault(said, []).append(one)
    parts = [_counted(said, those) for said, those in counted.items()]
    if missed := missed_at_first(judgements):
        parts.append(missed)
    return [f"{out_of_all(len(judgements), total, 'promise')}: {parts[0]}", *parts[1:]]


def _counted(said: str, judgements: Sequence[Judgement]) -> str:
    number, verdicts = len(judgements), sum(one.verdict is not None for one in judgements)
    if not verdicts:
        return f"{number:,} {said}"
    return f"{number:,} {said} (declared)" if verdicts == number else f"{number:,} {said} ({verdicts:,} declared)"


def summary(judgements: Collection[Judgement], total: int | None = None) -> str:
    """Write how many commitments there are, of how many, and of which status: ``2 of 15 commitments: 2 no data``.

    Of a status it says for how many of them somebody declared it: ``2 fulfilled (1 declared)``; and of all, how many
    missed their first goal though the revised one has another state.
    """
    commitments = out_of_all(len(judgements), len(judgements) if total is None else total, "commitment")
    verdicts = tally(judgement for judgement in judgements if judgement.verdict)
    scale = scale_of(judgements)
    counted, among = Counter[str](), Counter[str]()
    for status, many in tally(judgements).items():
        counted[called(status, scale)] += many  # a house may have one word for several
        among[called(status, scale)] += verdicts.get(status, 0)
    statuses = enumerated(_told(said, many, among[said]) for said, many in counted.items())
    missed = missed_at_first(judgements)
    return f"{commitments}: {statuses}; {missed}" if missed else f"{commitments}: {statuses}"


def missed_at_first(judgements: Iterable[Judgement]) -> str:
    """Write how many missed their first goal though the revised one has another state; empty where none did."""
    missed = sum(one.differs_from_original and one.original_state == "missed" for one in judgements)
    if missed == 1:
        return "1 missed its first goal"
    return f"{missed:,} missed their first goal" if missed else ""


def _told(said: str, number: int, verdicts: int) -> str:
    if number == verdicts:
        return f"{number:,} declared {said}"
    return f"{number:,} {said} ({verdicts:,} declared)" if verdicts else f"{number:,} {said}"


def scale_of(judgements: Iterable[Judgement]) -> Scale:
    """Return what the ledger of some judgements, which all have the same, calls the statuses."""
    return next((one.scale for one in judgements), NEUTRAL)


def group_heading(title: str, scale: Scale) -> str:
    """Write the title of a group: of a status in words."""
    return capitalised(called(title, scale)) if title in ATTENTION_FIRST else title


def folded(number: int) -> str:
    """Say how many promises without a number are not listed."""
    if number == 1:
        return "1 promise without a number: --all lists it"
    return f"{number:,} promises without a number: --all lists them"


def nothing_matches(sought: Sequence[str]) -> str:
    """Say that no commitment has what was looked for."""
    return f"No commitment matches {listed(sought)}." if sought else "The ledger holds no commitments yet."


def figures(judgement: Judgement) -> Iterator[str]:
    """Write actual and goal with the unit, and then shorter and shorter.

    The unit after its first word goes, then the unit but for a percentage or a scale, then the digits of large amounts.
    """
    commitment, goal = judgement.commitment, judgement.goal
    if isinstance(commitment, Numberless):
        yield f"all of {len(judgement.parts)}" if judgement.parts else "no number"
        return
    if goal is None:
        yield figure(judgement)
        return
    whole, unit = figure(judgement), short_unit(commitment)
    yield f"{whole} {unit}"
    short = _shortened(goal, judgement)
    first, _, rest = unit.partition(" ")
    if is_percentage(unit):
        yield from (f"{whole} %", f"{short} %")
    elif scale := _SHORT_SCALES.get(first):
        yield from (f"{whole} {first}", f"{whole} {scale}", f"{short} {scale}")
    else:
        yield from (f"{whole} {first}…" if rest else f"{whole} {first}", whole, short)


def _shortened(goal: Goal, judgement: Judgement) -> str:
    """Write large amounts in short, unless two that differ would look alike."""
    actual = shown_actual(judgement.measured) if judgement.measured else None
    amounts = {one for one in (actual, goal.target, goal.at_most) if one is not None}
    write = short_amount if len({short_amount(one) for one in amounts}) == len(amounts) else amount
    return f"{actual_in_brief(judgement.measured, write) or '–'} / {goal_sign(goal, judgement.commitment, write)}"


def ends(judgement: Judgement) -> tuple[str, ...]:
    """Write when a commitment ends, or what is in force does, and then shorter.

    Where the first terms give something else, that stands in its place at the last.
    """
    plain = _ends(judgement)
    if first := next(by_first_terms(judgement), ""):
        at_first = f"at first {first}"
        is_late = judgement.original is not None and judgement.original.counted_status == "fulfilled-late"
        least = "first: late" if is_late else f"first: {first}"
        return f"{plain[0]}, at first {first}" if plain[0] else at_first, at_first, least
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


def remarks(judgement: Judgement) -> Iterator[str]:
    """Say what else there is to know in a list: when members run out, and what the status leaves unsaid."""
    if judgement.expires:
        yield f"expires {judgement.expires}"
    yield from caveats(judgement, judgement.other_verdicts[:-1] if judgement.origin == "said" else None)
