"""What a well-formed ledger must also hold true to be judged: known names, sane bounds, one claim an update."""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from commitrack.ledger.mistakes import Mistake, Place
from commitrack.ledger.model import (
    AMOUNT_LIMIT,
    AMOUNT_PLACES,
    ID_PATTERN,
    AnyCommitment,
    ClaimKind,
    Day,
    Ledger,
    Periodic,
    Qualitative,
    Standing,
    Total,
    Update,
)
from commitrack.ledger.spelling import closest

_ID = re.compile(ID_PATTERN)
_PERIOD_LIMIT = 1200
_MONTHS = {"year": 12, "quarter": 3, "month": 1}


def mistakes(ledger: Ledger) -> Iterator[Mistake]:
    """Find every mistake in a ledger whose tables are well formed."""
    if ledger.about.stale_after is not None and ledger.about.stale_after < 1:
        yield Mistake(("ledger", "stale_after"), "bad-amount", "below 1; write the number of days, such as 180")
    for key in ledger.programmes:
        yield from _spelling(("programmes", key), key)
    for key, commitment in ledger.commitments.items():
        place = ("commitments", key)
        yield from _spelling(place, key)
        if commitment.programme is not None and commitment.programme not in ledger.programmes:
            message = _unknown_programme(commitment.programme, ledger.programmes)
            yield Mistake((*place, "programme"), "unknown-programme", message)
        for mistake in commitment_mistakes(commitment):
            yield mistake.within(place)
        last_day = _last_day(commitment)
        for index, update in enumerate(commitment.updates):
            for mistake in _update_mistakes(commitment, update, last_day):
                yield mistake.within((*place, "updates", index))
        for mistake in _correction_mistakes(commitment.updates):
            yield mistake.within((*place, "updates"))
    yield from _repeated_ids(ledger)


def _spelling(place: Place, name: str) -> Iterator[Mistake]:
    if not _ID.fullmatch(name):
        yield Mistake(
            place, "bad-id", "not an id; use the letters a to z, digits and hyphens, beginning with a letter or digit"
        )


def _unknown_programme(name: str, known: Collection[str]) -> str:
    close = closest(name, known)
    advice = f'did you mean "{close}"?' if close else f"add [programmes.{name}] with a title"
    return f'unknown programme "{name}"; {advice}'


def commitment_mistakes(commitment: AnyCommitment) -> Iterator[Mistake]:
    """Find what is wrong with a commitment itself."""
    start, due = commitment.start, commitment.due
    if start and due and due < start:
        yield Mistake(
            ("due",), "inverted-period", f"{due} is before the start, {start}; exchange the two, or correct one"
        )
    if isinstance(commitment, Qualitative):
        return
    yield from _amount("target", commitment.target)
    if isinstance(commitment, Total):
        yield from _amount("baseline", commitment.baseline)
        if commitment.target == commitment.baseline:
            yield Mistake(
                ("target",), "bad-amount", "equal to the baseline, so there is nothing to reach; correct one of the two"
            )
        yield from _milestone_mistakes(commitment)
    elif not _positive(commitment.target):
        yield Mistake(("target",), "bad-amount", "not above zero; write how many are to be reached")
    if isinstance(commitment, Standing) and not _whole(commitment.target):
        yield Mistake(("target",), "bad-amount", "not a whole number; write how many members are to be in force")
    if isinstance(commitment, Periodic) and start and due:
        months = (due.year - start.year) * 12 + due.month - start.month
        if months / _MONTHS[commitment.every] > _PERIOD_LIMIT:
            yield Mistake(
                ("due",),
                "too-many-periods",
                f"more than {_PERIOD_LIMIT:,} periods; correct start or due, or write a longer every",
            )


def _milestone_mistakes(commitment: Total) -> Iterator[Mistake]:
    before = commitment.start
    for milestone in commitment.milestones:
        yield from _amount("milestones", milestone.target)
        if before is not None and milestone.by <= before:
            yield Mistake(
                ("milestones",),
                "bad-milestone",
                f"{milestone.by} is not after {before}; put them in order of their days, after start",
            )
        if commitment.due is not None and milestone.by > commitment.due:
            yield Mistake(
                ("milestones",),
                "bad-milestone",
                f"{milestone.by} is after due, {commitment.due}; correct one of the two",
            )
        if milestone.by == commitment.due and milestone.target != commitment.target:
            yield Mistake(
                ("milestones",),
                "bad-milestone",
                "the last one is due with the commitment but has another target; correct one",
            )
        before = milestone.by


def new_update_mistakes(commitment: AnyCommitment, update: Update) -> Iterator[Mistake]:
    """Find what is wrong with an update that is to follow the ones the commitment has."""
    yield from _update_mistakes(commitment, update, _last_day(commitment))
    for mistake in _correction_mistakes((*commitment.updates, update)):
        index, *key = mistake.place
        if index == len(commitment.updates):
            yield replace(mistake, place=tuple(key))


def _update_mistakes(commitment: AnyCommitment, update: Update, last_day: Day) -> Iterator[Mistake]:
    if update.id is not None:
        yield from _spelling(("id",), update.id)
    claims = update.claims
    if not claims:
        yield Mistake(
            ("date",), "claim-count", f"makes no claim; add one of {_list(_claim_keys(commitment))}, or corrects"
        )
    elif len(claims) > 1:
        yield Mistake(
            (claims[1],),
            "claim-count",
            f"makes more than one claim ({' and '.join(claims)}); keep one, and write another update for the rest",
        )
    for claim in claims:
        if claim not in commitment.takes:
            keys = _list(_claim_keys(commitment))
            yield Mistake((claim,), "unfit-claim", f"does not fit a {commitment.kind} commitment, which takes {keys}")
    if update.until is not None and update.grant is None:
        yield Mistake(("until",), "unfit-claim", "goes with grant only; add grant, or leave until out")
    if update.until is not None and update.until < update.date:
        yield Mistake(
            ("until",),
            "inverted-period",
            f"{update.until} is before the date, {update.date}; exchange the two, or correct one",
        )
    if update.checked is False:
        yield Mistake(
            ("checked",), "unfit-claim", "only true says something; write checked = true, or leave the update out"
        )
    if update.status is not None and not (update.note or "").strip():
        yield Mistake(("status",), "unexplained-verdict", "a verdict needs a reason; say why in note")
    for name in ("grant", "withdraw"):
        names = getattr(update, name)
        if names is not None and (not names or not all(member.strip() for member in names)):
            yield Mistake((name,), "unfit-claim", f'names nobody; write {name} = ["…"]')
    yield from _figure_mistakes(commitment, update, last_day)
    yield from _revision_mistakes(commitment, update)


def _claim_keys(commitment: AnyCommitment) -> list[str]:
    revised = ("due",) if isinstance(commitment, Qualitative) else ("target", "due")
    keys: dict[ClaimKind, tuple[str, ...]] = {"revision": revised, "retraction": ()}
    return [key for claim in commitment.takes for key in keys.get(claim, (claim,))]


def _figure_mistakes(commitment: AnyCommitment, update: Update, last_day: Day) -> Iterator[Mistake]:
    if update.add is None and update.total is None:
        return
    if update.add is not None:
        yield from _amount("add", update.add)
        if not _positive(update.add):
            yield Mistake(("add",), "bad-amount", "not above zero; write how many more, or total for the figure so far")
    if update.total is not None:
        yield from _amount("total", update.total)
    if commitment.start is not None and update.date < commitment.start:
        yield Mistake(
            ("date",),
            "outside-period",
            f"{update.date} is before the start, {commitment.start}; correct one of the two",
        )
    if update.date > last_day:
        yield Mistake(
            ("date",),
            "outside-period",
            f"{update.date} is after the last period, which ends on {last_day}; use a day of the period it counts for",
        )


def _last_day(commitment: AnyCommitment) -> Day:
    """Return the last day on which a figure can be true: if periodic, the latest due day the commitment ever had."""
    if not isinstance(commitment, Periodic):
        return Day.max
    return max([commitment.due, *(update.due for update in commitment.updates if update.due is not None)])


def _revision_mistakes(commitment: AnyCommitment, update: Update) -> Iterator[Mistake]:
    if update.target is not None:
        if isinstance(commitment, Qualitative):
            yield Mistake(
                ("target",),
                "unfit-claim",
                "a qualitative commitment has no target; leave it out, or write another kind",
            )
        yield from _amount("target", update.target)
        if isinstance(commitment, Total) and update.target == commitment.baseline:
            yield Mistake(("target",), "bad-amount", "equal to the baseline, so there is nothing to reach; correct it")
        if isinstance(commitment, Periodic | Standing) and not _positive(update.target):
            yield Mistake(("target",), "bad-amount", "not above zero; write how many are to be reached")
        if isinstance(commitment, Standing) and not _whole(update.target):
            yield Mistake(("target",), "bad-amount", "not a whole number; write how many members are to be in force")
    if update.due is not None and commitment.start is not None and update.due < commitment.start:
        yield Mistake(
            ("due",), "inverted-period", f"{update.due} is before the start, {commitment.start}; correct one of the two"
        )


def _correction_mistakes(updates: Sequence[Update]) -> Iterator[Mistake]:
    """Go through a history once, knowing at each update the ids above it and the corrections that stand."""
    ids: dict[str, None] = {}
    withdrawn: set[str] = set()
    corrections: dict[str, deque[Update]] = {}
    for index, update in enumerate(updates):
        if update.corrects is not None:
            rivals = corrections.setdefault(update.corrects, deque())
            while rivals and rivals[0].id in withdrawn:
                rivals.popleft()
            for message in _correction_problems(update.corrects, ids, rivals):
                yield Mistake((index, "corrects"), "bad-correction", message)
            rivals.append(update)
            if update.claims == ("retraction",):
                withdrawn.add(update.corrects)
        if update.id is not None:
            ids[update.id] = None


def _correction_problems(corrected: str, ids: Collection[str], rivals: Sequence[Update]) -> Iterator[str]:
    """Say what speaks against correcting an id, when these stand above it and these corrections of it stand."""
    if corrected not in ids:
        close = closest(corrected, ids)
        advice = f'did you mean "{close}"?' if close else "name one that stands above it in the same commitment"
        yield f'no earlier update of this commitment has the id "{corrected}"; {advice}'
    if rivals and rivals[0].claims == ("retraction",):
        yield f'"{corrected}" is withdrawn already; leave this one out'
    elif rivals:
        instead = f'correct "{rivals[0].id}" instead' if rivals[0].id else "correct that correction instead"
        yield f'"{corrected}" is corrected already, and would count twice; {instead}'


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


def _amount(name: str, amount: Decimal) -> Iterator[Mistake]:
    if problem := amount_problem(amount):
        yield Mistake((name,), "bad-amount", problem)


def amount_problem(amount: Decimal) -> str | None:
    """Say why an amount is refused: not a number, beyond the limit, or with too many digits."""
    if not amount.is_finite():
        return "not a finite number; write digits"
    if amount.copy_abs() > AMOUNT_LIMIT:  # abs() would round, and overflow
        return "beyond 1,000,000,000,000,000,000 (10^18); check the figure, or use a larger unit"
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -AMOUNT_PLACES:
        return f"more than {AMOUNT_PLACES} digits after the point; round it, or use a smaller unit"
    return None


def _positive(amount: Decimal) -> bool:
    """Hold off judging what is not a number: comparing NaN raises, and it has been reported."""
    return amount.is_nan() or amount > 0


def _whole(amount: Decimal) -> bool:
    return amount_problem(amount) is not None or amount % 1 == 0


def _list(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
