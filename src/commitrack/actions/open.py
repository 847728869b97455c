"""The first steps of every command: find the ledger, read it, and find the commitment in it."""

from contextlib import suppress
from datetime import date
from pathlib import Path

from commitrack.errors import LedgerNotFound, UnknownId, UsageError
from commitrack.ledger import store
from commitrack.ledger.model import AnyCommitment, Ledger
from commitrack.ledger.parse import parse
from commitrack.ledger.suggest import did_you_mean
from commitrack.progress.history import known


def locate(named: Path | None) -> Path:
    """Return the ledger's path: the named one, or the nearest."""
    if named is not None:
        return named
    try:
        here = Path.cwd()
    except OSError:
        raise LedgerNotFound("this folder is gone; change to another, or name a ledger with --ledger FILE") from None
    return store.find(here)


def load(named: Path | None, known_on: date | None = None) -> Ledger:
    """Find and read the ledger, as it was known on a date if one is given."""
    path = locate(named)
    return known(parse(store.read(path), str(path)).ledger, known_on)


def choose(ledger: Ledger, commitment_id: str) -> AnyCommitment:
    """Return a commitment by its id. Raises :class:`~commitrack.errors.UnknownId`."""
    if commitment_id in ledger.commitments:
        return ledger.commitments[commitment_id]
    advice = did_you_mean(commitment_id.lower(), ledger.commitments, "'commitrack list' shows every id")
    raise UnknownId(f"no commitment has the id {commitment_id!r}; {advice}")


def check_programme(ledger: Ledger, programme: str | None) -> None:
    """Make sure that a programme that is asked for is there. Raises :class:`~commitrack.errors.UnknownId`."""
    if programme is None or programme in ledger.programmes:
        return
    known = f"the ledger has {', '.join(ledger.programmes)}" if ledger.programmes else "the ledger has none"
    raise UnknownId(
        f"no programme has the id {programme!r}; {did_you_mean(programme.lower(), ledger.programmes, known)}"
    )


def spare_ledger(output: Path | None, named: Path | None) -> None:
    """Make sure that no document is written over a ledger. Raises :class:`~commitrack.errors.UsageError`."""
    if output is None:
        return
    with suppress(LedgerNotFound, OSError):
        if output.samefile(locate(named)):
            raise UsageError(f"{output}: is the ledger; nothing was written; name another file with --output")
    with suppress(LedgerNotFound, OSError):
        names = {output, store.follow(output)}
        if output.exists() and any(name.suffix.lower() == ".toml" for name in names):
            raise UsageError(
                f"{output}: is a TOML file, which may be another ledger; nothing was written; "
                "name another file with --output"
            )
