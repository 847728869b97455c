"""Sources and archived copies: one text, or a list of texts."""

from collections.abc import Sequence

Texts = str | tuple[str, ...]

_WEB_ARCHIVES = frozenset(
    {
        "web.archive.org",
        "archive.org",
        "archive.today",
        "archive.is",
        "archive.ph",
        "archive.li",
        "archive.md",
        "archive.vn",
        "perma.cc",
        "webcitation.org",
        "ghostarchive.org",
        "webarchive.nationalarchives.gov.uk",
        "arquivo.pt",
    }
)
"""The hosts whose pages are archived copies."""


def each(texts: Texts | None) -> tuple[str, ...]:
    """Return the texts one by one; none where there is nothing."""
    if texts is None:
        return ()
    return (texts,) if isinstance(texts, str) else texts


def as_written(texts: Sequence[str]) -> Texts:
    """Return texts as a ledger has them: one as a text, several as a list."""
    return texts[0] if len(texts) == 1 else tuple(texts)


class Sourced:
    """Something that names its sources."""

    __slots__ = ()
    source: Texts | None

    @property
    def sources(self) -> tuple[str, ...]:
        """Its sources one by one."""
        return each(self.source)


class Archived(Sourced):
    """Something that names its sources, and archived copies of them."""

    __slots__ = ()
    archive: Texts | None

    @property
    def archives(self) -> tuple[str, ...]:
        """The addresses of the archived copies one by one."""
        return each(self.archive)


def is_page(source: str) -> bool:
    """Say whether a source is the address of a web page."""
    return source.lower().startswith(("http://", "https://"))


def is_archived(source: str) -> bool:
    """Say whether a source is the address of a copy in a web archive, which does not vanish."""
    lowered = source.lower()
    if not any(map(lowered.__contains__, _WEB_ARCHIVES)):  # as in nearly all; taking an address apart takes longer
        return False
    from urllib.parse import urlsplit

    try:
        host = urlsplit(source).hostname or ""
    except ValueError:  # brackets that no address has
        return False
    return is_page(source) and host.removeprefix("www.") in _WEB_ARCHIVES
