"""Values as texts in the cells of a table, and back: what is written is read as the same value."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Literal, get_args, get_origin

from commitrack.ledger.fields import bare, example, may_be_several
from commitrack.ledger.model import Milestone, Step
from commitrack.ledger.rules.amounts import size_problem
from commitrack.ledger.sources import each
from commitrack.ledger.tables.numbers import read_number

Cell = str | Decimal | bool | date | datetime | list[Any] | dict[str, Any]
"""The types of value in one cell of a table: files of text have text only."""

DATE_FORM = "year-month-day, such as 2026-03-01"

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_STEP = re.compile(r"(\d{4}-\d{2}-\d{2})(?:=([^=<]+))?(?:<=([^=<]+))?")
_BETWEEN = re.compile(r"\s*[;\n]\s*")
_BETWEEN_SOURCES = re.compile(r"\s*\n\s*|\s*;\s+(?=https?://)")
_AFTER_DELIMITER = re.compile(r"(?<=[,;\t\r\n])")
_FORMULA = r"[\s\"]*[=+\-@＝＋－＠]"
_RUNS, _GUARDED = re.compile(f"'*{_FORMULA}"), re.compile(f"'+{_FORMULA}")
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""The numbers that spreadsheets have for dates from 1954 to 2119."""


def guarded(text: str, *, runs: bool = True) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe stands before what looks like one.

    So it does after what another spreadsheet may take for the end of a cell, where quotes do not help. Where nothing
    ``runs``, only apostrophes that :func:`unguarded` would take off are doubled.
    """
    if is_number(text):
        return text
    pattern = _RUNS if runs else _GUARDED
    return "".join(f"'{part}" if pattern.match(part) else part for part in _AFTER_DELIMITER.split(text))


def unguarded(text: str) -> str:
    """Return text without the apostrophes that :func:`guarded` puts into it."""
    if "'" not in text:
        return text
    return "".join(part[1:] if _GUARDED.match(part) else part for part in _AFTER_DELIMITER.split(text))


def is_number(text: str) -> bool:
    """Say whether a text is a number as it stands, which no spreadsheet runs."""
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


def text_of(value: Any, expected: Any) -> str:
    """Write a value of a field of that type; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if may_be_several(expected):
        return _joined(each(value), _split_sources)
    if isinstance(value, tuple):
        return _list(value)
    return str(value)


def read(cell: Cell, expected: Any) -> Any:
    """Return what a cell says for a field of that type, as a ledger's data has it; None where it says nothing.

    Raises :class:`ValueError` with a sentence that says what is wrong, and what to write.
    """
    return reader_of(expected)(cell)


def reader_of(expected: Any) -> Callable[[Cell], Any]:
    """Return what reads the cells of a field of that type, as :func:`read` does."""
    read_said = _reader(expected)

    def read_cell(cell: Cell) -> Any:
        said = unguarded(cell).strip() if isinstance(cell, str) else cell
        return None if said == "" else read_said(said)

    return read_cell


def _reader(expected: Any) -> Callable[[Cell], Any]:
    plain = bare(expected)
    item = bare(get_args(plain)[0]) if get_origin(plain) is tuple else None
    if may_be_several(expected):
        return _texts
    if item in _ITEMS:
        return partial(_tables, read_one=_ITEMS[item])
    if item is not None:
        words = _words(item)
        return lambda cell: [_word(name, words) for name in _names(cell)]
    if plain in _READERS:
        return _READERS[plain]
    if example(expected):
        return lambda cell: " ".join(_text(cell).lower().replace("half year", "half-year").split())
    words = _words(plain)
    return lambda cell: _word(_text(cell), words)


def read_date(cell: Cell) -> date:
    """Read a date. Raises :class:`ValueError` with a sentence."""
    if isinstance(cell, datetime):
        if (cell.hour, cell.minute, cell.second) != (0, 0, 0):
            raise ValueError(f"{cell:%Y-%m-%d %H:%M:%S} has a time in it; write the date alone")
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    if isinstance(cell, Decimal) or text.isdecimal():
        raise ValueError(f"{text} is a number, not a date{_serial(text)}; write it as {DATE_FORM}")
    written = _DATE.fullmatch(text)
    if not written:
        raise ValueError(f"{text!r} is not a date; write it as {DATE_FORM}")
    try:
        return date.fromisoformat(written[1])
    except ValueError:
        raise ValueError(f"there is no {written[1]}; check the month and the day") from None


def _serial(text: str) -> str:
    """Say which date a spreadsheet's number for one stands for."""
    if text.isdecimal() and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        return f" ({date.fromordinal(date(1899, 12, 30).toordinal() + int(text))} to a spreadsheet)"
    return ""


def _read_moment(cell: Cell) -> datetime:
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=UTC)
    text = _text(cell)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a moment; write it as 2026-03-01T09:30:00Z") from None


def _read_amount(cell: Cell) -> Decimal:
    if isinstance(cell, date):
        raise ValueError(f"{cell} is a date, not a number; write it as digits, such as 1200")
    if not isinstance(cell, Decimal):
        return read_number(_text(cell))
    if problem := size_problem(cell):
        raise ValueError(f"{cell} is {problem}")
    return cell


def _read_count(cell: Cell) -> int:
    amount = _read_amount(cell)
    if amount % 1:
        raise ValueError(f"{amount:f} is not a whole number; write how many")
    return int(amount)


_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def _read_truth(cell: Cell) -> bool | None:
    """Read a tick. One that is not set says nothing."""
    word = cell if isinstance(cell, bool) else _TRUTHS.get(_text(cell).lower())
    if word is None:
        raise ValueError(f"{_text(cell)!r} is neither true nor false; write true, or leave it empty")
    return word or None


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list | dict):
        raise ValueError("holds several values where one belongs; write one")
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell if isinstance(cell, str) else str(cell)


_READERS: Mapping[Any, Callable[[Cell], Any]] = {
    str: _text,
    date: read_date,
    datetime: _read_moment,
    Decimal: _read_amount,
    int: _read_count,
    bool: _read_truth,
}


def _words(expected: Any) -> tuple[str, ...]:
    return get_args(expected) if get_origin(expected) is Literal else ()


def _word(text: str, words: tuple[str, ...]) -> str:
    """Read a word with a hyphen, an underscore or a space, if it is among those that are expected."""
    word = re.sub(r"[ _]+", "-", text.strip().lower())
    return word if word in words else text


def _names(cell: Cell) -> list[str]:
    if isinstance(cell, list):
        return [_text(one) for one in cell if one is not None]
    listed = _listed(_text(cell))
    return [one for one in _BETWEEN.split(_text(cell)) if one] if listed is None else listed


def _texts(cell: Cell) -> Any:
    found = tuple(_names(cell)) if isinstance(cell, list) else _split_sources(_text(cell))
    return found[0] if len(found) == 1 else list(found)


def _split_sources(text: str) -> tuple[str, ...]:
    """Read the sources of a cell: one a line, or addresses with semicolons between them."""
    listed = _listed(text)
    return tuple([one for one in _BETWEEN_SOURCES.split(text) if one] if listed is None else listed)


def _listed(text: str) -> list[str] | None:
    """Read a list of texts in brackets; None for what is not one."""
    if not text.startswith("["):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) and all(isinstance(one, str) for one in found) else None


def _joined(texts: tuple[str, ...], split: Callable[[str], tuple[str, ...]]) -> str:
    """Write texts in the plainest way that is read as the same texts."""
    for between in ("; ", "\n"):
        written = between.join(texts)
        if texts and split(unguarded(guarded(written)).strip()) == texts:
            return written
    return json.dumps(texts, ensure_ascii=False)


def _list(values: tuple[Any, ...]) -> str:
    if all(isinstance(one, str) for one in values):
        return _joined(values, lambda text: tuple(_names(text)))
    return "; ".join(map(_point, values))


def _point(point: Milestone | Step) -> str:
    if isinstance(point, Milestone):
        return f"{point.by}={point.target:f}"
    target = "" if point.target is None else f"={point.target:f}"
    return f"{point.from_date}{target}" + ("" if point.at_most is None else f"<={point.at_most:f}")


def _tables(cell: Cell, read_one: Callable[[str], dict[str, Any]]) -> list[dict[str, Any]]:
    if isinstance(cell, list):
        return [_converted(one) for one in cell]
    text = _text(cell)
    return [] if text == "[]" else [read_one("".join(one.split())) for one in _BETWEEN.split(text) if one]


def _converted(table: Any) -> Any:
    """Read a point that is written as a table, as JSON has it."""
    if not isinstance(table, dict):
        raise ValueError("is not a list of tables; write each as a date, an equals sign and an amount")
    dates = {key: read_date(value) for key, value in table.items() if key in ("by", "from")}
    return {key: value for key, value in {**table, **dates}.items() if value is not None}


def _milestone(text: str) -> dict[str, Any]:
    written = _STEP.fullmatch(text)
    if not written or not written[2] or written[3]:
        raise ValueError(f"{text!r} is not a milestone; write the date and the amount, as 2026-03-01=100")
    return {"by": read_date(written[1]), "target": read_number(written[2])}


def _step(text: str) -> dict[str, Any]:
    written = _STEP.fullmatch(text)
    if not written or not (written[2] or written[3]):
        raise ValueError(f"{text!r} is not a step; write the date that it begins on and the amount, as 2026-01-01=100")
    goal = {"target": written[2], "at_most": written[3]}
    return {"from": read_date(written[1]), **{key: read_number(one) for key, one in goal.items() if one}}


_ITEMS: Mapping[Any, Callable[[str], dict[str, Any]]] = {Milestone: _milestone, Step: _step}
