"""The commitments of a list: which of them are wanted."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from commitrack.actions.open import check_programme
from commitrack.errors import UnknownId, UsageError
from commitrack.ledger.model import AnyCommitment, Ledger
from commitrack.ledger.suggest import did_you_mean
from commitrack.progress.judge import judge
from commitrack.progress.judgement import Judgement
from commitrack.progress.names import folded, has_words
from commitrack.words.format import count


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The choice for a list: commitments that have one of each of these, and all of the words."""

    text: Sequence[str] = ()
    programmes: Sequence[str] = ()
    statuses: Sequence[str] = ()
    kinds: Sequence[str] = ()
    tags: Sequence[str] = ()
    due_within: int | None = None
    """Days from the date of the judgement on in which it ends, or a period does, or what is in force."""
    stale: bool = False

    @property
    def sought(self) -> list[str]:
        """The choice, as it was typed."""
        return [
            *(f"'{one}'" for one in self.text),
            *(f"--programme {one}" for one in self.programmes),
            *(f"--status {one}" for one in self.statuses),
            *(f"--kind {one}" for one in self.kinds),
            *(f"--tag {one}" for one in self.tags),
            *([f"--due-within {count(self.due_within, 'day')}"] if self.due_within is not None else []),
            *(["--stale"] if self.stale else []),
        ]

    @property
    def is_narrow(self) -> bool:
        """Whether single commitments are looked for, rather than an overview."""
        return bool(self.text or self.statuses or self.kinds or self.tags or self.due_within is not None or self.stale)


def select(ledger: Ledger, wanted: Wanted, as_of: date) -> dict[str, Judgement]:
    """Judge the commitments that are wanted, in the order of the ledger.

    Raises :class:`~commitrack.errors.UnknownId` for a programme or a tag that the ledger does not have, and
    :class:`~commitrack.errors.UsageError` where the ledger does not say what is stale.
    """
    for programme in wanted.programmes:
        check_programme(ledger, programme)
    _check_tags(ledger, wanted.tags)
    if wanted.stale and ledger.about.stale_after is None:
        raise UsageError("--stale needs 'stale_after' in [ledger]: the days after which somebody has to look again")
    return {
        key: judgement
        for key, commitment in ledger.commitments.items()
        if _fits(key, commitment, wanted)
        if (judgement := judge(ledger, key, as_of))
        and (not wanted.statuses or any(map(judgement.has_status, wanted.statuses)))
        if wanted.due_within is None or _ends_within(judgement, wanted.due_within)
        if not wanted.stale or _is_stale(ledger, judgement)
    }


def _is_stale(ledger: Ledger, judgement: Judgement) -> bool:
    from commitrack.progress.agenda import silence  # most lists are not only of what is stale

    return silence(ledger.about, judgement) is not None


def _fits(commitment_id: str, commitment: AnyCommitment, wanted: Wanted) -> bool:
    return (
        (not wanted.programmes or commitment.programme in wanted.programmes)
        and (not wanted.kinds or commitment.kind in wanted.kinds)
        and (not wanted.tags or not {*map(folded, wanted.tags)}.isdisjoint(map(folded, commitment.tags)))
        and has_words(commitment_id, commitment, wanted.text)
    )


def _check_tags(ledger: Ledger, tags: Sequence[str]) -> None:
    if not tags:
        return
    known = {folded(tag): tag for commitment in ledger.commitments.values() for tag in commitment.tags}
    for tag in tags:
        if folded(tag) not in known:
            some = f"the ledger has {', '.join(list(known.values())[:10])}" if known else "the ledger has none"
            raise UnknownId(f"no commitment has the tag {tag!r}; {did_you_mean(tag, list(known.values()), some)}")


def _ends_within(judgement: Judgement, days: int) -> bool:
    last = judgement.as_of + timedelta(days=min(days, (date.max - judgement.as_of).days))
    return any(judgement.as_of <= day <= last for day in _ends(judgement))


def _ends(judgement: Judgement) -> Iterator[date]:
    running = judgement.running
    yield from (day for day in (judgement.due, judgement.expires, running and running.period.end) if day)
