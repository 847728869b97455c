"""The pace in words: what was expected by then, and what it takes from there."""

from decimal import Decimal
from fractions import Fraction

from commitrack.ledger.fields import AMOUNT_PLACES
from commitrack.progress.rules.measurement import Measurement, Pace, rounded
from commitrack.words.format import amount, capitalised, count, on, rate
from commitrack.words.phrases import limit_words
from commitrack.words.units import be, difference, is_percentage, was


def against(pace: Pace, measured: Measurement, unit: str) -> str:
    """Say how the last figure stands to what was expected: ``, where 50 were expected: 25 places ahead``."""
    actual = measured.actual or Decimal(0)
    at_most = "at most " if pace.limit.side == "at-most" else ""
    if pace.gap == 0:
        is_start = measured.last is not None and measured.last.date == pace.path.points[0][0]
        return ", where it began" if is_start else f", exactly the {amount(actual)} expected by then"
    side = "behind" if pace.gap > 0 else "ahead"
    expected = computed(pace.expected, measured, apart_from=actual)
    gap = difference(rounded(abs(Fraction(expected) - Fraction(actual)), AMOUNT_PLACES), unit)
    days = ""
    if pace.days_ahead is not None and (pace.days_ahead > 0) == (side == "ahead"):
        days = f"or {count(abs(pace.days_ahead), 'day')}"
    if at_most:
        gap += " above that" if pace.gap > 0 else " below that"
        told = f"{gap}{f', {days} {side}' if days else ''}"
    else:
        told = f"{gap}{f', {days},' if days else ''} {side}"
    return f", where {at_most}{amount(expected)} {was(expected, unit)} expected: {told}"


def outlook(pace: Pace, measured: Measurement, unit: str) -> str:
    """Say what it takes to meet the goal, and what the average so far reaches; empty where nothing says."""
    end = pace.path.points[-1][0]
    last = measured.last
    if pace.rate_needed is None or pace.rate_so_far is None or pace.projected is None or last is None:
        return ""
    days = (end - last.date).days
    projected = computed(pace.projected, measured, apart_from=pace.limit.amount)
    reaches = f"the average so far, {rate(pace.rate_so_far, days)}, reaches {amount(projected)} {unit}"
    if pace.limit.met_by(pace.actual):
        promised = f"{capitalised(limit_words(pace.limit))} {unit} {be(pace.limit.amount, unit)} promised"
        return f" {promised} until {on(end)}; {reaches}."
    return f" From there it takes {rate(pace.rate_needed, days)} to meet the goal by {on(end)}; {reaches}."


def outlook_of_level(pace: Pace, measured: Measurement, unit: str) -> str:
    """Say by how much a level must rise or fall to meet its goal, and where the average so far takes it."""
    end, last = pace.path.points[-1][0], measured.last
    if pace.rate_needed is None or pace.rate_so_far is None or pace.projected is None or last is None:
        return ""
    days = (end - last.date).days
    by = rate(abs(pace.rate_needed), days, of_percentage=is_percentage(unit))
    needed = f"{'rise' if pace.rate_needed > 0 else 'fall'} by {by}"
    moves = f", a {'rise' if pace.rate_so_far > 0 else 'fall'} of {rate(abs(pace.rate_so_far), days)},"
    projected = amount(computed(pace.projected, measured, apart_from=pace.limit.amount))
    would = f"{moves} it would reach {projected}" if pace.rate_so_far else f" it would stay at {projected}"
    return f" From there it must {needed} to meet the goal by {on(end)}; at the average so far{would} {unit}."


def computed(number: Fraction, measured: Measurement, apart_from: Decimal) -> Decimal:
    """Round a computed amount to the places of the amounts beside it, or more until it differs from what it should."""
    beside = [one for one in (measured.actual, measured.goal.target, measured.goal.at_most, measured.baseline) if one]
    places = max((_places(one) for one in beside), default=0)
    while (shown := rounded(number, places)) == apart_from and number != Fraction(apart_from):
        places += 1
    return shown


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
