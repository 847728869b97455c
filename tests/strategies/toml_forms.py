"""The same thing in every form that TOML has for it: strings, keys, numbers, lists, tables, and what stands between.

Each function draws a form; the first choice is the plainest, which is what hypothesis shrinks towards.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product

from hypothesis import strategies as st

NASTY = (
    "X",
    "",
    "[commitments.x]",
    '\n[[commitments.x.updates]]\nid = "no"\n',
    "# no comment",
    "\n# glued\n[commitments.y]\n",
    '"""',
    "'''",
    'ends with ""',
    "ends with '",
    "\\",
    "c:\\new\\u0041",
    "= 1",
    "]]",
    "}, {",
    "\u2028[commitments.y]\u2028",
    "\u0085# no comment\u0085",
    "\x0b\x0c\x1c\x7f",
    "a\ttab",
    "dos\r\n[commitments.y]\r\n",
    "\ufeff",
    "é🙂",
)
TEXTS = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
"""What strings say: much that looks like TOML, or like the end of a line, and is not."""

NAMES = TEXTS.filter(str.strip)
"""What strings say that may not be blank."""

_GAPS = (
    "",
    "\n",
    "# glued\n",
    "\n# glued\n# twice\n",
    "# above\n\n",
    "\n\n",
    "  \t\n",
    "\t# indented\n",
    "\n########\n# Banner #\n########\n\n",
    "# [commitments.y]\n",
    '#"""\n',
    "#'''[{\n",
    "#\n#\u2028#\u0085\n",
)
_TAILS = ("", " # why", "  ", '\t# """', "# [[", " # ] } '")
_EQUALS = (" = ", "=", "\t=\t", "   =  ")
_DOTS = st.sampled_from((".", " . ", ". ", "\t.\t"))
_INDENTS = ("", "  ", "\t")
_SPACES = ("", " ", "\t")
_PAIR_LINES = st.sampled_from([*product(_GAPS, _INDENTS, _EQUALS, _TAILS)])
_HEADER_LINES = st.sampled_from([*product(_GAPS, _INDENTS, _SPACES, _TAILS)])
_INLINE_SPACES = st.sampled_from([*product(_SPACES, _EQUALS)])
_LOOSE = st.sampled_from((" ", "", "\n", "\n  ", " # [commitments.y]\n", "\n#]\n\t"))
"""What may stand in a list, around its items and commas."""

_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def gap(draw: st.DrawFn) -> str:
    """Lines without a statement."""
    return draw(st.sampled_from(_GAPS))


def string(draw: st.DrawFn, text: str) -> str:
    forms = [_basic(text), _escaped(text), _multi_line(text, ""), _multi_line(text, "\n")]
    if text and text[0] not in " \t\n":
        forms.append(_multi_line(text, "\\\n \t\n  "))
    if "'" not in text and not _CONTROLS.search(text):
        forms.append(f"'{text}'")
    if "'''" not in text and not _CONTROLS.search(text.replace("\n", "")):
        forms += [f"'''\n{text}'''"] if text.startswith("\n") else [f"'''\n{text}'''", f"'''{text}'''"]
    return draw(st.sampled_from(forms))


def _basic(text: str) -> str:
    return '"' + _control_escaped(text.replace("\\", "\\\\").replace('"', '\\"')).replace("\n", "\\n") + '"'


def _escaped(text: str) -> str:
    return '"' + "".join(f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}" for char in text) + '"'


def _multi_line(text: str, opening: str) -> str:
    if text.startswith("\n"):
        opening = "\n"
    body = text.replace("\\", "\\\\").replace('"""', '""\\"')
    return f'"""{opening}{_control_escaped(body)}"""'


def _control_escaped(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04X}", text)


def key(draw: st.DrawFn, name: str) -> str:
    forms = [_basic(name), _escaped(name)]
    if re.fullmatch("[A-Za-z0-9_-]+", name):
        forms = [name, name, name, *forms]
    if "'" not in name and not _CONTROLS.search(name):
        forms.append(f"'{name}'")
    return draw(st.sampled_from(forms))


def path(draw: st.DrawFn, names: Sequence[str]) -> str:
    dot = draw(_DOTS) if len(names) > 1 else ""
    return dot.join(key(draw, name) for name in names)


def number(draw: st.DrawFn, amount: int) -> str:
    forms = (str(amount), f"{amount:_}", f"{amount}.0", f"{Decimal(amount):.2e}", f"{amount:#x}", f"0b{amount:b}")
    return draw(st.sampled_from(forms))


def items(draw: st.DrawFn, written: Sequence[str]) -> str:
    """A list."""
    inside = draw(_LOOSE)
    for position, item in enumerate(written):
        inside += item + draw(_LOOSE)
        if position + 1 < len(written) or draw(st.booleans()):
            inside += "," + draw(_LOOSE)
    return f"[{inside}]"


def inline(draw: st.DrawFn, table: Mapping[str, str]) -> str:
    """An inline table, from keys as they are and values as they are written."""
    space, equals = draw(_INLINE_SPACES)
    pairs = [f"{key(draw, name)}{equals}{value}" for name, value in table.items()]
    return "{" + space + f"{space},{space}".join(pairs) + space + "}"


def pair(draw: st.DrawFn, names: Sequence[str], value: str) -> str:
    above, indent, equals, tail = draw(_PAIR_LINES)
    return f"{above}{indent}{path(draw, names)}{equals}{value}{tail}\n"


def header(draw: st.DrawFn, names: Sequence[str], *, array: bool = False) -> str:
    above, indent, space, tail = draw(_HEADER_LINES)
    opening, closing = ("[[", "]]") if array else ("[", "]")
    return f"{above}{indent}{opening}{space}{path(draw, names)}{space}{closing}{tail}\n"


def ended(draw: st.DrawFn, text: str) -> str:
    """The text with line ends of one kind or of both, and with or without the last one."""
    if draw(st.integers(0, 3)) == 3:
        text = text.rstrip("\n") + draw(st.sampled_from(("", "\n\n", "\n  ", "\n# the end", "\n\n\t# the end\n")))
    ends = draw(st.sampled_from(("lf", "crlf", "mixed")))
    if ends == "crlf":
        return text.replace("\n", "\r\n")
    if ends == "mixed":
        pattern = draw(st.integers(0, 2**16 - 1))
        lines = text.split("\n")
        return (
            "".join(line + ("\r\n" if pattern >> number % 16 & 1 else "\n") for number, line in enumerate(lines[:-1]))
            + lines[-1]
        )
    return text
