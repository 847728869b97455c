"""What a commitment is judged on: its updates and terms as they stand at a date."""

from datetime import date

import msgspec

from commitrack.ledger.model import AnyCommitment, Reporter, Update
from commitrack.progress.goal import Agreement
from commitrack.progress.history import Entry
from commitrack.progress.judgement import Judgement
from commitrack.progress.states import State

_KEEPERS: frozenset[Reporter | None] = frozenset({None, "independent"})
"""Whose verdict is the status: the keepers' own, and an independent one."""

_PARTIES: frozenset[Reporter | None] = frozenset({"pledger", "recipient", "media"})
"""Whose verdict is a claim beside it."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What a commitment is judged on."""

    commitment: AnyCommitment
    as_of: date
    entries: tuple[Entry, ...]
    updates: tuple[Update, ...]
    """Those that stand and count, in the order of their dates."""
    agreement: Agreement
    reported_within: int

    @property
    def due(self) -> date | None:
        """The last date, as revised."""
        return self.agreement.current.due

    def judgement(self, state: State) -> Judgement:
        """Return a judgement of that state, without numbers."""
        return Judgement(
            commitment=self.commitment,
            as_of=self.as_of,
            state=state,
            history=self.entries,
            agreement=self.agreement,
            reported_within=self.reported_within,
            verdict=self._last_verdict(_KEEPERS),
            party_verdict=self._last_verdict(_PARTIES),
        )

    def _last_verdict(self, by: frozenset[Reporter | None]) -> Update | None:
        """Return the last verdict that one of some sides declared."""
        return next((one for one in reversed(self.updates) if one.claim == "status" and one.by in by), None)
