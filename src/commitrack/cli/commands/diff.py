"""``commitrack diff``: what changed between two dates, files or revisions."""

from datetime import date
from typing import Annotated

import typer

from commitrack.actions.diff import Point, Revisions
from commitrack.cli.options import ComparisonFormat, LedgerOption, ProgrammeOption, date_option
from commitrack.cli.readers import parse_point, parse_revisions
from commitrack.cli.streams import print_document
from commitrack.errors import UsageError

_CHANGED = 1


def diff(
    start: Annotated[
        Point | None,
        typer.Argument(metavar="FROM", parser=parse_point, show_default=False, help="A date, or a ledger file."),
    ] = None,
    end: Annotated[
        Point | None,
        typer.Argument(
            metavar="[TO]",
            parser=parse_point,
            show_default=False,
            help="A later date, or another file. Default: today; for a file, the ledger.",
        ),
    ] = None,
    revisions: Annotated[
        Revisions | None,
        typer.Option(
            "--rev",
            metavar="A..B",
            parser=parse_revisions,
            show_default=False,
            help="Compare two git revisions of the ledger instead; A alone with the file as it is.",
        ),
    ] = None,
    programme: ProgrammeOption = None,
    output: Annotated[
        ComparisonFormat, typer.Option("--format", help="The format of the comparison.")
    ] = ComparisonFormat.TABLE,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with status 1 if something changed.")] = False,
    as_of: Annotated[
        date | None, date_option("--as-of", "For files and revisions: judge both as of this date. Default: today.")
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Show what changed between two dates, files or git revisions.

    Between two dates, an update counts from the date it is true for. To see everything recorded since, whatever its
    date, compare two revisions.
    """
    from commitrack.actions import diff as comparing
    from commitrack.progress.diff import compare

    if revisions is not None:
        if start is not None:
            raise UsageError("--rev says what is compared; leave FROM and TO out, or leave --rev out")
        sides = comparing.sides_of_revisions(revisions, as_of or date.today(), ledger)
    elif start is not None:
        sides = comparing.sides_of_points(start, end, as_of, ledger, date.today())
    else:
        raise UsageError("say since when, with a day, a ledger file, or --rev and a git revision")
    if programme is not None:
        sides = comparing.of_programme(sides, programme)
    comparison = compare(*sides)
    if output is ComparisonFormat.TABLE:
        from commitrack.views.terminal.diff import print_comparison

        print_comparison(comparison)
    elif output is ComparisonFormat.JSON:
        from commitrack.views import json

        print_document(json.comparison(comparison))
    else:
        from commitrack.views import markdown

        print_document(markdown.diff(comparison))
    if exit_code and comparison.changes:
        raise typer.Exit(_CHANGED)
