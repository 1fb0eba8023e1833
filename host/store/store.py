"""The store as one piece: opened on a home folder, closed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bridge.errors import StoreBusy
from bridge.names import AppId, Digest, KeyId
from host.paths import Home
from host.store.audit import AuditLog
from host.store.blobs import BlobStore
from host.store.consent import Ask, Consents
from host.store.database import Database
from host.store.durable import full_disk_typed
from host.store.gc import Collected
from host.store.grants import Grants
from host.store.homecheck import check_home, receipt_key
from host.store.library import InstalledApp, Library
from host.store.lock import writing
from host.store.receipts import Receipts
from host.store.revocations import Revocations
from host.store.seal import Seal, make_key
from host.store.steps import Steps
from host.store.uninstall import Uninstaller, UninstallReport

if TYPE_CHECKING:
    from host.store.first_files import FirstFiles
    from host.store.install import Installer
    from host.store.registry import AppRef
    from host.store.sealed_floors import SealedFloors
    from host.store.shown import ShownApps

LOCK_WAIT_S = 2.0


class Store:
    """Everything that is installed in one home. Use it in a `with`, or `close()` it."""

    def __init__(
        self,
        home: Home,
        steps: Steps | None = None,
        blobs: Callable[[Path, Path], BlobStore] = BlobStore,
    ) -> None:
        """Open, and finish what a killed process left. Makes the folders where they are missing.
        `blobs` makes the store of files from its folder and that of half-done ones.

        Raises StoreCorrupt (others can write to the home; unusable key), StoreBusy, StoreFull,
        DiskFailed.
        """
        self.home = home
        with full_disk_typed("opening the data folder"):
            home.prepare()
            check_home(home)
            seal = _seal(home)
        self._steps = steps
        self.database = Database(home.database)
        self.blobs = blobs(home.blobs, home.staging)
        self.receipts = Receipts(seal)
        self.grants = Grants(self.database, seal)
        self.consents = Consents(self.database, seal)
        self.revocations = Revocations(self.database, seal)
        self.audit = AuditLog(self.database)
        self._seal = seal
        self.library = Library(self.database, self.blobs, self.receipts, self.consents)
        self._uninstaller = Uninstaller(home, self.database, self.blobs, self.receipts, steps)
        try:
            with full_disk_typed("finishing what was broken off"):
                self._uninstaller.recover()
        except BaseException:
            self.close()
            raise

    # A launch needs none of these, and their modules take time to bring in.

    @cached_property
    def floors(self) -> SealedFloors:
        """What registries may not fall below."""
        from host.store.sealed_floors import SealedFloors

        return SealedFloors(self.database, self._seal)

    @cached_property
    def first_files(self) -> FirstFiles:
        """What the last launches asked for before their first screen."""
        from host.store.first_files import FirstFiles

        return FirstFiles(self.database)

    @cached_property
    def shown(self) -> ShownApps:
        """What the launcher shows of what is installed."""
        from host.store.shown import ShownApps

        return ShownApps(self.home, self.database, self.library, self._seal)

    @cached_property
    def installer(self) -> Installer:
        """Installs and updates."""
        from host.store.install import Installer

        return Installer(
            self.home,
            self.database,
            self.blobs,
            self.receipts,
            self.consents,
            self._uninstaller,
            self.audit,
            self._steps,
        )

    def uninstall(self, app_id: AppId) -> UninstallReport:
        """Remove an app and all it kept. Raises NotInstalled, StoreBusy, DiskFailed.

        After DiskFailed it is installed as before, or the next start removes what is left of it.
        """
        with full_disk_typed(f"removing {app_id}"):
            return self._uninstaller.uninstall(app_id)

    def foresee(self, app_id: AppId, publisher: KeyId) -> None:
        """Before an app runs that is still arriving: what it keeps goes, unless it is installed.

        Raises StoreBusy, StoreFull, DiskFailed.
        """
        with full_disk_typed(f"opening {app_id}"):
            self._uninstaller.foresee(app_id, publisher)

    def stay(self, app_id: AppId, *, wanted: bool) -> None:
        """Whether an app stays at its version. Raises NotInstalled, StoreCorrupt, StoreBusy."""
        from host.store.rollback import stay

        with full_disk_typed(f"keeping {app_id} at its version"):
            stay(self.home, self.database, self.receipts, app_id, wanted=wanted)

    def learn_publisher_name(self, ref: AppRef) -> None:
        """Remember what a registry's delegation calls an installed app's publisher.

        Raises StoreCorrupt, StoreBusy."""
        from host.store.publisher_names import learn_name

        with full_disk_typed(f"noting the publisher of {ref.app_id}"):
            learn_name(self.home, self.database, self.receipts, ref)

    def roll_back(self, app_id: AppId) -> InstalledApp:
        """Go back to the version before. Raises NotInstalled, StoreCorrupt, StoreBusy."""
        from host.store.rollback import roll_back

        with full_disk_typed(f"going back a version of {app_id}"):
            return roll_back(
                self.home, self.database, self.receipts, self.library, app_id, self._steps
            )

    def accept(self, app_id: AppId, asks: Iterable[Ask]) -> InstalledApp:
        """Note a person's consent to what an update asks for. Raises NotInstalled."""
        installed = self.library.get(app_id)
        self.consents.accept(app_id, installed.publisher, asks)
        return self.library.get(app_id)

    def collect(self, keep: Iterable[Digest] = ()) -> Collected:
        """Remove files that no kept version needs; does nothing while another process writes.

        `keep` names files of versions that still run though they are no longer kept.
        """
        from host.store.gc import collect

        try:
            with (
                full_disk_typed("removing files that no app needs"),
                writing(self.home.lock, LOCK_WAIT_S),
            ):
                return collect(self.database, self.receipts, self.blobs, keep)
        except StoreBusy:
            return Collected(0, 0)

    def close(self) -> None:
        """Write what waits and close the database."""
        self.grants.note_uses()
        self.audit.flush()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _seal(home: Home) -> Seal:
    """The key of the seals; made at the home's first start."""
    path = receipt_key(home)
    if not path.exists():
        with writing(home.lock, LOCK_WAIT_S):
            make_key(path)
    return Seal.load(path)
