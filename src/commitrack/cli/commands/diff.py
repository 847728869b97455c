"""``commitrack diff``: what changed between two dates, files or revisions."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, assert_never

from commitrack.actions.diff import Point, Revisions
from commitrack.cli.declare import BadValue, argument, option
from commitrack.cli.options import KnownOnOption, LedgerOption, ProgrammeOption, date_option
from commitrack.cli.readers import DATE, parse_date
from commitrack.cli.streams import print_document
from commitrack.errors import UsageError
from commitrack.views.terminal.working import working

_CHANGED = 1


class ComparisonFormat(StrEnum):
    """The formats of a comparison."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def _parse_point(text: str) -> Point:
    """Read a date, or the name of a ledger file; a file that is named like a date has its folder before it."""
    return Point(text, parse_date(text) if text == "today" or re.fullmatch(DATE, text) else None)


def _parse_revisions(text: str) -> Revisions:
    """Read git revisions as ``A..B``, with HEAD for a side that is empty as in git, or ``A`` alone."""
    earlier, dots, later = text.partition("..")
    if later.startswith("."):
        raise BadValue(f"{text!r} has three dots; write two, and the revision to begin from before them")
    if not text.strip():
        raise BadValue("is empty; write a git revision, such as HEAD~1, or two of them as A..B")
    return Revisions(earlier or "HEAD", (later or "HEAD") if dots else None)


def diff(
    start: Annotated[
        Point | None,
        argument(metavar="FROM", parser=_parse_point, help="A date, or a ledger file."),
    ] = None,
    end: Annotated[
        Point | None,
        argument(
            metavar="[TO]",
            parser=_parse_point,
            help="A later date, or another file. Default: today; for a file, the ledger.",
        ),
    ] = None,
    revisions: Annotated[
        Revisions | None,
        option(
            "--rev",
            metavar="A..B",
            parser=_parse_revisions,
            help="Compare two git revisions of the ledger instead; A alone with the file as it is.",
        ),
    ] = None,
    known: Annotated[
        bool,
        option("--known", help="Compare what was known on two dates instead, both judged at --as-of. Default: TO."),
    ] = False,
    programme: ProgrammeOption = None,
    output: Annotated[
        ComparisonFormat, option("--format", help="The format of the comparison.")
    ] = ComparisonFormat.TABLE,
    exit_code: Annotated[bool, option("--exit-code", help="End with status 1 if something changed.")] = False,
    as_of: Annotated[
        date | None,
        date_option("--as-of", "For files, revisions and --known: judge both as of this date. Default: today."),
    ] = None,
    known_on: KnownOnOption = None,
    ledger: LedgerOption = None,
) -> int:
    """Show what changed between two dates, files or git revisions.

    Between two dates, an update counts from the date it is true for. With --known they are the dates by which it was
    recorded: what was learned in between, whatever its date, and what it does to the judgement at one date.
    """
    from commitrack.actions import diff as comparing
    from commitrack.progress.diff import compare

    with working("Comparing"):
        scope = comparing.Scope(ledger, as_of, known_on, date.today())
        if revisions is not None:
            if start is not None or known:
                raise UsageError("--rev says what is compared; leave FROM, TO and --known out, or leave --rev out")
            sides = comparing.sides_of_revisions(revisions, scope)
        elif start is not None:
            sides = (comparing.sides_as_known if known else comparing.sides_of_points)(start, end, scope)
        else:
            raise UsageError("give a start: a date, a file, or --rev REVISION")
        if programme is not None:
            sides = comparing.of_programme(sides, programme)
        comparison = compare(*sides)
    match output:
        case ComparisonFormat.TABLE:
            from commitrack.views.terminal.diff import print_comparison

            print_comparison(comparison)
        case ComparisonFormat.JSON:
            from commitrack.views import json

            print_document(json.comparison(comparison))
        case ComparisonFormat.MARKDOWN:
            from commitrack.views import markdown

            print_document(markdown.diff(comparison))
        case _:
            assert_never(output)
    if exit_code and comparison.changes:
        return _CHANGED
    return 0
