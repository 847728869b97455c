"""The states that a judgement may come to."""

from collections.abc import Iterable
from typing import Literal, get_args

from commitrack.ledger.model import VERDICTS

State = Literal[
    "upcoming",
    "no-data",
    "in-progress",
    "on-track",
    "behind",
    "fulfilled",
    "fulfilled-late",
    "awaited",
    "overdue",
    "missed",
    "lapsed",
]
STATES: tuple[State, ...] = get_args(State)
STATUSES: tuple[str, ...] = tuple(dict.fromkeys((*STATES, *VERDICTS)))
"""The statuses that may be shown: the states, then the verdicts that are not states too."""

Origin = Literal["declared", "said", "computed"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)
"""Where a status comes from: a verdict, the verdict of a party where there is no number, or the figures."""

WORST_FIRST: tuple[State, ...] = (
    "missed",
    "lapsed",
    "overdue",
    "behind",
    "awaited",
    "no-data",
    "in-progress",
    "upcoming",
    "on-track",
    "fulfilled-late",
    "fulfilled",
)

ATTENTION_FIRST: tuple[str, ...] = (
    *("overdue", "missed", "broken", "behind", "lapsed", "stalled", "disputed", "awaited"),
    *("in-progress", "on-track", "partially-fulfilled", "fulfilled-late", "fulfilled"),
    *("no-data", "upcoming", "withdrawn", "superseded"),
)
"""The statuses in the order of a list: what somebody has to look at, what has figures, and the rest."""


def worst(states: Iterable[State]) -> State:
    """Return the worst of some states, of which there is at least one."""
    return min(states, key=WORST_FIRST.index)
