"""Which programs run out of a place: two versions at work on one home would be one too many."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from bridge.errors import UpdateWaits
from host.paths import Home
from host.release.bundle import Bundle
from host.release.place import Place
from host.single.client import joined


def wait_for_none(place: Place | Bundle, home: Home) -> None:
    """Raise UpdateWaits while another Fanlight of this place runs, or one has `home` open."""
    pids = programs_of(place)
    with joined(home) as running:
        if pids or running is not None:
            which = f" (process {', '.join(map(str, pids[:5]))})" if pids else ""
            raise UpdateWaits(
                f"Fanlight is running{which}; quit it (Ctrl+Q in the launcher, or in its icon's "
                "menu in the tray), then run `fanlight self-update` again",
                pid=pids[0] if pids else None,
            )


def programs_of(place: Place | Bundle) -> tuple[int, ...]:
    """Processes of the programs in the place's versions, but this one and those it comes from.

    As `/proc` says (proc(5)); elsewhere none is found, and a host that runs is met by its socket.
    """
    if sys.platform != "linux":
        return ()
    versions = place.programs.resolve()
    own = {os.getpid(), *_parents(os.getpid())}
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal() or int(entry.name) in own:
            continue
        with suppress(OSError):  # it has ended, or is another user's
            if (entry / "exe").readlink().is_relative_to(versions):
                found.append(int(entry.name))
    return tuple(sorted(found))


def _parents(pid: int) -> list[int]:
    """PyInstaller's program may be the parent of the one that runs Python."""
    found: list[int] = []
    with suppress(OSError, ValueError):
        while pid > 1:
            # "pid (name) state ppid …"; a name may hold anything, so from its last bracket.
            told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
            pid = int(told.rpartition(")")[2].split()[1])
            found.append(pid)
    return found
