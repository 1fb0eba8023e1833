"""Views made ahead of their app."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from bridge.api.system import Theme
from bridge.errors import StoreBusy
from bridge.names import AppId
from host.compose.looks import Looks
from host.paths import Home
from host.store.profile_lock import PROFILE_LOCK

if TYPE_CHECKING:
    from sandbox.view.blank import BlankView

_WRITING_S = 0.02
_LOOKS_AT_EMPTY = 5
# As host.shell.tokens has them; a view may be made before the shell is imported.
_GROUNDS = {Theme.LIGHT: "#ffffff", Theme.DARK: "#16181b"}


class Spare:
    """A blank view and the lock on its profile; `end` lets both go."""

    def __init__(self, lock: QLockFile, blank: BlankView) -> None:
        self.lock = lock
        self.blank = blank

    @property
    def host(self) -> str:
        return self.blank.settings.host

    def end(self) -> None:
        """Dispose of the view and unlock its profile."""
        self.blank.dispose()
        self.lock.unlock()


def make_spare(home: Home, host: str, looks: Looks) -> Spare:
    """A blank view with the profile of the app whose origin is `host`; the engine is loaded.

    Raises StoreBusy when another host has that app open.
    """
    from sandbox.view.blank import BlankSettings, BlankView

    folder = home.profiles / host
    lock = _lock_profile(folder)
    settings = BlankSettings(host, folder / "browser", _GROUNDS[looks.theme()], looks.tag())
    return Spare(lock, BlankView(settings))


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


def _lock_profile(folder: Path) -> QLockFile:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / PROFILE_LOCK
    lock = QLockFile(str(place))
    lock.setStaleLockTime(0)  # a lock is stale only when its process is gone
    if not lock.tryLock(0) and not (_is_unwritten(place) and lock.tryLock(0)):
        raise StoreBusy("the app is open in another Fanlight; close it there first")
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
