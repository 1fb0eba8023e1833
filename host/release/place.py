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

On Windows the installer's own version lies in the folder itself, its program is the starter
(host.release.starting), and newer ones lie in versions/ as everywhere: nothing that is in use is
ever replaced, moved or removed.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from bridge.errors import StoreBusy, StoreCorrupt
from host.own_program import CURRENT, PREVIOUS, TRYING, VERSIONS
from host.release.index import BuildName, program_of
from host.release.version import ReleaseVersion
from host.release.whose import refuse_others
from host.store.durable import flush_folder, full_disk_typed
from host.store.registry.writing import replace_file

FAILED = "failed"
_MODE = 0o644
_ARRIVING = re.compile(r"[0-9a-f]{64}")


class Place(msgspec.Struct, frozen=True):
    """One installation. Methods that touch the disk raise StoreCorrupt, StoreFull, DiskFailed."""

    root: Path
    base: ReleaseVersion | None = None
    """The version that lies in `root` itself, where one does."""

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

    @property
    def programs(self) -> Path:
        """The folder that all programs of this installation lie in."""
        return self.root if self.base is not None else self.root / VERSIONS

    @property
    def present(self) -> Path:
        """The folder of the version that runs from the next start on."""
        return self.version_folder(self.current())

    def program(self, folder: Path, build: BuildName) -> Path:
        return folder / program_of(build)

    def version_folder(self, version: ReleaseVersion) -> Path:
        if version == self.base:
            return self.root
        return self.root / VERSIONS / str(version)

    def current(self) -> ReleaseVersion:
        """The version that the starter runs."""
        version = self._named(CURRENT)
        if self.base is not None and (version is None or version < self.base):
            return self.base  # nothing newer was taken since the installer ran
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
        refuse_others((self.root, self.root / VERSIONS, self.updates))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One update at a time. Raises StoreBusy."""
        with locked_folder(self.updates):
            yield

    def take_up(self, version: ReleaseVersion, arriving: Path) -> None:
        """Have what was put there by an update that ended before it switched, or by a version that
        went back, looked at anew. Raises StoreFull, DiskFailed."""
        stands = self.version_folder(version)
        if stands.is_dir() and version != self.previous() and not arriving.exists():
            with full_disk_typed("preparing the new version"):
                os.rename(stands, arriving)

    def seal(self, folder: Path) -> None:
        """A folder of files has no seal but their hashes."""

    def put(self, arriving: Path, version: ReleaseVersion) -> None:
        """Have the version in `arriving` run from the next start on, on trial."""
        stands = self.version_folder(version)
        with full_disk_typed("putting the new version in its place"):
            stands.parent.mkdir(mode=0o755, exist_ok=True)
            os.rename(arriving, stands)
            flush_folder(stands.parent)
        self.switch_to(version)

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
                    name = path.name.removesuffix(".gone")
                    mine = ReleaseVersion.read(name) or _ARRIVING.fullmatch(name)
                    if path.name not in names and mine:
                        remove_all(path)

    def _named(self, name: str) -> ReleaseVersion | None:
        with full_disk_typed(f"reading {self.root / name}"), suppress(FileNotFoundError):
            content = (self.root / name).read_bytes()[:256]
            return ReleaseVersion.read(content.decode("utf-8", "replace").strip())
        return None


@contextmanager
def locked_folder(updates: Path) -> Iterator[None]:
    """One update at a time, by a lock in the folder `updates`. Raises StoreBusy."""
    import filelock

    with full_disk_typed(f"preparing {updates}"):
        updates.mkdir(mode=0o700, exist_ok=True)
    held = filelock.FileLock(updates / "lock", timeout=0, mode=0o600)
    try:
        held.acquire()
    except filelock.Timeout as error:
        raise StoreBusy("another process is updating this Fanlight; wait for it") from error
    try:
        yield
    finally:
        held.release()


def remove_all(folder: Path) -> None:
    """Remove a folder, or leave it whole: on Windows what is in use can be removed in part alone,
    and then cannot be given another name either."""
    gone = folder.with_name(f"{folder.name}.gone")
    with suppress(OSError):
        os.rename(folder, gone)
        shutil.rmtree(gone, ignore_errors=True)


def _line(version: ReleaseVersion) -> bytes:
    return f"{version}\n".encode()
