"""Rules for a tracker's own scale: every word says something, and can be told from the others when it is typed."""

from collections.abc import Iterator

from commitrack.ledger.rules.mistakes import Mistake
from commitrack.ledger.rules.texts import text_mistakes
from commitrack.ledger.scale import VERDICTS, Scale, plainly

_JOINERS = "\u200c\u200d"
"""Scripts such as Persian and Hindi need them within words."""


def scale_mistakes(scale: Scale) -> Iterator[Mistake]:
    """Find the words that are blank, that are the neutral word of another status, or that two verdicts share.

    A state may share its word with a verdict or with another state: both are shown by it, and found by it.
    """
    neutral = scale.__struct_encode_fields__
    declared: dict[str, str] = {}
    for status, word in scale.words.items():
        yield from text_mistakes(status, word)
        if not all(character.isprintable() or character in _JOINERS for character in word):
            message = "holds a character that has no shape, such as a line break; write the word alone"
            yield Mistake((status,), "unknown-value", message)
        plain = plainly(word)
        if plain in neutral and plain != status:
            message = f'"{word}" is the neutral word for {plain}, which is something else; write another'
            yield Mistake((status,), "repeated-name", message)
        elif plain and status in VERDICTS:
            if plain in declared:
                message = f'"{word}" stands for {declared[plain]} already; two verdicts need two words'
                yield Mistake((status,), "repeated-name", message)
            declared.setdefault(plain, status)
