"""``commitrack check``: the errors in a ledger, and what looks doubtful."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, assert_never

from commitrack.actions.open import find_all
from commitrack.cli.declare import argument, option
from commitrack.cli.options import AsOfOption, LedgersOption, text_option
from commitrack.cli.streams import print_document, print_error
from commitrack.views.terminal.working import working


class FindingsFormat(StrEnum):
    """The formats of findings."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def check(
    ledgers: Annotated[
        list[Path] | None,
        argument(
            metavar="[LEDGER]...",
            help="The ledgers to check. Default: the one that --ledger names.",
        ),
    ] = None,
    output: Annotated[
        FindingsFormat, option("--format", help="The format of the findings; github annotates a pull request.")
    ] = FindingsFormat.TEXT,
    only: Annotated[list[str] | None, text_option("--only", "Run only this check. Repeatable.", "NAME")] = None,
    skip: Annotated[list[str] | None, text_option("--skip", "Skip this check. Repeatable.", "NAME")] = None,
    strict: Annotated[bool, option("--strict", help="End with status 1 for warnings too.")] = False,
    verbose: Annotated[
        bool, option("--verbose", "-v", help="On a terminal, show every finding, not how many of each check.")
    ] = False,
    listing: Annotated[bool, option("--list", help="List every check with what it finds.")] = False,
    as_of: AsOfOption = None,
    ledger: LedgersOption = None,
) -> int:
    """Find the errors in a ledger, and what looks doubtful.

    A ledger with errors is not read; errors are always reported. Warnings are for its keepers to decide. The exit code
    is 1 for errors, with --strict for warnings too, and 3 for a ledger that cannot be opened.
    """
    from commitrack.actions.check import catalogue, choose_checks, inspect, meanings

    if listing:
        print_document(catalogue())
        return 0
    checks = choose_checks(only or (), skip or ())
    with working("Checking"):
        outcome = inspect(find_all(ledgers or ledger), checks, as_of or date.today())
    for error in outcome.unopened:
        print_error(*error.lines)
    match output:
        case FindingsFormat.JSON:
            from commitrack.views import json

            print_document(json.findings(outcome.findings, outcome.files, outcome.as_of))
        case FindingsFormat.GITHUB:
            from commitrack.views.github import annotations

            print_document(annotations(outcome.findings))
        case FindingsFormat.TEXT:
            from commitrack.views.terminal.check import print_findings

            if outcome.files:
                print_findings(outcome.findings, outcome.summary, meanings(), verbose=verbose)
        case _:
            assert_never(output)
    return outcome.exit_code(strict=strict)
