"""Making a new file like another in all but its content: by descriptors, so that no third one gets anything."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from stat import S_IMODE

from commitrack.files.hindered import Hindered

_ACCESS = "system.posix_acl_access"
"""The extended attribute that opens or closes a file: it must not be lost, and none may be added."""

_NOT_KEPT_HERE = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENODATA, errno.EINVAL, errno.EPERM, errno.EACCES})


def liken(descriptor: int, other: int) -> None:
    """Give an open file the owner, the group, the extended attributes and the mode of another.

    Where the owner cannot be kept, which only root can, the group must. Raises
    :class:`~commitrack.files.hindered.Hindered` where it cannot either, and :class:`OSError`.
    """
    if os.name != "posix":
        return
    kept = os.fstat(other)
    _keep_owner(descriptor, kept)
    _keep_attributes(descriptor, other)
    os.fchmod(descriptor, S_IMODE(kept.st_mode))


def _keep_owner(descriptor: int, kept: os.stat_result) -> None:
    own = os.fstat(descriptor)
    if (kept.st_uid, kept.st_gid) == (own.st_uid, own.st_gid):
        return
    try:
        os.fchown(descriptor, kept.st_uid, kept.st_gid)
        return
    except PermissionError:  # only root gives files away; a shared file keeps its group, and its next writer owns it
        pass
    try:
        os.fchown(descriptor, -1, kept.st_gid)
    except PermissionError:
        raise Hindered(
            "belongs to a group that you are not in, so you cannot replace it for them",
            "let somebody of that group write it",
        ) from None


def _keep_attributes(descriptor: int, other: int) -> None:
    wanted, own = _attributes(other), _attributes(descriptor)
    if sys.platform == "linux":  # elsewhere Python does not know them
        for name in own.keys() - wanted.keys():
            with _as_far_as_possible(name):
                os.removexattr(descriptor, name)
        for name, value in wanted.items():
            if own.get(name) != value:
                with _as_far_as_possible(name):
                    os.setxattr(descriptor, name, value)


def _attributes(descriptor: int) -> dict[str, bytes]:
    values = {}
    if sys.platform == "linux":
        with _as_far_as_possible(""):
            for name in os.listxattr(descriptor):
                with _as_far_as_possible(name):
                    values[name] = os.getxattr(descriptor, name)
    return values


@contextmanager
def _as_far_as_possible(name: str) -> Iterator[None]:
    """Do without an attribute that cannot be kept, unless the file would be open to others without it."""
    try:
        yield
    except OSError as error:
        if name == _ACCESS or error.errno not in _NOT_KEPT_HERE:
            raise
