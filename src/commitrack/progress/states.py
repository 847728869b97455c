"""The states that a judgement may come to."""

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from commitrack.ledger.scale import VERDICTS

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
"""The origins of a status: a verdict, the verdict of a party where there is no number, or the figures."""

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

MET: frozenset[State | None] = frozenset({"fulfilled", "fulfilled-late"})
"""The states in which the figures say when the goal was met."""

AS_DECLARED: Mapping[str, State] = {
    "fulfilled": "fulfilled",
    "fulfilled-late": "fulfilled-late",
    "broken": "missed",
    "withdrawn": "missed",
}
"""The state that a verdict gives what has no number."""
CLOSING = frozenset({*AS_DECLARED, "partially-fulfilled", "superseded"})
"""The verdicts that close what has no number, whatever its last date."""

ATTENTION_FIRST: tuple[str, ...] = (
    *("overdue", "missed", "broken", "behind", "lapsed", "stalled", "disputed", "awaited"),
    *("in-progress", "on-track", "partially-fulfilled", "fulfilled-late", "fulfilled"),
    *("no-data", "upcoming", "withdrawn", "superseded"),
)
"""The statuses in the order of a list: what somebody has to look at, what has figures, and the rest."""


def worst(states: Iterable[State]) -> State:
    """Return the worst of some states, of which there is at least one."""
    return min(states, key=WORST_FIRST.index)


Band = Literal["kept", "on-the-way", "behind", "broken", "unknown"]
BANDS: tuple[Band, ...] = get_args(Band)
"""From good to unknown."""

_BANDS: Mapping[str, Band] = {
    "fulfilled": "kept",
    "fulfilled-late": "kept",
    "on-track": "on-the-way",
    "in-progress": "on-the-way",
    "behind": "behind",
    "stalled": "behind",
    "partially-fulfilled": "behind",
    "missed": "broken",
    "overdue": "broken",
    "lapsed": "broken",
    "broken": "broken",
    "withdrawn": "broken",
    "no-data": "unknown",
    "awaited": "unknown",
    "upcoming": "unknown",
    "disputed": "unknown",
    "superseded": "unknown",
}

FROM_KEPT_TO_UNKNOWN = tuple(_BANDS)
"""The statuses in the order in which a bar has them."""


def band(status: str) -> Band:
    """Return the band of a state or verdict."""
    return _BANDS[status]
