"""Rules for texts and lists of names: none is blank or repeated."""

from collections.abc import Iterable, Iterator

from commitrack.ledger.rules.mistakes import Mistake
from commitrack.ledger.sources import Texts, each


def text_mistakes(key: str, text: str | None) -> Iterator[Mistake]:
    """Find whether the text under a key is there and blank."""
    if text is not None and not text.strip():
        yield Mistake((key,), "blank-text", "is blank; write something")


def source_mistakes(key: str, texts: Texts | None) -> Iterable[Mistake]:
    """Find sources or archived copies that are there and name nothing, or stand there twice."""
    if texts is None or (isinstance(texts, str) and texts.strip()):
        return ()
    blank = Mistake((key,), "blank-text", "is blank; write an address or citation, or leave it out")
    are_named = texts and all(text.strip() for text in each(texts))
    return [*([] if are_named else [blank]), *name_mistakes(key, each(texts))]


def name_mistakes(key: str, names: Iterable[str]) -> Iterator[Mistake]:
    """Find the names under a key that stand there twice; spaces around them do not tell them apart."""
    seen = set()
    for name in filter(None, map(str.strip, names)):
        if name in seen:
            yield Mistake((key,), "repeated-name", f'names "{name}" twice; keep one of the two')
        seen.add(name)


def listed(words: Iterable[str]) -> str:
    """Write words as a list with "or" before the last one."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
