"""Phrases about commitments and updates that every sentence and table shares."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

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
from commitrack.ledger.scale import Scale
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Goal
from commitrack.progress.judgement import Judgement
from commitrack.progress.members import Membership
from commitrack.progress.periods import Every, Period, every
from commitrack.progress.rules.case import KEEPERS
from commitrack.progress.rules.measurement import Measurement
from commitrack.words.format import (
    amount,
    amount_or_dash,
    called,
    count,
    enumerated,
    flagged,
    listed,
    on,
    reported,
    reported_in_brief,
    shown_actual,
)
from commitrack.words.units import in_short, is_plural

if TYPE_CHECKING:
    from commitrack.progress.log import Record

_NAMED = 5


def later(updates: Sequence[tuple[str, Update]], *, whose: bool) -> str:
    """Write which updates are dated later than what is shown, and ``whose``: of which commitments."""
    named = [
        flagged(f"{on(update.date)} {commitment_id}" if whose else on(update.date), update.id)
        for commitment_id, update in updates
    ]
    if len(updates) == 1:
        return f"1 update is dated later: {named[0]}."
    dates = listed(named, most=_NAMED) if len(named) > _NAMED else enumerated(named)
    return f"{len(updates):,} updates are dated later: {dates}."


def per(length: Every) -> str:
    """Write how often a goal comes round: ``a year``, ``every 4 years``."""
    return f"a {length.word}" if length.number == 1 else f"every {span_of(length)}"


def span_of(length: Every) -> str:
    """Write how long a period is: ``year``, ``4 years``."""
    return length.word if length.number == 1 else count(length.number, length.word)


def periods_of(number: int, length: Every) -> str:
    """Write a number of periods: ``1 year``, ``7 months``, ``3 periods``."""
    return count(number, period_word(length))


def period_word(length: Every) -> str:
    """Return the word for a period: ``year``; ``period`` where it takes several of one."""
    return length.word if length.number == 1 else "period"


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
    return with_unit(bounds(goal, commitment), commitment)


def goal_in_short(goal: Goal, commitment: AnyCommitment) -> str:
    """Write a goal where its unit has just been said: ``at least 90 %``, ``at least 100,000``."""
    written = bounds(goal, commitment)
    return written if isinstance(commitment, Numberless) else in_short(written, commitment.unit)


def bounds(goal: Goal, commitment: AnyCommitment) -> str:
    """Write a goal in a sentence, without its unit: ``at least 92``, ``40 to 45``."""
    if goal.target is not None and goal.at_most is not None:
        is_range = goal.target != goal.at_most
        return f"{amount(goal.target)} to {amount(goal.at_most)}" if is_range else f"exactly {amount(goal.target)}"
    if goal.at_most is not None:
        return f"at most {amount(goal.at_most)}"
    reached = amount_or_dash(goal.target)
    return f"at least {reached}" if isinstance(commitment, Level) else reached


def with_unit(written: str, commitment: AnyCommitment, number: Decimal | None = None) -> str:
    """Write an amount with its unit, if it has one: ``120 homes``; one thing that has a plural for unit is ``1``."""
    return f"{written}{own_unit(commitment, number)}"


def own_unit(commitment: AnyCommitment, number: Decimal | None = None) -> str:
    """Write the unit as it follows an amount; nothing where there is none, or where one thing has a plural for unit."""
    if isinstance(commitment, Numberless) or (number == 1 and is_plural(None, commitment.unit)):
        return ""
    return f" {commitment.unit}"


def figure(judgement: Judgement, *, absent: str = "–") -> str:
    """Write actual and goal: ``120 / 300``; ``absent`` stands for a figure that nobody has."""
    measured = judgement.measured
    return absent if measured is None else figure_out_of(measured, judgement.commitment, absent=absent)


def figure_out_of(measured: Measurement, commitment: AnyCommitment, *, absent: str = "–") -> str:
    """Write how a figure stands to its goal, as exactly as it was reported: ``≥ 120 / 300``, ``61.3 prov. / ≥ 92``."""
    return f"{actual_in_brief(measured) or absent} / {goal_sign(measured.goal, commitment)}"


def running(record: "Record") -> str:
    """Write the figure after an update, as exactly as it was reported: ``≥ 120``; empty where there is none."""
    return "" if record.actual is None else reported_in_brief(record.actual, record.bound, record.flag)


def out_of(record: "Record") -> str:
    """Write how the figure after an update stands to the goal: ``120 / 300``, ``61.3 prov. / ≥ 92``."""
    goal = goal_sign(record.goal, record.commitment) if record.goal else "–"
    return f"{running(record) or '–'} / {goal}"


def actual_in_brief(measured: Measurement | None, write: Callable[[Decimal], str] = amount) -> str:
    """Write the figure that counts where there is little room, ``≥ 900``; empty where there is none."""
    if measured is None or (actual := shown_actual(measured)) is None:
        return ""
    return reported_in_brief(actual, measured.bound, measured.flag, write)


def measured(figures: str, goals: str, judgement: Judgement) -> str:
    """Write how figures stand to goals: ``120 → 240 of 300 delegates a year``, ``5.2 against ≤ 5 %``."""
    goal = judgement.goal
    plain = goal is not None and goal.at_most is None and not isinstance(judgement.commitment, Level)
    counted = unit(judgement.commitment)
    return f"{figures} of {goals} {counted}" if plain else f"{figures} against {goals} {counted}"


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
    made = enumerated(_said(claim.makes, update, commitment, scale))
    beside = "".join(_said(claim.beside, update, commitment, scale)) if claim.beside else ""
    return flagged(f"{claim.opening}{made}{beside}", update.flag)


def _said(parts: Mapping[str, Part], update: Update, commitment: AnyCommitment, scale: Scale) -> list[str]:
    """Write the parts of a claim that an update has."""
    said = []
    for field, part in parts.items():
        value = getattr(update, field)
        if field == "count" and value is not None:
            value = Decimal(value)
        if isinstance(value, Decimal):
            said.append(part.said.format(reported(value, update.bound), unit=own_unit(commitment, value)))
        elif value is not None:
            said.append(part.said.format(_in_a_claim(update, field, value, scale), unit=""))
    return said


def _in_a_claim(update: Update, field: str, value: object, scale: Scale) -> str:
    if field == "status":
        verdict = called(str(value), scale)
        return verdict if update.by in KEEPERS else f"{verdict} by the {update.by}"
    if field == "milestones":
        return value_words(value) or "dropped"
    return value_words(value)


def figure_words(one: Figure, commitment: AnyCommitment) -> str:
    """Write a figure with its unit, as exactly and as finally as it was reported, and its date."""
    counted = with_unit(reported(one.amount, one.bound), commitment, one.amount)
    return flagged(f"{counted} on {on(one.date)}", one.update.flag)


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
            return enumerated(map(value_words, value))
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
    start, end = (
        flagged(str(day), "assumed" if name in commitment.assumed else None) if day else ""
        for name, day in (("start", commitment.start), ("due", judgement.due))
    )
    if start and end:
        return f"from {start} to {end}"
    if start:
        return f"from {start}"
    return f"to {end}" if end else ""


def spell(member: Membership) -> str:
    """Write since when a member is in force, or from when until when it was."""
    since, until = member.since, member.until
    if since is None:
        written = f"until {until}" if until else "never granted"
    elif member.in_force:
        written = f"since {since} until {until}" if until else f"since {since}"
    else:
        written = f"from {since} until {until}" if until else f"from {since}"
    return of_uncounted(written) if not member.counts else written


def of_uncounted(told: str) -> str:
    """Add to what is told of members that they are not among those that count."""
    return f"{told}; not among the members that count"
