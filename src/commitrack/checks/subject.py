"""The subject of the checks: a ledger, judged at a date, with the places of its updates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from commitrack.ledger.model import AnyCommitment, Ledger, Update
from commitrack.ledger.rules.mistakes import Place
from commitrack.ledger.rules.places import Lines
from commitrack.progress.figures import Series, series
from commitrack.progress.history import history, standing_updates
from commitrack.progress.judge import judge
from commitrack.progress.judgement import Judgement

Remark = tuple[Place, str]
"""A place in the ledger's data, and a sentence: what is doubtful there, and what to do."""


@dataclass(frozen=True)
class Subject:
    """A commitment, and where its updates stand."""

    id: str
    commitment: AnyCommitment
    judgement: Judgement

    @property
    def place(self) -> Place:
        """The place of the commitment itself."""
        return ("commitments", self.id)

    @cached_property
    def update_places(self) -> list[tuple[Place, Update]]:
        """All updates with their places, in the order of the file."""
        updates = (*self.place, "updates")
        return [((*updates, index), update) for index, update in enumerate(self.commitment.updates)]

    @cached_property
    def standing(self) -> list[Update]:
        """The updates that nothing corrects, in the order of their dates; of the future, too."""
        return standing_updates(history(self.commitment.updates, date.max))

    @cached_property
    def standing_places(self) -> list[tuple[Place, Update]]:
        """The same with their places."""
        return [(self.place_of(update), update) for update in self.standing]

    @cached_property
    def standing_on_one_date(self) -> list[list[tuple[Place, Update]]]:
        """The same in groups: those of each date that has several, which are few."""
        groups = (list(group) for _, group in groupby(self.standing_places, key=lambda one: one[1].date))
        return [group for group in groups if len(group) > 1]

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The running counts that they add up to."""
        return tuple(series(self.commitment, self.standing))

    def place_of(self, update: Update) -> Place:
        """Return the place of one of the commitment's updates."""
        return self._places[id(update)]

    @cached_property
    def _places(self) -> Mapping[int, Place]:
        return {id(update): place for place, update in self.update_places}


@dataclass(frozen=True)
class Inspection:
    """A ledger as the checks look at it, at the end of the date ``as_of``."""

    ledger: Ledger
    as_of: date
    whole: bool
    """False where commitments with mistakes were left out."""
    text: str = ""
    """The text of its file; empty for the checks that do not look at it."""

    @cached_property
    def lines(self) -> Lines:
        """The lines of what stands in the text."""
        return Lines(self.text)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The commitments, in the order of the file."""
        return tuple(
            Subject(key, commitment, judge(self.ledger, key, self.as_of))
            for key, commitment in self.ledger.commitments.items()
        )
