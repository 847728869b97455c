"""Editing a ledger as text: a copy for the editor, what may be saved of it, and keeping what may not."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from commitrack.errors import (
    CommitrackError,
    EditFailed,
    LedgerInvalid,
    LedgerUnreadable,
    Refused,
    UnknownId,
    WriteFailed,
)
from commitrack.ledger import store
from commitrack.ledger.parse import parse
from commitrack.ledger.rules.places import Lines
from commitrack.ledger.suggest import did_you_mean
from commitrack.words.format import count as counted

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Edit:
    """A ledger's text as somebody edited it."""

    text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A file for an editor, in a folder that is its own."""

    file: Path
    begun: str
    """Its text at first."""

    @property
    def content(self) -> bytes:
        """Its text now; empty where an editor left no file."""
        with suppress(CommitrackError):
            if self.file.is_file():
                return store.read_bytes(self.file)
        return b""

    @property
    def is_edited(self) -> bool:
        """Whether there is something in it that was not there at first."""
        return self.content not in (b"", self.begun.encode())

    @property
    def beside(self) -> list[str]:
        """Files that an editor left beside it, such as a rescue copy."""
        with suppress(OSError):
            return sorted(other.name for other in self.file.parent.iterdir() if other != self.file)
        return []

    def discard(self) -> None:
        """Delete it, and whatever an editor laid beside it."""
        shutil.rmtree(self.file.parent, ignore_errors=True)


def copy_of(path: Path, text: str) -> Copy:
    """Lay out a ledger's text for an editor. Raises :class:`~commitrack.errors.CommitrackError`."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="commitrack-"))
    except OSError:
        raise EditFailed(
            "no folder can be made for a copy to edit; set TMPDIR to one that is writable and has room"
        ) from None
    copy = Copy(folder / path.name, text)
    try:
        store.create(copy.file, text.encode())
    except BaseException:
        copy.discard()
        raise
    return copy


def first_line(text: str, path: Path, commitment_id: str | None) -> int:
    """Return the line to begin at: the commitment's, else that of the first mistake.

    Raises :class:`~commitrack.errors.UnknownId`.
    """
    mistake, known = None, list[str]()
    try:
        known = list(parse(text, str(path)).ledger.commitments)
    except LedgerInvalid as error:
        mistake = error.findings[0].line
    if commitment_id is None:
        return mistake or 1
    line = _line_of(commitment_id, text)
    if line is not None:
        return line
    if mistake is not None:
        return mistake
    advice = did_you_mean(commitment_id, known, "'commitrack list --wide' shows every id")
    raise UnknownId(f"no commitment has the id {commitment_id!r}; {advice}")


def edited(copy: Copy, path: Path) -> str:
    """Return what was made of a copy, once it is a valid ledger; ``path`` names it in errors.

    Raises :class:`~commitrack.errors.LedgerInvalid`, :class:`~commitrack.errors.LedgerUnreadable`, or
    :class:`~commitrack.errors.EditFailed` where there is no file any more.
    """
    if not copy.file.is_file():
        left = "something that is no file" if os.path.lexists(copy.file) else "nothing"
        raise EditFailed(f"the editor left {left} in the place of the text; nothing was written")
    text = store.text_of(store.read_bytes(copy.file), path)
    if text != copy.begun:
        parse(text, str(path))
    return text


def save(path: Path, old: str, new: str, *, wait: float, say: Callable[[str], None]) -> None:
    """Replace a ledger's text, if it is still the old one. Raises as :func:`commitrack.ledger.store.rewrite` does."""

    def put(text: str) -> Edit:
        if text not in (old, new):
            raise Refused(f"{path}: was changed by somebody else meanwhile")
        return Edit(new)

    store.rewrite(path, put, wait=wait, say=say)


def is_saved(path: Path, content: bytes) -> bool:
    """Say whether a ledger holds exactly this."""
    with suppress(CommitrackError):
        return store.text_of(store.read_bytes(path), path) == store.text_of(content, path)
    return False


def dropped(path: Path, source: Path, old: str, new: str) -> list[str]:
    """Say what a ledger has that an edit of it lacks, which was begun who knows when: a sentence for each.

    Whatever else is different may be what was edited.
    """
    try:
        there = parse(old, str(path)).ledger
    except LedgerInvalid:  # nothing was recorded in it since it was so
        return []
    kept = parse(new, str(source)).ledger
    lines = Lines(old)
    ids = {update.id for _, update in kept.updates()}

    def lacking() -> Iterator[tuple[int, str]]:
        for table, own, others in (
            ("programmes", there.programmes, kept.programmes),
            ("commitments", there.commitments, kept.commitments),
        ):
            for key in own.keys() - others.keys():
                yield lines.nearest((table, key)), f"[{table}.{key}]"
        for key, commitment in there.commitments.items():
            same = kept.commitments[key].updates if key in kept.commitments else ()
            for position, update in enumerate(commitment.updates):
                if update.id not in ids if update.id else update not in same:
                    line = lines.nearest(("commitments", key, "updates", position))
                    yield line, f"the update {f'{update.id} ' if update.id else ''}of {update.date} ({key})"

    sentences = [f"{path}:{line}: {source} lacks {what}" for line, what in sorted(lacking())]
    more = len(sentences) - _SHOWN
    return [*sentences[:_SHOWN], f"{source} lacks {more:,} more"] if more > 0 else sentences


def keep(copy: Copy, path: Path) -> Path:
    """Keep an edit beside its ledger, for whoever edited it alone; return where: where it was, if there is no room."""
    content = copy.content
    for number in count(1):
        kept = path.with_name(f"{path.stem}.rejected{f'-{number}' if number > 1 else ''}{path.suffix}")
        if os.path.lexists(kept):
            continue
        with suppress(WriteFailed):
            store.create(kept, content, private=True)
            return kept
        break
    return copy.file


def mistakes(content: bytes, file: Path) -> list[str]:
    """Say what keeps an edit from being a ledger, with the lines of the file that it is kept in."""
    try:
        parse(store.text_of(content, file), str(file))
    except LedgerInvalid as error:
        more = len(error.findings) - len(error.named)
        return [*error.named, f"and {counted(more, 'more mistake')}"] if more else error.named
    except LedgerUnreadable as error:
        return list(error.lines)
    return []


def _line_of(commitment_id: str, text: str) -> int | None:
    try:
        return Lines(text).line_of(("commitments", commitment_id))
    except ValueError:  # not TOML
        return None
