"""Where a package's bytes come from: anything that can be read at an offset."""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from bridge.errors import ArchiveInvalid, DiskFailed

_SYSTEMS = {errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM}


class ByteSource(Protocol):
    """Random access to bytes that do not change in length: a file, memory, HTTP ranges."""

    @property
    def size_bytes(self) -> int:
        """The length of the whole."""
        ...

    def read(self, offset: int, length: int) -> bytes:
        """Exactly `length` bytes from `offset`; blocks. Raises a FanlightError when it cannot."""
        ...


class BytesSource:
    """A package in memory."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @property
    def size_bytes(self) -> int:
        return len(self._content)

    def read(self, offset: int, length: int) -> bytes:
        """Exactly `length` bytes from `offset`. Raises ArchiveInvalid outside the content."""
        if min(offset, length) < 0 or offset + length > len(self._content):
            raise _outside(offset, length, len(self._content))
        return self._content[offset : offset + length]


class FileSource:
    """A package in a regular file, kept open. Close it, or use it in a `with`.

    Raises ArchiveInvalid when `path` cannot be opened or is not a regular file (a pipe or a
    device could keep the reader waiting for ever), DiskFailed when the system has a fault.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            self._descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
        except OSError as error:
            reason = error.strerror or "cannot be opened"
            if error.errno in _SYSTEMS:
                raise DiskFailed(f"{path}: {reason}; try again", path=str(path)) from error
            raise ArchiveInvalid(f"{path}: {reason}", path=str(path)) from error
        status = os.fstat(self._descriptor)
        if not stat.S_ISREG(status.st_mode):
            self.close()
            raise ArchiveInvalid(f"{path} is not a regular file", path=str(path))
        self._size_bytes = status.st_size

    @property
    def size_bytes(self) -> int:
        return self._size_bytes

    def read(self, offset: int, length: int) -> bytes:
        """Exactly `length` bytes from `offset`; safe from several threads.

        Raises ArchiveInvalid outside the file, or when it was cut short meanwhile.
        """
        if min(offset, length) < 0 or offset + length > self._size_bytes:
            raise _outside(offset, length, self._size_bytes)
        content = self._some(offset, length)
        while len(content) < length:
            more = self._some(offset + len(content), length - len(content))
            if not more:
                raise ArchiveInvalid(f"{self._path} was cut short while it was read")
            content += more
        return content

    def _some(self, offset: int, length: int) -> bytes:
        if sys.platform == "win32":
            with self._lock:  # seeking and reading are two steps there
                os.lseek(self._descriptor, offset, os.SEEK_SET)
                return os.read(self._descriptor, length)
        else:
            return os.pread(self._descriptor, length, offset)

    def close(self) -> None:
        """Let go of the file; further reads fail. May be called twice."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _outside(offset: int, length: int, size_bytes: int) -> ArchiveInvalid:
    return ArchiveInvalid(
        f"the package ends at byte {size_bytes}, but bytes {offset}…{offset + length} were "
        "asked for: it is truncated",
        offset=offset,
        size_bytes=size_bytes,
    )
