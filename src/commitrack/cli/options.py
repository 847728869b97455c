"""Options that several commands have."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from commitrack.cli.declare import option
from commitrack.cli.readers import parse_date, parse_file, parse_text


class Format(StrEnum):
    """The formats of a list."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"


def date_option(flag: str, text: str) -> Any:
    """Make an option that takes a date."""
    return option(flag, metavar="DATE", parser=parse_date, help=text)


def kind_option(text: str) -> Any:
    """Make an option that takes a kind of commitment."""
    from functools import partial

    from commitrack.cli.readers import choose_word
    from commitrack.ledger.model import KINDS

    kinds = list(KINDS)
    return option("--kind", metavar=f"[{'|'.join(kinds)}]", parser=partial(choose_word, words=kinds), help=text)


def text_option(flag: str, text: str, metavar: str = "TEXT") -> Any:
    """Make an option that takes text."""
    return option(flag, metavar=metavar, parser=parse_text, help=text)


def ledger_option(text: str) -> Any:
    """Make the option that names the ledger."""
    return option(
        "--ledger",
        "-l",
        metavar="FILE",
        envvar="COMMITRACK_LEDGER",
        is_readable=False,  # reading it says why it cannot be read
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
ProgrammeOption = Annotated[
    str | None,
    option("--programme", "--program", metavar="ID", help="Only the commitments of this programme."),
]
ProgrammesOption = Annotated[
    list[str] | None,
    option(
        "--programme",
        "--program",
        metavar="ID",
        help="Only the commitments of this programme. Repeatable.",
    ),
]
OutputOption = Annotated[
    Path | None,
    option(
        "--output",
        "-o",
        metavar="FILE",
        parser=parse_file,
        help="Write to this file, and replace what it holds. Default: standard output.",
    ),
]
AsOfOption = Annotated[
    date | None,
    option(
        "--as-of",
        metavar="DATE",
        parser=parse_date,
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
