"""Removing an app with everything it kept; what a crash leaves undone is finished later."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec

from bridge.errors import NotInstalled, StoreBusy, StoreCorrupt
from bridge.names import AppId, KeyId
from host.paths import Home
from host.store.blobs import BlobStore
from host.store.database import Database, utc_now
from host.store.gc import Collected, collect
from host.store.lock import writing
from host.store.profile_lock import open_anywhere, open_elsewhere
from host.store.receipts import Receipts
from host.store.steps import NoSteps, Step, Steps

LOCK_WAIT_S = 2.0
_REMOVED_PREFIX = "removed-"
_BLOBS_PREFIX = "blobs-"


class UninstallReport(msgspec.Struct, frozen=True):
    """What an uninstall removed."""

    app_id: AppId
    files: int
    freed_bytes: int

    def as_json(self) -> dict[str, object]:
        """`{"app_id", "files_removed", "bytes_freed"}`."""
        return {
            "app_id": self.app_id,
            "files_removed": self.files,
            "bytes_freed": self.freed_bytes,
        }


def data_folders(home: Home, host: str) -> tuple[Path, ...]:
    """Everything one app keeps, by its origin's host (AppId.host)."""
    return (home.profiles / host,)


def staged_leftovers(home: Home) -> list[Path]:
    """Folders of staging that a running change works in, or that a broken-off one left."""
    try:
        names = os.listdir(home.staging)
    except FileNotFoundError:
        return []
    ours = (_BLOBS_PREFIX, _REMOVED_PREFIX)
    return [home.staging / name for name in names if name.startswith(ours)]


class Uninstaller:
    """Removes apps, and finishes what a killed process had begun."""

    def __init__(
        self,
        home: Home,
        database: Database,
        blobs: BlobStore,
        receipts: Receipts,
        steps: Steps | None = None,
    ) -> None:
        self._home = home
        self._database = database
        self._blobs = blobs
        self._receipts = receipts
        self._steps = steps or NoSteps()

    def uninstall(self, app_id: AppId) -> UninstallReport:
        """Remove an app: its rows in one transaction, then its data, then files nobody shares.

        From that transaction on it is not installed, whatever happens; a tombstone remembers
        what is left to do. Raises NotInstalled, StoreBusy (also while another process has the
        app open: what it writes would stay behind), StoreFull.
        """
        self._check_not_open(app_id)
        with writing(self._home.lock, LOCK_WAIT_S):
            self._database.write(lambda held: self._bury(held, app_id))
            self._steps.reached(Step.RECORDED)
            collected = self._finish_all(app_id)
        self._steps.reached(Step.FINISHED)
        return UninstallReport(app_id, collected.files, collected.freed_bytes)

    def _check_not_open(self, app_id: AppId) -> None:
        def hosts(held: sqlite3.Connection) -> list[str]:
            rows = held.execute("SELECT publisher FROM apps WHERE app_id = ?", (app_id,))
            return [app_id.host(str(row[0])) for row in rows]

        for host in self._database.read(hosts):
            if open_elsewhere(self._home.profiles / host):
                raise StoreBusy(
                    f"{app_id} is open in another Fanlight; close it there, then remove it",
                    app_id=app_id,
                )

    def recover(self) -> bool:
        """Finish uninstalls and empty staging of what a killed process left; True if there was any.

        Cheap when there is nothing. When another process is writing, that one's work is not
        touched and nothing is done.
        """
        if not self._left_over():
            return False
        try:
            with writing(self._home.lock):
                for folder in staged_leftovers(self._home):
                    shutil.rmtree(folder, ignore_errors=True)
                self.finish()
        except StoreBusy:
            return False
        return True

    def finish(self, keep: str | None = None) -> None:
        """Finish uninstalls that were begun, and remove what apps kept that never arrived whole.

        Apps that are open now are left to a later time; so is the one whose origin's host is
        `keep`. The caller holds the store's lock.
        """
        if self._buried():
            self._finish_all(keep=keep)

    def foresee(self, app_id: AppId, publisher: KeyId) -> None:
        """Remember, before an app runs that is not installed yet, that it may never be.

        Unless it is installed, what it keeps is removed once it is closed: by `finish`, at the
        latest at the next start. Raises StoreBusy.
        """
        with writing(self._home.lock, LOCK_WAIT_S):
            self.finish()
            self._database.write(lambda held: _entomb(held, app_id, publisher))

    def _left_over(self) -> bool:
        return bool(staged_leftovers(self._home)) or bool(self._buried())

    def _buried(self) -> list[tuple[str, str, str]]:
        def act(held: sqlite3.Connection) -> list[tuple[str, str, str]]:
            rows = held.execute("SELECT app_id, publisher, host FROM tombstones")
            return [(str(row[0]), str(row[1]), str(row[2])) for row in rows]

        return self._database.read(act)

    def _bury(self, held: sqlite3.Connection, app_id: AppId) -> None:
        try:
            app = self._receipts.find(held, app_id)
        except StoreCorrupt:  # removing is always allowed; the id and key are those of the row
            app = None
            publishers = [
                KeyId(row["publisher"])
                for row in held.execute("SELECT publisher FROM apps WHERE app_id = ?", (app_id,))
            ]
        else:
            if app is None:
                raise NotInstalled(
                    f"{app_id} is not installed; `fanlight list` shows what is", app_id=app_id
                )
            publishers = [app.publisher]
        for publisher in publishers:
            _entomb(held, app_id, publisher)
        self._receipts.remove(held, app_id)
        self._receipts.remove_history(held, app_id)

    def _finish_all(self, own: AppId | None = None, keep: str | None = None) -> Collected:
        """`own` is what the person removes now: it goes even if this process has it open."""
        in_use = self._database.read(self._receipts.hosts)
        done: list[tuple[str, str]] = []
        for app_id, publisher, _host in self._buried():
            # Reckoned anew: a path is never taken from a row.
            host = AppId(app_id).host(KeyId(publisher))
            if app_id != own and (host == keep or open_anywhere(self._home.profiles / host)):
                continue
            if host not in in_use:
                self._remove_data(host)
            done.append((app_id, publisher))
        if not done:
            return Collected(0, 0)
        collected = collect(self._database, self._receipts, self._blobs)
        self._steps.reached(Step.FILES_REMOVED)
        self._database.write(lambda held: _unearth(held, done, in_use))
        return collected

    def _remove_data(self, host: str) -> None:
        moved = []
        for folder in data_folders(self._home, host):
            if os.path.lexists(folder):
                target = self._home.staging / f"{_REMOVED_PREFIX}{secrets.token_hex(8)}"
                try:
                    os.rename(folder, target)
                except PermissionError as error:  # Windows: a file in it is open
                    raise StoreBusy(
                        f"{folder} is in use ({error.strerror}); close the app and try again",
                        path=str(folder),
                    ) from error
                moved.append(target)
        self._steps.reached(Step.DATA_MOVED)
        for target in moved:
            if target.is_symlink():
                target.unlink()
            else:
                shutil.rmtree(target)
        self._steps.reached(Step.DATA_REMOVED)


def _entomb(held: sqlite3.Connection, app_id: AppId, publisher: KeyId) -> None:
    held.execute(
        "INSERT OR REPLACE INTO tombstones VALUES (?, ?, ?, ?)",
        (app_id, publisher, app_id.host(publisher), utc_now()),
    )


def _unearth(
    held: sqlite3.Connection, done: Iterable[tuple[str, str]], in_use: frozenset[str]
) -> None:
    """These are gone; so are the answers that were given to one that never arrived."""
    for app_id, publisher in done:
        place = (app_id, publisher)
        held.execute("DELETE FROM tombstones WHERE app_id = ? AND publisher = ?", place)
        if AppId(app_id).host(KeyId(publisher)) not in in_use:
            for table in ("grants", "consents"):
                held.execute(f"DELETE FROM {table} WHERE app_id = ? AND publisher = ?", place)
