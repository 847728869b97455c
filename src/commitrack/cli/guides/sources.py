"""Asking for sources and their archived copies: as many as there are."""

from typing import Any

from commitrack.cli.prompts import Conversation
from commitrack.cli.readers import parse_text
from commitrack.ledger.sources import as_written, is_archived, is_page


def ask_for_sources(talk: Conversation, question: str, *, needed: bool = False) -> dict[str, Any]:
    """Ask for sources until there is no further one, and for a copy of each page that may vanish."""
    sources: list[str] = []
    copies: list[str] = []
    source = talk.ask(question, parse_text) if needed else talk.ask_optional(question, parse_text)
    while source is not None:
        if source not in sources:
            sources.append(source)
        if is_page(source) and not is_archived(source):
            copy = talk.ask_optional(f"The address of an archived copy of source {len(sources)}", parse_text)
            copies += [copy] if copy is not None and copy not in copies else []
        source = talk.ask_optional(f"Source {len(sources) + 1}, if there is another", parse_text)
    return {key: as_written(texts) for key, texts in (("source", sources), ("archive", copies)) if texts}
