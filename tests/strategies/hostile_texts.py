"""Ledgers as accidents and enemies make them: any bytes, TOML of sorts, and good ledgers that something happened to."""

import re
from collections.abc import Callable
from functools import cache

from hypothesis import strategies as st

from commitrack.ledger.parse import examine
from commitrack.ledger.scale import VERDICTS
from tests.support.environment import PROJECT

CORPUS = tuple(
    path.read_bytes()
    for pattern in (
        "data/*.toml",
        "examples/*.toml",
        "tests/progress/*.toml",
        "tests/ledger/lexing/*.toml",
        "tests/golden/cases/*/ledger.toml",
        "tests/golden/writes/*/*.toml",
        "tests/golden/transcripts/*.toml",
    )
    for path in sorted(PROJECT.glob(pattern))
)
"""Every ledger that there is, good or bad."""


@cache
def _sound() -> tuple[bytes, ...]:
    """The ledgers without a mistake."""
    return tuple(content for content in CORPUS if not examine(content.decode(errors="replace"), "x").findings)


TEXTS = (
    "\x1b[31mred\x1b[0m", "\x1b]8;;https://evil.example\x07link\x1b]8;;\x07", "\x9b2J", "\x00", "\x7f", "\r", "\r\n",
    "\u202egnp", "\u2066\u200e\u061c", "\u2028\u2029\x85", "\ufeff", "\u200b\u2060\u00ad", "e\u0301" * 40,
    "\U0001f469\u200d\U0001f4bb", "漢字" * 30, "[b]x[/b]", ":smile:", "{0} %s {{ x }} {% raw %}",
    "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "-", "--help", "javascript:alert(1)", "https://[::1",
    "https://example.org/\x1b[2J", "::error file=x::y", "../../etc/passwd", " ", "", "x" * 3000, "a b " * 800,
    "\ud7ff\ue000", "\U0010ffff", "Peru", "places", "aaaa0001", "updates", "commitments",
)  # fmt: skip
"""What nobody means well by, and some words that ledgers do have."""

VALUES = (
    "true", "false", "0", "-1", "1", "1e18", "1e19", "-1e18", "1e-9", "1e-10", "1e999999999", "1e-999999999",
    "1e99999999999999999999", "nan", "-inf", "inf", "0x7fffffffffffffff", "-9223372036854775809",
    "0xffffffffffffffffffffffffffffffffffff", "9" * 400, "-0.0", "0.1", "0001-01-01", "9999-12-31", "2024-02-29",
    "2024-06-30", "1970-01-01", "2024-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59.999999-23:59", "07:32:00", "1979-05-27 07:32:00", "[]", "{}", "[[]]", "[{}]", '[""]',
    "['Peru', 'Peru']", "[1, 2]", "[true]", '{by = 2024-06-30, target = 1}', "[{by = 2024-06-30, target = 1}]",
    "[{by = 9999-12-31, target = 1e18}]", "[" * 2000 + "]" * 2000, "[" * 60 + "]" * 60, "{a=" * 60 + "1" + "}" * 60,
    '""', "''", '"""\n"""', "'''\n\n'''", '"total"', '"periodic"', '"standing"', '"qualitative"', '"year"', '"month"',
    '"fulfilled"', '"stalled"', '"media"', '["start", "due"]', '"\\u0000\\u001b[2J"', '"\\u009b\\u202e"', '"unclosed',
    "1,000", "01.02.2024", "", "=", "#",
)  # fmt: skip

KEYS = (
    "title", "kind", "target", "baseline", "unit", "every", "start", "due", "programme", "assumed", "members",
    "milestones", "tags", "updates", "date", "add", "total", "grant", "withdraw", "until", "checked", "status",
    "corrects", "id", "recorded", "source", "archive", "quote", "publisher", "published", "by", "note", "pledger",
    "recipient", "announced", "require_source", "stale_after", "description", "means_of_verification", "ledger",
    "commitments", "programmes", "a", "x.y.z", '"\\u001b[2J"', "''", '"a.b"', "targt", "owner",
)  # fmt: skip

HEADERS = (
    "[ledger]", "[[ledger]]", "[programmes.education]", "[programmes]", "[commitments]", "[[commitments]]",
    "[commitments.places]", "[commitments.visas]", "[[commitments.places.updates]]", "[[commitments.visas.updates]]",
    "[commitments.places.updates]", '[commitments."\\u001b[2J"]', "[commitments.'']", "[commitments.Ü]",
    "[ commitments . 'a' ]", "[]", "[[", "[a.b.c.d.e.f.g]",
)  # fmt: skip

_TOKENS = (
    "\n",
    " ",
    "=",
    ".",
    "#",
    ",",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    "\t",
    "\r\n",
    "\ufeff",
    "<<<<<<< HEAD\n",
)

_quoted = st.sampled_from(TEXTS).map(
    lambda text: '"' + "".join(f"\\U{ord(one):08x}" if ord(one) < 32 or one in '"\\\x7f' else one for one in text) + '"'
)
_values = st.one_of(
    st.sampled_from(VALUES),
    _quoted,
    st.from_regex(r"-?[0-9]{1,22}(\.[0-9]{1,12})?(e[+-]?[0-9]{1,3})?", fullmatch=True),
    st.dates().map(str),
)
_amounts = st.one_of(
    st.sampled_from(
        ("0", "1", "-1", "1e18", "-1e18", "1e19", "1e-9", "1e-10", "nan", "-nan", "inf", "-0.0", "0.1", "1e999")
    ),
    st.integers(-(10**19), 10**19).map(str),
    st.decimals(places=9, allow_nan=False, allow_infinity=False).map(str),
)
_days = st.one_of(
    st.sampled_from(("0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31", "2024-02-29")), st.dates().map(str)
)
_names = st.lists(st.one_of(st.sampled_from(("'Peru'", "'Chile'", "'Brazil'")), _quoted), max_size=4).map(
    lambda names: f"[{', '.join(names)}]"
)
_FITTING = {
    **dict.fromkeys(("target", "baseline", "add", "total"), _amounts),
    **dict.fromkeys(("start", "due", "date", "until", "published", "announced"), _days),
    **dict.fromkeys(("grant", "withdraw", "members", "tags"), _names),
    "kind": st.sampled_from(("'total'", "'periodic'", "'standing'", "'qualitative'")),
    "every": st.sampled_from(("'year'", "'quarter'", "'month'")),
    "status": st.sampled_from([f"'{verdict}'" for verdict in VERDICTS]),
    "stale_after": st.integers(-1, 10**20).map(str),
    "milestones": st.lists(st.builds("{{by = {}, target = {}}}".format, _days, _amounts), max_size=3).map(
        lambda milestones: f"[{', '.join(milestones)}]"
    ),
    "checked": st.sampled_from(("true", "false")),
    "require_source": st.sampled_from(("true", "false")),
}
"""What a key takes, up to the bounds of it; any other takes text."""

_pairs = st.sampled_from(KEYS).flatmap(
    lambda key: st.builds("{} = {}".format, st.just(key), st.one_of(_values, _FITTING.get(key, _quoted)))
)
_lines = st.one_of(
    _pairs, _pairs, _pairs, st.sampled_from(HEADERS), st.sampled_from(("", "# comment", "<<<<<<< HEAD", "======="))
)
_good = (
    "[ledger]\ntitle = 'x'\n",
    "[ledger]\ntitle = 'x'\n[commitments.places]\ntitle = 'y'\nkind = 'total'\ntarget = 10\nunit = 'u'\n",
    "",
)


@st.composite
def concoctions(draw: st.DrawFn) -> bytes:
    """Bytes of any kind, tokens of TOML in any order, or statements that a ledger might have."""
    match draw(st.sampled_from(("bytes", "tokens", "lines", "lines", "lines"))):
        case "bytes":
            return draw(st.binary(max_size=400))
        case "tokens":
            words = st.sampled_from((*_TOKENS, *KEYS, *VALUES[:20]))
            return "".join(draw(st.lists(words, max_size=60))).encode()
        case _:
            lines = draw(st.lists(_lines, max_size=25))
            return (draw(st.sampled_from(_good)) + "\n".join(lines)).encode(errors="surrogatepass")


@st.composite
def accidents(draw: st.DrawFn) -> bytes:
    """A ledger that something happened to, or several things."""
    content = draw(st.sampled_from(draw(st.sampled_from((CORPUS, _sound(), _sound())))))
    for _ in range(draw(st.integers(0, 3))):
        content = draw(st.sampled_from(_ACCIDENTS))(draw, content)
    return content


def _flipped(draw: st.DrawFn, content: bytes) -> bytes:
    at = draw(st.integers(0, max(len(content) - 1, 0)))
    return content[:at] + bytes([draw(st.integers(0, 255))]) + content[at + 1 :]


def _cut(draw: st.DrawFn, content: bytes) -> bytes:
    start = draw(st.integers(0, len(content)))
    return content[:start] + content[start + draw(st.integers(0, 200)) :]


def _truncated(draw: st.DrawFn, content: bytes) -> bytes:
    return content[: draw(st.integers(0, len(content)))]


def _inserted(draw: st.DrawFn, content: bytes) -> bytes:
    at = draw(st.integers(0, len(content)))
    token = draw(
        st.one_of(st.sampled_from((*_TOKENS, *TEXTS, *VALUES)).map(lambda text: text.encode()), st.binary(max_size=4))
    )
    return content[:at] + token + content[at:]


def _by_lines(change: Callable[[st.DrawFn, list[bytes], int], None]) -> Callable[[st.DrawFn, bytes], bytes]:
    def changed(draw: st.DrawFn, content: bytes) -> bytes:
        lines = content.split(b"\n")
        change(draw, lines, draw(st.integers(0, len(lines) - 1)))
        return b"\n".join(lines)

    return changed


def _duplicate(draw: st.DrawFn, lines: list[bytes], at: int) -> None:
    end = at + draw(st.integers(1, 12))
    lines[end:end] = lines[at:end]


def _delete(draw: st.DrawFn, lines: list[bytes], at: int) -> None:
    del lines[at : at + draw(st.integers(1, 6))]


def _swap(draw: st.DrawFn, lines: list[bytes], at: int) -> None:
    other = draw(st.integers(0, len(lines) - 1))
    lines[at], lines[other] = lines[other], lines[at]


def _add_line(draw: st.DrawFn, lines: list[bytes], at: int) -> None:
    lines.insert(at, draw(_lines).encode())


def _set_value(draw: st.DrawFn, lines: list[bytes], at: int) -> None:
    """Give a key another value, from this line on the first one that has any."""
    for number in range(at, len(lines)):
        key, sign, _ = lines[number].partition(b"=")
        if sign:
            fitting = _FITTING.get(key.strip().decode(errors="replace"), _quoted)
            lines[number] = key + b"= " + draw(st.one_of(fitting, fitting, _values)).encode()
            return


def _set_key(draw: st.DrawFn, lines: list[bytes], at: int) -> None:
    lines[at] = re.sub(rb"^\s*[\w-]+(?=\s*=)", draw(st.sampled_from(KEYS)).encode().replace(b"\\", b"\\\\"), lines[at])


_ACCIDENTS: tuple[Callable[[st.DrawFn, bytes], bytes], ...] = (
    *[_by_lines(_set_value)] * 4,
    *(_by_lines(change) for change in (_set_key, _duplicate, _delete, _swap, _add_line)),
    *(_flipped, _cut, _truncated, _inserted),
    lambda draw, content: content.replace(b"\n", b"\r\n"),
    lambda draw, content: b"\xef\xbb\xbf" + content,
)
