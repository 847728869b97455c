"""What an update can say: every kind of claim, the fields that make it, and what it is for, declared once."""

from collections.abc import Mapping
from typing import Literal, get_args

import msgspec

ClaimKind = Literal[
    "add",
    "total",
    "level",
    "grant",
    "withdraw",
    "count",
    "forecast",
    "checked",
    "status",
    "revision",
    "retraction",
]
CLAIM_KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of claim that an update can make."""

    makes: tuple[str, ...]
    """The fields that make it: any of them is enough."""
    beside: tuple[str, ...] = ()
    """The fields that go with this claim only."""
    choice: str
    """The answer that stands for it to "What happened?"."""
    is_figure: bool = False
    """Whether it says how far the commitment is."""
    is_evidence: bool = False
    """Whether somebody looked at the world, rather than decided something."""
    may_be_ahead: bool = False
    """Whether it may be dated in the future: policies are announced before they begin."""


CLAIMS: Mapping[ClaimKind, Claim] = {
    "add": Claim(makes=("add",), choice="an amount was added since the last figure", is_figure=True, is_evidence=True),
    "total": Claim(makes=("total",), choice="there is a new figure so far", is_figure=True, is_evidence=True),
    "level": Claim(makes=("level",), choice="there is a new measurement", is_figure=True, is_evidence=True),
    "grant": Claim(
        makes=("grant",),
        beside=("until",),
        choice="members came into force",
        is_figure=True,
        is_evidence=True,
        may_be_ahead=True,
    ),
    "withdraw": Claim(
        makes=("withdraw",),
        choice="members are no longer in force",
        is_figure=True,
        is_evidence=True,
        may_be_ahead=True,
    ),
    "count": Claim(
        makes=("count",), choice="the number in force was published, without names", is_figure=True, is_evidence=True
    ),
    "forecast": Claim(makes=("forecast",), beside=("for_date",), choice="somebody published a forecast"),
    "checked": Claim(makes=("checked",), choice="looked, and found nothing new", is_evidence=True),
    "status": Claim(makes=("status",), choice="a verdict is to be declared, with its reason"),
    "revision": Claim(
        makes=("target", "at_most", "due", "milestones"),
        choice="the commitment itself was revised",
        may_be_ahead=True,
    ),
    "retraction": Claim(makes=(), choice="an earlier update was wrong"),
}
"""Every kind of claim. A retraction makes none of its own: it only withdraws what it corrects."""

FIGURES: tuple[ClaimKind, ...] = tuple(name for name, claim in CLAIMS.items() if claim.is_figure)
MAKERS: tuple[tuple[str, ClaimKind], ...] = tuple(
    (field, name) for name, claim in CLAIMS.items() for field in claim.makes
)
"""Each field that makes a claim, with the claim it makes."""
