"""Text to decoded TOML, with exact decimals, and advice for every slip of syntax."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

import tomli

from commitrack.errors import Finding, LedgerInvalid
from commitrack.ledger.rules.mistakes import Rule

_CONFLICT = r"(?m)^(?:<{7}|>{7}|\|{7}) .*$"
_DATE = r"=\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d\d):(\d\d))?"
_SLIPS = {
    r"=\s*[+-]?\d{1,3}(?:[,' ]\d{3})+(?![\d])": "write the number without thousands separators, or with "
    "underscores: 1000 or 1_000",
    r"=\s*[12]\d{3}-(?:0[1-9]|1[0-2])\s*(?:#|$)": "write the whole date, not a month alone: 2026-03-31",
    r"=\s*\d[\d.]*\s*(?:-|–|\.\.|to\b)\s*\d[\d.]*\s*(?:#|$)": "a range has two keys, such as target = 50 "
    "and at_most = 52",
    r"=\s*\d{1,4}([/.])\d{1,2}\1\d{1,4}": "write the date as year-month-day, without quotes: 2026-03-01",
}
"""Habits that TOML does not read: thousands separators, other dates."""

_HUGE = r"(?<![0-9_])[0-9](?:_?+[0-9]){4300}"
"""A number that Python does not read. It is looked for from a first digit on only, not from each one."""


def load_toml(text: str, file: str) -> dict[str, Any]:
    """Decode TOML with exact decimals. Raises :class:`~commitrack.errors.LedgerInvalid` with line and column."""
    rule: Rule = "toml-syntax"
    try:
        return tomli.loads(text, parse_float=_exact)
    except tomli.TOMLDecodeError as error:
        line, message = error.lineno, f"column {error.colno}: {_syntax(error.msg, text, error.pos)}"
    except ValueError:
        line, message = _line_of(_HUGE, text), "a number has more than 4,300 digits; write a smaller one"
    except RecursionError:
        line, message = _deepest_line(text), "keys or brackets are nested too deeply; write plain ones"
    if conflict := re.search(_CONFLICT, text):
        rule, line = "merge-conflict", text.count("\n", 0, conflict.start()) + 1
        message = (
            "a merge conflict was left in the file; keep the blocks of both sides, "
            "and delete the lines that begin with <<<<<<<, =======, ||||||| or >>>>>>>"
        )
    raise LedgerInvalid([Finding(file, line, "", message, rule, "error", text.split("\n")[line - 1])])


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what decimals hold: out of any range, and reported as such
        return Decimal("inf")


def _no_such_date(written: re.Match[str]) -> str:
    """Say what is wrong with a date that no calendar has, or that lacks a digit; empty where nothing is."""
    from calendar import monthrange

    year, month, day = map(int, written.groups()[:3])
    if not 1 <= month <= 12:
        return f"there is no month {month}; write the date as 2026-03-01"
    if not 1 <= day <= monthrange(year or 4, month)[1]:
        return f"there is no {written[1]}-{month:02}-{day:02}; correct the date"
    if len(written[2]) + len(written[3]) < 4:
        return f"write the date with all its digits: {written[1]}-{month:02}-{day:02}"
    if written[4] and (int(written[4]) > 23 or int(written[5]) > 59):
        return f"there is no time {written[4]}:{written[5]}; write it as 2026-03-01T09:30:00Z"
    return ""


def _line_of(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _deepest_line(text: str) -> int:
    depths = [line.count("[") + line.count("{") + line.count(".") for line in text.split("\n")]
    return depths.index(max(depths)) + 1


def _syntax(message: str, text: str, position: int) -> str:
    advice = {
        "Invalid value": 'not a TOML value; put text in "quotes", write numbers without thousands separators '
        "and days as 2026-03-01",
        "Invalid statement": "not a TOML statement; write a line as key = value, a heading as [table] and "
        "a comment after #",
        "Cannot overwrite a value": "this key was given a value before; keep one of the two, or if a merge has "
        "left two blocks in one, write the second one's header above its lines",
        "Cannot declare": "this table was opened before; keep one of the two headings, or give it another id",
        "Invalid initial character for a key": "a key or heading lacks its name, or has one that needs quotes; write "
        '[table] or "a name" = value',
        "Unterminated string": 'a text has no closing quote; add the missing "',
        "Illegal character": "a text has a line break or control character in it; close its quotes on the same line",
        "Expected newline or end of document": 'something follows the value; put text in "quotes", and one key '
        "on each line",
        "Expected '='": "a key needs a value; write key = value",
        "Unclosed array": "a list has no closing bracket; add the missing ]",
        "Unescaped '\\'": "a backslash stands alone; write it twice, or use 'single quotes'",
    }
    line = text[text.rfind("\n", 0, position) + 1 :].partition("\n")[0]
    if (date := re.search(_DATE, line)) and (sentence := _no_such_date(date)):
        return sentence
    for slip, sentence in _SLIPS.items():
        if re.search(slip, line):
            return sentence
    for beginning, sentence in advice.items():
        if message.startswith(beginning):
            return sentence
    return f"not valid TOML: {message[:1].lower()}{message[1:]}"
