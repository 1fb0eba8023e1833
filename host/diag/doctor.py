"""What this machine offers a host, checked one by one, each with what to do about it."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from host.diag.check import Check, Health
from host.diag.engine import engine_checks, sandbox_layers
from host.diag.machine import engine_versions
from host.diag.own_version import own_version
from host.diag.surroundings import reachability, surroundings
from host.display import answers, has_display
from host.paths import Home

FREE_DISK_WANTED_BYTES = 500 * 1024 * 1024
_MOST_FLAWS = 3


def examine(home: Home, *, network: bool = False) -> Iterator[Check]:
    """All checks, quickest first. Nothing is changed.

    `network`: the trusted registries are asked as well, and where Fanlight's own newer versions
    come from; else nothing leaves the machine.
    """
    yield Check("python", Health.OK, f"{platform.python_version()} on {platform.platform()}")
    yield Check("sqlite", Health.OK, sqlite3.sqlite_version)
    yield from _packages()
    yield _display()
    yield _fonts()
    yield from engine_checks(home)
    yield from _sandbox()
    yield _home(home)
    yield from surroundings(home)
    yield _library(home)
    yield _disk(home)
    yield own_version(home, network=network)
    if network:
        yield from reachability(home)


def _packages() -> Iterator[Check]:
    try:
        found = engine_versions()
    except ImportError as error:
        yield Check(
            "qt", Health.FAILED, str(error), "see docs/troubleshooting.md, missing libraries"
        )
        return
    if found["webengine"] is None:
        yield Check("qt", Health.OK, f"Qt {found['qt']}, without Qt WebEngine")
    else:
        yield Check("qt", Health.OK, f"Qt {found['qt']}, Qt WebEngine {found['webengine']}")
        patches = f"{found['chromium']}, security patches to {found['chromium_patches']}"
        yield Check("chromium", Health.OK, patches)
    versions = (f"{name} {metadata.version(name)}" for name in ("tuf", "cryptography", "httpx"))
    yield Check("libraries", Health.OK, ", ".join(versions))


def _display() -> Check:
    if has_display():
        display = os.environ.get("DISPLAY", "")
        if not (os.environ.get("WAYLAND_DISPLAY") or answers(display)):
            return Check(
                "display",
                Health.FAILED,
                f"{display} does not answer",
                "start it, let this user in (xhost), or unset DISPLAY for a virtual one",
            )
        return Check("display", Health.OK, display or "present")
    if shutil.which("Xvfb"):
        return Check("display", Health.OK, "none; Xvfb is installed to make a virtual one")
    return Check(
        "display", Health.FAILED, "none", "install Xvfb (apt-get install xvfb) or set DISPLAY"
    )


def _fonts() -> Check:
    lister = shutil.which("fc-list")
    if lister is None:
        return Check("fonts", Health.OK, "no fontconfig on this system")
    listed = subprocess.run(
        [lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
    )
    families = sorted({line.split(",")[0] for line in listed.stdout.splitlines() if line})
    if families:
        return Check("fonts", Health.OK, f"Chinese: {', '.join(families[:3])}")
    return Check(
        "fonts",
        Health.WARNING,
        "no font shows Chinese",
        "install one (Debian, Ubuntu: apt-get install fonts-noto-cjk)",
    )


def _sandbox() -> Iterator[Check]:
    if not sys.platform.startswith("linux"):
        yield Check("sandbox", Health.OK, "Chromium's own, always on")
        return
    yield from sandbox_layers()
    if os.geteuid() == 0:
        yield Check(
            "sandbox",
            Health.FAILED,
            "root: Chromium's sandbox cannot run, and no app should have root's rights",
            "run as an ordinary user, or through "
            "`unshare --user --map-user=1000 --map-group=1000 fanlight …`",
        )
        return
    unshare = shutil.which("unshare")
    works = (
        unshare
        and not subprocess.run(
            [unshare, "--user", "--net", "true"], capture_output=True, check=False
        ).returncode
    )
    if works:
        yield Check("sandbox", Health.OK, "this user may make user namespaces")
        return
    apparmor = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
    restricted = apparmor.exists() and apparmor.read_text().strip() == "1"
    yield Check(
        "sandbox",
        Health.FAILED,
        "this user may not make user namespaces",
        "allow them for fanlight with an AppArmor profile (docs/troubleshooting.md)"
        if restricted
        else "set kernel.unprivileged_userns_clone=1",
    )


def _home(home: Home) -> Check:
    if not home.root.exists():
        return Check("home", Health.OK, f"{home.root} (not made yet)")
    mode = home.root.stat().st_mode & 0o777
    if mode & 0o022:
        return Check(
            "home",
            Health.FAILED,
            f"{home.root} can be written by others (mode {mode:o})",
            f"chmod go-w {home.root}",
        )
    return Check("home", Health.OK, str(home.root))


def _library(home: Home) -> Check:
    from host.diag.contents import flaws, left_over

    if found := list(flaws(home)):
        more = f" (and {len(found) - _MOST_FLAWS} more)" if len(found) > _MOST_FLAWS else ""
        return Check(
            "library",
            Health.FAILED,
            f"{' | '.join(found[:_MOST_FLAWS])}{more}",
            "see docs/troubleshooting.md, installed bytes are damaged",
        )
    if waiting := list(left_over(home)):
        return Check(
            "library",
            Health.WARNING,
            f"not finished: {', '.join(waiting[:_MOST_FLAWS])}",
            "the next start of Fanlight finishes it; `fanlight list` is one",
        )
    return Check("library", Health.OK, "every installed file is whole")


def _disk(home: Home) -> Check:
    place = home.root
    while not place.exists():
        place = place.parent
    free_bytes = shutil.disk_usage(place).free
    finding = f"{free_bytes // 1024**2} MiB free"
    if free_bytes >= FREE_DISK_WANTED_BYTES:
        return Check("disk", Health.OK, finding)
    return Check("disk", Health.WARNING, finding, f"make room below {place}")
