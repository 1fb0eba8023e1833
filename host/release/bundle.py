"""Fanlight.app on macOS: a bundle that its signature seals, so it is exchanged as a whole.

```
Fanlight.app/Contents/Resources/installed.json    which version, and that the recipe made it
Fanlight.app/Contents/Resources/update-root.json  whose releases are taken, sealed like the rest
.fanlight-updates/                                beside it: TUF's cache, floors, the lock
.fanlight-updates/arriving/…                      the next bundle; then, exchanged, the one before
```
There is no starter that could go back: a new bundle is proved before it takes the place, and the
one before lies in `arriving` until the next update.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from bridge.errors import ReleaseBroken, StoreCorrupt, UpdateRefused
from host.release.index import BuildName, program_of
from host.release.marker import read_marker
from host.release.place import locked_folder, remove_all
from host.release.version import ReleaseVersion
from host.release.whose import refuse_others
from host.store.durable import flush_folder, full_disk_typed

RESOURCES = Path("Contents", "Resources")
ROOT_FILE = "update-root.json"
_TRANSLOCATED = "AppTranslocation"
_RECEIPT = Path("Contents", "_MASReceipt")
_SEAL = Path("Contents", "_CodeSignature")
_CODESIGN = Path("/usr/bin/codesign")  # on every Mac


class Bundle(msgspec.Struct, frozen=True):
    """One bundle; `root` is its folder. The same ways as `place.Place`."""

    root: Path

    @property
    def updates(self) -> Path:
        return self.root.parent / ".fanlight-updates"

    @property
    def pinned_root(self) -> Path:
        return self.root / RESOURCES / ROOT_FILE

    @property
    def arriving(self) -> Path:
        return self.updates / "arriving"

    @property
    def programs(self) -> Path:
        """The folder that all programs of this installation lie in."""
        return self.root

    @property
    def present(self) -> Path:
        """The folder of the version that runs from the next start on."""
        return self.root

    def program(self, folder: Path, build: BuildName) -> Path:
        return folder / program_of(build)

    def current(self) -> ReleaseVersion:
        """Raises StoreCorrupt."""
        marker = read_marker(self.root / RESOURCES)
        if marker is None:
            raise StoreCorrupt(
                f"{self.root} does not say which version it is; open the disk image again and "
                "replace it",
                path=str(self.root),
            )
        return ReleaseVersion.parse(marker.version)

    def previous(self) -> ReleaseVersion | None:
        """None: a bundle that took the place had started before."""
        return None

    def failed(self) -> ReleaseVersion | None:
        return None

    def refuse_others(self) -> None:
        """Raise UpdateRefused where this is not the person's own bundle to replace."""
        if _TRANSLOCATED in self.root.parts:
            raise UpdateRefused(
                "macOS runs Fanlight.app from a copy that it made to protect you, because it was "
                "opened where it was downloaded. Move it to Applications by hand, open it there, "
                "and update then",
                path=str(self.root),
            )
        if (self.root / _RECEIPT).exists():
            raise UpdateRefused(
                f"{self.root} was installed by the App Store, which updates it",
                path=str(self.root),
            )
        refuse_others((self.root, self.root / "Contents", self.updates))
        if not os.access(self.root.parent, os.W_OK | os.X_OK):
            raise UpdateRefused(
                f"{self.root.parent} cannot be written to; move Fanlight.app out of its disk "
                "image, or ask who installed it",
                path=str(self.root.parent),
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One update at a time. Raises StoreBusy."""
        with locked_folder(self.updates):
            yield

    def take_up(self, _version: ReleaseVersion, _arriving: Path) -> None:
        """An update that ended before the exchange left what it had where it is looked for."""

    def sweep(self, keep_arriving: str = "") -> None:
        """Remove the bundle before, and what arrived of other releases."""
        with full_disk_typed(f"looking through {self.arriving}"):
            for path in self.arriving.glob("*"):
                if path.name != keep_arriving:
                    remove_all(path)

    def seal(self, folder: Path) -> None:
        """Ask the system whether the bundle in `folder` is as it was signed.

        Raises ReleaseBroken.
        """
        if not _CODESIGN.exists() or not (folder / _SEAL).exists():
            return
        import subprocess

        command = [str(_CODESIGN), "--verify", "--deep", "--strict", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ReleaseBroken(
                f"the new bundle is not as it was signed: {done.stderr.strip()[-200:]}. The "
                "present version stays; tell who publishes it"
            )

    def put(self, arriving: Path, _version: ReleaseVersion) -> None:
        """Exchange the bundle for the one in `arriving`. Killed anywhere: the old one, or the new.

        Raises UpdateRefused, StoreFull, DiskFailed.
        """
        from host.release import exchange

        with full_disk_typed("putting the new version in its place"):
            try:
                exchange.exchange(self.root, arriving)
            except PermissionError as error:
                raise UpdateRefused(
                    f"macOS does not let this program replace {self.root} ({error.strerror}): "
                    "allow it in System Settings, Privacy & Security, App Management, or replace "
                    "it from the disk image",
                    path=str(self.root),
                ) from None
            flush_folder(self.root.parent)
            flush_folder(arriving.parent)
