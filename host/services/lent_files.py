"""Copies of an app's files that other programs were given to read, until this host ends."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

_LOCK = ".lock"


class LentFiles:
    """One host's copies, in a folder of its own below `place`, which hosts share.

    A lock beside the folder says that its host lives; it falls with the process. So what a host
    left that was killed, or what a program kept open on Windows, goes with the next `sweep`.
    Blocking; one thread uses it at a time.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._folder: Path | None = None
        self._lock: BaseFileLock | None = None

    def lend(self, file: Path, ending: str) -> Path:
        """A read-only copy of `file`, named as it is but by its `ending`. Raises OSError."""
        folder = self._own() / secrets.token_hex(8)
        folder.mkdir(mode=0o700)
        copy = folder / f"{file.stem}.{ending}"
        shutil.copyfile(file, copy)
        copy.chmod(stat.S_IRUSR)
        return copy

    def sweep(self) -> None:
        """Remove what hosts left that are gone."""
        folders = (
            [each for each in sorted(self._place.iterdir()) if each.is_dir()]
            if self._place.is_dir()
            else []
        )
        if not folders:
            return
        import filelock

        for folder in folders:
            lock = filelock.FileLock(_lock_of(folder), timeout=0, thread_local=False)
            with contextlib.suppress(filelock.Timeout), lock:
                _remove(folder)
            if not folder.exists():
                _lock_of(folder).unlink(missing_ok=True)

    def close(self) -> None:
        """Remove this host's copies. What another program keeps open stays for the next sweep."""
        folder, lock = self._folder, self._lock
        if folder is None or lock is None:
            return
        self._folder = self._lock = None
        _remove(folder)
        lock.release()
        if not folder.exists():
            with contextlib.suppress(OSError):
                _lock_of(folder).unlink(missing_ok=True)

    def _own(self) -> Path:
        if self._folder is not None:
            return self._folder
        import filelock

        self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = self._place / secrets.token_hex(8)
        # Before the folder is there: a sweep looks at folders, and finds this one's lock held.
        lock = filelock.FileLock(_lock_of(folder), timeout=0, mode=0o600, thread_local=False)
        lock.acquire()
        folder.mkdir(mode=0o700)
        self._folder, self._lock = folder, lock
        return folder


def _lock_of(folder: Path) -> Path:
    return folder.with_name(folder.name + _LOCK)


def _remove(folder: Path) -> None:
    """All that the system lets go of; read-only files are no obstacle."""
    for file in folder.glob("*/*"):
        with contextlib.suppress(OSError):
            file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    shutil.rmtree(folder, ignore_errors=True)
