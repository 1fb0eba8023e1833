"""A package's file of which some stretches are here already, each at its own place."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import threading
from contextlib import suppress
from pathlib import Path

from bridge.errors import DiskFailed
from host.store.durable import full_disk_typed

SUFFIX = ".pieces"
_FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_DOING = "keeping what is fetched of an app"
_HASHED_AT_ONCE = 1024 * 1024


class PieceFile:
    """`size_bytes` bytes, as far as they were written; what was not reads as zeros.

    It says nothing of what is in it: whoever reads compares with a signed index. So it needs no
    record of what it holds, survives any end of its process, and two processes may write the
    same right bytes into it. Safe from several threads.
    """

    def __init__(self, path: Path, size_bytes: int) -> None:
        """Open or make it. Raises StoreFull, DiskFailed."""
        self._path = path
        self._size_bytes = size_bytes
        self._lock = threading.Lock()
        with full_disk_typed(_DOING):
            self._descriptor = os.open(path, _FLAGS, 0o600)
            try:
                status = os.fstat(self._descriptor)
                if not stat.S_ISREG(status.st_mode):
                    raise DiskFailed(f"{path} is not a regular file; remove it, then try again")
                if status.st_size > size_bytes:
                    os.ftruncate(self._descriptor, 0)
            except BaseException:
                os.close(self._descriptor)
                raise
        self.begun = 0 < status.st_size <= size_bytes
        """Whether an earlier try has left something in it."""

    def read(self, offset: int, length: int) -> bytes:
        """What stands there, zeros and all. Raises DiskFailed."""
        with full_disk_typed(_DOING):
            content = bytearray()
            while len(content) < length:
                more = self._read_some(offset + len(content), length - len(content))
                if not more:
                    break
                content += more
        return bytes(content.ljust(length, b"\0"))

    def write(self, offset: int, content: bytes) -> None:
        """Put checked bytes at their place. Raises StoreFull, DiskFailed."""
        rest = memoryview(content)
        with full_disk_typed(_DOING):
            while rest:
                written = self._write_some(len(content) - len(rest) + offset, rest)
                rest = rest[written:]

    def sha256(self) -> str:
        """The hash of the whole, in hexadecimal; blocks. Raises DiskFailed."""
        found = hashlib.sha256()
        for offset in range(0, self._size_bytes, _HASHED_AT_ONCE):
            found.update(self.read(offset, min(_HASHED_AT_ONCE, self._size_bytes - offset)))
        return found.hexdigest()

    def close(self) -> None:
        """Let go of it; what it holds stays for the next try. May be called twice."""
        with self._lock:
            descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def remove(self) -> None:
        """Close it and delete it; where the system forbids that, time does it."""
        self.close()
        with suppress(OSError):
            self._path.unlink()

    def _read_some(self, offset: int, length: int) -> bytes:
        if sys.platform == "win32":
            with self._lock:  # seeking and reading are two steps there
                os.lseek(self._descriptor, offset, os.SEEK_SET)
                return os.read(self._descriptor, length)
        return os.pread(self._descriptor, length, offset)

    def _write_some(self, offset: int, content: memoryview) -> int:
        if sys.platform == "win32":
            with self._lock:
                os.lseek(self._descriptor, offset, os.SEEK_SET)
                return os.write(self._descriptor, content)
        return os.pwrite(self._descriptor, content, offset)
