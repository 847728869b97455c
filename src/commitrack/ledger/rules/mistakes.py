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


class Mistake(msgspec.Struct, frozen=True):
    """A breach of a rule: where, and a sentence that says what is wrong and what to do."""

    place: Place
    rule: Rule
    message: str

    def within(self, place: Place) -> "Mistake":
        """Return the mistake with its place seen from further out."""
        return msgspec.structs.replace(self, place=(*place, *self.place))
