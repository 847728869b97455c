"""The rules of corrections: each names an update above it that nothing else corrects."""

from collections.abc import Iterator, Mapping, Sequence

from commitrack.ledger.claims import MAKERS
from commitrack.ledger.model import Update
from commitrack.ledger.rules.mistakes import Mistake
from commitrack.ledger.suggest import Suggester

_ABOVE = "name one that stands above it in the same commitment"


_OTHER_KEYS = frozenset(Update.__struct_encode_fields__) - {*(key for key, _ in MAKERS), "corrects", "restates"}
"""The keys of an update that go with a claim."""


def corrections(updates: Sequence[Update]) -> Mapping[str, Update]:
    """Return, by the id of each update that does not stand, the one that replaced, restated or withdrew it.

    A withdrawn correction has no effect: what it had corrected stands again.
    """
    effective: dict[str, Update] = {}
    if not _correct(updates):
        return effective
    for update in reversed(updates):  # a correction stands below what it corrects
        correction = effective.get(update.id) if update.id is not None else None
        is_withdrawn = correction is not None and not correction.claimed
        if update.replaces is not None and not is_withdrawn:
            effective[update.replaces] = update
    return effective


def correction_mistakes(
    updates: Sequence[Update], unread: Sequence[frozenset[str]], suggester: Suggester
) -> Iterator[Mistake]:
    """Find the corrections of what is unknown, or corrected already. Places begin with the position of an update.

    One pass from above, since what an update may correct stands above it. Below an id or a correction that could not
    be read, nothing is said of what may refer to it.
    """
    if not _correct(updates):
        return
    ids: dict[str, None] = {}
    withdrawn: set[str] = set()
    firsts: dict[str, Update] = {}
    ids_read = corrections_read = True
    for index, (update, keys) in enumerate(zip(updates, unread, strict=True)):
        corrected, key = update.replaces, "restates" if update.corrects is None else "corrects"
        if corrected is not None:
            if ids_read and corrected not in ids:
                advice = suggester.did_you_mean(corrected, ids, _ABOVE)
                message = f'no earlier update of this commitment has the id "{corrected}"; {advice}'
                yield Mistake((index, key), "bad-correction", message)
            first = firsts.setdefault(corrected, update)
            if first.id is not None and first.id in withdrawn:
                firsts[corrected] = update
            elif corrections_read and first is not update:
                yield Mistake((index, key), "bad-correction", _said_twice(corrected, first))
            if _withdraws(update):
                withdrawn.add(corrected)
        if update.id is not None:
            ids[update.id] = None
        ids_read = ids_read and "id" not in keys
        corrections_read = (
            corrections_read and not keys & {"corrects", "restates"} and not (_withdraws(update) and may_claim(keys))
        )


def _correct(updates: Sequence[Update]) -> bool:
    """Say whether any update takes the place of another, which few do."""
    return any(update.corrects is not None or update.restates is not None for update in updates)


def may_claim(unread: frozenset[str]) -> bool:
    """Say whether a claim may be among what was not understood of an update."""
    return not unread <= _OTHER_KEYS


def _withdraws(update: Update) -> bool:
    return update.corrects is not None and not update.claimed


def _said_twice(corrected: str, first: Update) -> str:
    if first.claims == ("retraction",):
        return f'"{corrected}" is withdrawn already; leave this one out'
    done = "corrected" if first.restates is None else "restated"
    instead = f'name "{first.id}" instead' if first.id else "name what replaced it instead"
    return f'"{corrected}" is {done} already, and would count twice; {instead}'
