"""The rules that a ledger has to keep, and a mistake as one breach of one of them."""

from collections.abc import Mapping
from typing import Literal

import msgspec

Place = tuple[str | int, ...]
"""A place in the data: table keys, and positions (from 0) in arrays."""

Unread = Mapping[Place, frozenset[str]]
"""By the place of a table, the keys of it that nothing can be said of: missing, not understood, or unknown."""

Rule = Literal[
    "toml-syntax",
    "merge-conflict",
    "missing-key",
    "unknown-key",
    "wrong-type",
    "unknown-value",
    "blank-text",
    "repeated-name",
    "bad-id",
    "repeated-id",
    "unknown-programme",
    "bad-amount",
    "inverted-period",
    "too-many-periods",
    "bad-milestone",
    "bad-step",
    "bad-part",
    "bad-holds",
    "claim-count",
    "unfit-claim",
    "unexplained-verdict",
    "outside-period",
    "bad-correction",
]

RULES: Mapping[Rule, str] = {
    "toml-syntax": "The file is not TOML.",
    "merge-conflict": "A merge conflict was left in the file.",
    "missing-key": "A table lacks a key that it needs.",
    "unknown-key": "A key that a ledger does not have there.",
    "wrong-type": "A value of another type than its key takes.",
    "unknown-value": "A word that is not among those its key takes.",
    "blank-text": "A text that says nothing.",
    "repeated-name": "A name that stands twice in one list, or one word for two verdicts.",
    "bad-id": "An id with other characters than a to z, 0 to 9 and hyphens.",
    "repeated-id": "Two updates with the same id.",
    "unknown-programme": "A commitment names a programme that the ledger does not declare.",
    "bad-amount": "An amount that is no number, out of range, too precise, or on the wrong side of the baseline.",
    "inverted-period": "A last date that comes before the first.",
    "too-many-periods": "A time cut into more periods than anybody would report on.",
    "bad-milestone": "Milestones out of order, outside of the commitment's time, or against its goal.",
    "bad-step": "A step that does not begin with a period, or stands out of order.",
    "bad-part": "A joint commitment whose parts cannot be judged together.",
    "bad-holds": "A level that does not say when its goal must be met.",
    "claim-count": "An update that makes no claim, or more than one.",
    "unfit-claim": "A claim that does not fit the kind of its commitment, or says nothing.",
    "unexplained-verdict": "A verdict without a note that says why.",
    "outside-period": "A figure dated after the last period.",
    "bad-correction": "A correction of an unknown update, or of one that is corrected already.",
}
"""The mistakes that each rule finds, in a line. The order is that of reading."""


_OPTIONS: Mapping[str, str] = {
    "members": "member",
    "milestones": "milestone",
    "steps": "step",
    "parts": "part",
    "tags": "tag",
}
"""The options that are named otherwise than their keys: for one, where the key holds all."""


def option(key: str) -> str:
    """Name the option that a key is typed with."""
    return f"--{_OPTIONS.get(key, key).replace('_', '-')}"


class Mistake(msgspec.Struct, frozen=True):
    """A breach of a rule: where, and a sentence that says what is wrong and what to do."""

    place: Place
    rule: Rule
    message: str
    typed: str = ""
    """The sentence for whoever typed options instead of keys, where it is another one."""

    @property
    def by_option(self) -> str:
        """The sentence for whoever typed options, after the one that it is about."""
        return f"{option(str(self.place[0]))}: {self.typed or self.message}"

    def within(self, place: Place) -> "Mistake":
        """Return the mistake with its place seen from further out."""
        return msgspec.structs.replace(self, place=(*place, *self.place))
