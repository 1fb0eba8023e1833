"""Installed files by what they contain, shared by versions and apps: written once, hashed always.

A large file, or one of a few, is a file of its own: `<two characters>/<sixty-two>`. Many small
ones that come together share a pack (host.store.packs).
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import stat
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from bridge.errors import DiskFailed, NameInvalid, StoreCorrupt
from bridge.names import Digest
from host.store.durable import (
    CREATE_FLAGS,
    READ_FLAGS,
    flush,
    flush_folder,
    full_disk_typed,
    is_no_file,
    write_all,
)
from host.store.packs import Packs, PackWriter, read_place

PACKED_FROM_FILES = 32
PACKED_BELOW_BYTES = 256 * 1024

_PACKS = "packs"
_QUARANTINE = "quarantine"
_DOING = "storing an app's files"
_READING = "reading an installed file"


class BlobStore:
    """Content-addressed files under `root`.

    Writers hold the store's lock (host.store.lock); readers need none. `staging` must be on the
    same file system; by default it is the folder `staging` beside `root`.
    """

    def __init__(self, root: Path, staging: Path | None = None) -> None:
        self.root = root
        self.staging = staging or root.parent / "staging"
        self.packs = Packs(root / _PACKS)
        self._prefix = f"{root}{os.sep}"

    def path(self, digest: Digest) -> Path:
        """Where the content of this digest is, or would be, as a file of its own."""
        return self.root / digest[:2] / digest[2:]

    def put(self, content: bytes) -> Digest:
        """Store one content durably; nothing happens when it is there. Raises StoreFull."""
        digest = Digest.of(content)
        if not self.intact(digest, len(content)):
            with self.batch() as batch:
                batch.add(digest, content)
                batch.commit()
        return digest

    def batch(self, files: int = 1) -> BlobBatch:
        """Begin storing about so many contents; they are flushed together."""
        return BlobBatch(self, packed=files >= PACKED_FROM_FILES)

    def has(self, digest: Digest) -> bool:
        """Whether something is kept under that name; says nothing about its content."""
        return os.path.lexists(self._loose(digest)) or self.packs.find(digest) is not None

    def lacking(self, digests: Iterable[Digest]) -> set[Digest]:
        """Those for which `has` says no; for thousands at once."""
        folders = set(os.listdir(self.root))
        self.packs.refresh()
        return {
            digest
            for digest in digests
            if self.packs.known(digest) is None
            and not (digest[:2] in folders and os.path.lexists(self._loose(digest)))
        }

    def read(self, digest: Digest, size_bytes: int) -> bytes:
        """The content, hashed just now; a caller serves these bytes, never the file again.

        Raises StoreCorrupt when it is missing, or not of that size and digest: a wrong file of
        its own is moved to quarantine, and installing again heals either kind. Raises DiskFailed
        when it could not be read; then nothing is known of it, and it stays where it is.
        """
        with full_disk_typed(_READING):
            content = self._found(digest, size_bytes)
            if content is None:
                self._quarantine(digest)
                raise _changed(digest)
        return content

    def intact(self, digest: Digest, size_bytes: int) -> bool:
        """Whether the content is there and right. What is wrong goes to quarantine."""
        if not self.has(digest):
            return False
        try:
            self.read(digest, size_bytes)
        except (StoreCorrupt, DiskFailed):  # a better copy beside it does no harm
            return False
        return True

    def sound(self, digest: Digest, size_bytes: int) -> bool:
        """As `intact`, only looking: what is wrong stays where it is. Raises DiskFailed."""
        with full_disk_typed(_READING):
            try:
                return self._found(digest, size_bytes) is not None
            except StoreCorrupt:
                return False

    def delete(self, digest: Digest) -> int:
        """Remove a file of its own, if it is there; returns the bytes freed."""
        path = self._loose(digest)
        try:
            size_bytes = os.lstat(path).st_size
            os.unlink(path)
        except FileNotFoundError:
            return 0
        return size_bytes

    def _found(self, digest: Digest, size_bytes: int) -> bytes | None:
        """The content; None when what is kept under that name is not it.

        Raises StoreCorrupt when nothing is, OSError when it could not be read.
        """
        loose = self._loose(digest)
        if os.path.lexists(loose):
            content = _read_loose(loose, size_bytes)
            return content if content is not None and _is(content, digest) else None
        found = self.packs.find(digest)
        if found is None:
            raise StoreCorrupt(
                f"an installed file is missing from the store ({digest[:12]}…); install the app "
                "again",
                digest=digest,
            )
        pack, place = found
        content = None
        try:
            content = read_place(pack, place) if place.size_bytes == size_bytes else None
        except OSError as error:
            if not is_no_file(error):
                raise
        if content is None or not _is(content, digest):
            if not os.path.lexists(pack.path) and self.packs.find(digest) not in (None, found):
                return self._found(digest, size_bytes)  # it moved to another pack meanwhile
            return None
        return content

    def loose(self) -> Iterator[Digest]:
        """The digest of every file of its own, in no order; foreign names are skipped."""
        for folder in self.root.iterdir():
            if len(folder.name) == 2 and folder.is_dir():
                for file in os.listdir(folder):
                    with suppress(NameInvalid):
                        yield Digest(folder.name + file)

    def digests(self) -> Iterator[Digest]:
        """The digest of everything in the store, in no order; some may come twice."""
        yield from self.loose()
        for pack in self.packs.all():
            yield from pack.places

    def empty_quarantine(self) -> None:
        """Delete what was found changed."""
        shutil.rmtree(self.root / _QUARANTINE, ignore_errors=True)

    def _loose(self, digest: Digest) -> str:
        return f"{self._prefix}{digest[:2]}{os.sep}{digest[2:]}"

    def _quarantine(self, digest: Digest) -> None:
        if not os.path.lexists(self._loose(digest)):  # it is in a pack
            return
        folder = self.root / _QUARANTINE
        folder.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):  # another reader found it first
            os.rename(self._loose(digest), folder / f"{digest}.{secrets.token_hex(4)}")


class BlobBatch:
    """Contents on their way into the store: written to staging, flushed, renamed, flushed.

    Without `place()` nothing of them reaches the store. Use it in a `with`.
    """

    def __init__(self, store: BlobStore, *, packed: bool) -> None:
        self._store = store
        self._folder = store.staging / f"blobs-{secrets.token_hex(8)}"
        self._prefix = f"{self._folder}{os.sep}"
        self._packed = packed
        self._pack: PackWriter | None = None
        self._loose: set[Digest] = set()
        self._lock = threading.Lock()

    def add(self, digest: Digest, content: bytes) -> None:
        """Write `content`, whose SHA-256 the caller has checked to be `digest`.

        Safe from several threads. Raises StoreFull.
        """
        # What a pack already claims to hold was found wrong there: a file of its own goes before.
        small = len(content) < PACKED_BELOW_BYTES
        with full_disk_typed(_DOING):
            if self._pack is not None and small and self._store.packs.known(digest) is None:
                self._pack.add(digest, content)
            else:
                self._add_loose(digest, content)

    def move(self, digest: Digest, content: bytes) -> None:
        """As `add`, for what another pack holds that is about to be removed."""
        with full_disk_typed(_DOING):
            if self._pack is not None:
                self._pack.add(digest, content)
            else:
                self._add_loose(digest, content)

    def flush(self) -> None:
        """Return when all contents are on the disk, still in staging. Raises StoreFull."""
        with full_disk_typed(_DOING):
            if self._pack is not None:
                self._pack.flush()

    def place(self) -> None:
        """Rename the flushed contents into the store, durably. Raises StoreFull."""
        store = self._store
        with full_disk_typed(_DOING):
            folders = {f"{store.root}{os.sep}{digest[:2]}" for digest in self._loose}
            for folder in folders:
                os.makedirs(folder, mode=0o700, exist_ok=True)
            for digest in self._loose:
                os.replace(self._prefix + digest, store.path(digest))
            for folder in folders:
                flush_folder(folder)
            if self._pack is not None:
                os.makedirs(store.packs.folder, mode=0o700, exist_ok=True)
                self._pack.place(str(store.packs.folder))
            flush_folder(store.root)

    def commit(self) -> None:
        """`flush()` and `place()`."""
        self.flush()
        self.place()

    def __enter__(self) -> Self:
        with full_disk_typed(_DOING):
            self._folder.mkdir(mode=0o700, parents=True)
            if self._packed:
                self._pack = PackWriter(self._prefix + "pack")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pack is not None:
            self._pack.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _add_loose(self, digest: Digest, content: bytes) -> None:
        with self._lock:
            if digest in self._loose:  # the same content under two paths
                return
            self._loose.add(digest)
        descriptor = os.open(self._prefix + digest, CREATE_FLAGS, 0o600)
        try:
            write_all(descriptor, content)
            flush(descriptor)
        finally:
            os.close(descriptor)


def _is(content: bytes, digest: Digest) -> bool:
    return hashlib.sha256(content).hexdigest() == digest


def _changed(digest: Digest) -> StoreCorrupt:
    return StoreCorrupt(
        f"an installed file was changed on disk ({digest[:12]}…) and is not used; install the "
        "app again",
        digest=digest,
    )


def _read_loose(path: str, size_bytes: int) -> bytes | None:
    """The bytes of a regular file of exactly that size, else None. Raises OSError."""
    try:
        descriptor = os.open(path, READ_FLAGS)
    except OSError as error:
        if is_no_file(error):
            return None
        raise
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size != size_bytes:
            return None
        content = os.read(descriptor, size_bytes)
        while len(content) < size_bytes:
            more = os.read(descriptor, size_bytes - len(content))
            if not more:
                return None
            content += more
        return content
    except IsADirectoryError:
        return None
    finally:
        os.close(descriptor)
