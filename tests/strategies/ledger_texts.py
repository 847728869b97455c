"""Whole ledgers, valid ones, in every layout that TOML allows."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from tests.strategies.toml_forms import NAMES, TEXTS, ended, gap, header, inline, items, number, pair, string

Place = tuple[str, ...]
Table = dict[str, str]
"""Keys as they are, values as they are written."""

START, DUE = "2024-01-01", "2026-12-31"

_COMMITMENT_IDS = st.sampled_from(("x", "y", "updates", "x-y", "0"))
_PROGRAMME_IDS = st.sampled_from(("p", "commitments", "0-p"))
_KINDS = st.sampled_from(("qualitative", "total", "periodic", "standing"))
_FEW = st.integers(0, 2)
_TIMES = st.sampled_from(("2025-03-02T09:14:07Z", "2025-03-02 09:14:07.500+02:00", "2025-03-02t09:14:07z"))


@dataclass
class _Written:
    """A ledger on its way to text: the pairs above all headers, and sections that keep their order by place."""

    pairs: list[str] = field(default_factory=list)
    sections: dict[Place, list[str]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class _Member:
    table: Table
    lists: dict[str, list[Table]]


@st.composite
def ledgers(draw: st.DrawFn, commitments: int = 0) -> str:
    """Draw a ledger of so many commitments at least."""
    written = _Written()
    ids = draw(st.lists(_PROGRAMME_IDS, unique=True, max_size=2))
    programmes = {name: _Member(_texts(draw, "title", "note"), {}) for name in ids}
    ids = draw(st.lists(_COMMITMENT_IDS, unique=True, min_size=commitments, max_size=3))
    members = {name: _commitment(draw, name, list(programmes)) for name in ids}
    _write_about(draw, written)
    _write_group(draw, written, "programmes", programmes)
    _write_group(draw, written, "commitments", members)
    text = "".join([*_shuffled(draw, written.pairs), *_in_some_order(draw, written.sections), gap(draw)])
    return ended(draw, text)


def _texts(draw: st.DrawFn, required: str, *optional: str) -> Table:
    names = [name for name in optional if draw(st.booleans())]
    texts = {name: string(draw, draw(NAMES if name == "source" else TEXTS)) for name in names}
    return {required: string(draw, draw(NAMES)), **texts}


def _commitment(draw: st.DrawFn, name: str, programmes: list[str]) -> _Member:
    kind = draw(_KINDS)
    table = _texts(draw, "title", "quote", "source")
    table["kind"] = string(draw, kind)
    if draw(st.booleans()) and programmes:
        table["programme"] = string(draw, draw(st.sampled_from(programmes)))
    if kind != "qualitative":
        table |= {"target": number(draw, draw(st.sampled_from((300, 4096)))), "unit": string(draw, "u")}
    if kind == "periodic":
        table["every"] = string(draw, "year")
    if kind == "periodic" or draw(st.booleans()):
        table |= {"start": START, "due": DUE}
    if draw(st.booleans()):
        table["tags"] = items(draw, [string(draw, draw(TEXTS)) for _ in range(draw(_FEW))])
    updates = [_update(draw, name, kind, position) for position in range(draw(st.integers(0, 3)))]
    lists = {"updates": _corrected(draw, updates, name)}
    if kind == "total":
        lists["milestones"] = [
            {"target": number(draw, 7), "by": f"2025-0{position + 1}-01"} for position in range(draw(_FEW))
        ]
    return _Member(table, lists)


def _update(draw: st.DrawFn, commitment_id: str, kind: str, position: int) -> Table:
    claims = {
        "qualitative": ("checked",),
        "total": ("add", "total", "checked"),
        "periodic": ("add", "total"),
        "standing": ("grant", "withdraw"),
    }
    claim = draw(st.sampled_from((*claims[kind], "due", "status")))
    said: dict[str, Callable[[], str]] = {
        "checked": lambda: "true",
        "add": lambda: number(draw, 12),
        "total": lambda: number(draw, 120),
        "grant": lambda: items(draw, [string(draw, "Peru"), string(draw, "[Chile]")]),
        "withdraw": lambda: items(draw, [string(draw, "Peru")]),
        "due": lambda: DUE,
        "status": lambda: string(draw, "disputed"),
    }
    table = {"date": f"2025-0{position + 1}-28", claim: said[claim]()}
    table |= _texts(draw, "note", "source")
    if claim == "status":
        table["note"] = string(draw, "Why: # [because]")
    if draw(st.booleans()):
        table |= {"id": string(draw, f"{commitment_id}-{position}"), "recorded": draw(_TIMES)}
    return table


def _corrected(draw: st.DrawFn, updates: list[Table], commitment_id: str) -> list[Table]:
    """The updates, of which some correct the one above."""
    for position, (above, below) in enumerate(pairwise(updates)):
        if "id" in above and draw(st.booleans()):
            below["corrects"] = string(draw, f"{commitment_id}-{position}")
    return updates


def _write_about(draw: st.DrawFn, written: _Written) -> None:
    table = _texts(draw, "title", "pledger")
    match draw(st.sampled_from(("header", "dotted", "inline"))):
        case "header":
            written.sections[("ledger",)].append(_section(draw, ("ledger",), table))
        case "dotted":
            written.pairs += [pair(draw, ("ledger", name), value) for name, value in table.items()]
        case "inline":
            written.pairs.append(pair(draw, ("ledger",), inline(draw, table)))


def _write_group(draw: st.DrawFn, written: _Written, group: str, members: dict[str, _Member]) -> None:
    """Write programmes or commitments: all inline, from the root by dotted keys, or below headers."""
    form = draw(st.sampled_from(("headers", "headers", "headers", "root", "inline")))
    if form == "inline":
        tables = {name: inline(draw, _whole(draw, member)) for name, member in members.items()}
        written.pairs.append(pair(draw, (group,), inline(draw, tables)))
        return
    pairs: list[str] = []
    prefix = (group,) if form == "root" else ()
    for name, member in members.items():
        place = (group, name)
        match draw(st.sampled_from(("header", "header", "dotted", "inline"))):
            case "header":
                above_its_lists = written.sections[place]
                above_its_lists.append(_section(draw, place, _open(draw, written, place, member)))
            case "dotted":
                table = _open(draw, written, place, member)
                pairs += [pair(draw, (*prefix, name, key), value) for key, value in table.items()]
            case "inline":
                pairs.append(pair(draw, (*prefix, name), inline(draw, _whole(draw, member))))
    if form == "root":
        written.pairs += pairs
    elif draw(st.booleans()) or pairs:
        written.sections[(group,)].append(header(draw, (group,)) + "".join(_shuffled(draw, pairs)))


def _open(draw: st.DrawFn, written: _Written, place: Place, member: _Member) -> Table:
    """Write the lists of a member as blocks or into its table, and return the table."""
    table = dict(member.table)
    for name, tables in member.lists.items():
        own = (*place, name)
        if (draw(st.integers(0, 3)) == 3) if tables else (draw(st.integers(0, 7)) == 7):
            table[name] = items(draw, [inline(draw, one) for one in tables])
        else:
            written.sections[own] += [_section(draw, own, one, array=True) for one in tables]
    return table


def _whole(draw: st.DrawFn, member: _Member) -> Table:
    lists = {name: items(draw, [inline(draw, one) for one in tables]) for name, tables in member.lists.items()}
    return member.table | {name: value for name, value in lists.items() if draw(st.booleans()) or member.lists[name]}


def _section(draw: st.DrawFn, place: Place, table: Table, *, array: bool = False) -> str:
    pairs = [pair(draw, (name,), value) for name, value in table.items()]
    return header(draw, place, array=array) + "".join(_shuffled(draw, pairs))


def _shuffled(draw: st.DrawFn, things: list[Any]) -> list[Any]:
    return draw(st.permutations(things)) if draw(st.booleans()) else things


def _in_some_order(draw: st.DrawFn, sections: dict[Place, list[str]]) -> Iterable[str]:
    """Mix the sections; those of one place, the entries of a list, stay in order."""
    places = [place for place, texts in sections.items() for _ in texts]
    waiting = {place: iter(texts) for place, texts in sections.items()}
    return [next(waiting[place]) for place in _shuffled(draw, places)]
