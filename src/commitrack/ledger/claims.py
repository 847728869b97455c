"""The claims: each kind with the fields and words that make it, and its purpose, declared once."""

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


class Part(msgspec.Struct, frozen=True):
    """A field of a claim, in words."""

    said: str
    """Its words in the log: ``{}`` is the value, and ``{unit}`` the unit where an amount has one."""
    question: str = ""
    """The question that asks for it; empty where it is not asked for."""
    is_needed: bool = False
    """Whether the claim is not complete without it."""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of claim that an update can make."""

    makes: Mapping[str, Part]
    """The fields that make it: any of them is enough."""
    beside: Mapping[str, Part] = {}
    """The fields that go with this claim only."""
    opening: str = ""
    """The words in the log before its parts."""
    choice: str
    """The answer that stands for it to "What happened?"."""
    is_figure: bool = False
    """Whether it says how far the commitment is."""
    is_evidence: bool = False
    """Whether somebody looked at the world, rather than decided something."""
    may_be_ahead: bool = False
    """Whether it may be dated in the future: policies are announced before they begin."""


CLAIMS: Mapping[ClaimKind, Claim] = {
    "add": Claim(
        makes={"add": Part("{} more{unit}", "How many more")},
        choice="an amount was added since the last figure",
        is_figure=True,
        is_evidence=True,
    ),
    "total": Claim(
        makes={"total": Part("{}{unit} so far", "The figure so far")},
        choice="there is a new figure so far",
        is_figure=True,
        is_evidence=True,
    ),
    "level": Claim(
        makes={"level": Part("{}{unit}", "The value measured")},
        choice="there is a new measurement",
        is_figure=True,
        is_evidence=True,
    ),
    "grant": Claim(
        makes={"grant": Part("in force: {}", "Who came into force (names with commas between)")},
        beside={"until": Part(", until {}", "Until, the last date in force")},
        choice="members came into force",
        is_figure=True,
        is_evidence=True,
        may_be_ahead=True,
    ),
    "withdraw": Claim(
        makes={"withdraw": Part("no longer in force: {}", "Who is no longer in force (names with commas between)")},
        choice="members are no longer in force",
        is_figure=True,
        is_evidence=True,
        may_be_ahead=True,
    ),
    "count": Claim(
        makes={"count": Part("{}{unit} in force", "How many are in force")},
        choice="the number in force was published, without names",
        is_figure=True,
        is_evidence=True,
    ),
    "forecast": Claim(
        makes={"forecast": Part("{}{unit} expected", "The amount expected")},
        beside={"for_date": Part(" for {}", "The date that it is expected for", is_needed=True)},
        choice="somebody published a forecast",
    ),
    "checked": Claim(
        makes={"checked": Part("checked, nothing new")}, choice="looked, and found nothing new", is_evidence=True
    ),
    "status": Claim(
        makes={"status": Part("declared {}", "Verdict")}, choice="a verdict is to be declared, with its reason"
    ),
    "revision": Claim(
        makes={
            "target": Part("at least {}{unit}", "The new goal: at least"),
            "at_most": Part("at most {}{unit}", "The new goal: at most"),
            "due": Part("due {}", "The new last date"),
            "milestones": Part("milestones {}"),
        },
        opening="revised: ",
        choice="the commitment itself was revised",
        may_be_ahead=True,
    ),
    "retraction": Claim(makes={}, opening="retraction", choice="an earlier update was wrong"),
}
"""Every kind of claim. A retraction makes none of its own: it only withdraws what it corrects."""

FIGURES: tuple[ClaimKind, ...] = tuple(name for name, claim in CLAIMS.items() if claim.is_figure)
MAKERS: tuple[tuple[str, ClaimKind], ...] = tuple(
    (field, name) for name, claim in CLAIMS.items() for field in claim.makes
)
"""Each field that makes a claim, with the claim it makes."""
BESIDE: Mapping[str, str] = {field: next(iter(claim.makes)) for claim in CLAIMS.values() for field in claim.beside}
"""Each field that goes with one claim only, with the field that makes the claim."""
