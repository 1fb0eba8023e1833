"""Making written files outlive a power cut, and telling a full disk from other failures."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bridge.errors import StoreError, StoreFull

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}

READ_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""A link is not followed, and opening a pipe does not wait for its other end."""

CREATE_FLAGS = (
    os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)


@contextmanager
def full_disk_typed(doing: str) -> Iterator[None]:
    """Turn "no space left" into StoreFull, any other OSError into a StoreError that names it."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull(
                f"the disk or a quota is full while {doing}; nothing was changed, free some space"
            ) from error
        raise StoreError(f"{doing} failed: {error.strerror}", path=str(error.filename)) from error


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
