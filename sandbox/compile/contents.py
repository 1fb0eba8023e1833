"""The contents of a project's files, each read again only when its stamp has changed."""

from __future__ import annotations

import hashlib

import msgspec

from sandbox.compile.files import ProjectFiles, Stamp

DIGEST_BYTES = 16


class _Content(msgspec.Struct, frozen=True):
    stamp: Stamp
    data: bytes
    digest: bytes


class Contents:
    """Bytes, texts and digests by path."""

    def __init__(self, files: ProjectFiles) -> None:
        self._files = files
        self._known: dict[str, _Content] = {}
        self._looked_at: dict[str, _Content | None] = {}

    @property
    def files(self) -> ProjectFiles:
        """Where the contents come from."""
        return self._files

    def begin(self, files: ProjectFiles) -> None:
        """Look at `files` anew: each stamp once, until the next `begin`."""
        self._files = files
        self._looked_at.clear()

    def data(self, path: str) -> bytes:
        """A file's bytes. Raises BuildError when there is none."""
        found = self._find(path)
        return self._files.read(path) if found is None else found.data

    def text(self, path: str) -> str | None:
        """A file as text without byte order mark, line ends `\\n`; None when there is none."""
        found = self._find(path)
        if found is None:
            return None
        text = found.data.decode("utf-8-sig", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def digest(self, path: str) -> bytes | None:
        """A hash of the file's bytes; None when there is none."""
        found = self._find(path)
        return None if found is None else found.digest

    def _find(self, path: str) -> _Content | None:
        if path in self._looked_at:
            return self._looked_at[path]
        found = self._looked_at[path] = self._look_at(path)
        return found

    def _look_at(self, path: str) -> _Content | None:
        stamp = self._files.stamp(path)
        if stamp is None:
            self._known.pop(path, None)
            return None
        known = self._known.get(path)
        if known is None or known.stamp != stamp:
            data = self._files.read(path)
            known = self._known[path] = _Content(stamp, data, digest_of(data))
        return known


def digest_of(data: bytes) -> bytes:
    """A short hash that tells contents apart."""
    return hashlib.blake2b(data, digest_size=DIGEST_BYTES).digest()
