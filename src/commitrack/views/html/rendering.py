"""Templates put on pages: the only place that knows Jinja."""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from commitrack.progress.states import FROM_KEPT_TO_UNKNOWN
from commitrack.views.clean import clean
from commitrack.views.html.marks import axis, marks
from commitrack.views.html.markup import together
from commitrack.views.html.pieces import Piece, pieces
from commitrack.words.page import LABELS

_POLICY = "default-src 'none'; img-src data:; style-src '{css}'; script-src '{js}'; base-uri 'none'; form-action 'none'"


def policy() -> str:
    """Return what a page lets in, for a server to say it too: its own style and script, and nothing else."""
    return str(_environment().globals["policy"])


def rendered(template: str, **values: object) -> str:
    """Put values on a page that carries its own style and script, and lets in no other."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("commitrack.views.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters |= {"pieces": pieces, "text": _text}
    chart = _asset(environment, "chart.css")
    assets = {"css": chart + _asset(environment, "report.css"), "js": _asset(environment, "report.js")}
    policy = Markup(_POLICY).format(**{name: _hash(text) for name, text in assets.items()})  # noqa: S704 - our own
    environment.globals |= {"say": LABELS, "axis": axis, "marks": marks, "chart_css": chart, "policy": policy, **assets}
    statuses = (*FROM_KEPT_TO_UNKNOWN, "in-force", "not-in-force")
    signs = environment.get_template("signs.html.j2").render(statuses=statuses).rstrip()
    environment.globals["signs"] = Markup(signs)  # noqa: S704 - our own, and the same on every page
    return environment


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


def _hash(text: str) -> str:
    """Write the digest by which the page's own policy lets one inline style sheet or script in, and no other."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
