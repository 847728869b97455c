"""The facts that every report states about itself, in any format."""

from datetime import date, datetime

import msgspec

from commitrack.progress.grouping import Group


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """The date a report judges at, when it was made, from which bytes, and by what."""

    as_of: date
    generated_at: datetime
    """In UTC."""
    digest: str
    """The SHA-256 of the ledger's file; of several, one after the other."""
    version: str
    known_on: date | None = None
    """The date by whose end its updates had been recorded; None for all of them."""

    @property
    def imprint(self) -> str:
        """Say when and by what the report was made."""
        return f"Generated {self.generated_at:%Y-%m-%d %H:%M} UTC by commitrack {self.version}."


def section_title(group: Group) -> str:
    """Name a section of a report, which always has a title."""
    return group.title or "All promises"
