"""The tables of the documentation that say what a ledger may hold: made of the model, so that they cannot lie."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo

from commitrack.ledger.claims import BESIDE, CLAIMS, MAKERS
from commitrack.ledger.fields import bare, example, keys_of, may_be_several, meaning
from commitrack.ledger.model import KINDS, About, AnyCommitment, Commitment, Milestone, Programme, Step, Update
from commitrack.ledger.scale import VERDICTS
from commitrack.progress.states import STATES, State, worst
from commitrack.words.format import label
from commitrack.words.meanings import MEANINGS

_VALUES: Mapping[Any, str] = {
    Decimal: "amount",
    dt.date: "date",
    dt.datetime: "time",
    int: "whole number",
    bool: "`true`",
    str: "text",
}
_KEY, _VALUE, _MEANING = "key", "value", "meaning"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in (headings, *rows)]
    rule = "|---" * len(headings) + "|"
    return "".join(f"{line}\n" for line in (lines[0], rule, *lines[1:])).replace("|  |", "| |")


def _value(expected: Any) -> str:
    """Say in words what may stand under a key."""
    plain = bare(expected)
    if get_origin(plain) is tuple:
        item = bare(get_args(plain)[0])
        return f"list of {_value(item)}" if get_origin(item) is Literal else f"list of {_value(item)}s"
    if get_origin(plain) is Literal:
        return ", ".join(f'`"{word}"`' for word in get_args(plain))
    if example(expected):
        return f'text such as `"{example(expected)}"`'
    if may_be_several(expected):
        return "text or list of texts"
    return _VALUES.get(plain) or str(plain.__name__).lower()


def _row(key: str, field: FieldInfo, *more: str) -> tuple[str, ...]:
    required = ", required" if field.required else ""
    default = f" Default: {field.default}." if isinstance(field.default, Decimal) else ""
    return (f"`{key}`", *more, f"{_value(field.type)}{required}", f"{meaning(field.type)}{default}")


def _keys(struct: type[msgspec.Struct]) -> str:
    """Every key of a table."""
    return table((_KEY, _VALUE, _MEANING), [_row(key, field) for key, field in keys_of(struct).items()])


def _shared_keys() -> str:
    """The keys that every commitment may have."""
    kinds = ", ".join(f'`"{kind}"`' for kind in KINDS)
    rows = [_row(key, field) for key, field in keys_of(Commitment).items() if key != "updates"]
    return table((_KEY, _VALUE, _MEANING), [("`kind`", f"{kinds}, required", "How the promise is counted."), *rows])


def _keys_of_kinds() -> str:
    """The keys that some kinds have, or have otherwise than the rest, each with the kinds."""
    shared = {_row(key, field) for key, field in keys_of(Commitment).items()}
    kinds: dict[tuple[str, ...], list[str]] = {}
    for kind, struct in KINDS.items():
        for key, field in keys_of(struct).items():
            kinds.setdefault(_row(key, field), []).append(kind)
    rows = [(key, ", ".join(known), *rest) for (key, *rest), known in kinds.items() if (key, *rest) not in shared]
    return table((_KEY, "kinds", _VALUE, _MEANING), rows)


def _claims() -> str:
    """The keys that say what happened, each with the kinds that take it."""
    keys = keys_of(Update)
    named = {field.name: key for key, field in keys.items()}
    beside = {named[name]: named[maker] for name, maker in BESIDE.items()}
    rows = []
    for key, field in keys.items():
        if field.name not in dict(MAKERS) and key not in beside and key != "corrects":
            continue
        maker = beside.get(key, key)
        kinds = [kind for kind, struct in KINDS.items() if _takes(struct, maker)]
        rows.append(_row(key, field, "all" if len(kinds) == len(KINDS) else ", ".join(kinds)))
    return table((_KEY, "kinds", _VALUE, _MEANING), rows)


def _takes(struct: type[AnyCommitment], key: str) -> bool:
    claims = [name for name, claim in CLAIMS.items() if key in claim.makes] or ["retraction"]
    revised = "revision" not in claims or key in struct.revises
    return revised and any(claim in struct.takes for claim in claims)


def _keys_of_updates() -> str:
    """The keys that go with any claim."""
    beside = {name for claim in CLAIMS.values() for name in (*claim.makes, *claim.beside)}
    rows = [
        _row(key, field) for key, field in keys_of(Update).items() if field.name not in beside and key != "corrects"
    ]
    return table((_KEY, _VALUE, _MEANING), rows)


def _kinds() -> str:
    """The kinds of commitment, and what is recorded of each."""
    rows = []
    for kind, struct in KINDS.items():
        figures = ", ".join(f"`--{claim}`" for claim in struct.takes if CLAIMS[claim].is_figure)
        rows.append((f"`{kind}`", struct.promise, figures or _WITHOUT_FIGURES[kind]))
    return table(("kind", "the promise is to", "you record"), rows)


_WITHOUT_FIGURES = {"joint": "the figures of its parts", "qualitative": "a verdict, with `--status`"}


def _worst_first() -> str:
    """The states, from the worst to the best."""
    rest: set[State] = set(STATES)
    found: list[State] = []
    while rest:
        found.append(worst(rest))
        rest.discard(found[-1])
    return f"{', '.join(label(state) for state in found)}.\n"


TABLES: Mapping[str, Callable[[], str]] = {
    "kinds": _kinds,
    "keys of [ledger]": lambda: _keys(About),
    "keys of a programme": lambda: _keys(Programme),
    "keys of every commitment": _shared_keys,
    "keys of some kinds": _keys_of_kinds,
    "keys of a milestone": lambda: _keys(Milestone),
    "keys of a step": lambda: _keys(Step),
    "claims": _claims,
    "keys of every update": _keys_of_updates,
    "states": lambda: table(
        ("state", "meaning"), [(f"**{word.replace('-', ' ')}**", MEANINGS[word]) for word in STATES]
    ),
    "worst first": _worst_first,
    "verdicts": lambda: table(
        ("verdict", "meaning"), [(f"`{word}`", MEANINGS[word]) for word in VERDICTS if word not in STATES]
    ),
}
"""Every table, by the name that pages call it by."""
