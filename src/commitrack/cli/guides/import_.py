"""Asking what the columns of somebody else's table mean, and writing the answers down as a map."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from commitrack.actions.importing.mapping import TableMap, map_of, map_text, read_map
from commitrack.cli.declare import BadValue
from commitrack.cli.prompts import Conversation, agree
from commitrack.cli.readers import parse_date, parse_text, read_verdict
from commitrack.cli.streams import print_message
from commitrack.errors import UsageError
from commitrack.files.tables.grid import Grid, Sheet, headed
from commitrack.ledger import store
from commitrack.ledger.scale import VERDICTS, Scale
from commitrack.ledger.suggest import did_you_mean
from commitrack.progress.names import unaccented

_SHOWN_ROWS, _SHOWN = 3, 40
_MOST_WORDS = 30
_AMOUNTS = ("total", "add", "level")
_LIKELY: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "promise", "pledge", "commitment", "name"),
    "commitment": ("commitment", "id", "promise", "pledge", "title"),
    "programme": ("programme", "program", "category", "topic", "area", "theme"),
    "source": ("source", "link", "url", "address"),
    "status": ("status", "verdict", "rating", "state"),
    "date": ("date", "as of", "updated"),
    "note": ("note", "comment", "reason", "remark"),
    "amount": ("total", "figure", "value", "amount", "actual"),
}
"""The words that a column's name has, by what it then probably means."""

_QUESTIONS = {
    "title": "Which column has the promise, in a few words",
    "commitment": "Which column has the id or the title of the commitment",
    "programme": "Which column groups the promises",
    "source": "Which column has the source",
    "status": "Which column has a verdict",
    "date": "Which column has the date that it is true for",
    "note": "Which column has the reason of the verdict, or a remark",
    "amount": "Which column has the figure",
}


def guide(grids: Sequence[Grid], file: Path, scale: Scale) -> TableMap:
    """Ask what the columns of a table mean, and keep the answers in a map beside it for the next time."""
    path = file.with_suffix(".map.toml")
    if path.exists():
        if agree(f"There is a map, {path}. Use it?"):
            return read_map(path)
        raise UsageError(f"{path}: there is a map already; name it with --map, or move it away")
    data = Conversation().begin(lambda talk: _ask_all(talk, grids, file, scale))
    made = map_of(data, str(path))
    store.create(path, map_text(data).encode())
    print_message(f"{path}: this map was written; the next time, say --map {path}", "")
    return made


def _ask_all(talk: Conversation, grids: Sequence[Grid], file: Path, scale: Scale) -> dict[str, Any]:
    sheet = _pick_sheet(talk, grids)
    talk.say(f"{file}: is no table of a ledger. Its first rows:")
    for row in sheet.rows[:_SHOWN_ROWS]:
        talk.say("  " + " · ".join(f"{name}: {str(cell)[:_SHOWN]}" for name, cell in row.cells.items()))
    choices = {
        "commitments": "a promise, perhaps with a verdict",
        "updates": "a figure or a verdict for a commitment that the ledger has",
    }
    data: dict[str, Any] = {"sheet": sheet.name} if sheet.name else {}
    is_promise = talk.pick("Number", choices, about="What is a row of it?") == "commitments"
    return data | (_ask_for_promises(talk, sheet, scale) if is_promise else _ask_for_updates(talk, sheet, scale))


def _pick_sheet(talk: Conversation, grids: Sequence[Grid]) -> Sheet:
    filled = {grid.name: grid for grid in grids if any(any(cells) for _, cells in grid.rows)}
    if len(filled) < 2:
        return headed(next(iter(filled.values()), grids[0]))
    return headed(filled[talk.pick("Number", {name: name for name in filled}, about="Which sheet?")])


def _ask_for_promises(talk: Conversation, sheet: Sheet, scale: Scale) -> dict[str, Any]:
    commitments: dict[str, Any] = {"title": _ask_for_column(talk, "title", sheet, needed=True)}
    for key in ("programme", "source"):
        if column := _ask_for_column(talk, key, sheet):
            commitments[key] = column
    commitments["kind"] = "qualitative"
    talk.say("  → every promise is taken for one without a number; where it has one, 'commitrack edit' adds it")
    status = _ask_for_column(talk, "status", sheet)
    if status is None:
        return {"commitments": commitments}
    updates = {"status": status, **_ask_for_date(talk, sheet), **_ask_for_reason(talk, sheet)}
    if "source" in commitments:
        updates["source"] = commitments["source"]
    return {
        "verdicts": _ask_for_words(talk, status["column"], sheet, scale),
        "commitments": commitments,
        "updates": updates,
    }


def _ask_for_updates(talk: Conversation, sheet: Sheet, scale: Scale) -> dict[str, Any]:
    updates: dict[str, Any] = {"commitment": _ask_for_column(talk, "commitment", sheet, needed=True)}
    data: dict[str, Any] = {}
    if amount := _ask_for_column(talk, "amount", sheet):
        meanings = ("the figure so far", "how many came on top of the last figure", "a measured value")
        choices = dict(zip(_AMOUNTS, meanings, strict=True))
        updates[talk.pick("Number", choices, about="What does the figure say?")] = amount
    elif status := _ask_for_column(talk, "status", sheet, needed=True):
        data["verdicts"] = _ask_for_words(talk, status["column"], sheet, scale)
        updates |= {"status": status, **_ask_for_reason(talk, sheet)}
    updates |= _ask_for_date(talk, sheet)
    if source := _ask_for_column(talk, "source", sheet):
        updates["source"] = source
    return {**data, "updates": updates}


def _ask_for_column(talk: Conversation, key: str, sheet: Sheet, *, needed: bool = False) -> dict[str, str] | None:
    """Ask for a column, and propose the one whose name says so; a hyphen stands for none."""

    def read(text: str) -> dict[str, str] | None:
        if text.strip() == "-" and not needed:
            return None
        for column in sheet.columns:
            if unaccented(column) == unaccented(text.strip()):
                return {"column": column}
        known = f"the columns are {', '.join(sheet.columns)}"
        raise BadValue(f"there is no column {text!r}; {did_you_mean(text, sheet.columns, known)}")

    likely = next((column for word in _LIKELY[key] for column in sheet.columns if word in unaccented(column)), "-")
    question = _QUESTIONS[key] if needed else f"{_QUESTIONS[key]} (- for none)"
    return talk.ask(question, read, default="" if needed and likely == "-" else likely)


def _ask_for_date(talk: Conversation, sheet: Sheet) -> dict[str, Any]:
    if column := _ask_for_column(talk, "date", sheet):
        return {"date": column}
    return {"date": talk.ask("Then the date as of which the table is true", parse_date, default=str(date.today()))}


def _ask_for_reason(talk: Conversation, sheet: Sheet) -> dict[str, Any]:
    """Ask for the reason of verdicts, which each needs."""
    column = _ask_for_column(talk, "note", sheet)
    question = "The reason where that is empty" if column else "Then the reason of all verdicts"
    reason = talk.ask(f"{question}, such as 'as the tracker had it'", parse_text)
    return {"note": {**column, "otherwise": reason} if column else reason}


def _ask_for_words(talk: Conversation, column: str, sheet: Sheet, scale: Scale) -> dict[str, str]:
    """Ask what each word of a column means, the most frequent first."""
    counted = Counter(str(row.cells[column]).strip() for row in sheet.rows if column in row.cells)
    talk.say(f"What do the words of {column} mean? One of {', '.join(VERDICTS)}; - for no verdict")
    words = {}
    for word, number in counted.most_common(_MOST_WORDS):
        likely = scale.verdict(word) or scale.verdict(unaccented(word)) or "-"
        rows = "1 row" if number == 1 else f"{number:,} rows"
        words[word] = talk.ask(f"“{word}” ({rows})", partial(_read_verdict, scale=scale), default=likely)
    return words


def _read_verdict(text: str, scale: Scale) -> str:
    return "" if text.strip() == "-" else read_verdict(text, scale)
