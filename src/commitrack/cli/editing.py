"""Editing a copy of the ledger, checking it, and only then replacing the ledger."""

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from commitrack.cli.editor import open_editor
from commitrack.cli.prompts import agree
from commitrack.cli.streams import print_error, print_message, print_source
from commitrack.cli.writing import is_conversation
from commitrack.errors import CommitrackError, EditFailed, LedgerInvalid, Refused, UnknownId, WriteFailed
from commitrack.ledger import store
from commitrack.ledger.lexer import lines_of
from commitrack.ledger.parse import parse
from commitrack.ledger.suggest import did_you_mean


def edit_ledger(path: Path, commitment_id: str | None, *, wait: float, dry_run: bool) -> None:
    """Let somebody edit the ledger from a commitment on, and save what is valid."""
    old = store.read(path)
    if not dry_run:
        store.writable(path)
    line = _first_line(old, path, commitment_id)
    copy = _folder() / path.name
    try:
        store.create(copy, old.encode())
        new = _edited(copy, path, old, line)
        if new == old:
            print_message(f"{path}: nothing was changed")
        elif dry_run:
            _show(path, old, new)
        else:
            store.rewrite(path, lambda text: _replaced(path, old, text, new), wait=wait, say=print_error)
            print_message(f"{path}: saved")
    except BaseException as error:  # nobody's work is lost, whatever happens
        _keep(copy, path, old, error)
        raise
    shutil.rmtree(copy.parent, ignore_errors=True)


def _folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="commitrack-"))
    except OSError:
        raise EditFailed(
            "no folder can be made for a copy to edit; set TMPDIR to one that is writable and has room"
        ) from None


def _first_line(text: str, path: Path, commitment_id: str | None) -> int:
    """Return the line to begin at: the commitment's, else that of the first mistake."""
    mistake = None
    try:
        parse(text, str(path))
    except LedgerInvalid as error:
        mistake = error.findings[0].line
    if commitment_id is None:
        return mistake or 1
    lines = _lines(text)
    if ("commitments", commitment_id) in lines:
        return lines["commitments", commitment_id]
    if mistake is not None:
        return mistake
    known = [str(place[1]) for place in lines if len(place) == 2 and place[0] == "commitments"]
    advice = did_you_mean(commitment_id, known, "'commitrack list' shows every id")
    raise UnknownId(f"no commitment has the id {commitment_id!r}; {advice}")


def _lines(text: str) -> dict[tuple[str | int, ...], int]:
    try:
        return lines_of(text)
    except ValueError:  # not TOML
        return {}


def _edited(copy: Path, path: Path, old: str, line: int) -> str:
    """Return what the editor made of the copy, once it is a valid ledger."""
    while True:
        open_editor(copy, line)
        new = store.read(copy)
        if new == old:
            return new
        try:
            parse(new, str(path))
        except LedgerInvalid as error:
            if not is_conversation():
                raise
            print_error(*error.lines)
            if not agree("Edit again?"):
                raise EditFailed("the edit has mistakes") from None
            line = error.findings[0].line
        else:
            return new


def _show(path: Path, old: str, new: str) -> None:
    from commitrack.views.patch import unified

    print_message(f"{path}: would be changed; nothing was written", "")
    print_source(unified(old, new, str(path)))


@dataclass(frozen=True)
class _Replaced:
    text: str


def _replaced(path: Path, old: str, text: str, new: str) -> _Replaced:
    if text != old:
        raise Refused(f"{path}: was changed by somebody else meanwhile; edit it again")
    return _Replaced(new)


def _keep(copy: Path, path: Path, old: str, error: BaseException) -> None:
    """Keep an edit that was not saved, and say where."""
    edited = copy.read_bytes() if copy.exists() else b""
    if edited in (b"", old.encode()):
        shutil.rmtree(copy.parent, ignore_errors=True)
        return
    kept = copy
    with suppress(WriteFailed):
        kept = _beside(path, edited)
        shutil.rmtree(copy.parent, ignore_errors=True)
    note = f"{path}: nothing was written; your edit is kept in {kept}"
    if isinstance(error, LedgerInvalid):  # its lines are those of the edit
        error = LedgerInvalid([replace(finding, file=str(kept)) for finding in error.findings])
    if isinstance(error, CommitrackError):
        raise EditFailed(*error.lines, note) from None
    print_error("", note)


def _beside(path: Path, edited: bytes) -> Path:
    for number in count(1):
        kept = path.with_name(f"{path.stem}.rejected{f'-{number}' if number > 1 else ''}{path.suffix}")
        if not os.path.lexists(kept):
            store.create(kept, edited)
            return kept
    raise AssertionError("numbers do not end")
