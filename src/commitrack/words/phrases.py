"""How numbers, days and statuses are written, in every sentence and table."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from commitrack.ledger.model import About, AnyCommitment, Every, Periodic, Qualitative, Update
from commitrack.progress.history import Entry, Membership
from commitrack.progress.judgement import Judgement, rounded, tally
from commitrack.progress.periods import Period

_DAYS_IN_YEAR = Fraction(1461, 4)
_DAYS_IN_MONTH = _DAYS_IN_YEAR / 12
_NAMED = 5


def amount(number: Decimal) -> str:
    """Write an amount exactly, with thousands separators: ``66,000,000,000``, ``83.3``."""
    return f"{number:,f}"


def amount_or_dash(number: Decimal | None) -> str:
    """Write an amount, or a dash where nobody has one."""
    return "–" if number is None else amount(number)


def plain_amount(number: Decimal) -> str:
    """Write an amount exactly, for machines: ``66000000000``, ``83.3``."""
    return f"{number:f}"


def about(number: Fraction) -> str:
    """Write a computed amount: whole from 100 on, with a digit after the point below, with two that count below 1."""
    places = 0 if abs(number) >= 100 else 1
    while 0 < abs(number) * 10**places < 10:
        places += 1
    return amount(rounded(number, places))


def label(status: str) -> str:
    """Write a state or verdict for people: ``on track`` for ``on-track``."""
    return status.replace("-", " ")


def declared(judgement: Judgement) -> str:
    """Write a status for people; a verdict says that somebody declared it."""
    words = label(judgement.status)
    return f"declared {words}" if judgement.verdict else words


def moved(before: str, after: str) -> str:
    """Write how something moved, ``behind → on track``; once where it did not."""
    return after if before == after else f"{before} → {after}"


def later(updates: Sequence[tuple[str, Update]], *, whose: bool) -> str:
    """Write which updates are dated later than what is shown, and ``whose``: of which commitments."""
    named = [
        f"{update.date}{f' {commitment_id}' if whose else ''}{f' ({update.id})' if update.id else ''}"
        for commitment_id, update in updates[:_NAMED]
    ]
    be = "is" if len(updates) == 1 else "are"
    more = f" and {len(updates) - _NAMED:,} more" if len(updates) > _NAMED else ""
    return f"{count(len(updates), 'update')} {be} dated later: {', '.join(named)}{more}."


def fate(entry: Entry) -> str:
    """Write what became of an update: ``replaced by 7f3a9c1e``; nothing where it stands."""
    if entry.fate == "stands":
        return ""
    return f"{entry.fate} by {entry.by}" if entry.by else entry.fate


def per(every: Every) -> str:
    """Write how often a periodic target comes round."""
    return f"a {every}"


def unit(commitment: AnyCommitment) -> str:
    """Write what is counted, and for a periodic commitment how often: ``delegates a year``."""
    if isinstance(commitment, Qualitative):
        return ""
    if isinstance(commitment, Periodic):
        return f"{commitment.unit} {per(commitment.every)}"
    return commitment.unit


def figure(judgement: Judgement, *, absent: str = "–") -> str:
    """Write actual and target: ``120 / 300``; ``absent`` stands for a figure that nobody has."""
    return absent if judgement.target is None else out_of(judgement.actual, judgement.target, absent=absent)


def out_of(actual: Decimal | None, target: Decimal, *, absent: str = "–") -> str:
    """Write how much of a target is reached: ``120 / 300``; ``absent`` stands for a figure that nobody has."""
    return f"{absent if actual is None else amount(actual)} / {amount(target)}"


def measured(figures: str, targets: str, judgement: Judgement) -> str:
    """Write how figures stand to targets: ``120 → 240 of 300 delegates a year``."""
    of = "against" if judgement.lower_is_better else "of"
    return f"{figures} {of} {targets} {unit(judgement.commitment)}"


def revision(judgement: Judgement) -> str:
    """Write what was promised at first, where that was revised; empty where it was not."""
    commitment, original = judgement.commitment, judgement.original_target
    parts = []
    if original is not None and judgement.target not in (None, original):
        parts.append(f"the target was {amount(original)} {unit(commitment)} at first")
    if judgement.due != commitment.due:
        parts.append(f"it was due on {commitment.due} at first" if commitment.due else "it had no last day at first")
    return "; ".join(parts)


def count(number: int, noun: str) -> str:
    """Write a number of things: ``1 day``, ``2 days``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def summary(judgements: Collection[Judgement], total: int | None = None) -> str:
    """Write how many commitments there are, of how many, and of which status: ``2 of 15 commitments: 2 no data``.

    Of a status it says for how many of them somebody declared it: ``2 fulfilled (1 declared)``.
    """
    number = len(judgements)
    total = number if total is None else total
    shown = "" if number == total else f"{number:,} of "
    verdicts = tally(judgement for judgement in judgements if judgement.verdict)
    parts = (_counted(status, many, verdicts.get(status, 0)) for status, many in tally(judgements).items())
    return f"{shown}{count(total, 'commitment')}: {', '.join(parts)}"


def _counted(status: str, number: int, verdicts: int) -> str:
    if number == verdicts:
        return f"{number:,} declared {label(status)}"
    return f"{number:,} {label(status)}{f' ({verdicts:,} declared)' if verdicts else ''}"


def age(days: int | None, *, absent: str = "–") -> str:
    """Write how old evidence is, in the largest unit that fits twice: ``today``, ``45 days``, ``13 months``."""
    if days is None:
        return absent
    if days < 1:
        return "today"
    if days >= 2 * _DAYS_IN_YEAR:
        return count(int(days / _DAYS_IN_YEAR), "year")
    if days >= 2 * _DAYS_IN_MONTH:
        return count(int(days / _DAYS_IN_MONTH), "month")
    return count(days, "day")


def ago(days: int | None, *, absent: str = "–") -> str:
    """Write how long ago something was: ``today``, ``13 months ago``."""
    written = age(days, absent=absent)
    return f"{written} ago" if days else written


def rate(per_day: Fraction, over_days: int) -> str:
    """Write a rate in the largest unit that fits into the span it holds for: ``327,000 a year``, ``6 a day less``."""
    size, per_day = (" less", -per_day) if per_day < 0 else ("", per_day)
    if over_days >= _DAYS_IN_YEAR:
        return f"{about(per_day * _DAYS_IN_YEAR)} a year{size}"
    if over_days >= _DAYS_IN_MONTH:
        return f"{about(per_day * _DAYS_IN_MONTH)} a month{size}"
    return f"{about(per_day)} a day{size}"


def period_name(period: Period, every: Every) -> str:
    """Name a period as calendars do where it is one (``2020``, ``2020 Q1``, ``2020-03``), else by its days."""
    start, end = period.start, period.end
    following = date.fromordinal(end.toordinal() + 1) if end < date.max else end
    if start.day == 1 and following.day == 1:
        if every == "year" and start.month == 1 and following.month == 1:
            return f"{start:%Y}"
        if every == "quarter" and start.month % 3 == 1 and (following.month - start.month) % 12 == 3:
            return f"{start:%Y} Q{start.month // 3 + 1}"
        if every == "month":
            return f"{start:%Y-%m}"
    return f"{start} to {end}"


def claim_made(update: Update, commitment: AnyCommitment) -> str:
    """Write what an update says: ``120 more delegates``, ``in force: Peru, until 2026-12-31``."""
    counted = "" if isinstance(commitment, Qualitative) else f" {commitment.unit}"
    match update.claim:
        case "add":
            return f"{amount(update.add)} more{counted}" if update.add is not None else ""
        case "total":
            return f"{amount(update.total)}{counted} in total" if update.total is not None else ""
        case "grant":
            until = f", until {update.until}" if update.until else ""
            return f"in force: {', '.join(update.grant or ())}{until}"
        case "withdraw":
            return f"no longer in force: {', '.join(update.withdraw or ())}"
        case "checked":
            return "checked, nothing new"
        case "status":
            return f"declared {label(update.status or '')}"
        case "revision":
            target = f"target {amount(update.target)}{counted}" if update.target is not None else ""
            due = f"due {update.due}" if update.due else ""
            return f"revised: {', '.join(part for part in (target, due) if part)}"
        case _:
            return "retraction"


def parties(about: About, commitment: AnyCommitment | None = None) -> str:
    """Write who promised and to whom, of the ledger or of one commitment: ``China → CELAC member states``."""
    pledger = (commitment and commitment.pledger) or about.pledger
    recipient = (commitment and commitment.recipient) or about.recipient
    return " → ".join(party for party in (pledger, recipient) if party)


def headings(about: About, as_of: date) -> list[str]:
    """Write what stands below a ledger's title: who promised to whom, when, and as of which day it is judged."""
    announced = f"announced {about.announced}" if about.announced else ""
    return [part for part in (parties(about), announced, f"as of {as_of}") if part]


def span(judgement: Judgement) -> str:
    """Write the first and last day, and which of them is assumed; empty where there is neither."""
    commitment = judgement.commitment
    bounds = [
        f"{word} {day}{' (assumed)' if name in commitment.assumed else ''}"
        for word, name, day in (("from", "start", commitment.start), ("to", "due", judgement.due))
        if day
    ]
    return " ".join(bounds)


def spell(member: Membership) -> str:
    """Write since when a member is in force, or from when until when it was."""
    if member.since is None:
        written = "never granted"
    else:
        written = f"since {member.since}" if member.in_force else f"from {member.since}"
        if member.until:
            written += f" until {member.until}"
    return written if member.counts else f"{written}; not among the members that count"
