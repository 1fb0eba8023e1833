"""Where versions of Fanlight stand side by side, and which of them runs.

```
fanlight             the starter, a script: runs the version that `current` names
current              "0.2.0", one line; replaced whole
previous             the version before, while the new one is on trial
trying               the process of the new one's first start
failed               a version that the starter went back from
versions/0.2.0/      frozen folders, never changed once they stand here
updates/root.json    whose releases are taken: pinned, never replaced by the network
updates/…            TUF's cache, floors, the lock, what is arriving
```
A start on trial that ends before it has said that it stands (host.own_program.stands) makes the
starter go back at the next.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from bridge.errors import StoreBusy, StoreCorrupt, UpdateRefused
from host.own_program import CURRENT, PREVIOUS, TRYING, VERSIONS
from host.release.version import ReleaseVersion
from host.store.durable import flush_folder, full_disk_typed
from host.store.registry.writing import replace_file

FAILED = "failed"
_SHARED_BITS = stat.S_IWGRP | stat.S_IWOTH
_MODE = 0o644
_ARRIVING = re.compile(r"[0-9a-f]{64}")


class Place(msgspec.Struct, frozen=True):
    """One installation. Methods that touch the disk raise StoreCorrupt, StoreFull, DiskFailed."""

    root: Path

    @property
    def updates(self) -> Path:
        return self.root / "updates"

    @property
    def pinned_root(self) -> Path:
        """The TUF root of the releases; missing where the packager named none."""
        return self.updates / "root.json"

    @property
    def arriving(self) -> Path:
        """One folder for what is being brought, named by its index's SHA-256."""
        return self.updates / "arriving"

    def version_folder(self, version: ReleaseVersion) -> Path:
        return self.root / VERSIONS / str(version)

    def current(self) -> ReleaseVersion:
        """The version that the starter runs."""
        version = self._named(CURRENT)
        if version is None:
            raise StoreCorrupt(
                f"{self.root / CURRENT} does not name a version; write one of versions/ into it",
                path=str(self.root / CURRENT),
            )
        return version

    def previous(self) -> ReleaseVersion | None:
        """The version that is kept while the current one is on trial."""
        return self._named(PREVIOUS)

    def failed(self) -> ReleaseVersion | None:
        """The last version that was taken and did not start."""
        return self._named(FAILED)

    def refuse_others(self) -> None:
        """Raise UpdateRefused where this is not the person's own folder to change."""
        if sys.platform == "win32":
            raise UpdateRefused("Fanlight does not update itself on Windows; use its installer")
        if os.geteuid() == 0:
            raise UpdateRefused(
                f"root does not update {self.root}: what an administrator installed is the "
                "administrator's to replace. Run it as the user whose folder it is"
            )
        for folder in (self.root, self.root / VERSIONS, self.updates):
            if not folder.exists():
                continue
            facts = folder.lstat()
            if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.geteuid():
                raise UpdateRefused(
                    f"{folder} belongs to somebody else, who installed Fanlight for you: "
                    "ask them for the new version",
                    path=str(folder),
                )
            if facts.st_mode & _SHARED_BITS:
                raise UpdateRefused(
                    f"others may write to {folder}, so what is put there need not be what was "
                    f"verified: chmod go-w {folder}",
                    path=str(folder),
                )
            if not os.access(folder, os.W_OK | os.X_OK):
                raise UpdateRefused(f"{folder} cannot be written to", path=str(folder))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One update at a time. Raises StoreBusy."""
        import filelock

        with full_disk_typed(f"preparing {self.updates}"):
            self.updates.mkdir(mode=0o700, exist_ok=True)
        held = filelock.FileLock(self.updates / "lock", timeout=0, mode=0o600)
        try:
            held.acquire()
        except filelock.Timeout as error:
            raise StoreBusy("another process is updating this Fanlight; wait for it") from error
        try:
            yield
        finally:
            held.release()

    def switch_to(self, version: ReleaseVersion) -> None:
        """Make the starter run `version`, on trial. Killed anywhere: the old one, or the new."""
        before = self.current()
        with full_disk_typed("switching to the new version"):
            for name in (TRYING, FAILED):
                (self.root / name).unlink(missing_ok=True)
            replace_file(self.root / PREVIOUS, _line(before), mode=_MODE)
            replace_file(self.root / CURRENT, _line(version), mode=_MODE)
            flush_folder(self.root)

    def sweep(self, keep_arriving: str = "") -> None:
        """Remove versions that nobody goes back to, and what arrived of other releases."""
        kept = {str(self.current()), *(str(each) for each in (self.previous(),) if each)}
        for folder, names in ((self.root / VERSIONS, kept), (self.arriving, {keep_arriving})):
            with full_disk_typed(f"looking through {folder}"), suppress(FileNotFoundError):
                for path in folder.iterdir():
                    mine = ReleaseVersion.read(path.name) or _ARRIVING.fullmatch(path.name)
                    if path.name not in names and mine:
                        shutil.rmtree(path, ignore_errors=True)

    def _named(self, name: str) -> ReleaseVersion | None:
        with full_disk_typed(f"reading {self.root / name}"), suppress(FileNotFoundError):
            content = (self.root / name).read_bytes()[:256]
            return ReleaseVersion.read(content.decode("utf-8", "replace").strip())
        return None


def _line(version: ReleaseVersion) -> bytes:
    return f"{version}\n".encode()
