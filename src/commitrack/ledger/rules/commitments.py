"""Rules across a ledger: known names, sane bounds, a goal that can be met.

Rules are applied to all that is well formed, so that no mistake hides another; nothing is said of what is unread.
"""

from collections.abc import Iterator, Mapping

from commitrack.ledger.model import AnyCommitment, Joint, Ledger, Level, Measured, Numbered, Standing
from commitrack.ledger.rules.amounts import day_count_mistakes
from commitrack.ledger.rules.goals import goal_mistakes
from commitrack.ledger.rules.mistakes import Mistake, Unread, option
from commitrack.ledger.rules.scale import scale_mistakes
from commitrack.ledger.rules.terms import NOTHING, Terms, period_mistakes, terms_of
from commitrack.ledger.rules.texts import name_mistakes, source_mistakes, text_mistakes
from commitrack.ledger.rules.updates import history_mistakes, id_mistakes
from commitrack.ledger.suggest import Suggester


def mistakes(ledger: Ledger, unread: Unread, suggester: Suggester) -> Iterator[Mistake]:
    """Find every mistake in what could be read of a ledger."""
    yield from _about_mistakes(ledger)
    for mistake in scale_mistakes(ledger.scale):
        yield mistake.within(("verdicts",))
    for key, programme in ledger.programmes.items():
        yield from id_mistakes(("programmes", key), key)
        for mistake in (*text_mistakes("title", programme.title), *source_mistakes("source", programme.source)):
            yield mistake.within(("programmes", key))
    updates_malformed = any(place[3:] for place in unread)
    for key, commitment in ledger.commitments.items():
        place = ("commitments", key)
        keys = unread.get(place, NOTHING)
        yield from id_mistakes(place, key)
        for mistake in _own_mistakes(ledger, key, commitment, unread, suggester):
            yield mistake.within(place)
        updates = (*place, "updates")
        unread_there = [NOTHING] * len(commitment.updates)
        if updates_malformed:
            unread_there = [unread.get((*updates, index), NOTHING) for index in range(len(commitment.updates))]
        for mistake in history_mistakes(commitment, keys, unread_there, suggester):
            yield mistake.within(updates)
    yield from _repeated_ids(ledger)


def commitment_mistakes(commitment: AnyCommitment, unread: frozenset[str] = NOTHING) -> Iterator[Mistake]:
    """Find what is wrong with a commitment itself, apart from the keys of it that are unread."""
    terms = terms_of(commitment, unread)
    yield from text_mistakes("title", commitment.title)
    if commitment.owner is not None:
        yield from text_mistakes("owner", commitment.owner)
    if isinstance(commitment, Numbered):
        yield from text_mistakes("unit", commitment.unit)
    yield from source_mistakes("source", commitment.source)
    yield from source_mistakes("archive", commitment.archive)
    yield from day_count_mistakes("reported_within", commitment.reported_within, 0)
    if isinstance(commitment, Measured):
        yield from day_count_mistakes("settled_within", commitment.settled_within, 0)
    if terms.start and terms.due and terms.due < terms.start:
        message = f"{terms.due} is before the start, {terms.start}; exchange the two, or correct one"
        yield Mistake(("due",), "inverted-period", message)
    for name in commitment.assumed:
        if getattr(commitment, name) is None and name not in unread:
            need = f"names {name}, which is not there"
            yield Mistake(
                ("assumed",),
                "missing-key",
                f"{need}; write {name}, or leave it out",
                f"{need}; add {option(name)} too, or leave it out",
            )
    yield from goal_mistakes(commitment, terms, unread)
    if isinstance(commitment, Level):
        yield from _holds_mistakes(commitment, terms, unread)
    if isinstance(commitment, Standing):
        if not all(name.strip() for name in commitment.members):
            yield Mistake(("members",), "blank-text", "holds a blank name; write it, or leave it out")
        yield from name_mistakes("members", commitment.members)
    yield from period_mistakes(terms, terms.due)


def _about_mistakes(ledger: Ledger) -> Iterator[Mistake]:
    about = ledger.about
    found = (
        *text_mistakes("title", about.title),
        *source_mistakes("source", about.source),
        *text_mistakes("keeper", about.keeper),
        *text_mistakes("contact", about.contact),
        *text_mistakes("licence", about.licence),
        *day_count_mistakes("stale_after", about.stale_after, 1),
        *day_count_mistakes("reported_within", about.reported_within, 0),
    )
    for mistake in found:
        yield mistake.within(("ledger",))


def _own_mistakes(
    ledger: Ledger, key: str, commitment: AnyCommitment, unread: Unread, suggester: Suggester
) -> Iterator[Mistake]:
    programmes_read = unread.get((), NOTHING) <= {"ledger", "commitments"}
    name = commitment.programme
    if programmes_read and name is not None and name not in ledger.programmes:
        advice = suggester.did_you_mean(name, ledger.programmes, f"add [programmes.{name}] with a title")
        yield Mistake(("programme",), "unknown-programme", f'unknown programme "{name}"; {advice}')
    keys = unread.get(("commitments", key), NOTHING)
    if isinstance(commitment, Joint) and "parts" not in keys:
        yield from part_mistakes(ledger.commitments, key, commitment, suggester)
    yield from commitment_mistakes(commitment, keys)


def part_mistakes(
    commitments: Mapping[str, AnyCommitment], key: str, commitment: Joint, suggester: Suggester
) -> Iterator[Mistake]:
    """Find parts that are unknown, or joint themselves, and parts that are too few."""
    if len(set(commitment.parts)) < 2:
        yield Mistake(
            ("parts",), "bad-part", "names fewer than two; name those that must all be met, or write another kind"
        )
    yield from name_mistakes("parts", commitment.parts)
    for part in commitment.parts:
        if part == key:
            yield Mistake(("parts",), "bad-part", "names the commitment itself; name the others")
        elif part not in commitments:
            unknown, new = f'unknown commitment "{part}"', f"add [commitments.{part}]"
            close = suggester.closest(part, commitments)
            advice = f'did you mean "{close}"?' if close else new
            typed = advice if close else f"add it first with 'commitrack add {part}'"
            yield Mistake(("parts",), "bad-part", f"{unknown}; {advice}", f"{unknown}; {typed}")
        elif isinstance(commitments[part], Joint):
            yield Mistake(("parts",), "bad-part", f'"{part}" is joint itself; name its parts instead')


def _holds_mistakes(commitment: Level, terms: Terms, unread: frozenset[str]) -> Iterator[Mistake]:
    if terms.every is not None and terms.start is None and "start" not in unread:
        yield Mistake(
            ("start",),
            "missing-key",
            "missing; write start = the first date of the first period",
            "missing; add it with the first date of the first period",
        )
    if commitment.holds is None or unread & {"holds", "due", "every"}:
        return
    if terms.every is not None and commitment.holds in ("from-end", "once"):
        message = f'"{commitment.holds}" does not go with every; write "at-end", "throughout" or "on-average"'
        yield Mistake(("holds",), "bad-holds", message)
    if terms.every is None and terms.due is None and commitment.holds in ("at-end", "from-end", "on-average"):
        need = f'"{commitment.holds}" needs an end'
        yield Mistake(
            ("holds",),
            "bad-holds",
            f'{need}; write due, with assumed = ["due"] if nobody stated one',
            f"{need}; add --due, with --assumed due if nobody stated one",
        )


def _repeated_ids(ledger: Ledger) -> Iterator[Mistake]:
    ids = [
        update.id
        for commitment in ledger.commitments.values()
        for update in commitment.updates
        if update.id is not None
    ]
    if len(set(ids)) == len(ids):  # as nearly always
        return
    seen: dict[str, str] = {}
    for key, commitment in ledger.commitments.items():
        for index, update in enumerate(commitment.updates):
            if update.id is None:
                continue
            if update.id in seen:
                message = f'the id "{update.id}" stands in {seen[update.id]} already; give one of them another'
                yield Mistake(("commitments", key, "updates", index, "id"), "repeated-id", message)
            seen[update.id] = key
