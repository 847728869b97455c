"""Addresses of the web and of mail, which alone become links in any format."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from commitrack.views.clean import clean

_UNFIT = re.compile(r"[\s\\<>\"`{}|^]")


@lru_cache(maxsize=1024)
def href(text: str) -> str | None:
    """Return a text that is, as a whole, an address with http, https or mailto; None for everything else."""
    if clean(text) != text or _UNFIT.search(text):
        return None
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:  # brackets or a port that no address has
        return None
    if parts.scheme in ("http", "https"):
        return text if host else None
    return text if parts.scheme == "mailto" and parts.path else None


def host(address: str) -> str:
    """Name an address by its host, or by whom a mail goes to."""
    parts = urlsplit(address)
    return (parts.hostname or parts.path).removeprefix("www.")
