"""Many small contents in one file, as Git packs its objects.

A file each costs three system calls, a rename and its share of flushing: 2,000 small files took
as long to store as to inflate and hash (ext4), and far longer where each must be flushed alone
(macOS, Windows). A pack is written, flushed and renamed once.

Layout: the contents, one after another; then a record each of 48 bytes (SHA-256, offset and size
as big-endian u64), sorted; then the number of records as u64 and 8 bytes of magic. Its name is
the SHA-256 of the records. What is read from it is hashed by the caller all the same.
"""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from bridge.names import Digest
from host.store.durable import CREATE_FLAGS, READ_FLAGS, flush, flush_folder, is_no_file

SUFFIX = ".pack"
MAGIC = b"FLpack\x00\x01"
_RECORD = struct.Struct(">32sQQ")
_TRAILER = struct.Struct(">Q8s")
_WRITTEN_AT_ONCE_BYTES = 1024 * 1024
_MAX_RECORDS = 1_000_000


class Place(msgspec.Struct, frozen=True):
    """Where in a pack a content is."""

    offset: int
    size_bytes: int


class Pack(msgspec.Struct, frozen=True):
    """A pack file and what its records say."""

    path: str
    places: Mapping[Digest, Place]


class PackWriter:
    """A pack in the making, in staging. Adding is safe from several threads."""

    def __init__(self, path: str) -> None:
        """Begin the file. Raises OSError."""
        self._path = path
        self._descriptor = os.open(path, CREATE_FLAGS, 0o600)
        self._lock = threading.Lock()
        self._end = 0
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._places: dict[Digest, Place] = {}

    def add(self, digest: Digest, content: bytes) -> None:
        """Write a content whose digest the caller has checked. Raises OSError."""
        with self._lock:
            if digest in self._places:
                return
            self._places[digest] = Place(self._end, len(content))
            self._end += len(content)
            self._waiting.append(content)
            self._waiting_bytes += len(content)
            if self._waiting_bytes < _WRITTEN_AT_ONCE_BYTES:
                return
            chunk, offset = self._take()
        self._write(chunk, offset)

    def flush(self) -> None:
        """Write the records and return when all is on the disk. Raises OSError."""
        records = self._records()
        trailer = _TRAILER.pack(len(self._places), MAGIC)
        chunk, offset = self._take()
        self._write(chunk + records + trailer, offset)
        flush(self._descriptor)
        self.close()

    def place(self, folder: str) -> None:
        """Rename the flushed pack into `folder`, durably. Raises OSError."""
        name = hashlib.sha256(self._records()).hexdigest() + SUFFIX
        os.replace(self._path, f"{folder}{os.sep}{name}")
        flush_folder(folder)

    def close(self) -> None:
        """Close the file; may be called twice."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def _take(self) -> tuple[bytes, int]:
        """What was not written yet, and where it belongs. The caller holds the lock."""
        chunk, offset = b"".join(self._waiting), self._end - self._waiting_bytes
        self._waiting.clear()
        self._waiting_bytes = 0
        return chunk, offset

    def _records(self) -> bytes:
        return b"".join(
            _RECORD.pack(bytes.fromhex(digest), place.offset, place.size_bytes)
            for digest, place in sorted(self._places.items())
        )

    def _write(self, content: bytes, offset: int) -> None:
        rest = memoryview(content)
        if hasattr(os, "pwrite"):
            while rest:
                written = os.pwrite(self._descriptor, rest, offset)
                rest, offset = rest[written:], offset + written
            return
        with self._lock:  # Windows
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]


class Packs:
    """The packs of one folder. Reads need no lock: packs are whole, and never change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, Pack] = {}

    def find(self, digest: Digest) -> tuple[Pack, Place] | None:
        """The pack that holds this digest; looks again for new packs before it says no.

        Raises OSError when a pack that could hold it was not to be read.
        """
        if found := self.known(digest):
            return found
        unread = self.refresh()
        if (found := self.known(digest)) is None and unread is not None:
            raise unread
        return found

    def all(self) -> tuple[Pack, ...]:
        """Every pack, as the folder is now; a broken one has no contents. Raises OSError."""
        if (unread := self.refresh()) is not None:
            raise unread
        return tuple(self._known.values())

    def remove(self, pack: Pack) -> int:
        """Delete a pack; returns the bytes freed."""
        self._known.pop(os.path.basename(pack.path), None)
        try:
            size_bytes = os.lstat(pack.path).st_size
            os.unlink(pack.path)
        except FileNotFoundError:
            return 0
        return size_bytes

    def known(self, digest: Digest) -> tuple[Pack, Place] | None:
        """As `find`, among the packs seen at the last look."""
        for pack in self._known.values():
            place = pack.places.get(digest)
            if place is not None:
                return pack, place
        return None

    def refresh(self) -> OSError | None:
        """Read packs that came, forget those that went. Raises OSError.

        Returns what kept one from being read; the next call tries that one again.
        """
        try:
            names = {name for name in os.listdir(self.folder) if name.endswith(SUFFIX)}
        except FileNotFoundError:
            names = set()
        if names == set(self._known):
            return None
        unread = None
        known: dict[str, Pack] = {}
        for name in sorted(names):
            try:
                known[name] = self._known.get(name) or _read_records(f"{self.folder}{os.sep}{name}")
            except OSError as error:
                unread = error
        self._known = known
        return unread


def read_place(pack: Pack, place: Place) -> bytes | None:
    """The bytes at a place; None when the file is not regular or too short. Raises OSError."""
    descriptor = os.open(pack.path, READ_FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or place.offset + place.size_bytes > status.st_size:
            return None
        return _read_at(descriptor, place.offset, place.size_bytes)
    finally:
        os.close(descriptor)


def _read_at(descriptor: int, offset: int, length: int) -> bytes | None:
    os.lseek(descriptor, offset, os.SEEK_SET)
    content = os.read(descriptor, length)
    while len(content) < length:
        more = os.read(descriptor, length - len(content))
        if not more:
            return None
        content += more
    return content


def _read_records(path: str) -> Pack:
    """What a pack's records say; nothing, if they are broken: its contents are missing.

    Raises OSError when the system could not read them.
    """
    try:
        descriptor = os.open(path, READ_FLAGS)
    except OSError as error:
        if is_no_file(error):
            return Pack(path, {})
        raise
    try:
        return Pack(path, dict(_records(descriptor, os.path.basename(path))))
    except ValueError:
        return Pack(path, {})
    finally:
        os.close(descriptor)


def _records(descriptor: int, name: str) -> Iterator[tuple[Digest, Place]]:
    """Raises OSError or ValueError."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("not a regular file")
    if status.st_size < _TRAILER.size:
        raise ValueError("too short")
    trailer = _read_at(descriptor, status.st_size - _TRAILER.size, _TRAILER.size)
    if trailer is None:
        raise ValueError("too short")
    count, magic = _TRAILER.unpack(trailer)
    end = status.st_size - _TRAILER.size - count * _RECORD.size
    if magic != MAGIC or count > _MAX_RECORDS or end < 0:
        raise ValueError("not a pack")
    records = _read_at(descriptor, end, count * _RECORD.size)
    if records is None or hashlib.sha256(records).hexdigest() + SUFFIX != name:
        raise ValueError("other records than those that named it")
    for digest, offset, size_bytes in _RECORD.iter_unpack(records):
        yield Digest(digest.hex()), Place(offset, size_bytes)
