"""The rules of revisions: each is held against the terms that those before it left."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from commitrack.ledger.model import Update
from commitrack.ledger.rules.amounts import amount_mistakes, is_sound
from commitrack.ledger.rules.corrections import corrections
from commitrack.ledger.rules.goals import bounds_mistakes, milestone_mistakes
from commitrack.ledger.rules.mistakes import Mistake, option
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
        yield from _goal_mistakes(terms, revised, update)
    if update.milestones is not None and "milestones" not in unread:
        yield from milestone_mistakes(revised, update)
    if update.due is None or "due" in unread:
        return
    if terms.start is not None and update.due < terms.start:
        yield Mistake(("due",), "inverted-period", f"{update.due} is before the start, {terms.start}; check the date")
    yield from period_mistakes(terms, update.due)


def _goal_mistakes(terms: Terms, revised: Terms, update: Update) -> Iterator[Mistake]:
    """Find what is wrong with a revised goal.

    What was promised first stands, and so does the baseline: no advice is to change one of them.
    """
    if revised.target is not None and revised.at_most is not None and revised.target > revised.at_most:
        yield _contradiction(terms, revised, update)
        return
    is_new_side = terms.target is None and update.at_most is None
    # A target beside a cap that was the whole promise is more often a slip than the other end of a range.
    for mistake in bounds_mistakes(msgspec.structs.replace(revised, at_most=None) if is_new_side else revised):
        [key] = mistake.place
        amount = update.target if key == "target" else update.at_most
        if key == "at_most" and revised.baseline is not None:
            yield Mistake(
                (key,),
                mistake.rule,
                f"below the baseline, {revised.baseline:f}, which a running count never comes down to; check it",
            )
        elif key == "target" and amount is not None and terms.target is None and terms.at_most is not None:
            need = f"the goal is at most {terms.at_most:f}, and a target means at least so much; for another at most,"
            yield Mistake(
                (key,), mistake.rule, f"{need} write at_most = {amount:f}", f"{need} use --at-most {amount:f}"
            )
        elif key == "target" and (amount is None or amount % 1 == 0 or revised.kind != "standing" or amount < 0):
            start = "zero" if revised.baseline is None else f"the baseline, {revised.baseline:f}"
            need = f"not above {start}, so there would be nothing left to reach; if the promise was given up, or became"
            yield Mistake(
                (key,),
                mistake.rule,
                f"{need} another, say so with status and note, and add the new one as a commitment of its own",
                f"{need} another, say so with --status and --note, and add the new one with 'commitrack add'",
            )
        else:
            yield mistake


def _contradiction(terms: Terms, revised: Terms, update: Update) -> Mistake:
    """Say that a range is upside down: because of one side that was revised, or of both."""
    if update.target is not None and update.at_most is not None:
        return Mistake(
            ("target",),
            "bad-amount",
            f"above at_most, {update.at_most:f}; a range is from target up to at_most: check both",
        )
    given, standing = ("target", "at_most") if update.target is not None else ("at_most", "target")
    amount = revised.target if given == "target" else revised.at_most
    need = f"contradicts {standing}, {getattr(terms, standing):f}, which still stands"
    if getattr(terms, given) is not None:
        advice, typed = f"revise {standing} too", f"give {option(standing)} too"
    else:
        revised_to = f"{amount:f} if that was revised"
        advice, typed = f"write {standing} = {revised_to}", f"use {option(standing)} {revised_to}"
    return Mistake((given,), "bad-amount", f"{need}; {advice}", f"{need}; {typed}")


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
