"""The agenda of a ledger: what needs whoever looks after its commitments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commitrack.actions.open import check_programme
from commitrack.errors import UnknownId
from commitrack.ledger.model import Ledger
from commitrack.ledger.suggest import did_you_mean
from commitrack.progress import agenda as progress
from commitrack.progress.agenda import WITHIN, Item
from commitrack.progress.judge import judge
from commitrack.progress.names import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an agenda is asked for: commitments of these owners and programmes, all where none is named."""

    owners: Sequence[str] = ()
    programmes: Sequence[str] = ()
    within: int = WITHIN
    """Days ahead in which dates matter."""

    @property
    def sought(self) -> list[str]:
        """What was asked for, as it was typed."""
        return [*(f"--owner {one}" for one in self.owners), *(f"--programme {one}" for one in self.programmes)]


def agenda(ledger: Ledger, wanted: Wanted, as_of: date) -> list[Item]:
    """Return what needs somebody, the most urgent first.

    Raises :class:`~commitrack.errors.UnknownId` for an owner or a programme that the ledger does not have.
    """
    for programme in wanted.programmes:
        check_programme(ledger, programme)
    _check_owners(ledger, wanted.owners)
    owners = {folded(owner) for owner in wanted.owners}
    judgements = {
        key: judge(ledger, key, as_of)
        for key, commitment in ledger.commitments.items()
        if not owners or folded(commitment.owner or "") in owners
        if not wanted.programmes or commitment.programme in wanted.programmes
    }
    return progress.agenda(ledger.about, judgements, wanted.within)


def _check_owners(ledger: Ledger, owners: Sequence[str]) -> None:
    """Make sure that each owner that is asked for has a commitment."""
    known = {folded(one.owner): one.owner for one in ledger.commitments.values() if one.owner is not None}
    for owner in owners:
        if folded(owner) not in known:
            some = f"the ledger has {', '.join(known.values())}" if known else "no commitment names an owner"
            raise UnknownId(f"no commitment has the owner {owner!r}; {did_you_mean(owner, [*known.values()], some)}")
