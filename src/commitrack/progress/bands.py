"""The five bands of statuses, which a reader tells apart at a glance: a promise is in exactly one of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from commitrack.progress.judgement import Judgement

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


def banded(judgements: Iterable[Judgement]) -> Mapping[Band, int]:
    """Count the commitments in each band, of those without any too."""
    counted = Counter(band(judgement.status) for judgement in judgements)
    return {name: counted[name] for name in BANDS}
