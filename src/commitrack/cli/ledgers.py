"""What every command does first: find the ledger, read it, and find the commitment that is asked for."""

from difflib import get_close_matches
from pathlib import Path

from commitrack.errors import UnknownId
from commitrack.ledger import store
from commitrack.ledger.model import AnyCommitment, Ledger
from commitrack.ledger.parse import parse


def locate(named: Path | None) -> Path:
    """Return the ledger's path: the named one, or the nearest."""
    return store.find(named, Path.cwd())


def load(named: Path | None) -> Ledger:
    """Find and read the ledger."""
    path = locate(named)
    return parse(store.read(path), str(path)).ledger


def choose(ledger: Ledger, commitment_id: str) -> AnyCommitment:
    """Return a commitment by its id. Raises :class:`~commitrack.errors.UnknownId`."""
    if commitment_id in ledger.commitments:
        return ledger.commitments[commitment_id]
    close = get_close_matches(commitment_id.lower(), ledger.commitments, n=1, cutoff=0.5)
    advice = f"did you mean {close[0]}?" if close else "'commitrack list' shows every id"
    raise UnknownId(f"no commitment has the id {commitment_id!r}; {advice}")
