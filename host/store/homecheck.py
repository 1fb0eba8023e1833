"""Whether the home folder is this person's alone; otherwise what it holds proves nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from bridge.errors import StoreCorrupt
from host.paths import Home

_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def check_home(home: Home) -> None:
    """Refuse a home that others can write to, or that belongs to somebody else.

    Windows is not checked: there the profile folder's access list keeps others out.
    Raises StoreCorrupt, naming the path and the command that mends it.
    """
    if os.name == "nt":
        return
    for path in _kept_private(home):
        _check(path)


def _kept_private(home: Home) -> Iterable[Path]:
    yield from (home.root, home.blobs, home.staging, home.keys, home.profiles, home.registries)
    yield from (home.database, home.database.with_name(f"{home.database.name}-wal"))
    yield receipt_key(home)


def receipt_key(home: Home) -> Path:
    """The key that seals the database's rows (host.store.seal)."""
    return home.root / "receipts.key"


def _check(path: Path) -> None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return
    if status.st_uid != os.geteuid():
        raise StoreCorrupt(
            f"{path} belongs to another user (id {status.st_uid}); use a home folder of your "
            "own (--home)",
            path=str(path),
        )
    if status.st_mode & _WRITABLE_BY_OTHERS:
        raise StoreCorrupt(
            f"{path} can be written to by other users; run: chmod go-w {path}", path=str(path)
        )
