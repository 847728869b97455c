"""A reporter whose figures stand beside those that count."""

from decimal import Decimal

import msgspec

from commitrack.ledger.model import Bound, Update
from commitrack.progress.figures import Figure
from commitrack.progress.periods import Period
from commitrack.progress.rivals import amount_of
from commitrack.progress.states import State


class Rival(msgspec.Struct, frozen=True):
    """A reporter whose figures contradict what is shown first: its last one, and the state by its own figures.

    It stands beside those that count; where that of the reporter who is shown first does, it counts.

    Where there are periods, that is the state of the one that its last figure is for.
    """

    name: str
    update: Update
    state: State
    figure: Figure | None = None
    """The figure after that update, as its own updates add up to; None where it counts for nothing."""
    elsewhere: tuple[Period, ...] = ()
    """The other periods for which its figures are others than what is shown first."""

    @property
    def actual(self) -> Decimal | None:
        """The amount it reports."""
        return self.figure.amount if self.figure else amount_of(self.update)

    @property
    def bound(self) -> Bound | None:
        """The exactness of that amount, if it is not exact."""
        return self.figure.bound if self.figure else self.update.bound
