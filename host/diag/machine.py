"""What kind of machine this is: the facts that a time means nothing without. No names of people."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from host.version import VERSION


def machine_facts() -> dict[str, str | int | None]:
    """Processor, memory, system, versions and how the engine draws; scalars, None where unknown.

    Brings the engine's library in.
    """
    from sandbox.view.environment import detect_rendering

    return {
        "system": platform.platform(),
        "architecture": platform.machine(),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count(),
        "memory_bytes": memory_bytes(),
        "python": platform.python_version(),
        "fanlight": VERSION,
        **engine_versions(),
        "rendering": detect_rendering().value,
    }


def engine_versions() -> dict[str, str | int | None]:
    """`qt`, `webengine`, `chromium`, `chromium_patches` (to which its security fixes go); the
    last three None in an installation without Qt WebEngine.

    Raises ImportError where the engine's library cannot be loaded.
    """
    from PySide6.QtCore import qVersion

    from sandbox.view.environment import has_web_engine

    if not has_web_engine():
        missing = dict.fromkeys(("webengine", "chromium", "chromium_patches"))
        return {"qt": qVersion(), **missing}
    from PySide6.QtWebEngineCore import (
        qWebEngineChromiumSecurityPatchVersion,
        qWebEngineChromiumVersion,
        qWebEngineVersion,
    )

    return {
        "qt": qVersion(),
        "webengine": _text(qWebEngineVersion()),
        "chromium": _text(qWebEngineChromiumVersion()),
        "chromium_patches": _text(qWebEngineChromiumSecurityPatchVersion()),
    }


def memory_bytes() -> int | None:
    """The machine's memory; None where it cannot be read."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def _processor() -> str | None:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or None


def _text(version: object) -> str:
    # PySide6's stubs say bytes where its functions give str.
    return version.decode() if isinstance(version, bytes) else str(version)
