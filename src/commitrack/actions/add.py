"""Adding a commitment: building it, asking whether it may stand, and putting it into the ledger."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from commitrack.errors import Refused, UnknownId
from commitrack.ledger import convert as shape
from commitrack.ledger.model import ID_PATTERN, KINDS, AnyCommitment, Ledger, Programme, Qualitative
from commitrack.ledger.parse import Document, convert, parse
from commitrack.ledger.rules import commitments as rules
from commitrack.ledger.splice import Spliced, add_commitment, add_programme
from commitrack.ledger.suggest import closest
from commitrack.progress.judge import judge
from commitrack.words.phrases import amount, label, unit

_REPEATABLE = {"members": "member", "milestones": "milestone", "tags": "tag"}
"""Options are named for one, keys for all."""


class Addition:
    """One commitment on its way into a ledger, with its programme where that is new."""

    def __init__(
        self, path: Path, commitment_id: str, said: dict[str, Any], programme_title: str | None, today: date
    ) -> None:
        self.path = path
        self._id = commitment_id
        self._said = said
        if "members" in said:
            self._said = said | {"members": [name.strip() for name in said["members"]]}
        self._programme_title = programme_title
        self._today = today

    def add_to(self, text: str) -> str:
        """Return a ledger's text with the commitment in it. Raises whatever speaks against it."""
        document = parse(text, str(self.path))
        self._check_id(document.ledger)
        self._check_programme(document.ledger)
        self._commitment = self._build()
        self._programme = self._add_programme(document)
        if self._programme is not None:
            document = convert(self._programme.data, self._programme.text, document.file)
        self._spliced: Spliced = add_commitment(document, self._id, self._commitment)
        return convert(self._spliced.data, self._spliced.text, document.file).text

    @property
    def line(self) -> int:
        """The line of its header."""
        return self._spliced.line

    @property
    def block(self) -> str:
        """The commitment's table as written, below that of a new programme."""
        return "\n".join(spliced.block for spliced in (self._programme, self._spliced) if spliced)

    @property
    def name(self) -> str:
        """The commitment, as the ledger spells it."""
        return f"[commitments.{self._id}]"

    @property
    def effect(self) -> str:
        """What is new: ``scholarships: new, 3,500 scholarships by 2028-05-12, no data``."""
        commitment = self._commitment
        parts = ["new"]
        if not isinstance(commitment, Qualitative):
            by = f" by {commitment.due}" if commitment.due else ""
            parts.append(f"{amount(commitment.target)} {unit(commitment)}{by}")
        parts.append(label(judge(commitment, self._today).status))
        return f"{self._id}: {', '.join(parts)}"

    def _check_id(self, ledger: Ledger) -> None:
        _check_spelling(self._id)
        if self._id in ledger.commitments:
            title = ledger.commitments[self._id].title
            raise Refused(
                f"{self.path}: {self._id} is there already (“{title}”); choose another id, or record what happened "
                f"with 'commitrack update {self._id}'"
            )

    def _check_programme(self, ledger: Ledger) -> None:
        programme = self._said.get("programme")
        if programme is None:
            return
        if programme in ledger.programmes:
            if self._programme_title is None:
                return
            raise Refused(
                f"{self.path}: the programme {programme} is there already (“{ledger.programmes[programme].title}”); "
                "leave --programme-title out"
            )
        if self._programme_title is not None:
            _check_spelling(programme)
            return
        close = closest(programme.lower(), ledger.programmes, cutoff=0.5)
        meant = f"did you mean {close}? To add it as new" if close else "to add it"
        raise UnknownId(f"no programme has the id {programme!r}; {meant}, say --programme-title")

    def _build(self) -> AnyCommitment:
        kind = KINDS[self._said["kind"]]
        missing = [
            field.name for field in msgspec.structs.fields(kind) if field.required and field.name not in self._said
        ]
        if missing:
            needed = ", ".join(f"--{name}" for name in missing)
            self._refuse(f"a {self._said['kind']} commitment is not complete without {needed}")
        shaping = shape.Shaping()
        commitment = shape.build_commitment(self._said, (), shaping)
        for mistake in (*shaping.mistakes, *rules.commitment_mistakes(commitment)):
            key = str(mistake.place[0])
            self._refuse(f"--{_REPEATABLE.get(key, key).replace('_', '-')}: {mistake.message}")
        return commitment

    def _add_programme(self, document: Document) -> Spliced | None:
        if self._programme_title is None:
            return None
        return add_programme(document, self._said["programme"], Programme(title=self._programme_title))

    def _refuse(self, objection: str) -> None:
        raise Refused(f"{self.path}: {self._id}: {objection}; nothing was written")


def _check_spelling(name: str) -> None:
    if not re.fullmatch(ID_PATTERN, name):
        raise Refused(
            f"{name!r} is not an id; use the letters a to z, digits and hyphens, beginning with a letter or digit"
        )
