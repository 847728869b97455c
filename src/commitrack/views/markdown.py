"""What changed, as Markdown to paste into a story's notes."""

import re
from collections.abc import Iterator
from itertools import groupby

from commitrack.progress.comparison import Change, Comparison
from commitrack.views.clean import clean
from commitrack.views.tabular import escape_markdown
from commitrack.words.diff import outcome, scope, tell

_ADDRESS = re.compile(r"https?://[^\s<>]+")


def write(comparison: Comparison) -> str:
    """Write a list with an item for each commitment that changed, and below it what did."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    title = comparison.later.ledger.about.title
    yield f"**{escape_markdown(title)}**, {escape_markdown(scope(comparison))}"
    yield ""
    for _, changes in groupby(comparison.changes, key=lambda change: change.commitment_id):
        first, *rest = changes
        yield f"- **{escape_markdown(first.judgement.commitment.title)}**"
        for change in (first, *rest):
            yield f"  - {change.kind}: {escape_markdown(tell(change))}{_source(change)}"
    if comparison.changes:
        yield ""
    yield escape_markdown(outcome(comparison))


def _source(change: Change) -> str:
    source = change.entry.update.source if change.entry else None
    if source is None:
        return ""
    is_link = _ADDRESS.fullmatch(source) and clean(source) == source
    return f" (<{source}>)" if is_link else f" ({escape_markdown(source)})"
