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
_KINDS = st.sampled_from(("qualitative", "total", "periodic", "level", "standing"))
_EVERY = st.sampled_from(("year", "half-year", "12 months"))
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
    kinds = {name: draw(_KINDS) for name in ids}
    if len(ids) > 2 and draw(st.booleans()):
        kinds[ids[0]] = "joint"
    members = {name: _commitment(draw, name, kind, list(programmes), ids[1:]) for name, kind in kinds.items()}
    _write_about(draw, written)
    _write_group(draw, written, "programmes", programmes)
    _write_group(draw, written, "commitments", members)
    text = "".join([*_shuffled(draw, written.pairs), *_in_some_order(draw, written.sections), gap(draw)])
    return ended(draw, text)


def _texts(draw: st.DrawFn, required: str, *optional: str) -> Table:
    names = [name for name in optional if draw(st.booleans())]
    texts = {name: _sources(draw) if name in ("source", "archive") else string(draw, draw(TEXTS)) for name in names}
    return {required: string(draw, draw(NAMES)), **texts}


def _integer(draw: st.DrawFn, value: int) -> str:
    return draw(st.sampled_from((str(value), f"+{value}", f"{value:#x}", f"{value:#o}")))


def _sources(draw: st.DrawFn) -> str:
    """One source, or a list of them."""
    sources = draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=str.strip))
    written = [string(draw, source) for source in sources]
    return written[0] if len(written) == 1 and draw(st.booleans()) else items(draw, written)


def _commitment(draw: st.DrawFn, name: str, kind: str, programmes: list[str], parts: list[str]) -> _Member:
    table = _texts(draw, "title", "quote", "source", "archive")
    table["kind"] = string(draw, kind)
    if draw(st.booleans()) and programmes:
        table["programme"] = string(draw, draw(st.sampled_from(programmes)))
    if kind in ("total", "periodic", "level"):
        table |= _goal(draw)
    if kind == "standing":
        table |= {"target": number(draw, 300), "unit": string(draw, "u")}
    if kind == "joint":
        table["parts"] = items(draw, [string(draw, part) for part in parts])
    if kind == "periodic" or draw(st.booleans()):
        table |= {"start": START, "due": DUE, "assumed": items(draw, [string(draw, "due")])}
    in_periods = kind == "periodic" or (kind == "level" and "start" in table and draw(st.booleans()))
    if in_periods:
        table["every"] = string(draw, draw(_EVERY))
    if kind == "level" and draw(st.booleans()):
        table["holds"] = string(draw, "throughout")
    if draw(st.booleans()):
        table["reported_within"] = _integer(draw, 90)
    if draw(st.booleans()):
        table["tags"] = items(draw, [string(draw, draw(TEXTS)) for _ in range(draw(_FEW))])
    updates = [_update(draw, name, kind, position) for position in range(draw(st.integers(0, 3)))]
    lists = {"updates": _corrected(draw, updates, name)}
    years = range(2025, 2025 + draw(_FEW))
    if in_periods:
        lists["steps"] = [{"from": f"{year}-01-01", "target": number(draw, 301)} for year in years]
    elif kind in ("total", "level"):
        lists["milestones"] = [{"target": number(draw, 307), "by": f"{year}-01-01"} for year in years]
    return _Member(table, lists)


def _goal(draw: st.DrawFn) -> Table:
    """A goal of each form: at least, at most, or a range."""
    sides = {"target": number(draw, 300), "at_most": number(draw, 4096)}
    names = draw(st.sampled_from((("target",), ("at_most",), ("target", "at_most"))))
    beside = {"settled_within": _integer(draw, 7), "measured_by": string(draw, draw(NAMES))}
    chosen = {name: value for name, value in beside.items() if draw(st.booleans())}
    return {"unit": string(draw, "u"), **{name: sides[name] for name in names}, **chosen}


def _update(draw: st.DrawFn, commitment_id: str, kind: str, position: int) -> Table:
    revised = {"total": ("target", "at_most"), "periodic": ("target", "at_most"), "level": ("target", "at_most")}
    claims = {
        "total": ("add", "total", "forecast", "milestones"),
        "periodic": ("add", "total", "forecast"),
        "level": ("level", "forecast"),
        "standing": ("grant", "withdraw", "count", "forecast", "target"),
    }
    claim = draw(st.sampled_from((*claims.get(kind, ()), *revised.get(kind, ()), "checked", "due", "status")))
    said: dict[str, Callable[[], str]] = {
        "checked": lambda: "true",
        "add": lambda: number(draw, 12),
        "total": lambda: number(draw, 120),
        "level": lambda: draw(st.sampled_from(("-1.5", "+0", "61.3", number(draw, 65)))),
        "grant": lambda: items(draw, [string(draw, "Peru"), string(draw, "[Chile]")]),
        "withdraw": lambda: items(draw, [string(draw, "Peru")]),
        "count": lambda: _integer(draw, 240),
        "forecast": lambda: number(draw, 290),
        "target": lambda: number(draw, 250),
        "at_most": lambda: number(draw, 5000),
        "due": lambda: DUE,
        "milestones": lambda: items(draw, [inline(draw, {"by": "2025-06-01", "target": number(draw, 77)})]),
        "status": lambda: string(draw, "disputed"),
    }
    table = {"date": f"2025-0{position + 1}-28", claim: said[claim]()}
    table |= _texts(draw, "note", "source", "archive")
    if claim == "status":
        table["note"] = string(draw, "Why: # [because]")
    if claim == "forecast":
        table["for"] = DUE
    if claim in ("add", "total", "level", "count") and draw(st.booleans()):
        table |= {"bound": string(draw, "about"), "flag": string(draw, "provisional")}
    if draw(st.booleans()):
        table |= {"publisher": string(draw, draw(NAMES)), "published": DUE, "by": string(draw, "media")}
    if draw(st.booleans()):
        table |= {"id": string(draw, f"{commitment_id}-{position}"), "recorded": draw(_TIMES)}
    return table


def _corrected(draw: st.DrawFn, updates: list[Table], commitment_id: str) -> list[Table]:
    """The updates, of which some correct the one above."""
    for position, (above, below) in enumerate(pairwise(updates)):
        if "id" in above and draw(st.booleans()):
            is_figure = below.keys() & {"add", "total", "level", "grant", "withdraw", "count"}
            key = draw(st.sampled_from(("corrects", "restates") if is_figure else ("corrects",)))
            below[key] = string(draw, f"{commitment_id}-{position}")
    return updates


def _write_about(draw: st.DrawFn, written: _Written) -> None:
    table = _texts(draw, "title", "pledger", "source")
    if draw(st.booleans()):
        table |= {"reported_within": _integer(draw, 45), "stale_after": _integer(draw, 180), "require_source": "false"}
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
