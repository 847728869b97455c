"""``commitrack import``: add what is new in a spreadsheet to the ledger."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from commitrack.actions.open import load, locate
from commitrack.cli.declare import argument, option
from commitrack.cli.options import LedgerOption
from commitrack.cli.prompts import agree
from commitrack.cli.streams import print_error, print_message, print_source
from commitrack.cli.writing import WaitOption, is_conversation
from commitrack.errors import UsageError
from commitrack.files.lock import DEFAULT_WAIT
from commitrack.ledger import store
from commitrack.views.terminal.working import working

_STDIN = Path("-")


def import_table(
    file: Annotated[
        Path,
        argument(
            metavar="FILE",
            is_readable=False,
            help="A workbook (XLSX, XLS, ODS), or CSV, TSV or JSON Lines; - for standard input.",
        ),
    ],
    map_file: Annotated[
        Path | None,
        option(
            "--map",
            metavar="FILE",
            is_readable=False,
            help="What the columns of somebody else's table mean: a TOML file, which docs/import.md explains.",
        ),
    ] = None,
    corrections: Annotated[
        bool, option("--corrections", help="Record each changed row as a correction of what was wrong.")
    ] = False,
    restatements: Annotated[
        bool, option("--restatements", help="Record each changed row as its publisher's newer figure.")
    ] = False,
    dry_run: Annotated[
        bool, option("--dry-run", help="Say what would be added, show it as a unified diff, and write nothing.")
    ] = False,
    wait: WaitOption = DEFAULT_WAIT,
    ledger: LedgerOption = None,
) -> None:
    """Add what is new in a spreadsheet.

    The tables are those of 'commitrack export --format xlsx'. Rows that the ledger has are passed over, new ones are
    added, all in one write or none at all. Changed rows are listed, unless it is said what they are; nothing is ever
    deleted.
    """
    from commitrack.actions.import_ import Imported, Order, bring_in
    from commitrack.actions.importing.mapped import mapped_rows
    from commitrack.actions.importing.mapping import read_map
    from commitrack.actions.importing.match import Mending
    from commitrack.actions.importing.rows import is_of_a_ledger, rows_of
    from commitrack.files.tables.open import grids
    from commitrack.words.update import tell

    if corrections and restatements:
        raise UsageError("--corrections and --restatements contradict each other; give one of them")
    path = locate(ledger)
    found = grids(_content(file), "standard input" if file == _STDIN else str(file))
    table_map = None if map_file is None else read_map(map_file)
    asks = table_map is None and file != _STDIN and is_conversation() and not is_of_a_ledger(found)
    if asks:
        from commitrack.cli.guides.import_ import guide

        table_map = guide(found, file, load(path).scale)
    rows = rows_of(found) if table_map is None else mapped_rows(found, table_map, load(path).scale)
    mending: Mending | None = "corrects" if corrections else "restates" if restatements else None
    order = Order(rows, mending, datetime.now(UTC))

    def edit(text: str) -> Imported:
        return bring_in(text, path, order)

    old = store.read(path)
    with working("Importing"):
        imported = edit(old)
    if rows.passed_over:
        print_message(f"no table of the ledger, and passed over: {', '.join(rows.passed_over)}")
    if rows.left_out:
        print_message(f"columns that the map says nothing of: {', '.join(rows.left_out)}")
    if dry_run or imported.text == old:
        print_message(*(f"{path}: {line}" for line in tell(imported.tally, is_done=False)))
        if dry_run and imported.text != old:
            from commitrack.views.patch import unified

            print_message("nothing was written", "")
            print_source(unified(old, imported.text, str(path)))
        return
    if asks and not agree(f"{path}: {imported.tally.added} would be added. Write this?"):
        print_message("Nothing was written.")
        return
    ready = imported
    written = store.rewrite(path, lambda text: ready if text == old else edit(text), wait=wait, say=print_error)
    print_message(*(f"{path}: {line}" for line in tell(written.tally, is_done=True)))


def _content(file: Path) -> bytes:
    from commitrack.files.reading import read_file
    from commitrack.files.tables.open import SIZE_LIMIT, read_bytes

    if file != _STDIN:
        return read_bytes(file)
    try:
        if os.isatty(0):
            raise UsageError("nothing comes from standard input; pipe a table into it, or name a file")
        return read_file(0, SIZE_LIMIT + 1)
    except OSError:
        raise UsageError("standard input is closed; pipe a table into it, or name a file") from None
