"""Places: from a place in a ledger's data to its line in the text."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import count
from typing import Literal

from commitrack.errors import Finding
from commitrack.ledger.lexer import Statement, statements
from commitrack.ledger.rules.mistakes import Place

DEEPEST = 5
"""The longest place that has a line: commitments, id, updates, position and key."""

_KEY_OF_LINE = re.compile(r"[ \t]*+([A-Za-z0-9_-]*+).*\n")
"""A line of a run of plain ones, with its key (1)."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_NAME = 100


class Lines:
    """The lines, counted from 1, of the places in a text that its headers and keys name, down to ``DEEPEST``."""

    def __init__(self, text: str) -> None:
        self._within: dict[Place, dict[str, int]] = {}
        """For each table, the lines of what stands in it, by key."""
        self._lists: dict[Place, list[int]] = {}
        """The lines of the tables in each list of tables."""
        self._text = text
        self._starts: list[int] = []
        self._statements: list[tuple[Place, Statement]] = []
        """Each statement, and the table that it opens or stands in."""
        self._runs: dict[Place, list[int]] = {}
        """The runs of plain lines in each table, by their positions among the statements, until a line is asked for."""
        self._keys: dict[int, tuple[list[int], list[str]]] = {}
        """The lines and keys of runs, by their positions among the statements, once a place in one is asked for."""
        table: Place = ()
        line, counted = 1, 0
        for statement in statements(text, in_runs=True):
            line += text.count("\n", counted, statement.start)
            counted = statement.start
            self._starts.append(line)
            if statement.kind == "plain":
                self._runs.setdefault(table, []).append(len(self._statements))
            elif statement.kind == "pair":
                self._name(table, statement, line)
            else:
                table = self._name((), statement, line)
            self._statements.append((table, statement))

    def _name(self, place: Place, statement: Statement, line: int) -> Place:
        """Note the line of every place on the way to what a statement names; return that place."""
        if statement.kind == "array" and (tables := self._lists.get(statement.keys)):  # known up to its position
            tables.append(line)
            return (*statement.keys, len(tables) - 1)
        for depth, key in enumerate(statement.keys, start=1):
            if len(place) >= DEEPEST:
                break
            self._within.setdefault(place, {}).setdefault(key, line)
            place = (*place, key)
            if statement.kind == "array" and depth == len(statement.keys):
                self._lists.setdefault(place, []).append(line)
            if tables := self._lists.get(place):
                place = (*place, len(tables) - 1)
        return place

    def line_of(self, place: Place) -> int | None:
        """Return the line of a place; None where nothing names it, or it is the whole text."""
        if not 0 < len(place) <= DEEPEST:
            return None
        table, last = place[:-1], place[-1]
        if isinstance(last, int):
            tables = self._lists.get(table, ())
            return tables[last] if last < len(tables) else None
        for position in self._runs.pop(table, ()):
            self._within.setdefault(table, {}).update(self._keys_in(position))
        return self._within.get(table, {}).get(last)

    def _keys_in(self, position: int) -> dict[str, int]:
        """Return the keys of a run, with their lines."""
        _, run = self._statements[position]
        keys = dict(zip(_KEY_OF_LINE.findall(self._text, run.start, run.end), count(self._starts[position])))
        keys.pop("", None)  # of lines without one
        return keys

    def nearest(self, place: Place) -> int:
        """Return the line of a place, else that of what it belongs to, else the first."""
        while place:
            if (line := self.line_of(place)) is not None:
                return line
            place = place[:-1]
        return 1

    def place_at(self, line: int) -> Place:
        """Return the place that a line belongs to: that of the last statement which begins above it or on it."""
        for found in range(bisect_right(self._starts, line) - 1, -1, -1):
            table, statement = self._statements[found]
            if statement.kind != "plain":
                return (*table, *statement.keys) if statement.kind == "pair" else table
            if found not in self._keys:
                named = self._keys_in(found)
                self._keys[found] = list(named.values()), list(named)
            lines, keys = self._keys[found]
            if above := bisect_right(lines, line):
                return (*table, keys[above - 1])
        return ()


def locate(
    text: str,
    lines: Lines,
    file: str,
    places: Iterable[tuple[Place, str, str]],
    severity: Literal["error", "warning"],
) -> list[Finding]:
    """Find the lines of places in a text's data, each given with the name of a check and what it says.

    A place that has no line of its own has that of what it belongs to.
    """
    written = text.split("\n")
    findings = []
    spell = cache(_spell)  # many findings have the same ids and keys
    for place, check, message in places:
        line = lines.nearest(place)
        spelled = "".join(map(spell, place)).removeprefix(".")
        findings.append(Finding(file, line, spelled, message, check, severity, written[line - 1]))
    return findings


def _spell(key: str | int) -> str:
    """Write a part of a place as TOML does, with positions counted from 1: ``commitments.visa-free.updates[2].add``."""
    if isinstance(key, int):
        return f"[{key + 1}]"
    short = key if len(key) <= _LONGEST_NAME else f"{key[:_LONGEST_NAME]}…"
    return f".{short}" if _BARE_KEY.fullmatch(short) else f'."{short}"'
