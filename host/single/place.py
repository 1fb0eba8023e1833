"""Where a home's running host is to be found, and by whom."""

from __future__ import annotations

import os
import stat
import struct
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from host.paths import Home

MAX_PATH_BYTES = 100
"""Of a socket's path: sockaddr_un holds 108 bytes on Linux, 104 on macOS."""
_DISPLAYS = ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM")
_CREDENTIALS = struct.Struct("3i")  # pid, uid, gid: struct ucred, unix(7)
# macOS: version, uid, how many groups, groups: struct xucred, sys/ucred.h; and sys/un.h.
_XUCRED = struct.Struct("=IIh2x16I")
_XUCRED_VERSION = 0
_SOL_LOCAL, _LOCAL_PEERCRED = 0, 1


def socket_place(home: Home) -> Path | None:
    """The socket's path; None where there is none: on Windows, which has `note_place`, and where
    the path is too long for one."""
    place = home.single / "host.sock"
    if sys.platform == "win32" or len(os.fsencode(place)) > MAX_PATH_BYTES:
        return None
    return place


def note_place(home: Home) -> Path:
    """Where a running host leaves its note on Windows (host.single.pipes)."""
    return home.single / "host.pipe"


def is_private(folder: Path) -> bool:
    """Whether `folder` is this user's, no link, and closed to all others."""
    if sys.platform == "win32":
        return False
    try:
        facts = folder.lstat()
    except OSError:
        return False
    mine = facts.st_uid == os.getuid()
    return mine and stat.S_ISDIR(facts.st_mode) and not stat.S_IMODE(facts.st_mode) & 0o077


class Turn:
    """To be a home's host is one process's turn: the kernel's own lock, gone with its process."""

    def __init__(self, lock: int) -> None:
        self._lock: int | None = lock

    def end(self) -> None:
        """Another may have it; may be called twice."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def take_turn(folder: Path) -> Turn | None:
    """This process's turn in a socket's folder; None where there is no such lock: on Windows, or
    in a folder that is not there yet or not this user's alone.

    Raises BlockingIOError where another process has it: a host that runs, or is on its way.
    """
    if sys.platform == "win32" or not is_private(folder):
        return None
    import fcntl

    lock = os.open(folder / "host.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return Turn(lock)


class Peer(Protocol):
    """A connected socket, or asyncio's wrapper of one."""

    def getsockopt(self, level: int, optname: int, buflen: int, /) -> bytes: ...


def is_own(peer: Peer, platform: str = sys.platform) -> bool:
    """Whether the same user is at the other end, as the kernel of `platform` (sys.platform's
    words) says; nobody is where it cannot be asked."""
    if platform == "darwin":
        level, name, credentials = _SOL_LOCAL, _LOCAL_PEERCRED, _XUCRED
    elif platform == "linux":
        import socket  # 4 ms that no start has need of

        level, name, credentials = socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS
    else:
        return False
    try:
        told = credentials.unpack(peer.getsockopt(level, name, credentials.size))
    except (OSError, struct.error):  # it has gone, or the kernel says something else
        return False
    if platform == "darwin" and told[0] != _XUCRED_VERSION:
        return False
    return bool(told[1] == os.getuid())


def display_name(environ: Mapping[str, str] = os.environ) -> str:
    """Where a command's windows would appear. A host that draws elsewhere is not joined."""
    return "\n".join(environ.get(name, "") for name in _DISPLAYS)
