"""What a commitment is judged on: its updates and terms as they stand at a date."""

from datetime import date

import msgspec

from commitrack.ledger.model import AnyCommitment, Update
from commitrack.progress.goal import Agreement
from commitrack.progress.history import Entry
from commitrack.progress.judgement import Judgement, State


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What a commitment is judged on."""

    commitment: AnyCommitment
    as_of: date
    entries: tuple[Entry, ...]
    updates: tuple[Update, ...]
    """Those that stand, in the order of their dates."""
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
            verdict=next((update for update in reversed(self.updates) if update.claim == "status"), None),
        )
