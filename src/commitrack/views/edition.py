"""What every report says of itself, in any format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commitrack.ledger.model import Ledger
from commitrack.progress.grouping import Group
from commitrack.words.format import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The day a report judges at, when it was made, from which bytes, and by what."""

    as_of: date
    generated_at: datetime
    """In UTC."""
    digest: str
    """The SHA-256 of the ledger's file."""
    version: str

    @property
    def imprint(self) -> str:
        """Say when and by what the report was made."""
        return f"Generated {self.generated_at:%Y-%m-%d %H:%M} UTC by commitrack {self.version}."


def section_title(group: Group) -> str:
    """Name a section of a report, which always has a title."""
    return group.title or "Commitments"


def headline(ledger: Ledger, groups: Sequence[Group]) -> str:
    """Count commitments and programmes, and say when they are not all of the ledger's."""
    number, total = sum(len(group.judgements) for group in groups), len(ledger.commitments)
    commitments = count(total, "commitment") if number == total else f"{number:,} of {count(total, 'commitment')}"
    programmes = sum(group.programme is not None for group in groups)
    return f"{commitments} in {count(programmes, 'programme')}" if programmes else commitments
