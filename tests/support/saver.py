"""An editor that saves a ledger again and again until its input ends: ``python saver.py LEDGER MANNER``.

Each save adds a line. Before it, the editor looks whether the file has changed, and reads it anew if so, as editors do.
It prints how often it saved, which of its lines had vanished when it read the file again, and the sources of the
updates that it knows to have overwritten.
"""

import json
import os
import random
import re
import select
import sys
from pathlib import Path

from commitrack.files.exchange import exchange

_SAVED = re.compile(rb"# saved (\d+)\n")
_SOURCE = re.compile(rb'source = "(writer [^"\n]+)"')


def _save_by_renaming(path: Path, read: bytes, new: bytes) -> bytes | None:
    """Save; return what was there, or None where it had changed."""
    draft = path.with_name("saved by an editor")
    if path.read_bytes() != read:
        return None
    draft.write_bytes(new)
    exchange(draft, path)
    overwritten = draft.read_bytes()
    draft.unlink()
    return overwritten


def _save_in_place(path: Path, read: bytes, new: bytes) -> bytes | None:
    with path.open("r+b", buffering=0) as file:
        if file.read() != read or not os.path.samestat(path.stat(), os.fstat(file.fileno())):
            return None
        file.seek(0)
        file.write(new)
    return read


def _save_by_truncation(path: Path, read: bytes, new: bytes) -> bytes | None:
    with path.open("r+b", buffering=0) as file:
        if file.read() != read or not os.path.samestat(path.stat(), os.fstat(file.fileno())):
            return None
        file.truncate(0)
        file.seek(0)
        middle = new.rindex(b"\n[commitments.", 0, len(new) // 2)
        file.write(new[:middle])
        _pause(0.02)
        file.write(new[middle:])
    return read


_MANNERS = {"rename": _save_by_renaming, "in place": _save_in_place, "truncate": _save_by_truncation}


def _pause(longest: float) -> bool:
    """Wait for a while; say whether the input has ended."""
    return bool(select.select([sys.stdin], [], [], random.uniform(0, longest))[0])


def _save(path: Path, manner: str) -> tuple[int, list[int], list[str]]:
    saves, vanished, overwritten = 0, list[int](), list[str]()
    while not _pause(0.1):
        read = path.read_bytes()
        there = {int(number) for number in _SAVED.findall(read)}
        vanished += sorted(set(range(saves)) - there)
        was = _MANNERS[manner](path, read, read + b"# saved %d\n" % saves)
        if was is not None:
            saves += 1
            lost = _SOURCE.findall(was)
            for source in _SOURCE.findall(read):
                lost.remove(source)
            overwritten += [source.decode() for source in lost]
    return saves, vanished, overwritten


if __name__ == "__main__":
    print(json.dumps(_save(Path(sys.argv[1]), sys.argv[2])))
