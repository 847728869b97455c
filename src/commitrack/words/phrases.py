"""Phrases about commitments and updates that every sentence and table shares."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import assert_never

from commitrack.ledger.claims import CLAIMS, Part
from commitrack.ledger.model import (
    About,
    AnyCommitment,
    Level,
    Milestone,
    Numbered,
    Numberless,
    Periodic,
    Update,
)
from commitrack.ledger.scale import NEUTRAL, Scale
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Goal, Limit, Terms
from commitrack.progress.judgement import Judgement, tally
from commitrack.progress.members import Membership
from commitrack.progress.periods import Every, Period, every
from commitrack.progress.rules.case import KEEPERS
from commitrack.words.format import amount, amount_or_dash, called, count, label, on, reported
from commitrack.words.units import in_short, is_plural

_NAMED = 5


def declared(judgement: Judgement) -> str:
    """Write a status for people; a verdict says that somebody declared it."""
    words = called(judgement.status, judgement.scale)
    if judgement.verdict:
        late = judgement.days_late
        told = f", {count(late, 'day')} late" if late else ""
        return f"declared {words}{told}"
    party = None if judgement.has_number else judgement.party_verdict
    return f"{words}, said by {who(party)}" if party else words


def scale_of(judgements: Iterable[Judgement]) -> Scale:
    """Return what the ledger of some judgements, which all have the same, calls the statuses."""
    return next((one.scale for one in judgements), NEUTRAL)


def who(update: Update) -> str:
    """Say who is behind an update: its publisher, else which side it is on."""
    sides = {"pledger": "the pledger", "recipient": "the recipient", "media": "the media", "independent": "others"}
    return update.publisher or sides.get(update.by or "", "somebody")


def later(updates: Sequence[tuple[str, Update]], *, whose: bool) -> str:
    """Write which updates are dated later than what is shown, and ``whose``: of which commitments."""
    named = [
        f"{on(update.date)}{f' {commitment_id}' if whose else ''}{f' ({update.id})' if update.id else ''}"
        for commitment_id, update in updates[:_NAMED]
    ]
    be = "is" if len(updates) == 1 else "are"
    more = f" and {len(updates) - _NAMED:,} more" if len(updates) > _NAMED else ""
    return f"{count(len(updates), 'update')} {be} dated later: {', '.join(named)}{more}."


def per(length: Every) -> str:
    """Write how often a goal comes round: ``a year``, ``every 4 years``."""
    return f"a {length.word}" if length.number == 1 else f"every {span_of(length)}"


def span_of(length: Every) -> str:
    """Write how long a period is: ``year``, ``4 years``."""
    return length.word if length.number == 1 else f"{length.number} {length.word}s"


def unit(commitment: AnyCommitment) -> str:
    """Write what is counted or measured, and how often where there are periods: ``delegates a year``."""
    match commitment:
        case Periodic():
            return f"{commitment.unit} {per(every(commitment.every))}"
        case Level() if commitment.every:
            return f"{commitment.unit} every {span_of(every(commitment.every))}"
        case Numbered():
            return commitment.unit
        case Numberless():
            return ""
        case _:
            assert_never(commitment)


def short_unit(commitment: AnyCommitment) -> str:
    """Write the unit where there is little room: ``delegates/year``."""
    if isinstance(commitment, Periodic):
        return f"{commitment.unit}/{span_of(every(commitment.every))}"
    return unit(commitment)


def goal_sign(goal: Goal, commitment: AnyCommitment, write: Callable[[Decimal], str] = amount) -> str:
    """Write a goal in a table: ``300`` to be reached, ``≥ 92`` to be measured, ``≤ 5``, ``40–45``."""
    if goal.target is not None and goal.at_most is not None:
        is_range = goal.target != goal.at_most
        return f"{write(goal.target)}–{write(goal.at_most)}" if is_range else f"= {write(goal.target)}"
    if goal.at_most is not None:
        return f"≤ {write(goal.at_most)}"
    reached = "≥ " if isinstance(commitment, Level) else ""
    return f"{reached}{'–' if goal.target is None else write(goal.target)}"


def goal_words(goal: Goal, commitment: AnyCommitment) -> str:
    """Write a goal in a sentence, with its unit: ``at least 92 %``, ``40 to 45 %``, ``3,500 scholarships``."""
    return f"{_bounds(goal, commitment)}{own_unit(commitment)}"


def goal_in_short(goal: Goal, commitment: AnyCommitment) -> str:
    """Write a goal where its unit has just been said: ``at least 90 %``, ``at least 100,000``."""
    counted = "" if isinstance(commitment, Numberless) else in_short(commitment.unit)
    return f"{_bounds(goal, commitment)}{counted}"


def _bounds(goal: Goal, commitment: AnyCommitment) -> str:
    if goal.target is not None and goal.at_most is not None:
        is_range = goal.target != goal.at_most
        return f"{amount(goal.target)} to {amount(goal.at_most)}" if is_range else f"exactly {amount(goal.target)}"
    if goal.at_most is not None:
        return f"at most {amount(goal.at_most)}"
    reached = "at least " if isinstance(commitment, Level) else ""
    return f"{reached}{amount_or_dash(goal.target)}"


def limit_words(limit: Limit) -> str:
    """Write one side of a goal: ``at most 5``."""
    return f"{label(limit.side)} {amount(limit.amount)}"


def own_unit(commitment: AnyCommitment, number: Decimal | None = None) -> str:
    """Write the unit as it follows an amount; nothing where there is none, or where one thing has a plural for unit."""
    if isinstance(commitment, Numberless) or (number == 1 and is_plural(None, commitment.unit)):
        return ""
    return f" {commitment.unit}"


def figure(judgement: Judgement, *, absent: str = "–") -> str:
    """Write actual and goal: ``120 / 300``; ``absent`` stands for a figure that nobody has."""
    if judgement.goal is None:
        return absent
    return out_of(judgement.actual, judgement.goal, judgement.commitment, absent=absent)


def out_of(actual: Decimal | None, goal: Goal, commitment: AnyCommitment, *, absent: str = "–") -> str:
    """Write how a figure stands to a goal: ``120 / 300``, ``61.3 / ≥ 92``."""
    return f"{absent if actual is None else amount(actual)} / {goal_sign(goal, commitment)}"


def measured(figures: str, goals: str, judgement: Judgement) -> str:
    """Write how figures stand to goals: ``120 → 240 of 300 delegates a year``, ``5.2 against ≤ 5 %``."""
    goal = judgement.goal
    plain = goal is not None and goal.at_most is None and not isinstance(judgement.commitment, Level)
    return f"{figures} {'of' if plain else 'against'} {goals} {unit(judgement.commitment)}"


def terms_words(terms: Terms, commitment: AnyCommitment) -> str:
    """Write what is promised until when: ``1,000 homes by 31 December 2024``."""
    goal = goal_words(terms.goal, commitment) if terms.goal else ""
    due = f"by {on(terms.due)}" if terms.due else ""
    return " ".join(part for part in (goal, due) if part)


def summary(judgements: Collection[Judgement], total: int | None = None) -> str:
    """Write how many commitments there are, of how many, and of which status: ``2 of 15 commitments: 2 no data``.

    Of a status it says for how many of them somebody declared it: ``2 fulfilled (1 declared)``; and of all, how many
    missed their first goal though the revised one has another state.
    """
    number = len(judgements)
    total = number if total is None else total
    shown = "" if number == total else f"{number:,} of "
    verdicts = tally(judgement for judgement in judgements if judgement.verdict)
    scale = scale_of(judgements)
    counted, among = Counter[str](), Counter[str]()
    for status, many in tally(judgements).items():
        counted[called(status, scale)] += many  # a house may have one word for several
        among[called(status, scale)] += verdicts.get(status, 0)
    parts = [_counted(said, many, among[said]) for said, many in counted.items()]
    missed = sum(one.differs_from_original and one.original_state == "missed" for one in judgements)
    first = f"; {missed:,} missed {'its' if missed == 1 else 'their'} first goal" if missed else ""
    return f"{shown}{count(total, 'commitment')}: {', '.join(parts)}{first}"


def _counted(said: str, number: int, verdicts: int) -> str:
    if number == verdicts:
        return f"{number:,} declared {said}"
    return f"{number:,} {said}{f' ({verdicts:,} declared)' if verdicts else ''}"


def period_name(period: Period, length: Every) -> str:
    """Name a period as calendars do where it is one (``2020``, ``2020 Q1``, ``2021 to 2024``), else by its dates."""
    start, end = period.start, period.end
    following = end + timedelta(days=1) if end < date.max else end
    months = (following.year - start.year) * 12 + following.month - start.month
    if start.day == 1 and following.day == 1 and months == length.months:
        if months == 1:
            return f"{start:%Y-%m}"
        if months == 3 and start.month % 3 == 1:
            return f"{start:%Y} Q{start.month // 3 + 1}"
        if months == 6 and start.month % 6 == 1:
            return f"{start:%Y} H{start.month // 6 + 1}"
        if months % 12 == 0 and start.month == 1:
            return f"{start:%Y}" if months == 12 else f"{start:%Y} to {end:%Y}"
    return f"{start} to {end}"


def claim_made(update: Update, commitment: AnyCommitment, scale: Scale) -> str:
    """Write what an update says: ``120 more delegates``, ``in force: Peru, until 2026-12-31``."""
    claim = CLAIMS[update.claim]
    made = [
        _said(part, update, field, value, commitment, scale)
        for field, part in claim.makes.items()
        if (value := getattr(update, field)) is not None
    ]
    beside = [
        _said(part, update, field, value, commitment, scale)
        for field, part in claim.beside.items()
        if (value := getattr(update, field)) is not None
    ]
    return f"{claim.opening}{', '.join(made)}{''.join(beside)}{_flagged(update)}"


def _said(part: Part, update: Update, field: str, value: object, commitment: AnyCommitment, scale: Scale) -> str:
    number = Decimal(value) if field == "count" and isinstance(value, int) else value
    if isinstance(number, Decimal):
        return part.said.format(reported(number, update.bound), unit=own_unit(commitment, number))
    return part.said.format(_in_a_claim(update, field, value, scale), unit="")


def _in_a_claim(update: Update, field: str, value: object, scale: Scale) -> str:
    if field == "status":
        verdict = called(str(value), scale)
        return verdict if update.by in KEEPERS else f"{verdict} by the {update.by}"
    if field == "milestones":
        return value_words(value) or "dropped"
    return value_words(value)


def figure_words(one: Figure, commitment: AnyCommitment) -> str:
    """Write a figure with its unit, as exactly and as finally as it was reported, and its date."""
    return f"{reported(one.amount, one.bound)}{own_unit(commitment)} on {on(one.date)}{_flagged(one.update)}"


def _flagged(update: Update) -> str:
    return f" ({update.flag})" if update.flag else ""


def value_words(value: object) -> str:
    """Write a value of any field, milestones as ``100 by 2026-03-01``; empty where there is none."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case Decimal():
            return amount(value)
        case int():
            return f"{value:,}"
        case Milestone():
            return f"{amount(value.target)} by {value.by}"
        case tuple():
            return ", ".join(map(value_words, value))
        case _:
            return str(value)


def parties(about: About, commitment: AnyCommitment | None = None) -> str:
    """Write who promised and to whom, of the ledger or of one commitment: ``China → CELAC member states``."""
    pledger = (commitment and commitment.pledger) or about.pledger
    recipient = (commitment and commitment.recipient) or about.recipient
    return " → ".join(party for party in (pledger, recipient) if party)


def headings(about: About, as_of: date, known_on: date | None) -> list[str]:
    """Write what stands below a ledger's title: who promised to whom, when, and as of which date it is judged."""
    announced = f"announced {on(about.announced)}" if about.announced else ""
    return [part for part in (parties(about), announced, *judged_when(as_of, known_on)) if part]


def judged_when(as_of: date, known_on: date | None) -> list[str]:
    """Write at which date something is judged, and on what had been recorded by when if not on all of it."""
    return [f"as of {on(as_of)}", *([f"as known on {on(known_on)}"] if known_on else [])]


def span(judgement: Judgement) -> str:
    """Write the first and last date, and which of them is assumed; empty where there is neither."""
    commitment = judgement.commitment
    bounds = [
        f"{word} {day}{' (assumed)' if name in commitment.assumed else ''}"
        for word, name, day in (("from", "start", commitment.start), ("to", "due", judgement.due))
        if day
    ]
    return " ".join(bounds)


def spell(member: Membership) -> str:
    """Write since when a member is in force, or from when until when it was."""
    if member.since is None:
        written = "never granted"
    else:
        written = f"since {member.since}" if member.in_force else f"from {member.since}"
        if member.until:
            written += f" until {member.until}"
    return written if member.counts else f"{written}; not among the members that count"
