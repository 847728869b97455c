"""The one way to put a folder of files in the place of another: whole or not at all."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from commitrack.files.exchange import exchange
from commitrack.files.hindered import Hindered


def put(path: Path, files: Iterable[tuple[str, bytes]], mark: str) -> None:
    """Write files into a new folder, which then takes the place of ``path`` and of all that was in it.

    ``mark`` is a file that every folder written here has: one without it holds something else, and is left alone.
    Raises :class:`Hindered` and :class:`OSError`; what was there stands then.
    """
    path = path.resolve()
    if path.exists() and not (path / mark).is_file() and (not path.is_dir() or any(path.iterdir())):
        raise Hindered(f"holds something else than a site, with no {mark} in it", "name a new folder")
    draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}.new")
    try:
        made: set[Path] = set()
        for name, content in files:
            target = draft / name
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            target.write_bytes(content)
        if path.exists() and not exchange(draft, path):
            old = draft.with_suffix(".old")
            path.rename(old)
            try:
                draft.rename(path)
            except OSError:
                old.rename(path)
                raise
            shutil.rmtree(old, ignore_errors=True)
        elif not os.path.lexists(path):
            draft.rename(path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
