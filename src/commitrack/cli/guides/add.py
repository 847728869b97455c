"""Asking for a new commitment."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_origin

from commitrack.actions.add import Added, Draft, add
from commitrack.cli.declare import BadValue
from commitrack.cli.fields import reader_of
from commitrack.cli.guides.sources import ask_for_sources
from commitrack.cli.prompts import Conversation, converse
from commitrack.cli.readers import parse_amount, parse_date, parse_length, parse_names, parse_text
from commitrack.ledger import store
from commitrack.ledger.fields import ID_PATTERN, bare, keys_of, meaning
from commitrack.ledger.model import KINDS, Ledger, Measured, Standing
from commitrack.ledger.parse import parse

_SIDES = {
    "target": "at least so much: to be reached, or not to be fallen below",
    "at_most": "at most so much: not to be exceeded, or to be brought down to",
    "range": "between two amounts",
}
_WHEN = {
    "at-end": "on the last date",
    "from-end": "from the last date on",
    "throughout": "all the time from the start on",
    "once": "at some time up to the last date",
    "on-average": "on average from the start to the last date",
    "every": "in every period, such as every year",
}
_ASKED_OF_ALL = ("title", "start")
_NO_PROGRAMME = "-"
_NEW_PROGRAMME = "+"
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}([,.'\u2019\u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?!\d)")
_DECIMALS = re.compile(r"\d+[.,]\d+\w*")
"""A number with decimals, which no id can hold whole."""

_LONGEST_ID = 30


def guide(path: Path, commitment_id: str | None, *, wait: float, dry_run: bool) -> None:
    """Ask for a commitment step by step, show it, and write it."""
    ledger = parse(store.read(path), str(path)).ledger

    def ask_all(talk: Conversation) -> Callable[[str], Added]:
        draft = _ask_for_draft(talk, ledger, commitment_id)
        return lambda text: add(text, path, draft, date.today())

    converse(path, ask_all, wait=wait, dry_run=dry_run)


def _ask_for_draft(talk: Conversation, ledger: Ledger, commitment_id: str | None) -> Draft:
    said: dict[str, Any] = {"title": talk.ask("What is promised, in a few words", parse_text)}
    name = commitment_id or talk.ask("Its id", _new_id(ledger), default=_id_from(said["title"], ledger))
    said["programme"], programme_title = _ask_for_programme(talk, ledger)
    said["kind"] = talk.pick(
        "Number", {kind: struct.choice for kind, struct in KINDS.items()}, about="What is promised?"
    )
    said |= _ask_for_goal(talk, said["kind"])
    needed = said["kind"] == "periodic" or bool(said.get("every"))
    said |= _ask_for_bounds(
        talk, start_needed=needed, due_needed=said.get("holds") in ("at-end", "from-end", "on-average")
    )
    said["quote"] = talk.ask_optional("The announcement, word for word", parse_text)
    said |= ask_for_sources(talk, "Where it is published: an address or citation")
    said["means_of_verification"] = talk.ask_optional("What evidence would settle it", parse_text)
    return Draft(name, {key: value for key, value in said.items() if value is not None}, programme_title)


def _ask_for_programme(talk: Conversation, ledger: Ledger) -> tuple[str | None, str | None]:
    """Return the id of its programme, and the title of one that is new."""
    talk.say("Which programme does it belong to?")
    known = {key: f"{programme.title} ({key})" for key, programme in ledger.programmes.items()}
    picked = talk.pick("Programme", known | {_NEW_PROGRAMME: "a new one", _NO_PROGRAMME: "none"})
    if picked == _NO_PROGRAMME:
        return None, None
    if picked != _NEW_PROGRAMME:
        return picked, None
    title = talk.ask("The title of the new programme", parse_text)
    return talk.ask("The id of the programme", _free(ledger.programmes, "programme"), default=_slug(title)), title


def _ask_for_goal(talk: Conversation, kind: str) -> dict[str, Any]:
    """Ask what is to be met, by what the kind of commitment takes."""
    struct = KINDS[kind]
    answers: dict[str, Any] = {}
    if struct is Standing:
        answers["target"] = talk.ask("How many members are to be in force", _whole)
        answers["unit"] = talk.ask("What they are, such as countries", parse_text)
        answers["members"] = talk.ask_optional("The names that count, with commas between", parse_names)
    elif issubclass(struct, Measured):
        answers |= _ask_for_amounts(talk, kind)
    needed = {key: field for key, field in keys_of(struct).items() if field.required and key not in answers}
    for key, field in needed.items():
        if key not in _ASKED_OF_ALL:
            commas = ", with commas between" if get_origin(bare(field.type)) is tuple else ""
            answers[key] = talk.ask(f"{meaning(field.type).rstrip('.')}{commas}", reader_of(field.type))
    return answers


def _ask_for_amounts(talk: Conversation, kind: str) -> dict[str, Any]:
    side = talk.pick("Number", _SIDES, about="How is the goal meant?")
    answers: dict[str, Any] = {}
    if side in ("target", "range"):
        answers["target"] = talk.ask("At least", _above_zero if kind == "periodic" else parse_amount)
    if side in ("at_most", "range"):
        answers["at_most"] = talk.ask("At most", _not_below(answers.get("target")))
    measured = kind == "level"
    answers["unit"] = talk.ask("Unit: what is measured, such as %" if measured else "Unit: what is counted", parse_text)
    if kind == "periodic":
        answers["every"] = talk.ask("How often: year, quarter, month, week, or such as '4 years'", parse_length)
    if measured:
        when = talk.pick("Number", _WHEN, about="When must it be met?")
        if when == "every":
            answers["every"] = talk.ask("How often: year, quarter, month, week, or such as '4 years'", parse_length)
        else:
            answers["holds"] = when
    if kind == "total" or (measured and "every" not in answers):
        start_at = "0" if kind == "total" else "known from a figure"
        answers["baseline"] = talk.ask_optional(f"Where it begins, if not {start_at}", parse_amount)
    return answers


def _ask_for_bounds(talk: Conversation, *, start_needed: bool, due_needed: bool) -> dict[str, Any]:
    start = (talk.ask if start_needed else talk.ask_optional)("Start, its first date, such as 2026-03-01", parse_date)
    due = (talk.ask if due_needed else talk.ask_optional)("Due, its last date, such as 2029-02-28", _from(start))
    given = {"start": start, "due": due}
    assumed = [
        name
        for name, day in given.items()
        if day is not None and not talk.agree(f"Does the announcement itself state the {name} date?")
    ]
    return given | {"assumed": assumed or None}


def _new_id(ledger: Ledger) -> Callable[[str], str]:
    return _free(ledger.commitments, "commitment")


def _free(taken: Any, noun: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not re.fullmatch(ID_PATTERN, text):
            raise BadValue("use the letters a to z, digits and hyphens, beginning with a letter or digit")
        if text in taken:
            raise BadValue(f"there is a {noun} {text!r} already; choose another id")
        return text

    return read


def _above_zero(text: str) -> Decimal:
    amount = parse_amount(text)
    if amount <= 0:
        raise BadValue("not above zero; write how many are to be reached")
    return amount


def _whole(text: str) -> Decimal:
    amount = _above_zero(text)
    if amount % 1:
        raise BadValue("not a whole number; write how many members are to be in force")
    return amount


def _not_below(target: Decimal | None) -> Callable[[str], Decimal]:
    def read(text: str) -> Decimal:
        amount = parse_amount(text)
        if target is not None and amount < target:
            raise BadValue(f"below {target:f}, the least; correct it")
        return amount

    return read


def _from(start: date | None) -> Callable[[str], date]:
    def read(text: str) -> date:
        day = parse_date(text)
        if start is not None and day < start:
            raise BadValue(f"{day} is before the start, {start}; correct it, or go back with <")
        return day

    return read


def _id_from(title: str, ledger: Ledger) -> str:
    """Suggest a free id made of the title's first words."""
    slug = _slug(title)
    return slug if slug not in ledger.commitments else ""


def _slug(title: str) -> str:
    """Make an id of a title's first words; no number is split, and none joined to another."""
    whole = _THOUSANDS.sub(lambda found: re.sub(r"\D", "", found[0]), title)
    letters = unicodedata.normalize("NFKD", _DECIMALS.sub(" ", whole))
    plain = "".join(one if one.isascii() else " " for one in letters if not unicodedata.combining(one)).lower()
    words = re.findall(r"[a-z0-9]+", plain)
    slug = ""
    for word in words[:4]:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _LONGEST_ID:
            break
        slug = longer
    return slug
