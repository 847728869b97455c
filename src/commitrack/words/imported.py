"""What an import did, in sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from commitrack.ledger.model import Update
from commitrack.words.format import count


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the rows of a table are what to a ledger."""

    commitments: int
    programmes: int
    updates: int
    passed_over: int
    """The rows that the ledger has already, as they are."""
    absent: tuple[str, ...]
    """What the ledger has and the table lacks, by name."""
    batch: str | None
    """The id that the new updates share; None where there are none."""

    @property
    def added(self) -> str:
        """What is new; empty where nothing is."""
        numbers = {"programme": self.programmes, "commitment": self.commitments, "update": self.updates}
        *most, last = [count(number, noun) for noun, number in numbers.items() if number] or [""]
        return f"{', '.join(most)} and {last}" if most else last


def tell(tally: Tally, *, is_done: bool) -> Iterator[str]:
    """Say what was added, or would be, and what was not."""
    there = (
        f"{count(tally.passed_over, 'row')} passed over, as the ledger has {'it' if tally.passed_over == 1 else 'them'}"
    )
    if tally.added:
        what = f"{tally.added} {'added' if is_done else 'would be added'}"
        yield f"{what}; {there}" if tally.passed_over else what
    else:
        yield f"nothing to add: {there}" if tally.passed_over else "nothing to add: the table has no rows"
    if tally.absent:
        yield f"not in the table, and left as they are: {'; '.join(tally.absent)}"
    if tally.batch and is_done:
        yield f"batch {tally.batch}: to take it back, 'commitrack retract --batch {tally.batch} --note REASON'"


def batches(updates: Iterable[Update]) -> Iterator[str]:
    """Say which of some updates came in which batch."""
    for batch, number in Counter(update.batch for update in updates if update.batch is not None).items():
        yield f"batch {batch}: {number:,} of them"
