"""Is this renderer really in Chromium's sandbox? Read from the kernel, not from a setting."""

from __future__ import annotations

import sys
from pathlib import Path

from sandbox.view.port import Sandboxed

_PROC = Path("/proc")


def renderer_sandbox(pid: int) -> Sandboxed:
    """Whether the process `pid` runs under Chromium's Linux sandbox.

    It must have a seccomp filter (`Seccomp: 2`), no new privileges, and its own network or
    user namespace (Chromium documentation, linux/sandboxing.md: layer 1 and layer 2).
    UNKNOWN without a process, and on systems where Chromium's sandbox cannot be switched off
    from outside and is not readable here (Windows, macOS).
    """
    if pid <= 0 or not sys.platform.startswith("linux"):
        return Sandboxed.UNKNOWN
    try:
        status = (_PROC / str(pid) / "status").read_text()
    except OSError:
        return Sandboxed.UNKNOWN
    facts = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    filtered = facts.get("Seccomp", "").strip() == "2"
    bound = facts.get("NoNewPrivs", "").strip() == "1"
    return Sandboxed.YES if filtered and bound and _walled(pid) else Sandboxed.NO


def _walled(pid: int) -> bool:
    for space in ("net", "user"):
        try:
            theirs = (_PROC / str(pid) / "ns" / space).readlink()
            ours = (_PROC / "self" / "ns" / space).readlink()
        except PermissionError:
            # The kernel hides a process of another user namespace from us: that is the wall.
            return True
        except OSError:
            return False
        if theirs != ours:
            return True
    return False
