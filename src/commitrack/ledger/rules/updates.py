"""The rules of a commitment's updates: one claim each that fits, dates in bounds, sound amounts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter

from commitrack.ledger.claims import BESIDE, CLAIMS, MAKERS, ClaimKind
from commitrack.ledger.fields import ID_PATTERN, bare, hints_of
from commitrack.ledger.model import KINDS, AnyCommitment, Update
from commitrack.ledger.rules.amounts import amount_mistakes, amount_problem
from commitrack.ledger.rules.corrections import correction_mistakes, may_claim
from commitrack.ledger.rules.mistakes import Mistake, Place, option
from commitrack.ledger.rules.revisions import revision_mistakes, terms_before
from commitrack.ledger.rules.terms import NOTHING, Terms, reported_mistakes, terms_of
from commitrack.ledger.rules.texts import listed, name_mistakes, source_mistakes
from commitrack.ledger.suggest import Suggester

_is_id = re.compile(ID_PATTERN).fullmatch
_KEYS = dict(zip(Update.__struct_fields__, Update.__struct_encode_fields__, strict=True))
"""The keys of an update by their fields."""

_HINTS = hints_of(Update)
_LATER = [field for field in BESIDE if bare(_HINTS[field]) is date]
"""The dates of a claim that its own date does not come after."""

_SINCE = {"until": "from which they are in force", "for_date": "on which it was expected"}
"""The meaning of the date of the claim itself, beside each of them."""

_AMOUNTS = {field for field, claim in MAKERS if claim != "revision" and bare(_HINTS[field]) is Decimal}
"""The fields of an update that hold an amount; each makes the claim of its name."""

_OFTEN: tuple[ClaimKind, ...] = ("add", "total", "level")
"""The claims that nearly all updates make."""

_SELDOM = (
    *(field for field, claim in MAKERS if claim not in _OFTEN),
    *BESIDE,
    *("corrects", "restates", "flag", "bound", "batch"),
)
"""The fields that few updates have. All are looked at in one go, since a ledger may have very many updates."""

_seldom_of = attrgetter(*_SELDOM)
_NONE_OF_THEM = (None,) * len(_SELDOM)


def history_mistakes(
    commitment: AnyCommitment,
    unread: frozenset[str],
    unread_in_updates: Sequence[frozenset[str]],
    suggester: Suggester,
) -> Iterator[Mistake]:
    """Find what is wrong with a commitment's updates, apart from the keys of it and of them that are unread.

    Places begin with the position of an update.
    """
    terms = terms_of(commitment, unread)
    last = _last_date(terms, commitment.updates, unread_in_updates)
    revised = terms_before(terms, commitment.updates, unread_in_updates)
    for index, (update, keys) in enumerate(zip(commitment.updates, unread_in_updates, strict=True)):
        for mistake in _update_mistakes(commitment, revised.get(index, terms), update, last, keys):
            yield mistake.within((index,))
    yield from correction_mistakes(commitment.updates, unread_in_updates, suggester)


def id_mistakes(place: Place, name: str) -> Iterator[Mistake]:
    """Find what is wrong with the spelling of an id."""
    if not _is_id(name):
        yield Mistake(
            place, "bad-id", "not an id; use the letters a to z, digits and hyphens, beginning with a letter or digit"
        )


def new_update_mistakes(commitment: AnyCommitment, update: Update) -> Iterator[Mistake]:
    """Find what is wrong with an update that is to follow the ones the commitment has."""
    terms, updates = terms_of(commitment), (*commitment.updates, update)
    all_read = [NOTHING] * len(updates)
    revised = terms_before(terms, updates, all_read).get(len(commitment.updates), terms)
    yield from _update_mistakes(commitment, revised, update, _last_date(terms, updates, all_read))
    for mistake in correction_mistakes(updates, all_read, Suggester()):
        index, *key = mistake.place
        if index == len(commitment.updates):
            yield Mistake(tuple(key), mistake.rule, mistake.message, mistake.typed)


@cache
def claim_keys(kind: type[AnyCommitment]) -> tuple[str, ...]:
    """Return the keys that make a claim of a kind of commitment."""
    return tuple(key for claim in kind.takes for key in (kind.revises if claim == "revision" else CLAIMS[claim].makes))


def _update_mistakes(
    commitment: AnyCommitment,
    terms: Terms,
    update: Update,
    last: date | None,
    unread: frozenset[str] = NOTHING,
) -> list[Mistake]:
    """Find what is wrong with an update: in a list, which takes less than a generator where nearly all have nothing."""
    found: list[Mistake] = []
    if update.id is not None and not _is_id(update.id):
        found += id_mistakes(("id",), update.id)
    is_usual = _seldom_of(update) == _NONE_OF_THEM
    claims: Sequence[ClaimKind] = (
        [name for name in _OFTEN if getattr(update, name) is not None] if is_usual else update.claims
    )
    claim = claims[0] if claims else "retraction"
    if len(claims) != 1 or claim == "revision" or claim not in commitment.takes:
        found += _claim_mistakes(commitment, terms, update, claims, unread)
    if update.source is not None:
        found += source_mistakes("source", update.source)
    for name in claims:
        if name in _AMOUNTS:
            found += _amount_mistakes(name, getattr(update, name))
    if not is_usual:
        found += _seldom_mistakes(update, claim, unread)
    if update.archive is not None:
        found += source_mistakes("archive", update.archive)
    if CLAIMS[claim].is_figure and (last or terms.every) and "date" not in unread:
        found += _figure_date_mistakes(terms, update.date, last)
    if claim == "revision":
        found += revision_mistakes(terms, update, unread)
    return found


def _claim_mistakes(
    commitment: AnyCommitment, terms: Terms, update: Update, claims: Sequence[ClaimKind], unread: frozenset[str]
) -> Iterator[Mistake]:
    if not claims and not may_claim(unread):
        yield Mistake(
            ("date",), "claim-count", f"makes no claim; add one of {listed(claim_keys(type(commitment)))}, or corrects"
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
            fitting = listed(f'"{name}"' for name, kind in KINDS.items() if claim in kind.takes)
            keys, unfit = claim_keys(type(commitment)), f"does not fit a {terms.kind} commitment, which takes"
            message = f"{unfit} {listed(keys)}; it fits kind = {fitting}"
            yield Mistake((claim,), "unfit-claim", message, f"{unfit} {listed(tuple(map(option, keys)))}")
        elif claim == "revision" and (strays := _strays(commitment, update)):
            message = (
                f"a {terms.kind} commitment has no {strays[0]} to revise; leave it out, or add what is promised now as "
                "a commitment of its own"
            )
            yield Mistake((strays[0],), "unfit-claim", message)


def _strays(commitment: AnyCommitment, revision: Update) -> list[str]:
    """Return what a revision changes that the commitment does not have."""
    changed = (key for key in CLAIMS["revision"].makes if getattr(revision, key) is not None)
    return [key for key in changed if key not in commitment.revises]


def _seldom_mistakes(update: Update, claim: ClaimKind, unread: frozenset[str]) -> Iterator[Mistake]:
    """Find what is wrong with the fields that few updates have."""
    yield from _companion_mistakes(update, claim, unread)
    for name, names in (("grant", update.grant), ("withdraw", update.withdraw)):
        if names is not None:
            if not names or not all(member.strip() for member in names):
                yield Mistake((name,), "unfit-claim", f'names nobody; write {name} = ["…"]')
            yield from name_mistakes(name, names)
    if update.count is not None:
        yield from amount_mistakes("count", Decimal(update.count))
        if update.count < 0:
            yield Mistake(("count",), "bad-amount", "below zero; write how many members are in force")
    for field in _LATER:
        later = getattr(update, field)
        if later is not None and later < update.date and "date" not in unread:
            message = f"{later} is before the date, {update.date}, {_SINCE[field]}; correct the one that is wrong"
            yield Mistake((_KEYS[field],), "inverted-period", message)
    if update.batch is not None:
        yield from id_mistakes(("batch",), update.batch)


def _companion_mistakes(update: Update, claim: ClaimKind, unread: frozenset[str]) -> Iterator[Mistake]:
    """Find the keys that stand without the claim they go with, or the other way round."""
    for field, maker in BESIDE.items():
        if getattr(update, field) is not None and getattr(update, maker) is None:
            key = _KEYS[field]
            yield Mistake((key,), "unfit-claim", _alone(key, maker), _alone(option(key), option(maker)))
    if update.forecast is not None and update.for_date is None and "for" not in unread:
        yield Mistake(
            ("forecast",),
            "unfit-claim",
            "does not say for when; write for = the date that it is for",
            "does not say for when; add --for with the date that it is for",
        )
    yield from _finality_mistakes(update, claim)
    if update.checked is False:
        yield Mistake(
            ("checked",), "unfit-claim", "only true says something; write checked = true, or leave the update out"
        )
    if update.status is not None and not (update.note or "").strip():
        need = "a verdict needs a reason; say why"
        yield Mistake(("status",), "unexplained-verdict", f"{need} in note", f"{need} with --note")


def _alone(key: str, maker: str) -> str:
    return f"goes with {maker} only; add {maker}, or leave {key} out"


def _finality_mistakes(update: Update, claim: ClaimKind) -> Iterator[Mistake]:
    """Find a restatement, a flag or a bound without the figure that it is about."""
    if update.restates is not None and update.corrects is not None:
        yield Mistake(
            ("restates",),
            "unfit-claim",
            "stands beside corrects; keep corrects if it was wrong, else restates",
            "stands beside --corrects; keep --corrects if it was wrong, else --restates",
        )
    elif update.restates is not None and not CLAIMS[claim].is_figure:
        yield Mistake(
            ("restates",),
            "unfit-claim",
            "needs the newer figure; write it, or corrects to withdraw the old one",
            f"needs the newer figure; give it too, or withdraw the old one with 'commitrack retract {update.restates}'",
        )
    amounts = (update.add, update.total, update.level, update.count)
    for name in ("flag", "bound"):
        if getattr(update, name) is not None and all(amount is None for amount in amounts):
            yield Mistake((name,), "unfit-claim", "goes with a figure only; add the figure, or leave it out")


def _amount_mistakes(name: str, amount: Decimal) -> Iterable[Mistake]:
    if problem := amount_problem(amount):
        return [Mistake((name,), "bad-amount", problem)]
    if name != "add" or amount > 0:
        return ()
    need = "not above zero; write how many more, or"
    return [
        Mistake(("add",), "bad-amount", f"{need} total for the figure so far", f"{need} --total for the figure so far")
    ]


def _figure_date_mistakes(terms: Terms, when: date, last: date | None) -> Iterator[Mistake]:
    if last is not None and when > last:
        yield Mistake(
            ("date",),
            "outside-period",
            f"{when} is after the last period, which ends on {last}; use the last date of the "
            "period it counts for, and leave out what happened later, which counts for none",
        )
    if terms.every is not None:
        yield from reported_mistakes(terms, when)


def _last_date(terms: Terms, updates: Iterable[Update], unread: Sequence[frozenset[str]]) -> date | None:
    """Return the last date on which a figure can be true: if periodic, the latest last date there ever was."""
    if terms.kind != "periodic" or terms.due is None or any("due" in keys for keys in unread):
        return None
    return max([terms.due, *(update.due for update in updates if update.due is not None)])
