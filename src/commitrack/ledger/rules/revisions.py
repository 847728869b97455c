"""The rules of revisions: each is held against the terms that those before it left."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from commitrack.ledger.model import Update
from commitrack.ledger.rules.amounts import amount_mistakes, is_sound
from commitrack.ledger.rules.corrections import corrections
from commitrack.ledger.rules.goals import bounds_mistakes, milestone_mistakes
from commitrack.ledger.rules.mistakes import Mistake
from commitrack.ledger.rules.terms import NOTHING, Terms, period_mistakes


def terms_before(terms: Terms, updates: Sequence[Update], unread: Sequence[frozenset[str]]) -> Mapping[int, Terms]:
    """Return the terms that each revision changes, by its position: as the revisions dated before it left them.

    One that is corrected, or came after the end then in force, changes nothing.
    """
    revisions = [index for index, update in enumerate(updates) if update.claim == "revision"]
    gone = corrections(updates) if revisions else {}
    before = {}
    for index in sorted(revisions, key=lambda index: updates[index].date):
        before[index], update = terms, updates[index]
        counts = terms.due is None or "date" in unread[index] or update.date <= terms.due
        if counts and (update.id is None or update.id not in gone):
            terms = _revised(terms, update, unread[index])
    return before


def revision_mistakes(terms: Terms, update: Update, unread: frozenset[str] = NOTHING) -> Iterator[Mistake]:
    """Find what is wrong with a revision of some terms, apart from the keys of it that are unread."""
    for name in ("target", "at_most"):
        amount = None if name in unread else getattr(update, name)
        if amount is not None:
            yield from amount_mistakes(name, amount)
    revised = _revised(terms, update, unread)
    if update.target is not None or update.at_most is not None:
        yield from bounds_mistakes(revised)
    if update.milestones is not None and "milestones" not in unread:
        yield from milestone_mistakes(revised)
    if update.due is None or "due" in unread:
        return
    if terms.start is not None and update.due < terms.start:
        yield Mistake(
            ("due",), "inverted-period", f"{update.due} is before the start, {terms.start}; correct one of the two"
        )
    yield from period_mistakes(terms, update.due)


def _revised(terms: Terms, update: Update, unread: frozenset[str]) -> Terms:
    return msgspec.structs.replace(
        terms,
        target=terms.target if "target" in unread else _amount(terms.target, update.target),
        at_most=terms.at_most if "at_most" in unread else _amount(terms.at_most, update.at_most),
        due=update.due or terms.due,
        milestones=terms.milestones if update.milestones is None else update.milestones,
    )


def _amount(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    if after is None:
        return before
    return after if is_sound(after) else None
