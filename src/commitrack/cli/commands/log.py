"""``commitrack log``: every update, newest first."""

from datetime import date
from typing import Annotated, assert_never

from commitrack.actions.open import choose, load_all
from commitrack.cli.declare import argument, option
from commitrack.cli.options import AsOfOption, Format, KnownOnOption, LedgersOption, date_option, judged_on
from commitrack.cli.streams import print_document
from commitrack.errors import UsageError


def log(
    commitment_ids: Annotated[
        list[str] | None,
        argument(metavar="[ID]...", help="The commitments' ids. Default: all."),
    ] = None,
    since: Annotated[date | None, date_option("--since", "Only updates dated on this date or later.")] = None,
    until: Annotated[date | None, date_option("--until", "Only updates dated on this date or earlier.")] = None,
    output: Annotated[Format, option("--format", help="The format of the log.")] = Format.TABLE,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    ledger: LedgersOption = None,
) -> None:
    """List every update, newest first, with the figure after it.

    Corrected updates stay in the log, marked with what corrected them.
    """
    if since and until and until < since:
        raise UsageError(f"{since} is after {until}; write the earlier date with --since, the later one with --until")
    from commitrack.progress.log import ahead, chronicle

    read = load_all(ledger, known_on)
    day = judged_on(as_of, known_on)
    chosen = {key: choose(read, key) for key in commitment_ids or read.commitments}
    known = chronicle(chosen.items(), day, read.scale)
    first, last = since or date.min, until or date.max
    records = [record for record in known if first <= record.update.date <= last]
    if output is Format.TABLE:
        from commitrack.progress.judge import judge
        from commitrack.views.terminal.log import print_log
        from commitrack.words.explanation import tell_rival

        waiting = [(key, update) for key, update in ahead(chosen.items(), day) if first <= update.date <= last]
        beside = dict.fromkeys(record.commitment_id for record in records if record.entry.fate == "beside")
        judged = [judge(read, key, day) for key in beside]
        told = [tell_rival(rival, one) for one in judged for rival in one.rivals]
        print_log(records, len(known), waiting, known_on, told, whose=len(chosen) != 1)
        return
    from commitrack.views.rows.log import LOG

    match output:
        case Format.JSON:
            from commitrack.views import json

            print_document(json.log(read.about, records, day, known_on))
        case Format.MARKDOWN:
            from commitrack.views import markdown

            print_document(markdown.table(LOG.on_page, records))
        case Format.CSV | Format.TSV:
            from commitrack.views import tabular

            print_document(tabular.separated(LOG.in_cells, records, output.value))
        case _:
            assert_never(output)
