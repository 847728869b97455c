"""A reporter whose figures stand beside those that count."""

from decimal import Decimal

import msgspec

from commitrack.ledger.model import Bound, Update
from commitrack.progress.figures import Figure
from commitrack.progress.periods import Period
from commitrack.progress.rivals import amount_of
from commitrack.progress.states import State


class Rival(msgspec.Struct, frozen=True):
    """A reporter who contradicts the figure shown first: its last figure, and the state by its own figures.

    Usually that figure does not count. It does where the figure shown first is a later one of the reporter that it
    contradicts. Where there are periods, the state is that of the period of its last figure, and that figure is the
    last one that gives its period another state.
    """

    name: str
    update: Update
    state: State
    differs: bool
    """Whether the figures that count give another state."""
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
