"""The agenda of a ledger: what needs whoever looks after its commitments."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from commitrack.actions.open import check_programme
from commitrack.errors import UnknownId
from commitrack.ledger.model import Ledger
from commitrack.ledger.suggest import did_you_mean
from commitrack.progress import agenda as progress
from commitrack.progress.agenda import WITHIN, Item
from commitrack.progress.judge import judge
from commitrack.progress.names import folded


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The choice for an agenda: commitments of these owners and programmes, all where none is named."""

    owners: Sequence[str] = ()
    programmes: Sequence[str] = ()
    within: int = WITHIN
    """Days ahead in which dates matter."""

    @property
    def sought(self) -> list[str]:
        """The choice, as it was typed."""
        return [*(f"--owner {one}" for one in self.owners), *(f"--programme {one}" for one in self.programmes)]


def agenda(ledgers: Sequence[tuple[str, Ledger]], wanted: Wanted, as_of: date) -> list[Item]:
    """Return what needs somebody in ledgers, each after the name of its file, the most urgent first.

    The name is empty for the ledger that commands find by themselves. Raises :class:`~commitrack.errors.UnknownId` for
    an owner or a programme that none of the ledgers has.
    """
    everything = [ledger for _, ledger in ledgers]
    for programme in wanted.programmes:
        if not any(programme in ledger.programmes for ledger in everything):
            check_programme(everything[0], programme)
    _check_owners(everything, wanted.owners)
    items = [item for name, ledger in ledgers for item in _agenda_of(name, ledger, wanted, as_of)]
    return progress.urgent_first(items)


def _agenda_of(name: str, ledger: Ledger, wanted: Wanted, as_of: date) -> Iterator[Item]:
    owners = {folded(owner) for owner in wanted.owners}
    judgements = {
        key: judge(ledger, key, as_of)
        for key, commitment in ledger.commitments.items()
        if not owners or folded(commitment.owner or "") in owners
        if not wanted.programmes or commitment.programme in wanted.programmes
    }
    yield from progress.agenda(ledger.about, judgements, wanted.within, ledger=name)


def _check_owners(ledgers: Sequence[Ledger], owners: Sequence[str]) -> None:
    """Make sure that each owner that is asked for has a commitment."""
    commitments = [one for ledger in ledgers for one in ledger.commitments.values()]
    known = {folded(one.owner): one.owner for one in commitments if one.owner is not None}
    for owner in owners:
        if folded(owner) not in known:
            some = f"the ledger has {', '.join(known.values())}" if known else "no commitment names an owner"
            raise UnknownId(f"no commitment has the owner {owner!r}; {did_you_mean(owner, [*known.values()], some)}")
