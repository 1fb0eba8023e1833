"""Whose profile a launch will need, and the lock on it: known before the rest of a host is.

Writing the lock waits for the disk, 1 to 60 ms (measured): a thread of its own does it.
"""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QLockFile

from bridge.errors import DiskFailed, StoreBusy
from bridge.names import AppId
from host.paths import Home
from host.store.durable import full_disk_typed
from host.store.profile_lock import PROFILE_LOCK

_WRITING_S = 0.02
_LOOKS_AT_EMPTY = 5


class Claim:
    """The profile of the app whose origin is `host`, locked; `end` lets it go."""

    def __init__(self, home: Home, host: str) -> None:
        """Raises StoreBusy when another host has that app open."""
        self.host = host
        try:
            self.lock = lock_profile(home.profiles / host)
        except StoreBusy:
            from host.single.yielding import yielded

            if not yielded(home, host):
                raise
            self.lock = lock_profile(home.profiles / host)

    def end(self) -> None:
        """Unlock the profile."""
        self.lock.unlock()


def foresee(home: Home, app_id: AppId) -> str | None:
    """The origin's host that an installed app will probably have; None when it is not known.

    A hint read past the library's checks: a view made by it is used only when the verified
    launch arrives at the same host.
    """
    import sqlite3

    if not home.database.exists():
        return None
    try:
        held = sqlite3.connect(f"file:{home.database}?mode=ro", uri=True, timeout=0.1)
        try:
            row = held.execute("SELECT publisher FROM apps WHERE app_id = ?", (app_id,)).fetchone()
        finally:
            held.close()
    except sqlite3.Error:
        return None
    return app_id.host(row[0]) if row else None


def lock_profile(folder: Path) -> QLockFile:
    """The lock on a profile's folder, made where it is missing.

    Raises StoreBusy when another host has that app open, StoreFull, DiskFailed.
    """
    with full_disk_typed("making an app's profile"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / PROFILE_LOCK
    lock = QLockFile(str(place))
    lock.setStaleLockTime(0)  # a lock is stale only when its process is gone
    if not lock.tryLock(0) and not (_is_unwritten(place) and lock.tryLock(0)):
        if lock.error() is QLockFile.LockError.LockFailedError:
            raise StoreBusy("the app is open in another Fanlight; close it there first")
        raise DiskFailed(
            f"an app's profile could not be locked ({place}); look after the disk, then try again",
            path=str(place),
        )
    return lock


def _is_unwritten(place: Path) -> bool:
    """Remove a lock that its process left empty; Qt would take it for somebody's for good."""
    try:
        for _ in range(_LOOKS_AT_EMPTY):
            if place.stat().st_size:
                return False
            time.sleep(_WRITING_S)  # whoever makes a lock writes it at once
        place.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
