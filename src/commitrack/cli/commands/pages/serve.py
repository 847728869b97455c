"""``commitrack serve``: the report's site in a browser on this machine."""

import gc
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

from commitrack.cli.declare import option
from commitrack.cli.options import (
    AsOfOption,
    ChangedSinceOption,
    KnownOnOption,
    LedgersOption,
    ProgrammesOption,
    judged_on,
)
from commitrack.cli.readers import parse_port, parse_text
from commitrack.cli.streams import print_error, print_message
from commitrack.views.terminal.working import working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commitrack.actions.open import Opened
    from commitrack.actions.serve import Server

_INTERRUPTED = 130


def serve(
    port: Annotated[
        int,
        option("--port", metavar="N", parser=parse_port, help="The port to listen on; 0 for any that is free."),
    ] = 8000,
    host: Annotated[
        str,
        option(
            "--host",
            metavar="ADDRESS",
            parser=parse_text,
            shows_default=False,
            help="The address to listen on. By default no other machine can read the report.",
        ),
    ] = "127.0.0.1",
    open_browser: Annotated[bool, option("--open", help="Open the report in a browser.")] = False,
    programme: ProgrammesOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    since: ChangedSinceOption = None,
    ledger: LedgersOption = None,
) -> int:
    """Show the report in a browser, while you work on the ledger.

    It is the site that 'commitrack report --site' writes, on this machine and for it alone. Reload a page to see what
    you have changed. While the ledger has a mistake, the pages show what it held before, and what is wrong with it.
    Ctrl-C ends it.
    """
    from commitrack.actions.follow import Followed
    from commitrack.actions.serve import Document, Server
    from commitrack.cli.reporting import Wanted, compose
    from commitrack.views.html.site import Site, policy_of, type_of

    def today() -> date:
        return judged_on(as_of, known_on)

    def make(opened: "Sequence[Opened]", day: date) -> Site:
        return Site(*compose(opened, Wanted(programme or (), day, known_on, since, None)))

    with working("Making the report"):
        site = Followed(ledger, known_on, make, today())

    def answer(name: str) -> Document | None:
        made, problems = site.look(today())
        text = made.file(name, problems)
        return None if text is None else Document(text.encode(), type_of(name), policy_of(name))

    server = Server(host, port)
    gc.enable()  # unlike other commands, it does not end soon
    try:
        _begin(server, open_browser=open_browser)
        server.run(answer)
    except KeyboardInterrupt:
        print_message("")
    return _INTERRUPTED


def _begin(server: "Server", *, open_browser: bool) -> None:
    print_message(f"The report is at {server.address} (Ctrl-C ends it)")
    sys.stdout.flush()
    if server.is_open:
        print_error(
            f"Every machine that reaches {server.host} can read it. To publish it, write it with 'commitrack report "
            "--site' and put it on a web server."
        )
    if open_browser:
        from threading import Thread

        Thread(target=_open_browser, args=[server.address], daemon=True).start()


def _open_browser(address: str) -> None:
    """Open a browser, which some machines wait for until it is closed again."""
    import webbrowser

    if not webbrowser.open(address):
        print_error("There is no browser to open it in; type the address into one.")
