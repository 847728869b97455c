"""What each status means, in a sentence for readers who have never seen the word."""

from collections.abc import Mapping

MEANINGS: Mapping[str, str] = {
    "upcoming": "It has not begun.",
    "no-data": "Nobody has published a figure. That is not a zero.",
    "in-progress": "There are figures or members in force, but nothing to judge the pace by.",
    "on-track": "The last figure is at least what was expected on its day.",
    "behind": "The last figure is short of what was expected on its day.",
    "fulfilled": "The target was met by the last day.",
    "fulfilled-late": "The target was met, but after the last day.",
    "overdue": "The last day has passed, and no figure of that day or later settles it.",
    "missed": "A figure of the last day or later shows the target unmet.",
    "lapsed": "Enough members were in force once, and no longer are.",
    "partially-fulfilled": "Declared to be kept in part, for the reason given.",
    "stalled": "Declared to have come to a standstill, for the reason given.",
    "broken": "Declared to be broken, for the reason given.",
    "withdrawn": "Withdrawn by those who made it.",
    "superseded": "Replaced by another commitment.",
    "disputed": "Whether it is kept is disputed, for the reason given.",
}
