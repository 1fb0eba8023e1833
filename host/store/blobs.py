"""Installed files by what they contain: one file a SHA-256, shared by versions and apps."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from bridge.errors import NameInvalid, StoreCorrupt
from bridge.names import Digest
from host.store.durable import flush_files, flush_folders, full_disk_typed

_QUARANTINE = "quarantine"
# A link is not followed, and opening a pipe does not wait for its other end.
_READ_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_WRITE_FLAGS = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)


class BlobStore:
    """Content-addressed files under `root`, as `<two characters>/<sixty-two>`.

    Writers hold the store's lock (host.store.lock); readers need none. `staging` must be on the
    same file system; by default it is the folder `staging` beside `root`.
    """

    def __init__(self, root: Path, staging: Path | None = None) -> None:
        self.root = root
        self.staging = staging or root.parent / "staging"
        self._prefix = f"{root}{os.sep}"

    def path(self, digest: Digest) -> Path:
        """Where the content of this digest is, or would be."""
        return self.root / digest[:2] / digest[2:]

    def place_of(self, digest: Digest) -> str:
        """As `path`, as text: a tenth of the time, which counts when there are thousands."""
        return f"{self._prefix}{digest[:2]}{os.sep}{digest[2:]}"

    def put(self, content: bytes) -> Digest:
        """Store one content durably; nothing happens when it is there. Raises StoreFull."""
        digest = Digest.of(content)
        if not self.intact(digest, len(content)):
            with self.batch() as batch:
                batch.add(digest, content)
                batch.commit()
        return digest

    def batch(self) -> BlobBatch:
        """Begin storing many contents at the price of two flushes."""
        return BlobBatch(self)

    def has(self, digest: Digest) -> bool:
        """Whether there is a file of that name; says nothing about its content."""
        return os.path.isfile(self.place_of(digest))

    def read(self, digest: Digest, size_bytes: int) -> bytes:
        """The content, hashed just now; a caller serves these bytes, never the file again.

        Raises StoreCorrupt when the file is missing, or not a regular file of that size and
        digest; in the second case it is moved to quarantine, so that installing again heals.
        """
        try:
            content = _read_regular(self.place_of(digest), size_bytes)
        except FileNotFoundError as error:
            raise StoreCorrupt(
                f"an installed file is missing from the store ({digest[:12]}…); install the app "
                "again",
                digest=digest,
            ) from error
        except OSError:
            content = None
        if content is None or hashlib.sha256(content).hexdigest() != digest:
            self._quarantine(digest)
            raise StoreCorrupt(
                f"an installed file was changed on disk ({digest[:12]}…) and is not used; "
                "install the app again",
                digest=digest,
            )
        return content

    def intact(self, digest: Digest, size_bytes: int) -> bool:
        """Whether the content is there and right. A wrong file goes to quarantine."""
        if not os.path.lexists(self.place_of(digest)):
            return False
        try:
            self.read(digest, size_bytes)
        except StoreCorrupt:
            return False
        return True

    def delete(self, digest: Digest) -> int:
        """Remove a content, if it is there; returns the bytes freed."""
        path = self.path(digest)
        try:
            size_bytes = path.lstat().st_size
            path.unlink()
        except FileNotFoundError:
            return 0
        return size_bytes

    def digests(self) -> Iterator[Digest]:
        """The digest of every file in the store, in no order; foreign names are skipped."""
        for folder in self.root.iterdir():
            if len(folder.name) == 2 and folder.is_dir():
                for file in os.listdir(folder):
                    try:
                        yield Digest(folder.name + file)
                    except NameInvalid:
                        continue

    def empty_quarantine(self) -> None:
        """Delete what was found changed."""
        shutil.rmtree(self.root / _QUARANTINE, ignore_errors=True)

    def _quarantine(self, digest: Digest) -> None:
        folder = self.root / _QUARANTINE
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            os.rename(self.path(digest), folder / f"{digest}.{secrets.token_hex(4)}")
        except FileNotFoundError:
            pass  # another reader found it first


class BlobBatch:
    """Contents on their way into the store: written to staging, flushed, renamed, flushed.

    Without `commit()` nothing of them reaches the store. Use it in a `with`.
    """

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self._folder = store.staging / f"blobs-{secrets.token_hex(8)}"
        self._prefix = f"{self._folder}{os.sep}"
        self._digests: set[Digest] = set()

    def add(self, digest: Digest, content: bytes) -> None:
        """Write `content`, whose SHA-256 the caller has checked to be `digest`.

        Safe from several threads. Raises StoreFull.
        """
        with full_disk_typed("storing an app's files"):
            try:
                descriptor = os.open(self._prefix + digest, _WRITE_FLAGS, 0o600)
            except FileExistsError:  # the same content under two paths
                return
            try:
                rest = memoryview(content)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
            finally:
                os.close(descriptor)
        self._digests.add(digest)

    def flush(self) -> None:
        """Return when all contents are on the disk, still in staging. Raises StoreFull."""
        with full_disk_typed("storing an app's files"):
            flush_files(self._folder, [self._prefix + digest for digest in self._digests])

    def place(self) -> None:
        """Rename the flushed contents into the store, durably. Raises StoreFull."""
        store = self._store
        with full_disk_typed("storing an app's files"):
            folders = [f"{store.root}{os.sep}{name}" for name in {d[:2] for d in self._digests}]
            for folder in folders:
                os.makedirs(folder, mode=0o700, exist_ok=True)
            for digest in self._digests:
                os.replace(self._prefix + digest, store.place_of(digest))
            flush_folders(store.root, [str(store.root), *folders])
        self._digests.clear()

    def commit(self) -> None:
        """`flush()` and `place()`."""
        self.flush()
        self.place()

    def __enter__(self) -> Self:
        with full_disk_typed("storing an app's files"):
            self._folder.mkdir(mode=0o700, parents=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _read_regular(path: str, size_bytes: int) -> bytes | None:
    """The bytes of a regular file of exactly that size, else None. Raises OSError."""
    descriptor = os.open(path, _READ_FLAGS)
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
    finally:
        os.close(descriptor)
