"""Swapping two files in one step, where the system and its file systems can."""

import errno
import os
import sys
from pathlib import Path
from typing import Any

_HERE = -100
"""The system's number for the folder that a relative name begins at."""

_SWAP = 2
_CANNOT = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV})


def _load() -> Any:
    """Return the system's own functions, before there is anything to swap: later, failing would cost more."""
    if sys.platform not in ("linux", "darwin"):
        return None
    try:
        import ctypes

        return ctypes.CDLL(None, use_errno=True)
    except (ImportError, OSError):  # a Python without them
        return None


_SYSTEM = _load()


def exchange(one: Path, other: Path) -> bool:
    """Give two files each other's name, at once; return False where that cannot be done. Raises :class:`OSError`."""
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(_SYSTEM, "renamex_np"):
        failed = _SYSTEM.renamex_np(*names, _SWAP)
    elif hasattr(_SYSTEM, "renameat2"):
        failed = _SYSTEM.renameat2(_HERE, names[0], _HERE, names[1], _SWAP)
    else:
        return False
    if not failed:
        return True
    from ctypes import get_errno

    number = get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))
