"""Whether an installation is the person's own to change."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bridge.errors import UpdateRefused

_SHARED_BITS = stat.S_IWGRP | stat.S_IWOTH


def refuse_others(folders: Sequence[Path]) -> None:
    """Raise UpdateRefused unless all of `folders` that are there are this user's alone; the first
    of them is the installation's own."""
    if sys.platform == "win32":
        refuse_outside(folders[0], Path.home())
        return
    if os.geteuid() == 0:
        raise UpdateRefused(
            f"root does not update {folders[0]}: what an administrator installed is the "
            "administrator's to replace. Run it as the user whose folder it is"
        )
    for folder in folders:
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


def refuse_outside(folder: Path, home: Path) -> None:
    """Windows' way: rights there are lists that folders hand down, and below a person's own folder
    they are that person's. Raises UpdateRefused."""
    if not folder.resolve().is_relative_to(home.resolve()):
        raise UpdateRefused(
            f"{folder} is not below {home}: who installed Fanlight for everybody replaces it, by "
            "the newer installer",
            path=str(folder),
        )
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UpdateRefused(
            f"{folder} cannot be written to ({error.strerror})", path=str(folder)
        ) from None
