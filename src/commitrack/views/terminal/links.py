"""Addresses as links, on the terminals that know them."""

import os
import sys
from collections.abc import Mapping

from commitrack.views.addresses import href
from commitrack.views.terminal.console import plain, shortened
from commitrack.views.terminal.text import Text

_MARGIN = 20
_LEAST = 30
_SIGNS = ("VTE_VERSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION", "WEZTERM_PANE", "ITERM_SESSION_ID")
_PROGRAMS = frozenset({"vscode", "ghostty", "WezTerm", "iTerm.app", "Hyper", "rio"})
_TERMS = frozenset({"foot", "foot-extra", "alacritty", "xterm-kitty", "xterm-ghostty", "contour"})


def linked(text: str, width: int) -> Text:
    """Write a text; one that is an address, as a short link where the terminal knows links, and else whole.

    Only an address that :func:`~commitrack.views.addresses.href` has checked becomes one.
    """
    address = href(text)
    if address is None or not _knows_links(os.environ):
        return plain(text)
    from rich.style import Style  # only a terminal has links

    shown = shortened(address.partition("//")[2] or address, max(width - _MARGIN, _LEAST))
    return Text(shown, Style(link=address))


def _knows_links(environ: Mapping[str, str]) -> bool:
    if not sys.stdout.isatty() or environ.get("TERM") == "dumb":
        return False
    return (
        any(environ.get(sign) for sign in _SIGNS)
        or environ.get("TERM_PROGRAM") in _PROGRAMS
        or environ.get("TERM") in _TERMS
    )
