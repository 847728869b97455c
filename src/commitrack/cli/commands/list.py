"""``commitrack list``: every commitment, judged."""

from datetime import date
from enum import StrEnum
from functools import partial
from typing import Annotated, assert_never

from commitrack.actions.list import Wanted, select
from commitrack.actions.open import load_all
from commitrack.cli.declare import argument, option
from commitrack.cli.options import (
    AsOfOption,
    Format,
    KnownOnOption,
    LedgersOption,
    ProgrammesOption,
    judged_on,
    kind_option,
)
from commitrack.cli.readers import parse_days, parse_text, read_status, read_typed
from commitrack.cli.streams import print_document
from commitrack.errors import UsageError
from commitrack.ledger.model import Ledger
from commitrack.progress.judgement import Judgement


class Sort(StrEnum):
    """By what a list is sorted."""

    ATTENTION = "attention"
    LEDGER = "ledger"
    TITLE = "title"
    DUE = "due"
    STATUS = "status"
    PROGRESS = "progress"
    EVIDENCE = "evidence"


class By(StrEnum):
    """By what a list is grouped."""

    PROGRAMME = "programme"
    STATUS = "status"
    PLEDGER = "pledger"
    OWNER = "owner"
    TAG = "tag"


def list_commitments(
    text: Annotated[
        list[str] | None,
        argument(
            metavar="[TEXT]...",
            help="Words that the id, title, tags, quote or description must contain, all of them.",
        ),
    ] = None,
    programme: ProgrammesOption = None,
    status: Annotated[
        list[str] | None,
        option(
            "--status",
            metavar="STATUS",
            parser=parse_text,
            help="Only those with this status, such as behind, declared or 'declared stalled'. Repeatable.",
        ),
    ] = None,
    kind: Annotated[list[str] | None, kind_option("Only those of this kind. Repeatable.")] = None,
    tag: Annotated[
        list[str] | None,
        option(
            "--tag",
            metavar="TAG",
            parser=parse_text,
            help="Only those with this tag. Repeatable.",
        ),
    ] = None,
    due_within: Annotated[
        int | None,
        option(
            "--due-within",
            metavar="TIME",
            parser=parse_days,
            help="Only those that end soon, or a period or a member of them does: within 90d, 12w or 6m.",
        ),
    ] = None,
    stale: Annotated[
        bool, option("--stale", help="Only those without evidence for longer than the ledger allows.")
    ] = False,
    by: Annotated[By | None, option("--by", help="Group the table; programmes as in the ledger.")] = None,
    sort: Annotated[
        Sort | None,
        option(
            "--sort",
            help="The order. Default: what needs attention first; in groups and other formats, as in the ledger.",
        ),
    ] = None,
    everything: Annotated[
        bool, option("--all", help="List promises without a number too, of which nothing is known.")
    ] = False,
    wide: Annotated[
        bool, option("--wide", help="Show every column and shorten nothing, however wide the table gets.")
    ] = False,
    output: Annotated[Format, option("--format", help="The format of the list.")] = Format.TABLE,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    ledger: LedgersOption = None,
) -> None:
    """List the commitments with their progress and status."""
    if by and output is not Format.TABLE:
        raise UsageError(f"--by groups the table; for --format {output.value}, choose an order with --sort")
    read = load_all(ledger, known_on)
    day = judged_on(as_of, known_on)
    in_words = partial(read_status, scale=read.scale)
    wanted = Wanted(
        text=text or (),
        programmes=programme or (),
        statuses=[one for text in status or () for one in read_typed("--status", text, in_words)],
        kinds=kind or (),
        tags=tag or (),
        due_within=due_within,
        stale=stale,
    )
    order = sort or (Sort.ATTENTION if output is Format.TABLE and by is None else Sort.LEDGER)
    judgements = select(read, wanted, day)
    if order is not Sort.LEDGER:
        from commitrack.progress.grouping import ORDERS

        judgements = dict(sorted(judgements.items(), key=lambda item: ORDERS[order.value](item[1])))
    if output is not Format.TABLE:
        _print_document(read, judgements, (day, known_on), output)
        return
    from commitrack.progress.grouping import GROUPINGS, Group
    from commitrack.views.terminal.list import Listing, print_list

    groups = GROUPINGS[by.value](read, judgements) if by else [Group("", None, None, judgements)]
    folds = not (everything or wanted.is_narrow)
    print_list(read, judgements, Listing(groups, day, known_on, wanted.sought, folds=folds, wide=wide))


def _print_document(
    ledger: Ledger, judgements: dict[str, Judgement], dates: tuple[date, date | None], output: Format
) -> None:
    from commitrack.views.rows.list import LIST, Judged

    judged = [Judged(*one) for one in judgements.items()]
    match output:
        case Format.JSON:
            from commitrack.views import json

            print_document(json.listing(ledger.about, judged, *dates))
        case Format.MARKDOWN:
            from commitrack.views import markdown

            print_document(markdown.table(LIST.on_page, judged))
        case Format.CSV | Format.TSV:
            from commitrack.views import tabular

            print_document(tabular.separated(LIST.in_cells, judged, output.value))
        case Format.TABLE:
            raise AssertionError("a table is no document")
        case _:
            assert_never(output)
