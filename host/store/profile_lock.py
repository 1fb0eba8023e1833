"""The lock that a running host holds on an app's profile, read without Qt.

`QLockFile` (Qt documentation) writes the process id on the first line; host.compose.spare makes it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PROFILE_LOCK = "open.lock"


def open_elsewhere(profile: Path) -> bool:
    """Whether another living process has the app of this profile folder open."""
    pid = _holder(profile)
    return pid != os.getpid() and _lives(pid)


def open_anywhere(profile: Path) -> bool:
    """Whether any living process has it open, this one too."""
    return _lives(_holder(profile))


def _holder(profile: Path) -> int:
    """The process that has locked the profile; 0 for none."""
    try:
        return int((profile / PROFILE_LOCK).read_text(encoding="ascii").split("\n", 1)[0])
    except (OSError, ValueError):
        return 0


def _lives(pid: int) -> bool:
    if pid <= 0:
        return False
    if sys.platform == "win32" or pid == os.getpid():
        return True  # Windows removes the file with its process
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
