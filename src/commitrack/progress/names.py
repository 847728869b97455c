"""Names and words: which spellings are probably one."""

from collections.abc import Iterable
from functools import lru_cache

from commitrack.ledger.model import AnyCommitment

_WITHOUT_STROKES = str.maketrans("ıłøđħŧ", "ilodht")
"""Letters whose mark Unicode does not take apart, and the dotless i of Turkish."""


def unaccented(text: str) -> str:
    """Return what a text has in common with its other spellings: no case, no accents."""
    import unicodedata  # few lists look for a name

    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(one for one in letters if not unicodedata.combining(one)).casefold()
    return plain.translate(_WITHOUT_STROKES)


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return what a name has in common with its other spellings: no case, no accents, no spaces."""
    return "".join(unaccented(name).split())


def has_words(commitment_id: str, commitment: AnyCommitment, phrases: Iterable[str]) -> bool:
    """Say whether all the words of some phrases occur in a commitment, if only as parts of longer words.

    They are looked for in its id, title, tags, quote and description, in any case and with or without accents.
    """
    if not (words := [word for phrase in phrases for word in unaccented(phrase).split()]):
        return True
    texts = (commitment_id, commitment.title, *commitment.tags, commitment.quote or "", commitment.description or "")
    searched = unaccented(" ".join(texts))
    return all(word in searched for word in words)
