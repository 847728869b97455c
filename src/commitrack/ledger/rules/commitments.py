"""What a ledger must also hold true to be judged: known names, sane bounds, one claim an update.

Rules are applied to all that is well formed, so that no mistake hides another; nothing is said of what is unread.
"""

from collections.abc import Collection, Iterable, Iterator

from commitrack.ledger.model import AnyCommitment, Ledger, Milestone, Qualitative, Standing, Total
from commitrack.ledger.rules.amounts import amount_mistakes, is_positive, is_whole
from commitrack.ledger.rules.mistakes import Mistake, Unread
from commitrack.ledger.rules.terms import NOTHING, Terms, period_mistakes, terms_of
from commitrack.ledger.rules.texts import name_mistakes, source_mistakes, text_mistakes
from commitrack.ledger.rules.updates import history_mistakes, id_mistakes
from commitrack.ledger.suggest import closest


def mistakes(ledger: Ledger, unread: Unread) -> Iterator[Mistake]:
    """Find every mistake in what could be read of a ledger."""
    for mistake in text_mistakes("title", ledger.about.title):
        yield mistake.within(("ledger",))
    for mistake in source_mistakes(ledger.about.source):
        yield mistake.within(("ledger",))
    if ledger.about.stale_after is not None and ledger.about.stale_after < 1:
        yield Mistake(("ledger", "stale_after"), "bad-amount", "below 1; write the number of days, such as 180")
    for key, programme in ledger.programmes.items():
        yield from id_mistakes(("programmes", key), key)
        for mistake in (*text_mistakes("title", programme.title), *source_mistakes(programme.source)):
            yield mistake.within(("programmes", key))
    updates_malformed = any(place[3:] for place in unread)
    programmes_read = unread.get((), NOTHING) <= {"ledger", "commitments"}
    for key, commitment in ledger.commitments.items():
        place = ("commitments", key)
        yield from id_mistakes(place, key)
        if programmes_read and commitment.programme is not None and commitment.programme not in ledger.programmes:
            message = _unknown_programme(commitment.programme, ledger.programmes)
            yield Mistake((*place, "programme"), "unknown-programme", message)
        for mistake in commitment_mistakes(commitment, unread.get(place, NOTHING)):
            yield mistake.within(place)
        updates = (*place, "updates")
        unread_there = [NOTHING] * len(commitment.updates)
        if updates_malformed:
            unread_there = [unread.get((*updates, index), NOTHING) for index in range(len(commitment.updates))]
        for mistake in history_mistakes(commitment, unread.get(place, NOTHING), unread_there):
            yield mistake.within(updates)
    yield from _repeated_ids(ledger)


def _unknown_programme(name: str, known: Collection[str]) -> str:
    close = closest(name, known)
    advice = f'did you mean "{close}"?' if close else f"add [programmes.{name}] with a title"
    return f'unknown programme "{name}"; {advice}'


def commitment_mistakes(commitment: AnyCommitment, unread: frozenset[str] = NOTHING) -> Iterator[Mistake]:
    """Find what is wrong with a commitment itself, apart from the keys of it that are unread."""
    terms = terms_of(commitment, unread)
    start, due = terms.start, terms.due
    yield from text_mistakes("title", commitment.title)
    if not isinstance(commitment, Qualitative):
        yield from text_mistakes("unit", commitment.unit)
    yield from source_mistakes(commitment.source)
    if start and due and due < start:
        yield Mistake(
            ("due",), "inverted-period", f"{due} is before the start, {start}; exchange the two, or correct one"
        )
    for name in commitment.assumed:
        if getattr(commitment, name) is None and name not in unread:
            yield Mistake(
                ("assumed",), "missing-key", f"names {name}, which is not there; write {name}, or leave it out"
            )
    yield from _target_mistakes(terms)
    if isinstance(commitment, Total):
        yield from _milestone_mistakes(terms, commitment.milestones)
    if isinstance(commitment, Standing):
        if not all(name.strip() for name in commitment.members):
            yield Mistake(("members",), "blank-text", "holds a blank name; write it, or leave it out")
        yield from name_mistakes("members", commitment.members)
    yield from period_mistakes(terms, due)


def _target_mistakes(terms: Terms) -> Iterator[Mistake]:
    if terms.baseline is not None:
        yield from amount_mistakes("baseline", terms.baseline)
    if terms.target is None:
        return
    yield from amount_mistakes("target", terms.target)
    if terms.target == terms.baseline:
        yield Mistake(
            ("target",), "bad-amount", "equal to the baseline, so there is nothing to reach; correct one of the two"
        )
    if terms.kind in ("periodic", "standing") and not is_positive(terms.target):
        yield Mistake(("target",), "bad-amount", "not above zero; write how many are to be reached")
    if terms.kind == "standing" and not is_whole(terms.target):
        yield Mistake(("target",), "bad-amount", "not a whole number; write how many members are to be in force")


def _milestone_mistakes(terms: Terms, milestones: Iterable[Milestone]) -> Iterator[Mistake]:
    before = terms.start
    for milestone in milestones:
        yield from amount_mistakes("milestones", milestone.target)
        if before is not None and milestone.by <= before:
            yield Mistake(
                ("milestones",),
                "bad-milestone",
                f"{milestone.by} is not after {before}; put them in order of their days, after start",
            )
        if terms.due is not None and milestone.by > terms.due:
            yield Mistake(
                ("milestones",),
                "bad-milestone",
                f"{milestone.by} is after due, {terms.due}; correct one of the two",
            )
        if milestone.by == terms.due and terms.target is not None and milestone.target != terms.target:
            yield Mistake(
                ("milestones",),
                "bad-milestone",
                "the last one is due with the commitment but has another target; correct one",
            )
        before = milestone.by


def _repeated_ids(ledger: Ledger) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    for key, commitment in ledger.commitments.items():
        for index, update in enumerate(commitment.updates):
            if update.id is None:
                continue
            if update.id in seen:
                message = f'the id "{update.id}" stands in {seen[update.id]} already; give one of them another'
                yield Mistake(("commitments", key, "updates", index, "id"), "repeated-id", message)
            seen[update.id] = key
