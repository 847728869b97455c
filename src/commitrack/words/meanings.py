"""The meaning of each status, in a sentence for readers who have never seen the word."""

from collections.abc import Iterable, Mapping

from commitrack.progress.figures import Figure
from commitrack.words.format import listed

MEANINGS: Mapping[str, str] = {
    "upcoming": "It has not begun.",
    "no-data": "No figure has been published. That is not a zero.",
    "in-progress": "It is under way, but nothing says how much to expect by now.",
    "on-track": "The last figure is as good as was expected on its date, or better.",
    "behind": "The last figure is worse than was expected on its date.",
    "fulfilled": "The goal was met in time.",
    "fulfilled-late": "The goal was met, but after the last date.",
    "awaited": "The last date has passed, and its figure is still to be published.",
    "overdue": "The last date has passed, and no figure of that date or later shows whether the goal was met.",
    "missed": "A figure shows that the goal was not met when it had to be.",
    "lapsed": "The goal was met and was to be kept, but it is no longer met.",
    "partially-fulfilled": "Declared kept in part, for the reason given.",
    "stalled": "Declared to have stalled, for the reason given.",
    "broken": "Declared broken, for the reason given.",
    "withdrawn": "Withdrawn by those who made it.",
    "superseded": "Replaced by another commitment.",
    "disputed": "Whether it was kept is disputed, for the reason given.",
}


def hollow_meaning(figures: Iterable[Figure]) -> str:
    """Say what the hollow marks of a chart mean; empty where every figure is firm."""
    soft = [one for one in figures if not one.is_firm]
    flags = [one.update.flag for one in soft if one.update.flag]
    words: list[str] = [flag for flag in ("provisional", "estimated") if flag in flags]
    if any(one.update.flag is None for one in soft):
        words.append("not exact")
    return listed(words, "or") if words else ""
