"""The first steps of every command: find the ledger, read it, and find the commitment in it."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from commitrack.errors import LedgerNotFound, LedgerUnreadable, UnknownId, UsageError
from commitrack.ledger import store
from commitrack.ledger.model import AnyCommitment, Ledger
from commitrack.ledger.store import NAMES
from commitrack.ledger.suggest import did_you_mean

if TYPE_CHECKING:
    from commitrack.ledger.parse import Examination

_OF_A_LEDGER = r"(?m)^\s*\[?\s*['\"]?(?:ledger|commitments)['\"]?\s*[\]=.]"
"""The beginning of a table that other TOML files do not have."""

_BEGINNING = r"(?:[ \t]*(?:#.*)?\r?\n)*+[ \t]*(?:\[|ledger|commitments)"
"""Blank lines and comments, and then what a ledger begins with: no other text that commitrack writes does."""

_LEAST_KEPT = 256 * 2**10
"""Bytes. A smaller ledger is read about as soon as what was kept of it."""


def locate(named: Path | None) -> Path:
    """Return the ledger's path: the named one, or the nearest."""
    if named is not None:
        return named
    try:
        here = Path.cwd()
    except OSError:
        raise LedgerNotFound("this folder is gone; change to another, or name a ledger with --ledger FILE") from None
    return store.find(here)


class Opened(msgspec.Struct, frozen=True):
    """A ledger that was read: where from, what the file holds, and what it says."""

    path: Path
    content: bytes
    ledger: Ledger


def find_all(named: Sequence[Path] | None) -> list[Path]:
    """Return the paths of ledgers, with the ledgers in it for each folder; where none is named, the nearest.

    Raises :class:`~commitrack.errors.LedgerNotFound` for a folder that holds none.
    """
    paths = [path for one in named or [locate(None)] for path in (_in_folder(one) if _is_folder(one) else [one])]
    return list(dict.fromkeys(paths))


def _is_folder(path: Path) -> bool:
    with suppress(OSError, ValueError):  # a name that no file can have: reading it says so
        return path.is_dir()
    return False


def _in_folder(folder: Path) -> list[Path]:
    """Return the ledgers of a folder by their names: what is TOML and speaks of a ledger."""
    found = [path for path in sorted(folder.glob("*.toml")) if path.is_file() and _is_ledger(path)]
    if not found:
        raise LedgerNotFound(f"{folder}: is a folder without a ledger; name one that has some, or a ledger")
    return found


def _is_ledger(path: Path) -> bool:
    return re.search(_OF_A_LEDGER, store.read(path)) is not None


def read_all(named: Sequence[Path] | None) -> list[tuple[Path, bytes]]:
    """Find ledgers, and return what their files hold. The first error names its file."""
    return [(path, store.read_bytes(path)) for path in find_all(named)]


def parse_all(read: Iterable[tuple[Path, bytes]], known_on: date | None = None) -> list[Opened]:
    """Read what the files of ledgers hold, as it was known on a date if one is given."""
    from commitrack.progress.history import known

    return [Opened(path, content, known(ledger_of(content, path), known_on)) for path, content in read]


def open_all(named: Sequence[Path] | None, known_on: date | None = None) -> list[Opened]:
    """Find and read ledgers, as they were known on a date if one is given. The first error names its file."""
    return parse_all(read_all(named), known_on)


def join_all(opened: Sequence[Opened]) -> Ledger:
    """Join ledgers that were read, named after their files; what has the name of every ledger, after its folder."""
    if len(opened) == 1:
        return opened[0].ledger
    from commitrack.progress.several import join

    named = [
        (one.path.absolute().parent.name if one.path.stem == NAMES[0].stem else one.path.stem, one.ledger)
        for one in opened
    ]
    return join(named)


def load_all(named: Sequence[Path] | None, known_on: date | None = None) -> Ledger:
    """Find and read ledgers, and join them."""
    return join_all(open_all(named, known_on))


def load(named: Path | None, known_on: date | None = None) -> Ledger:
    """Find and read the ledger, as it was known on a date if one is given."""
    from commitrack.progress.history import known

    path = locate(named)
    return known(ledger_of(store.read_bytes(path), path), known_on)


def ledger_of(content: bytes, path: Path, *, least: int = _LEAST_KEPT) -> Ledger:
    """Read the ledger that a file holds; one of ``least`` bytes or more is kept, and not read twice.

    What is kept is a valid ledger as its bytes say it, and nothing that depends on a date. A command that writes never
    asks for it: it reads the text itself. Raises :class:`~commitrack.errors.LedgerInvalid` with every mistake.
    """
    name = _name_kept(content, path, least)
    if (kept := _kept(name)) is not None:
        return kept
    from commitrack.ledger.parse import parse  # not to complete a word, nor for what is kept

    ledger = parse(store.text_of(content, path), str(path)).ledger
    _keep(name, ledger)
    return ledger


def examine(path: Path, *, least: int = _LEAST_KEPT) -> "Examination":
    """Read the ledger of a path as far as it can be read, and say what is wrong with the rest.

    A valid one is kept, and not read twice, as :func:`ledger_of` does. Raises what :func:`~.store.read` does.
    """
    from commitrack.ledger import parse

    content = store.read_bytes(path)
    text = store.text_of(content, path)
    name = _name_kept(content, path, least)
    if (kept := _kept(name)) is not None:
        return parse.Examination(text, str(path), (), kept)
    examination = parse.examine(text, str(path))
    if examination.sound is not None and examination.whole:
        _keep(name, examination.sound)
    return examination


def _name_kept(content: bytes, path: Path, least: int) -> str | None:
    """Return the name under which the ledger of a file is kept; None where it is not."""
    if len(content) < least or not path.is_file():
        return None
    from commitrack import __version__
    from commitrack.files import cache

    return cache.name_of(content, __version__)


def _kept(name: str | None) -> Ledger | None:
    if name is None:
        return None
    from commitrack.files import cache

    with suppress(msgspec.DecodeError, UnicodeDecodeError):
        if (kept := cache.fetch(name)) is not None:
            return msgspec.json.decode(kept, type=Ledger)
    return None


def _keep(name: str | None, ledger: Ledger) -> None:
    if name is None:
        return
    from commitrack.files import cache

    with suppress(OverflowError):  # a count beyond 64 bits
        cache.keep(name, msgspec.json.encode(ledger))


def choose(ledger: Ledger, commitment_id: str) -> AnyCommitment:
    """Return a commitment by its id. Raises :class:`~commitrack.errors.UnknownId`."""
    if commitment_id in ledger.commitments:
        return ledger.commitments[commitment_id]
    advice = did_you_mean(commitment_id.lower(), ledger.commitments, "'commitrack list --wide' shows every id")
    raise UnknownId(f"no commitment has the id {commitment_id!r}; {advice}")


def check_programme(ledger: Ledger, programme: str | None) -> None:
    """Make sure that a programme that is asked for is there. Raises :class:`~commitrack.errors.UnknownId`."""
    if programme is None or programme in ledger.programmes:
        return
    known = f"the ledger has {', '.join(ledger.programmes)}" if ledger.programmes else "the ledger has none"
    raise UnknownId(
        f"no programme has the id {programme!r}; {did_you_mean(programme.lower(), ledger.programmes, known)}"
    )


def spare_ledger(output: Path | None, named: Sequence[Path] | None) -> None:
    """Make sure that no document is written over a ledger. Raises :class:`~commitrack.errors.UsageError`."""
    if output is None:
        return
    ledgers: list[Path] = []
    with suppress(LedgerNotFound, LedgerUnreadable):
        ledgers = find_all(named)
    with suppress(OSError):
        if any(path.exists() and output.samefile(path) for path in ledgers):
            raise UsageError(f"{output}: is the ledger; nothing was written; name another file with --output")
    with suppress(LedgerNotFound, OSError):
        names = {output, store.follow(output)}
        if output.exists() and any(name.suffix.lower() == ".toml" for name in names):
            raise UsageError(
                f"{output}: is a TOML file, which may be another ledger; nothing was written; "
                "name another file with --output"
            )
    if output.is_file() and _holds_ledger(output):
        raise UsageError(f"{output}: holds a ledger; nothing was written; name another file with --output")


def _holds_ledger(path: Path) -> bool:
    """Say whether a file of any name is a ledger, be it one with mistakes."""
    with suppress(LedgerNotFound, LedgerUnreadable):
        text = store.read(path)
        return bool(re.match(_BEGINNING, text) and re.search(_OF_A_LEDGER, text))
    return False
