"""How the engine would run here: what draws, what keeps pages in, what may not be told to it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from bridge.errors import UsageError
from host.diag.check import Check, Health
from host.paths import Home
from host.settings import Settings, read_settings
from sandbox.view.environment import (
    EngineSettings,
    Rendering,
    detect_rendering,
    has_web_engine,
    prepare,
)
from sandbox.view.outside.available import unavailable

_SWITCHES = "QTWEBENGINE_CHROMIUM_FLAGS"
_DRI = Path("/dev/dri")
_SECCOMP = Path("/proc/sys/kernel/seccomp/actions_avail")
_NAMESPACES = Path("/proc/self/ns")


def engine_checks(home: Home) -> Iterator[Check]:
    """GPU, and the settings that the engine is started with; the engine itself is not."""
    rendering = detect_rendering()
    yield _gpu(rendering)
    try:
        settings = read_settings(home.settings)
    except UsageError as error:
        yield Check("settings", Health.FAILED, error.message, f"correct {home.settings}")
        settings = Settings()
    else:
        found = "as they come" if settings == Settings() else f"read from {home.settings.name}"
        yield Check("settings", Health.OK, found)
    yield _engines(has_web_engine=has_web_engine(), no_system=unavailable(sys.platform))
    if has_web_engine():
        yield _engine(EngineSettings(rendering, software_webgl=settings.software_webgl))


def _engines(*, has_web_engine: bool, no_system: str | None) -> Check:
    """What can show apps. `no_system`: why there is no system view (outside.available)."""
    if no_system is None:
        return Check("engines", Health.OK, "qt, system" if has_web_engine else "system")
    if has_web_engine:
        return Check("engines", Health.OK, f"qt; no system view: {no_system}")
    return Check(
        "engines",
        Health.FAILED,
        f"none: this installation has no Qt WebEngine, and no system view: {no_system}",
        "install what is missing, or Qt WebEngine (the package fanlight, pip's PySide6_WebEngine)",
    )


def sandbox_layers() -> Iterator[Check]:
    """The kernel's parts of Chromium's sandbox, each by itself (Linux)."""
    kinds = ("user", "pid", "net")
    missing = [kind for kind in kinds if not (_NAMESPACES / kind).exists()]
    yield Check(
        "namespaces",
        Health.FAILED if missing else Health.OK,
        f"the kernel lacks {', '.join(missing)}" if missing else ", ".join(kinds),
        "use a kernel that has them (CONFIG_USER_NS, CONFIG_PID_NS, CONFIG_NET_NS)"
        if missing
        else "",
    )
    try:
        actions = _SECCOMP.read_text().split()
    except OSError:
        actions = []
    filters = "trap" in actions and "allow" in actions
    yield Check(
        "seccomp",
        Health.OK if filters else Health.FAILED,
        "filters by the kernel" if filters else "the kernel has no seccomp filters",
        "" if filters else "use a kernel with CONFIG_SECCOMP_FILTER",
    )


def _gpu(rendering: Rendering) -> Check:
    if rendering is Rendering.SOFTWARE:
        return Check(
            "gpu",
            Health.OK,
            "no render device: pages are drawn in software, without WebGL unless "
            "software_webgl is set",
        )
    devices = sorted(path.name for path in _DRI.glob("renderD*"))
    shut = [name for name in devices if not os.access(_DRI / name, os.R_OK | os.W_OK)]
    if devices and shut == devices:
        return Check(
            "gpu",
            Health.WARNING,
            f"{', '.join(shut)} may not be opened by this user",
            "add the user to the group of /dev/dri's devices (render or video)",
        )
    return Check("gpu", Health.OK, ", ".join(devices) or "the system's")


def _engine(settings: EngineSettings) -> Check:
    """What `prepare` would set, and what of it was in the environment before."""
    environ: dict[str, str] = {}
    prepare(settings, environ)
    kinds = [settings.rendering.value, *(["software WebGL"] if settings.software_webgl else [])]
    switches = re.sub(r"[\"']", "", environ.get(_SWITCHES, ""))
    finding = f"{', '.join(kinds)}; {switches}"
    inherited = sorted(name for name in os.environ if name.startswith("QTWEBENGINE"))
    if inherited:
        return Check(
            "engine",
            Health.WARNING,
            f"{finding}; {', '.join(inherited)} in the environment is not passed on",
            "unset it: Fanlight tells the engine itself how to run",
        )
    return Check("engine", Health.OK, finding)
