"""A release's files into a folder, each checked; what is here already is not fetched again."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bridge.errors import ContentMismatch, RegistryUnreachable, StoreFull
from host.release.index import ReleaseFile, ReleaseIndex
from host.release.pack_stream import open_run, runs_of
from host.store.durable import READ_FLAGS, flush, flush_folder, full_disk_typed, is_no_file

if TYPE_CHECKING:
    from host.release.repository import Offer
    from host.store.fetch import HttpClient, Progress

SPARE_BYTES = 64 * 1024 * 1024
"""To be left on the disk."""
_PIECE_BYTES = 1 << 20
Received = Callable[[int], None]


class Bringing:
    """One release on its way into `folder`. What is there of an earlier try is taken up again."""

    def __init__(self, offer: Offer, folder: Path, client: HttpClient) -> None:
        self._offer = offer
        self._index: ReleaseIndex = offer.index
        self._folder = folder
        self._client = client
        self.fetched_bytes = 0

    def bring(self, from_: Path, progress: Progress | None = None) -> None:
        """Make `folder` exactly the release; `from_` is a version that may have some of it.

        Raises ContentMismatch, RegistryUnreachable, RegistryInvalid, StoreFull, DiskFailed.
        """
        with full_disk_typed("bringing the new version"):
            self._folder.mkdir(mode=0o755, parents=True, exist_ok=True)
            self._clear()
            lacking = [file for file in self._index.files if not self._is_here(file)]
            self._check_room(lacking)
            lacking = [file for file in lacking if not self._copied(file, from_)]
            self._fetch(lacking, progress)
            for link in self._index.links:
                place = self._folder / link.path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(link.to)
            self._settle()

    def _clear(self) -> None:
        """Remove what is no file of the release: links, and what is called otherwise."""
        wanted = {file.path for file in self._index.files}
        for place, folders, names in os.walk(self._folder):
            for name in (*folders, *names):
                path = Path(place, name)
                inside = path.relative_to(self._folder).as_posix()
                plain = path.is_dir() and not path.is_symlink()
                if not plain and (path.is_symlink() or inside not in wanted):
                    path.unlink()

    def _is_here(self, file: ReleaseFile) -> bool:
        return _is_right(self._folder / file.path, file)

    def _check_room(self, lacking: Sequence[ReleaseFile]) -> None:
        wanted = sum(file.size_bytes for file in lacking) + SPARE_BYTES
        free = shutil.disk_usage(self._folder).free
        if free < wanted:
            raise StoreFull(
                f"the new version needs {wanted} bytes below {self._folder.parent}, and {free} "
                "are free; nothing was changed, free some space",
                path=str(self._folder.parent),
            )

    def _copied(self, file: ReleaseFile, from_: Path) -> bool:
        """Whether the version that is here had it. Checked on the way, and never linked."""
        source = from_ / file.path
        if source.is_symlink() or not source.is_file():
            return False
        if source.stat().st_size != file.size_bytes:
            return False
        digest = hashlib.sha256()
        with source.open("rb") as old, self._written(file) as new:
            while piece := old.read(_PIECE_BYTES):
                digest.update(piece)
                new.write(piece)
            flush(new.fileno())
        return digest.hexdigest() == file.sha256

    def _fetch(self, lacking: Sequence[ReleaseFile], progress: Progress | None) -> None:
        todo, total = list(lacking), sum(file.packed_bytes for file in lacking)

        def received(count: int) -> None:
            self.fetched_bytes += count
            if progress is not None:
                progress(min(self.fetched_bytes, total), total)

        tries = self._client.settings.attempts
        while todo:
            before = len(todo)
            try:
                self._fetch_run(runs_of(todo)[0], todo, received)
            except RegistryUnreachable:
                tries = self._client.settings.attempts if len(todo) < before else tries - 1
                if tries <= 0:
                    raise

    def _fetch_run(
        self, run: Sequence[ReleaseFile], todo: list[ReleaseFile], received: Received
    ) -> None:
        """`todo` loses each file as it stands whole."""
        size_bytes = self._index.pack_bytes
        with open_run(self._client, self._offer.pack_url, run, size_bytes, received) as stream:
            for file in run:
                with self._written(file) as out:
                    stream.unpack(file, out)
                    flush(out.fileno())
                todo.remove(file)

    def _written(self, file: ReleaseFile) -> BinaryIO:
        place = self._folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            place.unlink()
        return place.open("xb")

    def _settle(self) -> None:
        """Modes, empty folders, and everything on the disk; then once more every hash."""
        for file in self._index.files:
            (self._folder / file.path).chmod(0o755 if file.executable else 0o644)
        for place, _, _ in os.walk(self._folder, topdown=False):
            folder = Path(place)
            if not any(folder.iterdir()):
                folder.rmdir()
                continue
            folder.chmod(0o755)
            flush_folder(folder)
        for file in self._index.files:
            if not self._is_here(file):
                raise ContentMismatch(
                    f"{file.path} was changed while it was brought; nothing was replaced",
                    path=file.path,
                )


def _is_right(path: Path, file: ReleaseFile) -> bool:
    try:
        descriptor = os.open(path, READ_FLAGS)
    except OSError as error:
        if is_no_file(error):
            return False
        raise
    with os.fdopen(descriptor, "rb") as content:
        if os.fstat(content.fileno()).st_size != file.size_bytes:
            return False
        return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256
