"""Markdown as renderers show it, with raw HTML let through: GitHub's own, and one that many sites use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt

_MARKDOWN_IT = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

RENDERERS: Mapping[str, Callable[[str], str]] = {
    "github": lambda text: github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE),
    "markdown-it": _MARKDOWN_IT.render,
}

_BLOCKS = {"h1", "h2", "p", "li", "th", "td"}


@dataclass
class Shown:
    """What a reader sees of a text, and what a browser is told."""

    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """Of each heading, paragraph, item and cell."""


def rendered(text: str, renderer: str) -> Shown:
    """Render Markdown, and read the page as a browser does."""
    shown = Shown()
    reader = _Reader(shown)
    reader.feed(RENDERERS[renderer](text))
    reader.close()
    shown.texts = [" ".join(one.split()) for one in shown.texts]
    return shown


class _Reader(HTMLParser):
    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown = shown

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._shown.tags.add(tag)
        self._shown.attributes |= {name for name, _ in attributes}
        self._shown.links += [value or "" for name, value in attributes if name == "href"]
        if tag in _BLOCKS:
            self._shown.texts.append("")

    def handle_comment(self, data: str) -> None:
        self._shown.tags.add("<!--")

    def handle_decl(self, decl: str) -> None:
        self._shown.tags.add("<!")

    def handle_pi(self, data: str) -> None:
        self._shown.tags.add("<?")

    def handle_data(self, data: str) -> None:
        if self._shown.texts:
            self._shown.texts[-1] += data
