r"""The statements of a TOML text and their lines, so that a mistake can be located and an update inserted.

The lexer runs over text that the TOML parser has already accepted (:class:`Lines` also copes with less), so it
only has to tell statements apart: strings, comments and brackets decide where a value ends, quotes and dots where a
key does, and the TOML parser itself decodes escapes. Lines end at "\n" only: TOML strings may hold U+0085 and U+2028,
at which ``str.splitlines`` would cut.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec
import tomli

from commitrack.ledger.rules.mistakes import Place

DEEPEST = 5
"""The longest place that has a line: commitments, id, updates, position and key."""

_BASIC = r""" " (?: [^"\\\n]++ | \\. )*+ " """
"""A text in double quotes, in which a backslash escapes what follows it."""

_LITERAL = r""" ' [^'\n]*+ ' """
"""A text in single quotes, in which nothing is escaped."""

_BLANK = re.compile(
    r"""
    [ \t\r]*+
    (?: \# [^\n]*+ )?   # a comment
    (?: \n | \Z )
    """,
    re.VERBOSE,
)
"""A line that says nothing."""

_HEADER = re.compile(
    rf"""
    [ \t]*+
    ( \[\[? )                                         # 1: of a list of tables, or of a table
    ( (?: [^]"'\n]++ | {_BASIC} | {_LITERAL} )*+ )    # 2: its keys, in which a quoted one may hold brackets
    [^\n]*+                                           # the closing brackets and a comment
    (?: \n | \Z )
    """,
    re.VERBOSE,
)

_KEYS = re.compile(
    rf"""
    ( (?: [^"'=\n]++ | {_BASIC} | {_LITERAL} )++ )    # 1: the keys, in which a quoted one may hold an equals sign
    =
    """,
    re.VERBOSE,
)
"""A pair up to its value."""

_KEY = re.compile(rf"""[^."'\s]++ | {_BASIC} | {_LITERAL}""", re.VERBOSE)
"""One of the keys between dots."""

_PLAIN_VALUE = rf"""
    [ \t]*+ = [ \t]*+
    (?:
        (?! \"\"\" ) {_BASIC}                         # a text that is closed on its line,
        | (?! \'\'\' ) {_LITERAL}
        | [^"'\[{{\#\n]++                             # or what is no text, list or table
    )
    [ \t\r]*+
    """
"""An equals sign and a value that ends on its line, as nearly all do."""

_PLAIN_PAIR = re.compile(rf"[ \t]*+ ([A-Za-z0-9_-]++) {_PLAIN_VALUE} (?: \# [^\n]*+ )? (?: \n | \Z )", re.VERBOSE)
"""The line of such a pair with a bare key (1). Nearly all are: taking one at once is several times as fast."""

_PLAIN_LINES = rf"""
    (?:
        [ \t]*+
        (?: [A-Za-z0-9_-]++ {_PLAIN_VALUE} )?
        (?: \# [^\n]*+ )?                             # a comment
        \n
    )++
    """
"""Such lines, and those that say nothing: passing them at once is ten times as fast again."""

_PLAIN = re.compile(_PLAIN_LINES, re.VERBOSE)

_NEIGHBOUR = r"""
    [ \t]*+ \[\[?+ {group} \.
    (?! {name} [.\]] ) [A-Za-z0-9_-]++                # a bare key that is another than the name,
    (?: \.updates )?+                                 # or its updates
    \]\]?+ [ \t\r]*+
    (?: \# [^\n]*+ )?                                 # a comment
    \n
    """
"""The header of another table in the same group."""

_VALUE_PART = re.compile(
    rf"""
    \"\"\" (?s: [^"\\]++ | \\. | "{{1,2}} (?!") )*+ "{{3,5}}   # a text of several lines, which may end with quotes
    | \'\'\' (?: [^']++ | '{{1,2}} (?!') )*+ '{{3,5}}          # the same in single quotes
    | {_BASIC}
    | {_LITERAL}
    | \# [^\n]*+                                               # a comment
    | [\[\]{{}}\n]                                             # what decides whether the value goes on
    | [^"'\#\[\]{{}}\n]++                                      # anything else
    """,
    re.VERBOSE,
)
"""A part of a value, from the equals sign on to the end of its last line."""


class Statement(msgspec.Struct, frozen=True):
    """A header or a key with its value: ``text[start:end]``, whole lines, the last line's end included."""

    kind: Literal["table", "array", "pair"]
    start: int
    end: int
    keys: tuple[str, ...]
    """The keys as written: a header's from the root, a pair's from the table it stands in."""


def statements(
    text: str,
    wanted: Callable[[tuple[str, ...]], bool] = lambda table: True,
    plain: re.Pattern[str] | None = None,
) -> Iterator[Statement]:
    """Yield the headers of valid TOML text, and the pairs of the tables that are ``wanted``, in order.

    Below a table that is not wanted, lines that are ``plain`` are passed.
    """
    plain = plain or _PLAIN
    position = 0
    pairs_wanted = wanted(())
    while position < len(text):
        if not pairs_wanted and (passed := plain.match(text, position)):
            position = passed.end()
            continue
        if pairs_wanted and (pair := _PLAIN_PAIR.match(text, position)):
            yield Statement("pair", position, pair.end(), (pair[1],))
            position = pair.end()
            continue
        if blank := _BLANK.match(text, position):
            position = blank.end()
            continue
        if header := _HEADER.match(text, position):
            kind: Literal["table", "array"] = "array" if header[1] == "[[" else "table"
            keys = _keys(header[2])
            pairs_wanted = wanted(keys)
            yield Statement(kind, position, header.end(), keys)
            position = header.end()
            continue
        written = _KEYS.match(text, position)
        if written is None:  # not TOML: the parser has said so already
            return
        end = _value_end(text, written.end())
        if pairs_wanted:
            yield Statement("pair", position, end, _keys(written[1]))
        position = end


def plain_lines_beside(place: tuple[str, ...]) -> re.Pattern[str]:
    """Return what :func:`statements` may pass in search of a place: plain lines, and the headers of its neighbours."""
    group, name = map(re.escape, place)
    neighbour = _NEIGHBOUR.format(group=group, name=name)
    return re.compile(f"(?: {_PLAIN_LINES} | {neighbour} )++", re.VERBOSE)


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


_NEWER_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\(?:(e)|x([0-9A-Fa-f]{2}))")
_SHORT_TIME = re.compile(r":(?<=\d\d:)(?<![\d:.+-]\d\d:)\d\d(?![:\d])")
"""The colon and the minutes of a time without seconds: what begins with a colon is soon found in a long text."""
_COMMA_AT_END = re.compile(r",\s*\Z")


def newer_syntax(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offsets at which valid TOML is of version 1.1, each with what to write in version 1.0."""
    if not ("{" in text or "\\e" in text or "\\x" in text or _SHORT_TIME.search(text)):
        return
    brackets: list[str] = []
    before, position = "", 0
    while part := _VALUE_PART.match(text, position):
        position, written = part.end(), part[0]
        inline = brackets[-1:] == ["{"]
        match written[0]:
            case "[" | "{":
                brackets.append(written)
            case "]" | "}":
                if inline and _COMMA_AT_END.search(before):
                    yield part.start(), "take away the comma before }"
                del brackets[-1:]
            case "\n" if inline:
                yield part.start(), "write the table from { to } on one line"
            case '"' if escape := _NEWER_ESCAPE.search(written):
                yield part.start(), f"write \\u00{escape[2] or '1b'} for {escape[0][-4 if escape[2] else -2 :]}"
            case "#" | '"' | "'" | "\n":
                pass
            case _ if _SHORT_TIME.search(written):
                yield part.start(), "write a time with its seconds, as 09:30:00"
        before = before if written.isspace() or written[0] == "#" else written


def _keys(written: str) -> tuple[str, ...]:
    if '"' in written or "'" in written:
        return tuple(_key(part) for part in _KEY.findall(written))
    return tuple("".join(written.split()).split("."))


def _key(written: str) -> str:
    """Return what a part of a dotted key says."""
    if "\\" in written and written[0] == '"':
        return str(tomli.loads(f"key = {written}")["key"])
    return written[1:-1] if written[0] in "\"'" else written


def lines_at(text: str, offsets: Iterable[int]) -> Iterator[int]:
    """Yield the line, counted from 1, of each offset; they must ascend."""
    line, counted = 1, 0
    for offset in offsets:
        line += text.count("\n", counted, offset)
        counted = offset
        yield line


class Lines:
    """The lines, counted from 1, of the places in a text that its headers and keys name, down to ``DEEPEST``."""

    def __init__(self, text: str) -> None:
        self._within: dict[Place, dict[str | int, int]] = {}
        """For each table or list, the lines of what stands in it, by key or position."""
        self._lists: dict[Place, int] = {}
        """How many tables each list of tables has."""
        self._starts: list[int] = []
        self._named: list[tuple[Place, tuple[str, ...]]] = []
        """What each statement names: the table that it stands in, and its keys from there on."""
        table: Place = ()
        own = self._within.setdefault(table, {})
        line, counted = 1, 0
        for statement in statements(text):
            line += text.count("\n", counted, statement.start)
            counted = statement.start
            self._starts.append(line)
            if statement.kind != "pair":
                table = self._name((), statement, line)
                own = self._within.setdefault(table, {})
                self._named.append((table, ()))
                continue
            self._named.append((table, statement.keys))
            if len(statement.keys) == 1 and len(table) < DEEPEST:
                own.setdefault(statement.keys[0], line)
            else:
                self._name(table, statement, line)

    def _name(self, place: Place, statement: Statement, line: int) -> Place:
        """Note the line of every place on the way to what a statement names; return that place."""
        for depth, key in enumerate(statement.keys, start=1):
            if len(place) >= DEEPEST:
                break
            self._within.setdefault(place, {}).setdefault(key, line)
            place = (*place, key)
            if statement.kind == "array" and depth == len(statement.keys):
                self._lists[place] = self._lists.get(place, 0) + 1
            if place in self._lists:
                position = self._lists[place] - 1
                self._within.setdefault(place, {}).setdefault(position, line)
                place = (*place, position)
        return place

    def line_of(self, place: Place) -> int | None:
        """Return the line of a place; None where nothing names it, or it is the whole text."""
        return self._within.get(place[:-1], {}).get(place[-1]) if place else None

    def nearest(self, place: Place) -> int:
        """Return the line of a place, else that of what it belongs to, else the first."""
        ends = range(len(place), 0, -1)
        return next((line for end in ends if (line := self.line_of(place[:end])) is not None), 1)

    def place_at(self, line: int) -> Place:
        """Return the place that a line belongs to: that of the last statement which begins above it or on it."""
        found = bisect_right(self._starts, line) - 1
        if found < 0:
            return ()
        table, keys = self._named[found]
        return (*table, *keys)
