"""The basis of a judgement: a commitment's updates and terms as they stand at a date."""

from datetime import date

import msgspec

from commitrack.ledger.model import AnyCommitment, Reporter, Update
from commitrack.ledger.scale import NEUTRAL, Scale
from commitrack.progress.goal import Agreement
from commitrack.progress.history import Entry
from commitrack.progress.judgement import Judgement
from commitrack.progress.rivals import declarer, last_of_each
from commitrack.progress.states import State

KEEPERS: frozenset[Reporter | None] = frozenset({None, "independent"})
"""The reporters whose verdict is the status: the keepers and the independent. That of others is a claim beside it."""

_OWN_ACTS = frozenset({"withdrawn", "superseded"})
"""Verdicts that are no claim of those who promised, but what they themselves have done."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """The basis of a judgement."""

    commitment: AnyCommitment
    as_of: date
    entries: tuple[Entry, ...]
    updates: tuple[Update, ...]
    """Those that stand and count, in the order of their dates."""
    agreement: Agreement
    reported_within: int
    scale: Scale = NEUTRAL

    @property
    def due(self) -> date | None:
        """The last date, as revised."""
        return self.agreement.current.due

    def judgement(self, state: State) -> Judgement:
        """Return a judgement of that state, without numbers."""
        verdicts = [one for one in self.updates if one.status is not None]
        verdict = next((one for one in reversed(verdicts) if self._counts(one)), None)
        return Judgement(
            commitment=self.commitment,
            as_of=self.as_of,
            state=state,
            history=self.entries,
            agreement=self.agreement,
            reported_within=self.reported_within,
            scale=self.scale,
            verdict=verdict,
            other_verdicts=tuple(one for one in last_of_each(verdicts, declarer) if one is not verdict),
        )

    def _counts(self, verdict: Update) -> bool:
        """Say whether a verdict is the status. What is withdrawn after its end is not unmissed."""
        is_in_time = self.due is None or verdict.date <= self.due
        return verdict.by in KEEPERS or (verdict.by == "pledger" and verdict.status in _OWN_ACTS and is_in_time)
