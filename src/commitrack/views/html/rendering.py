"""Templates put on pages: the only place that knows Jinja."""

from base64 import b64encode
from collections.abc import Callable, Iterable, MutableMapping
from functools import cache, lru_cache
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from commitrack.progress.states import FROM_KEPT_TO_UNKNOWN
from commitrack.views.clean import clean
from commitrack.views.html.marks import figure
from commitrack.views.html.markup import together
from commitrack.views.html.pieces import Piece, pieces
from commitrack.words.report.labels import LABELS

_POLICY = "default-src 'none'; img-src data:; style-src {css}; script-src {js}; base-uri 'none'; form-action 'none'"
_ALIKE = 1024
"""The small things of a page that are kept, of each kind: most are the same on many pages, or in many places of one."""


def policy(name: str = "policy") -> str:
    """Return what a page lets in, for a server to say it too: its own style and script, and nothing else.

    It is that of a report, or of a card to embed: ``embed_policy``.
    """
    return str(_environment().globals[name])


def rendered(template: str, **values: object) -> str:
    """Put values on a page that carries its own style and script, and lets in no other."""
    return _environment().get_template(template).render(**values)


@lru_cache(maxsize=_ALIKE)
def part(name: str, *words: str) -> str:
    """Write a small thing of which pages and pictures are made, which a macro makes of some words, or none."""
    made: Any = _environment().globals[name]
    return str(made(*words) if words else made)


class _Templates(Environment):
    """Templates that all have the same globals, and nothing of their own beside."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give every template the same mapping: a view of several is copied anew for each page, key by key."""
        return self.globals


@cache
def _environment() -> Environment:
    environment = _Templates(
        loader=PackageLoader("commitrack.views.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,  # all are kept: to count their uses takes longer than to look one up
        optimized=False,  # which compiles faster; there is nothing to fold
    )
    environment.filters |= {"pieces": pieces, "text": _text}
    colours, chart, schemes, status, report, embed = (
        _asset(environment, f"{name}.css") for name in ("colours", "chart", "schemes", "status", "report", "embed")
    )
    js = _asset(environment, "report.js")
    css, embed_css = colours + chart + schemes + status + report, colours + schemes + status + embed
    environment.globals |= {
        "say": SimpleNamespace(**LABELS),  # a mapping is asked for an attribute first, which fails each time
        "figure": figure,
        "js": js,
        "css": css,
        "policy": _policy(f"'{_hash(css)}'", f"'{_hash(js)}'"),
        "embed_css": embed_css,
        "embed_policy": _policy(f"'{_hash(embed_css)}'", "'none'"),
        "chart_css": colours + chart + _asset(environment, "sheet.css"),
    }
    glyphs, parts = _macros(environment, "glyphs"), _macros(environment, "parts")
    for name in ("badge", "bullet", "glyph", "swatch"):
        parts[name] = lru_cache(maxsize=_ALIKE)(parts[name])
    environment.globals |= glyphs | parts
    environment.globals["textures"] = glyphs["textures"]()  # the same in every picture
    statuses = (*FROM_KEPT_TO_UNKNOWN, "in-force", "not-in-force")
    for name in ("history_head", "signs", "sheet"):  # the same on every page, or in every picture
        written = environment.get_template(f"{name}.html.j2").render(statuses=statuses).rstrip()
        environment.globals[name] = Markup(written)  # noqa: S704 - our own
    return environment


def _macros(environment: Environment, name: str) -> dict[str, Callable[..., str]]:
    """Return the macros of a template, for all others: to import them takes as long as to render a small one."""
    made = vars(environment.get_template(f"{name}.html.j2").module)
    return {name: macro for name, macro in made.items() if isinstance(macro, Macro)}


def _text(cut: Iterable[Piece]) -> Markup:
    """Put a text on a page that was cut into pieces; in a template it would take half of the time of a site."""
    return Markup(together(cut))  # noqa: S704 - each piece is escaped


def _cleaned(value: object) -> object:
    """Let no control character or bidirectional override of a ledger reach the page."""
    return clean(value) if type(value) is str else value


def _asset(environment: Environment, name: str) -> Markup:
    """Read a style sheet or script, which stands on the page as it is."""
    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, name)[0])  # noqa: S704 - our own file, not data


def _policy(css: str, js: str) -> Markup:
    return Markup(_POLICY).format(css=Markup(css), js=Markup(js))  # noqa: S704 - our own


def _hash(text: str) -> str:
    """Write the digest by which the page's own policy lets one inline style sheet or script in, and no other."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
