"""Asking for a new commitment."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer

from commitrack.actions.add import Addition
from commitrack.cli.options import parse_amount, parse_day, parse_text
from commitrack.cli.prompts import agree, ask, ask_optional, converse, pick
from commitrack.ledger import store
from commitrack.ledger.model import ID_PATTERN, Ledger
from commitrack.ledger.parse import parse

_KINDS = {
    "total": "total: reach a number by a day",
    "periodic": "periodic: reach a number again in every year, quarter or month",
    "standing": "standing: keep so many named members in force",
    "qualitative": "qualitative: a promise without a number",
}
_EVERY = {name: f"every {name}" for name in ("year", "quarter", "month")}
_NO_PROGRAMME = "-"
_NEW_PROGRAMME = "+"


def guide(path: Path, commitment_id: str | None, *, wait: float, dry_run: bool) -> None:
    """Ask for a commitment step by step, show it, and write it."""
    ledger = parse(store.read(path), str(path)).ledger
    converse(lambda: _ask_for_addition(path, ledger, commitment_id), wait=wait, dry_run=dry_run)


def _ask_for_addition(path: Path, ledger: Ledger, commitment_id: str | None) -> Addition:
    said: dict[str, Any] = {"title": ask("What is promised, in a few words", parse_text)}
    name = commitment_id or ask("Its id", _new_id(ledger), default=_id_from(said["title"], ledger))
    said["programme"], programme_title = _ask_for_programme(ledger)
    print("What kind of promise is it?")
    said["kind"] = pick("Kind", _KINDS)
    if said["kind"] != "qualitative":
        said |= _ask_for_target(said["kind"])
    said |= _ask_for_bounds(needed=said["kind"] == "periodic")
    said["quote"] = ask_optional("The announcement, word for word", parse_text)
    said["source"] = ask_optional("Where it is published: an address or citation", parse_text)
    said["means_of_verification"] = ask_optional("What evidence would settle it", parse_text)
    said = {key: value for key, value in said.items() if value is not None}
    return Addition(path, name, said, programme_title, date.today())


def _ask_for_programme(ledger: Ledger) -> tuple[str | None, str | None]:
    """Return the id of its programme, and the title of one that is new."""
    print("Which programme does it belong to?")
    known = {key: f"{programme.title} ({key})" for key, programme in ledger.programmes.items()}
    picked = pick("Programme", known | {_NEW_PROGRAMME: "a new one", _NO_PROGRAMME: "none"})
    if picked == _NO_PROGRAMME:
        return None, None
    if picked != _NEW_PROGRAMME:
        return picked, None
    title = ask("The title of the new programme", parse_text)
    return ask("Its id", _free(ledger.programmes, "programme"), default=_slug(title)), title


def _ask_for_target(kind: str) -> dict[str, Any]:
    answers: dict[str, Any] = {"target": ask("Target, the number to be reached", _positive(kind))}
    answers["unit"] = ask("Unit, what is counted", parse_text)
    if kind == "periodic":
        answers["every"] = pick("How often", _EVERY)
    if kind == "standing":
        members = ask_optional("The names that count, with commas between", parse_text)
        answers["members"] = [name.strip() for name in members.split(",") if name.strip()] if members else None
    if kind == "total":
        answers["baseline"] = ask_optional(
            "Baseline, where it begins if not at 0; above the target if lower is better", _other_than(answers["target"])
        )
    return answers


def _ask_for_bounds(*, needed: bool) -> dict[str, Any]:
    question = ask if needed else ask_optional
    start = question("Start, its first day, such as 2026-03-01", parse_day)
    due = question("Due, its last day, such as 2029-02-28", _not_before(start))
    given = {"start": start, "due": due}
    assumed = [
        name
        for name, day in given.items()
        if day is not None and not agree(f"Does the announcement itself state the {name} day?")
    ]
    return given | {"assumed": assumed or None}


def _new_id(ledger: Ledger) -> Callable[[str], str]:
    return _free(ledger.commitments, "commitment")


def _free(taken: Any, noun: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not re.fullmatch(ID_PATTERN, text):
            raise typer.BadParameter("use the letters a to z, digits and hyphens, beginning with a letter or digit")
        if text in taken:
            raise typer.BadParameter(f"there is a {noun} {text!r} already; choose another id")
        return text

    return read


def _positive(kind: str) -> Callable[[str], Decimal]:
    def read(text: str) -> Decimal:
        amount = parse_amount(text)
        if kind != "total" and amount <= 0:
            raise typer.BadParameter("not above zero; write how many are to be reached")
        if kind == "standing" and amount % 1:
            raise typer.BadParameter("not a whole number; write how many members are to be in force")
        return amount

    return read


def _other_than(target: Decimal) -> Callable[[str], Decimal]:
    def read(text: str) -> Decimal:
        amount = parse_amount(text)
        if amount == target:
            raise typer.BadParameter("equal to the target, so there is nothing to reach; correct it")
        return amount

    return read


def _not_before(start: date | None) -> Callable[[str], date]:
    def read(text: str) -> date:
        day = parse_day(text)
        if start is not None and day < start:
            raise typer.BadParameter(f"{day} is before the start, {start}; correct it")
        return day

    return read


def _id_from(title: str, ledger: Ledger) -> str:
    """Suggest a free id made of the title's first words."""
    slug = _slug(title)
    return slug if slug not in ledger.commitments else ""


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:3])
