"""Where a host keeps its things: one home folder, every place in it named once."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

HOME_VARIABLE = "FANLIGHT_HOME"


class Home(msgspec.Struct, frozen=True):
    """The folder tree of one host. Folders are made on `prepare()`, not before."""

    root: Path

    @classmethod
    def default(cls) -> Home:
        """`FANLIGHT_HOME`, else platformdirs' user data folder."""
        if named := os.environ.get(HOME_VARIABLE):
            return cls(Path(named).absolute())
        import platformdirs

        return cls(Path(platformdirs.user_data_dir("fanlight", appauthor=False)))

    @property
    def database(self) -> Path:
        return self.root / "library.db"

    @property
    def lock(self) -> Path:
        return self.root / "store.lock"

    @property
    def blobs(self) -> Path:
        """Content-addressed files."""
        return self.root / "blobs"

    @property
    def staging(self) -> Path:
        """Half-done downloads and temporary files; may be emptied while nobody holds the lock."""
        return self.root / "staging"

    @property
    def registries(self) -> Path:
        """One folder a trusted registry: its root and TUF's cached metadata."""
        return self.root / "registries"

    @property
    def keys(self) -> Path:
        """The person's own signing keys; private (0700)."""
        return self.root / "keys"

    @property
    def profiles(self) -> Path:
        """Browser storage, one folder an app and publisher."""
        return self.root / "profiles"

    def app_log(self, host: str) -> Path:
        """What one app writes into its own log; `host` is its origin's. Goes with its profile."""
        return self.profiles / host / "log"

    @property
    def compiled(self) -> Path:
        """What source folders were compiled to, kept for the next time; may be removed."""
        return self.root / "compiled"

    @property
    def lent(self) -> Path:
        """Copies of documents that other programs were given to read; gone with their host."""
        return self.root / "lent"

    @property
    def single(self) -> Path:
        """Where the running host of this home is to be found (host.single)."""
        return self.root / "single"

    @property
    def telemetry(self) -> Path:
        """How far the operator's collector has been told (host.timings.telemetry)."""
        return self.root / "telemetry.json"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"

    @property
    def person(self) -> Path:
        """The person's own addresses, invoice titles and places."""
        return self.root / "person.json"

    @property
    def pins(self) -> Path:
        """Which mini-programs the launcher shows first."""
        return self.root / "pins.json"

    @property
    def tray_told(self) -> Path:
        """Stands where a person was told that Fanlight goes on in the tray."""
        return self.root / "tray.told"

    @property
    def shown(self) -> Path:
        """The launcher's list, sealed; made anew when it is missing or old."""
        return self.root / "shown.bin"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    def prepare(self) -> None:
        """Make the folders, private to their owner. Does nothing where they exist."""
        for folder in (
            self.root,
            self.blobs,
            self.staging,
            self.registries,
            self.keys,
            self.profiles,
            self.logs,
        ):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
