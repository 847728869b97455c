"""Swapping two files in one step, where the system and its file systems can."""

import errno
import os
import sys
from pathlib import Path

_HERE = -100
"""What the system calls the folder that a relative name begins at."""

_SWAP = 2
_CANNOT = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV})


def exchange(one: Path, other: Path) -> bool:
    """Give two files each other's name, at once; return False where that cannot be done. Raises :class:`OSError`."""
    if sys.platform not in ("linux", "darwin"):
        return False
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = system.renamex_np(*names, _SWAP)
    elif hasattr(system, "renameat2"):
        failed = system.renameat2(_HERE, names[0], _HERE, names[1], _SWAP)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))
