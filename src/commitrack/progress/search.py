"""Finding commitments by words."""

from collections.abc import Iterable

from commitrack.ledger.model import AnyCommitment
from commitrack.progress.names import unaccented


def has_words(commitment_id: str, commitment: AnyCommitment, phrases: Iterable[str]) -> bool:
    """Say whether all the words of some phrases occur in a commitment, if only as parts of longer words.

    They are looked for in its id, title, tags, quote and description, in any case and with or without accents.
    """
    texts = (commitment_id, commitment.title, *commitment.tags, commitment.quote or "", commitment.description or "")
    searched = unaccented(" ".join(texts))
    return all(word in searched for phrase in phrases for word in unaccented(phrase).split())
