r"""The statements of a TOML text, so that a mistake can be located and an update inserted.

The lexer runs over text that the TOML parser has already accepted (and copes with less), so it only has to tell
statements apart: strings, comments and brackets decide where a value ends, quotes and dots where a key does, and the
TOML parser itself decodes escapes. Lines end at "\n" only: TOML strings may hold U+0085 and U+2028, at which
``str.splitlines`` would cut.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec
import tomli

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

_PLAIN_VALUE = r"""
    [ \t]*+ = [ \t]*+
    (?:
        " (?! "" ) [^"]*+ "                           # a text that is closed on its line,
        | ' (?! '' ) [^']*+ '
        | [^"'\[{\#\n]++                             # or what is no text, list or table
    )
    [ \t\r]*+
    """
"""An equals sign and a value that ends on its line, as nearly all do.

A text ends at its next quote here, even at an escaped one: where what follows that looks like a comment, the pair ends
with this line all the same; else it is not taken for a plain one.
"""

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

    kind: Literal["table", "array", "pair", "plain"]
    """``plain`` is a run of lines, each with a pair that ends on it, or with none."""
    start: int
    end: int
    keys: tuple[str, ...]
    """The keys as written: a header's from the root, a pair's from the table it stands in, none of a run."""


def statements(
    text: str,
    wanted: Callable[[tuple[str, ...]], bool] = lambda table: True,
    plain: re.Pattern[str] | None = None,
    *,
    in_runs: bool = False,
) -> Iterator[Statement]:
    """Yield the headers of valid TOML text, and the pairs of the tables that are ``wanted``, in order.

    Below a table that is not wanted, lines that are ``plain`` are passed; ``in_runs``, they are yielded as one.
    """
    plain = plain or _PLAIN
    position = 0
    pairs_wanted = wanted(())
    while position < len(text):
        if (in_runs or not pairs_wanted) and (passed := plain.match(text, position)):
            if pairs_wanted:
                yield Statement("plain", position, passed.end(), ())
            position = passed.end()
            continue
        if header := _HEADER.match(text, position):
            kind: Literal["table", "array"] = "array" if header[1] == "[[" else "table"
            keys = _keys(header[2])
            pairs_wanted = wanted(keys)
            yield Statement(kind, position, header.end(), keys)
            position = header.end()
            continue
        if pairs_wanted and (pair := _PLAIN_PAIR.match(text, position)):
            yield Statement("pair", position, pair.end(), (pair[1],))
            position = pair.end()
            continue
        if blank := _BLANK.match(text, position):
            position = blank.end()
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
