r"""Where the statements of a TOML text stand, so that a mistake can be located and an update inserted.

The lexer runs over text that the TOML parser has already accepted (:func:`lines_of` also copes with less), so it
only has to tell statements apart: strings, comments and brackets decide where a value ends, and the TOML parser
itself decodes the keys. Lines end at "\n" only: TOML strings may hold U+0085 and U+2028, at which
``str.splitlines`` would cut.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import tomli

Path = tuple[str | int, ...]
"""A place in the data: table keys, and positions (from 0) in arrays."""

_BLANK = re.compile(r"[ \t\r]*+(?:#[^\n]*+)?(?:\n|\Z)")
_HEADER = re.compile(r"[ \t]*+(\[\[?)([^\n]*+)(?:\n|\Z)")
_BARE_HEADER = re.compile(r"[ \t]*+\[{1,2}([A-Za-z0-9_.-]++)\]{1,2}[ \t\r]*+(?:\n|\Z)")
_KEY = re.compile(r"""(?:[^"'=\n]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')++=""")
_PLAIN_LINES = re.compile(
    r"""(?:[ \t]*+(?:[A-Za-z0-9_-]++[ \t]*+=[ \t]*+"""
    r"""(?:"(?!"")(?:[^"\\\n]++|\\.)*+"|'(?!'')[^'\n]*+'|[^"'\[{\#\n]++)[ \t\r]*+)?(?:\#[^\n]*+)?\n)++"""
)
"""Lines whose end is the end of their value, as nearly all are: passing them at once is ten times as fast."""

_VALUE_PART = re.compile(
    r'''"""(?s:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'''
    r"""|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"""
    r"""|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'|\#[^\n]*+|[\[\]{}\n]|[^"'\#\[\]{}\n]++"""
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A header or a key with its value: ``text[start:end]``, whole lines, the last line's end included."""

    kind: Literal["table", "array", "pair"]
    start: int
    end: int
    keys: tuple[str, ...]
    """The keys as written: a header's from the root, a pair's from the table it stands in."""


def statements(text: str, wanted: Callable[[tuple[str, ...]], bool] = lambda table: True) -> Iterator[Statement]:
    """Yield the headers of valid TOML text, and the pairs of the tables that are ``wanted``, in order."""
    position = 0
    pairs_wanted = wanted(())
    while position < len(text):
        if not pairs_wanted and (plain := _PLAIN_LINES.match(text, position)):
            position = plain.end()
            continue
        if blank := _BLANK.match(text, position):
            position = blank.end()
            continue
        if header := _HEADER.match(text, position):
            kind: Literal["table", "array"] = "array" if header[1] == "[[" else "table"
            keys = _header_keys(header[0])
            pairs_wanted = wanted(keys)
            yield Statement(kind, position, header.end(), keys)
            position = header.end()
            continue
        key = _KEY.match(text, position)
        if key is None:  # not TOML: the parser has said so already
            return
        end = _value_end(text, key.end())
        if pairs_wanted:
            yield Statement("pair", position, end, _pair_keys(key[0]))
        position = end


def _value_end(text: str, position: int) -> int:
    depth = 0
    while part := _VALUE_PART.match(text, position):
        position = part.end()
        match part[0]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
            case "\n" if depth <= 0:
                return position
    return len(text)


def _header_keys(line: str) -> tuple[str, ...]:
    if bare := _BARE_HEADER.fullmatch(line):
        return tuple(bare[1].split("."))
    return _decode(line)


def _pair_keys(key: str) -> tuple[str, ...]:
    name = key[:-1].strip()
    if name.replace("_", "a").replace("-", "a").isalnum() and name.isascii():
        return (name,)
    return _decode(key + "0")


def _decode(line: str) -> tuple[str, ...]:
    """Let the TOML parser settle quoting: a line of one key decodes to tables of one key each."""
    node: object = tomli.loads(line.strip())
    keys: list[str] = []
    while True:
        if isinstance(node, list):
            node = node[0]
        if not isinstance(node, dict) or not node:
            return tuple(keys)
        [(key, node)] = node.items()
        keys.append(key)


def lines_of(text: str) -> dict[Path, int]:
    """Map every place that a header or a key names to its line, counted from 1."""
    lines: dict[Path, int] = {}
    sizes: dict[Path, int] = {}
    table: Path = ()
    line, counted = 1, 0
    for statement in statements(text):
        line += text.count("\n", counted, statement.start)
        counted = statement.start
        if statement.kind == "pair":
            place = table
            for key in statement.keys:
                place = (*place, key)
                lines.setdefault(place, line)
            continue
        table = ()
        for depth, key in enumerate(statement.keys, start=1):
            table = (*table, key)
            if statement.kind == "array" and depth == len(statement.keys):
                sizes[table] = sizes.get(table, 0) + 1
            lines.setdefault(table, line)
            if table in sizes:
                table = (*table, sizes[table] - 1)
                lines.setdefault(table, line)
    return lines
