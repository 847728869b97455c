"""What people type, read with a sentence for every mistake."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from commitrack.actions.diff import Point, Revisions
from commitrack.ledger.model import VERDICTS
from commitrack.ledger.rules.amounts import amount_problem
from commitrack.ledger.suggest import closest
from commitrack.progress.judgement import STATUSES
from commitrack.words.format import DATE_FORM

_DAY_LONG = 86_400
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_THOUSANDS_OR_DECIMALS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(([,' ])[0-9]{3})(\2[0-9]{3})*(\.[0-9]+)?")
_COMMA_BEFORE_DECIMALS = re.compile(r"[+-]?([0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+),[0-9]+")


class Format(StrEnum):
    """How a list is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"


class DossierFormat(StrEnum):
    """How a dossier is written."""

    TABLE = "table"
    JSON = "json"


class ComparisonFormat(StrEnum):
    """How a comparison is written."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


class Kind(StrEnum):
    """The kinds of commitment."""

    TOTAL = "total"
    PERIODIC = "periodic"
    STANDING = "standing"
    QUALITATIVE = "qualitative"


class Reporter(StrEnum):
    """Who reports a figure."""

    PLEDGER = "pledger"
    RECIPIENT = "recipient"
    INDEPENDENT = "independent"
    MEDIA = "media"


def parse_text(text: str) -> str:
    """Read text that can be stored: something, in characters that UTF-8 has."""
    if not text.strip():
        raise typer.BadParameter("is empty; write something, or leave the option out")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise typer.BadParameter("holds bytes that are not UTF-8; type it again") from None
    return text


def parse_day(text: str) -> date:
    """Read a day as ``2026-03-01``, or the word ``today``."""
    if text == "today":
        return date.today()
    if not _DAY.fullmatch(text):
        raise typer.BadParameter(f"{text!r} is not a day; write it as {DATE_FORM}")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"there is no day {text}; check the month and the day") from None


def parse_moment(text: str) -> datetime:
    """Read a moment as ``2026-03-01T09:30Z``, a day, or the seconds since 1970 that SOURCE_DATE_EPOCH has."""
    try:
        moment = datetime.fromtimestamp(int(text), UTC) if text.isdecimal() else datetime.fromisoformat(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise typer.BadParameter(f"{text!r} is not a moment; write it as 2026-03-01T09:30Z") from None


def parse_point(text: str) -> Point:
    """Read a day, or the name of a ledger file; a file that is named like a day has its folder before it."""
    return Point(text, parse_day(text) if text == "today" or _DAY.fullmatch(text) else None)


def parse_revisions(text: str) -> Revisions:
    """Read git revisions as ``A..B``, with HEAD for a side that is empty as in git, or ``A`` alone."""
    earlier, dots, later = text.partition("..")
    if later.startswith("."):
        raise typer.BadParameter(f"{text!r} has three dots; write two, and the revision to begin from before them")
    if not text.strip():
        raise typer.BadParameter("is empty; write a git revision, such as HEAD~1, or two of them as A..B")
    return Revisions(earlier or "HEAD", (later or "HEAD") if dots else None)


def parse_amount(text: str) -> Decimal:
    """Read an amount: digits, and a point before decimals."""
    if _THOUSANDS_OR_DECIMALS.fullmatch(text):
        joined, small = re.sub(r"[.,]", "", text), f"{Decimal(text.replace(',', '.')).normalize():f}"
        clear = f"{small}0" if _THOUSANDS_OR_DECIMALS.fullmatch(small) else small
        raise typer.BadParameter(
            f"{text!r} is {joined} in some countries and {small} in others; write {joined}, or {clear}"
        )
    try:
        amount = Decimal(text if text.isascii() else "")
    except InvalidOperation:
        raise typer.BadParameter(f"{text!r} is not a number; write it {_plainly(text)}") from None
    if problem := amount_problem(amount):
        raise typer.BadParameter(f"{text!r} is {problem}")
    return amount


def _plainly(text: str) -> str:
    """Say how to write what is not a number as one, without guessing at another figure."""
    if grouped := _GROUPED.fullmatch(text):
        return f"without separators: {re.sub(grouped[2], '', text)}"
    if _COMMA_BEFORE_DECIMALS.fullmatch(text):
        return f"with a point before the decimals: {re.sub('[.]', '', text).replace(',', '.')}"
    return "as digits, such as 1200"


def parse_seconds(text: str) -> float:
    """Read how many seconds to wait, up to a day."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _DAY_LONG:
        raise typer.BadParameter(f"{text!r} is not a number of seconds from 0 to {_DAY_LONG:,}; write it as digits")
    return seconds


def parse_status(text: str) -> str:
    """Read a state or verdict, with a hyphen, an underscore or a space."""
    return _choose(text, STATUSES)


def parse_verdict(text: str) -> str:
    """Read a verdict."""
    return _choose(text, VERDICTS)


def _choose(text: str, choices: tuple[str, ...]) -> str:
    word = re.sub(r"[ _]+", "-", text.strip().lower())
    if word in choices:
        return word
    close = closest(word, choices)
    advice = f"did you mean {close!r}?" if close else f"choose one of {', '.join(choices)}"
    raise typer.BadParameter(f"{text!r} is not a status; {advice}")


def parse_milestone(text: str) -> dict[str, date | Decimal]:
    """Read a milestone as ``2026-03-01=100``."""
    day, sign, target = text.partition("=")
    if not sign:
        raise typer.BadParameter(f"{text!r} is not a milestone; write the day and the amount, as 2026-03-01=100")
    return {"by": parse_day(day), "target": parse_amount(target)}


def day_option(flag: str, text: str) -> Any:
    """Make an option that takes a day."""
    return typer.Option(flag, metavar="DATE", parser=parse_day, show_default=False, help=text)


def amount_option(flag: str, text: str) -> Any:
    """Make an option that takes an amount."""
    return typer.Option(flag, metavar="N", parser=parse_amount, show_default=False, help=text)


def text_option(flag: str, text: str, metavar: str = "TEXT") -> Any:
    """Make an option that takes text."""
    return typer.Option(flag, metavar=metavar, parser=parse_text, show_default=False, help=text)


def ledger_option(text: str) -> Any:
    """Make the option that names the ledger."""
    return typer.Option(
        "--ledger",
        "-l",
        metavar="FILE",
        envvar="COMMITRACK_LEDGER",
        readable=False,  # reading it says why it cannot be read
        show_default=False,
        help=text,
    )


LedgerOption = Annotated[
    Path | None,
    ledger_option(
        "The ledger. Default: commitments.toml or data/commitments.toml here, or in the nearest folder above."
    ),
]
ProgrammeOption = Annotated[
    str | None,
    typer.Option("--programme", "--program", metavar="ID", show_default=False, help="Only those of one programme."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        show_default=False,
        help="Write to this file, in place of what it holds. Default: standard output.",
    ),
]
AsOfOption = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        parser=parse_day,
        show_default=False,
        help="Judge as of this day; later updates do not exist. Default: today.",
    ),
]
