"""Options that several commands have."""

from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from commitrack.cli.readers import choose_word, parse_date, parse_text
from commitrack.ledger.model import KINDS


class Format(StrEnum):
    """The formats of a list."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"


class DossierFormat(StrEnum):
    """The formats of a dossier."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


class ComparisonFormat(StrEnum):
    """The formats of a comparison."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def date_option(flag: str, text: str) -> Any:
    """Make an option that takes a date."""
    return typer.Option(flag, metavar="DATE", parser=parse_date, show_default=False, help=text)


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
LedgersOption = Annotated[
    list[Path] | None,
    ledger_option(
        "A ledger, or a folder of ledgers. Repeatable: several are shown as one. Default: commitments.toml or "
        "data/commitments.toml here, or in the nearest folder above."
    ),
]
KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar=f"[{'|'.join(KINDS)}]",
        parser=partial(choose_word, words=list(KINDS)),
        show_default=False,
        help="How the promise is counted.",
    ),
]
ProgrammeOption = Annotated[
    str | None,
    typer.Option(
        "--programme", "--program", metavar="ID", show_default=False, help="Only the commitments of this programme."
    ),
]
ProgrammesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--programme",
        "--program",
        metavar="ID",
        show_default=False,
        help="Only the commitments of this programme. Repeatable.",
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        show_default=False,
        help="Write to this file, and replace what it holds. Default: standard output.",
    ),
]
AsOfOption = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        parser=parse_date,
        show_default=False,
        help="Judge as of this date, and ignore later updates. Default: today, or the date of --known-on.",
    ),
]
KnownOnOption = Annotated[
    date | None,
    date_option("--known-on", "Use only what was recorded by this date, or else published by then. Default: all."),
]

ChangedSinceOption = Annotated[
    date | None, date_option("--since", "Tell first what changed since this date, such as that of the last report.")
]


def judged_on(as_of: date | None, known_on: date | None) -> date:
    """Return the date to judge at, by the clock."""
    from commitrack.progress import history

    return history.judged_on(as_of, known_on, date.today())
