"""``commitrack init``: start a ledger."""

import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Annotated

from commitrack.cli.declare import option
from commitrack.cli.options import ledger_option
from commitrack.cli.readers import parse_text
from commitrack.cli.streams import print_message, print_source
from commitrack.cli.writing import DryRunOption
from commitrack.errors import UsageError
from commitrack.files.reading import read
from commitrack.ledger import store

_SCHEMA = "commitments.schema.json"

_STARTER = """\
#:schema ./{schema}
# A ledger of public commitments. Try 'commitrack list' and 'commitrack update --help'.

[ledger]
title          = {title}
# pledger      = "Who promised"
# recipient    = "To whom"
# announced    = 2026-01-31
# source       = "PASTE-THE-ADDRESS-HERE"
require_source = true     # an update without a source is refused

# [programmes.education]
# title = "Education"

# One table for each commitment; its id stands after the point. 'commitrack add' asks for everything and writes it.
#
#   kind           the promise is to
#   total          bring a running count to a number by a date, or keep it under a cap
#   periodic       reach a number, or stay under a cap, again in every period
#   level          bring or keep a measured value, which rises and falls, at its goal
#   standing       keep a number of members in force
#   joint          meet all of several commitments
#   qualitative    do something that has no number
#
# target means at least so much, at_most means at most, and both together are a range.
#
# [commitments.scholarships]
# title     = "Scholarships"
# programme = "education"
# kind      = "total"
# target    = 3500
# unit      = "scholarships"
# start     = 2026-01-31
# due       = 2029-01-30
# quote     = "3,500 scholarships over the next three years"
# source    = "PASTE-THE-ADDRESS-HERE"
"""


def init(
    example: Annotated[
        bool, option("--example", help="Copy the ledger that ships with commitrack, to try things out.")
    ] = False,
    title: Annotated[
        str | None, option("--title", metavar="TEXT", parser=parse_text, help="The title of the ledger.")
    ] = None,
    dry_run: DryRunOption = False,
    ledger: Annotated[Path | None, ledger_option("The file to start. Default: commitments.toml here.")] = None,
) -> None:
    """Start a ledger.

    Writes commitments.toml in this folder, or the file that --ledger names; a file that exists is left alone. The
    schema beside it lets editors that understand TOML complete keys and underline mistakes.
    """
    if example and title is not None:
        raise UsageError("the example has a title of its own; leave out --title, or --example")
    path = ledger or Path("commitments.toml")
    store.check_vacant(path)
    files = {path: store.read(store.shipped())} if example else _new_ledger(path, title or "Commitments")
    if dry_run:
        _show(files)
        return
    _create(files)
    if example:
        print_message(f"{path}: a copy of the example; look at it with 'commitrack list'")
        return
    print_message(f"{path}: a new ledger; add the first commitment with 'commitrack add', or in an editor")
    _say_schema(path.with_name(_SCHEMA), written=len(files) > 1)


def _new_ledger(path: Path, title: str) -> dict[Path, str]:
    """Return the files to write: a ledger, and its schema where nothing of that name is there yet."""
    import tomli_w

    from commitrack.ledger.schema import schema_text

    quoted = tomli_w.dumps({"title": title}).removeprefix("title = ").rstrip()
    files = {path: _STARTER.format(schema=_SCHEMA, title=quoted)}
    schema = path.with_name(_SCHEMA)
    return files if os.path.lexists(schema) else files | {schema: schema_text()}


def _say_schema(schema: Path, *, written: bool) -> None:
    if written:
        print_message(f"{schema}: its schema, for editors that understand TOML")
    elif not _is_current(schema):
        print_message(f"{schema}: was there already and is left alone; 'commitrack schema' prints that of a ledger")


def _is_current(schema: Path) -> bool:
    from commitrack.ledger.schema import schema_text

    with suppress(OSError):
        return schema.is_file() and read(schema) == schema_text().encode()
    return False


def _create(files: Mapping[Path, str]) -> None:
    """Write the files, all or none; the ledger last, because whoever has that has all."""
    with ExitStack() as undo:
        for path, text in reversed(list(files.items())):
            store.create(path, text.encode())
            undo.callback(partial(path.unlink, missing_ok=True))
        undo.pop_all()


def _show(files: Mapping[Path, str]) -> None:
    from commitrack.views.patch import unified

    for path, text in files.items():
        print_message(f"{path}: would be written; nothing was written", "")
        print_source(unified(None, text, str(path)))
