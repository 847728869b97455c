"""Making a new file like another in all but its content: by descriptors, so that no third one gets anything."""

import errno
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from stat import S_IMODE

import msgspec

from commitrack.files.hindered import Hindered

_ACCESS = "system.posix_acl_access"
"""The extended attribute that opens or closes a file: it must not be lost, and none may be added."""

_NOT_KEPT_HERE = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENODATA, errno.EINVAL, errno.EPERM, errno.EACCES})


class Likeness(msgspec.Struct, frozen=True):
    """All that a file has but its content."""

    about: os.stat_result
    attributes: Mapping[str, bytes]


def likeness_of(descriptor: int) -> Likeness:
    """Return what an open file has. Raises :class:`OSError`."""
    return Likeness(os.fstat(descriptor), _attributes(descriptor))


def liken(descriptor: int, other: Likeness) -> None:
    """Give an open file the owner, the group, the extended attributes and the mode of another.

    Where the owner cannot be kept, which only root can, the group must. Raises
    :class:`~commitrack.files.hindered.Hindered` where it cannot either, and :class:`OSError`.
    """
    if os.name == "posix":
        _keep_owner(descriptor, other.about)
        _keep_attributes(descriptor, other.attributes)
        os.fchmod(descriptor, S_IMODE(other.about.st_mode))


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


def _keep_attributes(descriptor: int, wanted: Mapping[str, bytes]) -> None:
    own = _attributes(descriptor)
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
