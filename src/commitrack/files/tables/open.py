"""The one way to read a table of any format: what the file is, its content says."""

from pathlib import Path

from commitrack.errors import TableUnreadable, reason
from commitrack.files import reading
from commitrack.files.hindered import Hindered
from commitrack.files.tables.grid import Grid

SIZE_LIMIT = 256 * 2**20
"""Bytes."""


def read_bytes(path: Path) -> bytes:
    """Return what is in a file. Raises :class:`~commitrack.errors.TableUnreadable`."""
    try:
        content = reading.read(path, SIZE_LIMIT + 1)
    except FileNotFoundError:
        raise TableUnreadable(f"{path}: no such file; check the name") from None
    except IsADirectoryError:
        raise TableUnreadable(f"{path}: is a folder; name the file in it") from None
    except Hindered as error:
        raise TableUnreadable(f"{path}: {error}") from None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "not a file name"
        raise TableUnreadable(f"{path}: cannot be read: {why}") from None
    return content


def grids(content: bytes, name: str) -> list[Grid]:
    """Return the sheets of a file, which is called ``name`` in messages.

    Raises :class:`~commitrack.errors.TableUnreadable`.
    """
    from commitrack.files.tables import text, workbook

    if len(content) > SIZE_LIMIT:
        raise TableUnreadable(f"{name}: larger than {SIZE_LIMIT // 2**20} MiB; save only the tables, as CSV")
    if content.startswith(workbook.BEGINNINGS):
        return workbook.read(content, name)
    return [text.read(content, name)]
