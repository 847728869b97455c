"""The rules of a commitment's updates: one claim each that fits, days in bounds, corrections of what stands."""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from commitrack.ledger.model import ID_PATTERN, AnyCommitment, ClaimKind, Day, Qualitative, Update
from commitrack.ledger.rules.amounts import amount_mistakes, is_positive, is_whole
from commitrack.ledger.rules.mistakes import Mistake, Place
from commitrack.ledger.rules.terms import NOTHING, Terms, period_mistakes, terms_of
from commitrack.ledger.rules.texts import name_mistakes, source_mistakes
from commitrack.ledger.suggest import closest

_ID = re.compile(ID_PATTERN)
_OTHER_KEYS = frozenset(Update.__struct_fields__) - {
    *("add", "total", "grant", "withdraw", "checked", "status", "target", "due", "corrects")
}
"""The keys of an update that go with a claim."""


def history_mistakes(
    commitment: AnyCommitment, unread: frozenset[str], unread_in_updates: Sequence[frozenset[str]]
) -> Iterator[Mistake]:
    """Find what is wrong with a commitment's updates, apart from the keys of it and of them that are unread.

    Places begin with the position of an update.
    """
    terms = terms_of(commitment, unread)
    last_day = None if any("due" in keys for keys in unread_in_updates) else _last_day(terms, commitment.updates)
    for index, (update, keys) in enumerate(zip(commitment.updates, unread_in_updates, strict=True)):
        for mistake in _update_mistakes(commitment, terms, update, last_day, keys):
            yield mistake.within((index,))
    yield from _correction_mistakes(commitment.updates, unread_in_updates)


def id_mistakes(place: Place, name: str) -> Iterator[Mistake]:
    """Find what is wrong with the spelling of an id."""
    if not _ID.fullmatch(name):
        yield Mistake(
            place, "bad-id", "not an id; use the letters a to z, digits and hyphens, beginning with a letter or digit"
        )


def new_update_mistakes(commitment: AnyCommitment, update: Update) -> Iterator[Mistake]:
    """Find what is wrong with an update that is to follow the ones the commitment has."""
    terms, updates = terms_of(commitment), (*commitment.updates, update)
    yield from _update_mistakes(commitment, terms, update, _last_day(terms, updates))
    for mistake in _correction_mistakes(updates, [NOTHING] * len(updates)):
        index, *key = mistake.place
        if index == len(commitment.updates):
            yield replace(mistake, place=tuple(key))


def _update_mistakes(
    commitment: AnyCommitment,
    terms: Terms,
    update: Update,
    last_day: Day | None,
    unread: frozenset[str] = NOTHING,
) -> Iterator[Mistake]:
    if update.id is not None:
        yield from id_mistakes(("id",), update.id)
    yield from _claim_mistakes(commitment, terms, update, unread)
    if update.until is not None and update.grant is None:
        yield Mistake(("until",), "unfit-claim", "goes with grant only; add grant, or leave until out")
    if update.checked is False:
        yield Mistake(
            ("checked",), "unfit-claim", "only true says something; write checked = true, or leave the update out"
        )
    if update.status is not None and not (update.note or "").strip():
        yield Mistake(("status",), "unexplained-verdict", "a verdict needs a reason; say why in note")
    for name, names in (("grant", update.grant), ("withdraw", update.withdraw)):
        if names is not None:
            if not names or not all(member.strip() for member in names):
                yield Mistake((name,), "unfit-claim", f'names nobody; write {name} = ["…"]')
            yield from name_mistakes(name, names)
    yield from source_mistakes(update.source)
    yield from _figure_mistakes(update)
    if "date" not in unread:
        yield from _day_mistakes(terms, update, last_day)
    if update.target is not None or update.due is not None:
        yield from _revision_mistakes(terms, update, unread)


def _claim_mistakes(
    commitment: AnyCommitment, terms: Terms, update: Update, unread: frozenset[str]
) -> Iterator[Mistake]:
    claims = update.claims
    if not claims and not _may_claim(unread):
        yield Mistake(
            ("date",), "claim-count", f"makes no claim; add one of {_list(_claim_keys(commitment))}, or corrects"
        )
    elif len(claims) > 1:
        yield Mistake(
            (claims[1],),
            "claim-count",
            f"makes more than one claim ({' and '.join(claims)}); keep one, and write another update for the rest",
        )
    if terms.kind is None:
        return
    for claim in claims:
        if claim not in commitment.takes:
            keys = _list(_claim_keys(commitment))
            yield Mistake((claim,), "unfit-claim", f"does not fit a {terms.kind} commitment, which takes {keys}")
    if terms.kind == "qualitative" and update.target is not None:
        yield Mistake(
            ("target",), "unfit-claim", "a qualitative commitment has no target; leave it out, or write another kind"
        )


def _may_claim(unread: frozenset[str]) -> bool:
    """Say whether a claim is among what was not understood of an update."""
    return not unread <= _OTHER_KEYS


def _claim_keys(commitment: AnyCommitment) -> list[str]:
    revised = ("due",) if isinstance(commitment, Qualitative) else ("target", "due")
    keys: dict[ClaimKind, tuple[str, ...]] = {"revision": revised, "retraction": ()}
    return [key for claim in commitment.takes for key in keys.get(claim, (claim,))]


def _figure_mistakes(update: Update) -> Iterator[Mistake]:
    if update.add is not None:
        yield from amount_mistakes("add", update.add)
        if not is_positive(update.add):
            yield Mistake(("add",), "bad-amount", "not above zero; write how many more, or total for the figure so far")
    if update.total is not None:
        yield from amount_mistakes("total", update.total)


def _day_mistakes(terms: Terms, update: Update, last_day: Day | None) -> Iterator[Mistake]:
    if update.until is not None and update.until < update.date:
        yield Mistake(
            ("until",),
            "inverted-period",
            f"{update.until} is before the date, {update.date}; exchange the two, or correct one",
        )
    if update.add is None and update.total is None:
        return
    if terms.start is not None and update.date < terms.start:
        yield Mistake(
            ("date",),
            "outside-period",
            f"{update.date} is before the start, {terms.start}; correct one of the two",
        )
    if last_day is not None and update.date > last_day:
        yield Mistake(
            ("date",),
            "outside-period",
            f"{update.date} is after the last period, which ends on {last_day}; use a day of the period it counts for",
        )


def _last_day(terms: Terms, updates: Iterable[Update]) -> Day | None:
    """Return the last day on which a figure can be true: if periodic, the latest due day the commitment ever had."""
    if terms.kind != "periodic" or terms.due is None:
        return None
    return max([terms.due, *(update.due for update in updates if update.due is not None)])


def _revision_mistakes(terms: Terms, update: Update, unread: frozenset[str]) -> Iterator[Mistake]:
    if update.target is not None and "target" not in unread:
        yield from amount_mistakes("target", update.target)
        if update.target == terms.baseline:
            yield Mistake(("target",), "bad-amount", "equal to the baseline, so there is nothing to reach; correct it")
        if terms.kind in ("periodic", "standing") and not is_positive(update.target):
            yield Mistake(("target",), "bad-amount", "not above zero; write how many are to be reached")
        if terms.kind == "standing" and not is_whole(update.target):
            yield Mistake(("target",), "bad-amount", "not a whole number; write how many members are to be in force")
    if update.due is None or "due" in unread:
        return
    if terms.start is not None and update.due < terms.start:
        yield Mistake(
            ("due",), "inverted-period", f"{update.due} is before the start, {terms.start}; correct one of the two"
        )
    yield from period_mistakes(terms, update.due)


def _correction_mistakes(updates: Sequence[Update], unread: Sequence[frozenset[str]]) -> Iterator[Mistake]:
    """Go through a history once, knowing at each update the ids above it and the corrections that stand."""
    ids: dict[str, None] = {}
    withdrawn: set[str] = set()
    corrections: dict[str, deque[Update]] = {}
    all_ids = all_corrections = True
    for index, (update, keys) in enumerate(zip(updates, unread, strict=True)):
        retracts = update.corrects is not None and not update.claimed
        if update.corrects is not None:
            rivals = corrections.setdefault(update.corrects, deque())
            while rivals and rivals[0].id in withdrawn:
                rivals.popleft()
            if all_ids and update.corrects not in ids:
                yield Mistake((index, "corrects"), "bad-correction", _unknown_update(update.corrects, ids))
            if all_corrections and rivals:
                yield Mistake((index, "corrects"), "bad-correction", _second_correction(update.corrects, rivals[0]))
            rivals.append(update)
            if retracts:
                withdrawn.add(update.corrects)
        if update.id is not None:
            ids[update.id] = None
        all_ids = all_ids and "id" not in keys
        all_corrections = all_corrections and "corrects" not in keys and not (retracts and _may_claim(keys))


def _unknown_update(corrected: str, ids: Collection[str]) -> str:
    close = closest(corrected, ids)
    advice = f'did you mean "{close}"?' if close else "name one that stands above it in the same commitment"
    return f'no earlier update of this commitment has the id "{corrected}"; {advice}'


def _second_correction(corrected: str, first: Update) -> str:
    if first.claims == ("retraction",):
        return f'"{corrected}" is withdrawn already; leave this one out'
    instead = f'correct "{first.id}" instead' if first.id else "correct that correction instead"
    return f'"{corrected}" is corrected already, and would count twice; {instead}'


def _list(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
