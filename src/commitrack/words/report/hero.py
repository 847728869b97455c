"""How many promises stand how, in a few short sentences, and the names of their bands."""

from collections import Counter
from collections.abc import Collection, Mapping

from commitrack.progress.grouping import banded
from commitrack.progress.judgement import Judgement
from commitrack.progress.states import BANDS, Band
from commitrack.words.format import (
    enumerated,
    paragraph,
)

BAND_NAMES: Mapping[Band, str] = {
    "kept": "kept",
    "on-the-way": "on the way",
    "behind": "behind",
    "broken": "broken or overdue",
    "unknown": "not known",
}

_BEHIND_OR_PARTLY = "behind or partly kept"

_ALONE: Mapping[str, str] = {
    "fulfilled": "The promise is kept.",
    "fulfilled-late": "The promise was kept late.",
    "on-track": "The promise is on track.",
    "in-progress": "The promise is under way.",
    "behind": "The promise is behind.",
    "stalled": "The promise has stalled.",
    "partially-fulfilled": "The promise is partly kept.",
    "missed": "The promise was missed.",
    "overdue": "The promise is overdue.",
    "lapsed": "The promise was kept once, and no longer is.",
    "broken": "The promise is broken.",
    "withdrawn": "The promise was withdrawn.",
    "no-data": "The promise cannot be judged.",
    "awaited": "The last figure of the promise is still to come.",
    "upcoming": "The promise has not begun.",
    "disputed": "Whether the promise is kept is disputed.",
    "superseded": "The promise was replaced by another.",
}
"""Of one promise alone, by its status."""
_ONE: Mapping[Band, str] = {
    "kept": "Of {total:,} promises, 1 is kept.",
    "on-the-way": "1 is on the way.",
    "behind": "1 is behind.",
    "broken": "1 is broken or overdue.",
}
_MANY: Mapping[Band, str] = {
    "kept": "Of {total:,} promises, {number:,} are kept.",
    "on-the-way": "{number:,} are on the way.",
    "behind": "{number:,} are behind.",
    "broken": "{number:,} are broken or overdue.",
}
_NONE_KEPT = "Of {total:,} promises, none is kept so far."
_ONE_PARTLY = "1 is partly kept."
_MANY_PARTLY = "{number:,} are partly kept."
_UNKNOWN: Mapping[str, tuple[str, str]] = {
    "awaited": (
        "For 1 the last figure is still to come.",
        "For {number:,} the last figures are still to come.",
    ),
    "upcoming": ("1 has not begun.", "{number:,} have not begun."),
    "disputed": ("1 is disputed.", "{number:,} are disputed."),
    "superseded": ("1 was replaced by another.", "{number:,} were replaced by others."),
    "uncounted": ("For 1 there is no figure that counts.", "For {number:,} there is no figure that counts."),
    "no-data": ("1 cannot be judged.", "{number:,} cannot be judged."),
}
"""Of one promise and of several that nothing is known of, by their status, unless nobody has published a figure."""
_ONE_SILENT = "For 1 nobody has published a figure."
_MANY_SILENT = "For {number:,} nobody has published a figure."
_ONE_OVERDUE = "1 is overdue, without a figure."
_MANY_OVERDUE = "{number:,} are overdue, without a figure."
_SOME_OVERDUE = "{number:,} are broken or overdue, {silent:,} of them without a figure."
_ONE_MISSED = "Of all {total:,}, 1 missed its first goal."
_MANY_MISSED = "Of all {total:,}, {number:,} missed their first goal."
_ALONE_SILENT = "Nobody has published a figure for the promise."


def hero(judgements: Collection[Judgement]) -> str:
    """Say in a few short sentences how many promises stand how, each of them once; empty where there are none."""
    total = len(judgements)
    silent = [one for one in judgements if _is_silent(one)]
    if total <= 1:
        return _ALONE_SILENT if silent else "".join(_ALONE[one.counted_status] for one in judgements)
    counted, unheard = banded(judgements), banded(silent)
    partly = sum(one.counted_status == "partially-fulfilled" for one in judgements)
    missed = sum(one.differs_from_original and one.original_state == "missed" for one in judgements)
    told = [
        _told(_ONE["kept"], _MANY["kept"], counted["kept"], total) or _NONE_KEPT.format(total=total),
        _told(_ONE["on-the-way"], _MANY["on-the-way"], counted["on-the-way"]),
        _told(_ONE["behind"], _MANY["behind"], counted["behind"] - partly),
        _told(_ONE_PARTLY, _MANY_PARTLY, partly),
        _tell_broken(counted["broken"], unheard["broken"]),
        _told(_ONE_SILENT, _MANY_SILENT, unheard["unknown"]),
    ]
    unknown = Counter(_why_unknown(one) for one in judgements if not _is_silent(one))
    told += [_told(one, many, unknown[why]) for why, (one, many) in _UNKNOWN.items()]
    return paragraph(*told, _told(_ONE_MISSED, _MANY_MISSED, missed, total))


def _told(one: str, many: str, number: int, total: int = 0) -> str:
    return (one if number == 1 else many).format(number=number, total=total) if number else ""


def _tell_broken(number: int, silent: int) -> str:
    """Tell those that are broken or overdue, and of how many of them there is no figure: those are overdue."""
    if silent == number:
        return _told(_ONE_OVERDUE, _MANY_OVERDUE, silent)
    if silent:
        return _SOME_OVERDUE.format(number=number, silent=silent)
    return _told(_ONE["broken"], _MANY["broken"], number)


def _is_silent(judgement: Judgement) -> bool:
    """Say whether a promise has begun, and nobody has published a figure for it or said how it stands."""
    if judgement.parts:
        return judgement.counted_status == "no-data"
    said = judgement.was_reported or judgement.verdict or judgement.party_verdict
    return not said and judgement.counted_status != "upcoming"


def _why_unknown(judgement: Judgement) -> str:
    status = judgement.counted_status
    return "uncounted" if status == "no-data" and judgement.was_reported else status


def band_names(statuses: Collection[str]) -> Mapping[Band, str]:
    """Name the bands of promises with some statuses: what was kept in part stands with what is behind, and is not."""
    return {**BAND_NAMES, "behind": _BEHIND_OR_PARTLY} if "partially-fulfilled" in statuses else BAND_NAMES


def in_bands(counted: Mapping[Band, int], names: Mapping[Band, str]) -> str:
    """Write how many promises are in each band: ``3 kept, 2 behind``."""
    return enumerated(f"{counted[name]:,} {names[name]}" for name in BANDS if counted[name])
