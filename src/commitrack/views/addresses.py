"""Addresses of the web and of mail, which alone become links in any format."""

import re
from collections.abc import Sequence
from functools import lru_cache
from string import ascii_letters, digits
from urllib.parse import urlsplit

from commitrack.views.clean import clean

_UNFIT = re.compile(r"[\s\\<>\"`{}|^]")


_IN_PATHS = f"{ascii_letters}{digits}_./?=&%#~+,;:-"
_PLAIN = re.compile(rf"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:/[{re.escape(_IN_PATHS)}]*)?")
"""Most addresses, which need no closer look."""
_SHORTEST = len("http://h")


@lru_cache(maxsize=1024)
def href(text: str) -> str | None:
    """Return a text that is, as a whole, an address with http, https or mailto; None for everything else."""
    if _PLAIN.fullmatch(text):
        return text
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
    if plain := plain_host(address):
        return plain
    parts = urlsplit(address)
    return (parts.hostname or parts.path).removeprefix("www.")


def plain_host(text: str) -> str | None:
    """Name the host of a text that is an address as most are; None for everything else, which needs a closer look."""
    plain = _PLAIN.fullmatch(text)
    return plain[1].removeprefix("www.") if plain else None


def plain_hosts(texts: Sequence[str]) -> list[str]:
    """Name the host of each text that is an address as most are; empty for everything else."""
    if "".join(texts).encode(errors="backslashreplace").translate(None, _IN_PATHS.encode()):  # in a third of the time
        return [plain_host(text) or "" for text in texts]
    hosts, host, site = [], "", ""
    for text in texts:
        if not host or not text.startswith(site):  # most of one promise are of the same site
            end = text.find("/", _SHORTEST)
            site = f"{text}/" if end < 0 else text[: end + 1]
            host = plain_host(site) or ""
        hosts.append(host)
    return hosts
