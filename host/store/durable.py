"""Making written files outlive a power cut, and telling a full disk from other failures."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bridge.errors import DiskFailed, StoreFull

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}

_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_IN_THE_WAY = {errno.EEXIST, errno.ENOTDIR}

READ_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""A link is not followed, and opening a pipe does not wait for its other end."""

_NO_FILE = {errno.ENOENT, errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENOTDIR}

CREATE_FLAGS = (
    os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)


@contextmanager
def full_disk_typed(doing: str) -> Iterator[None]:
    """Turn "no space left" into StoreFull, any other OSError into a DiskFailed that names it."""
    try:
        yield
    except OSError as error:
        raise typed(doing, error) from error


def typed(doing: str, error: OSError) -> StoreFull | DiskFailed:
    """What to raise when the system could not do it. It says nothing of what the disk holds."""
    if error.errno in _FULL:
        return StoreFull(
            f"the disk or a quota is full while {doing}; nothing was changed, free some space"
        )
    path = error.filename
    where = f" ({path})" if path is not None else ""
    return DiskFailed(
        f"{doing} failed: {error.strerror or error}{where}; {_what_to_do(error)}",
        path=str(path) if path is not None else None,
    )


def _what_to_do(error: OSError) -> str:
    if error.errno in _NO_RIGHT:
        return "let this user write there, or choose another data folder (--home, FANLIGHT_HOME)"
    if error.errno in _IN_THE_WAY:
        return "a file is in the way: move it, or name another data folder (--home, FANLIGHT_HOME)"
    return "look after the disk, then try again"


def is_no_file(error: OSError) -> bool:
    """Whether opening with READ_FLAGS failed because no regular file has that name.

    Any other error (the disk, no rights, too many open files) says nothing of what is there.
    """
    return error.errno in _NO_FILE


def write_all(descriptor: int, content: bytes) -> None:
    """Write every byte. Raises OSError."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def flush_file(path: str | os.PathLike[str]) -> None:
    """fsync one file. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        flush(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(path: str | os.PathLike[str]) -> None:
    """Return when the names in a folder are on the disk. Raises OSError."""
    if os.name != "nt":  # a folder cannot be opened there; NTFS journals names itself
        flush_file(path)


def flush(descriptor: int) -> None:
    """fsync an open file. Raises OSError."""
    if sys.platform == "darwin":
        import fcntl

        # fsync there leaves the bytes in the drive's cache (Apple, fsync(2)).
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)
