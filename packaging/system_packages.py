"""What Fanlight needs of a Linux system that PyPI does not carry, and how to get it.

Asked by shared-library name (what the loader asks for), so that the check is right on every
distribution; Debian's and Ubuntu's package names are only used to install what is missing.
The list is the NEEDED entries of libQt6WebEngineCore.so.6, QtWebEngineProcess, the xcb platform
plugin and the PySide6 modules used here (`readelf -d`), for Qt 6.12.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Say = Callable[[str], None]

# soname -> Debian's package; "|" parts the names of Debian 12 and of releases with 64-bit time_t.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXext.so.6": "libxext6",
    "libXfixes.so.3": "libxfixes3",
    "libXrandr.so.2": "libxrandr2",
    "libXrender.so.1": "libxrender1",
    "libXtst.so.6": "libxtst6",
    "libasound.so.2": "libasound2t64|libasound2",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgbm.so.1": "libgbm1",
    "libglib-2.0.so.0": "libglib2.0-0t64|libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0t64|libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libnspr4.so": "libnspr4",
    "libnss3.so": "libnss3",
    "libsmime3.so": "libnss3",
    "libudev.so.1": "libudev1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-server.so.0": "libwayland-server0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-dri3.so.0": "libxcb-dri3-0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbfile.so.1": "libxkbfile1",
}
CJK_FONT_PATTERNS = ("*CJK*.tt[cf]", "*CJK*.otf", "wqy-*.tt[cf]", "*WenQuanYi*", "*SourceHanSans*")
LDCONFIG = "/sbin/ldconfig"  # not on every user's PATH
GTK_TYPES = "lib*/*/girepository-1.0/WebKit2-4.1.typelib"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing the system lacks: what it is, and the Debian package that has it."""

    what: str
    package: str


def missing(*, display: bool) -> list[Missing]:
    """What this system lacks; `display`: the virtual display and its fonts are needed too.

    Empty on Windows and macOS, where PySide6's wheels need nothing more.
    """
    if not sys.platform.startswith("linux"):
        return []
    present = _loadable()
    lacking = [Missing(soname, name) for soname, name in LIBRARIES.items() if soname not in present]
    if display:
        if shutil.which("Xvfb") is None:
            lacking.append(Missing("Xvfb", "xvfb"))
        if not _has_cjk_font():
            lacking.append(Missing("a font with Chinese characters", "fonts-noto-cjk"))
        lacking += missing_peers()
    return lacking


def missing_peers() -> list[Missing]:
    """What the system view, the benches' peer on GTK and a tray of the tests' own need and is not
    here."""
    if not sys.platform.startswith("linux"):
        return []
    lacking = []
    if not any(Path("/usr").glob(GTK_TYPES)):
        lacking.append(Missing("WebKitGTK for Python", "gir1.2-webkit2-4.1"))
    if not any(Path("/usr/lib/python3").glob("dist-packages/gi/__init__.py")):
        lacking.append(Missing("PyGObject", "python3-gi"))
    if not any(Path("/usr/lib/python3").glob("dist-packages/cairo/__init__.py")):
        lacking.append(Missing("cairo for PyGObject", "python3-gi-cairo"))
    for program, package in (
        ("bwrap", "bubblewrap"),
        ("xdg-dbus-proxy", "xdg-dbus-proxy"),
        ("dbus-daemon", "dbus-daemon|dbus"),
    ):
        if shutil.which(program) is None:
            lacking.append(Missing(program, package))
    return lacking


def is_debian() -> bool:
    """Whether `apt-get` is how this system is furnished (Debian, Ubuntu and kin)."""
    return shutil.which("apt-get") is not None and Path("/etc/debian_version").exists()


def is_root() -> bool:
    """Whether this process may install packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_line(lacking: list[Missing]) -> str:
    """The exact command that installs what is missing, as a person would type it."""
    install_line = " ".join(_apt_install(_package_names(lacking)))
    return f"sudo apt-get update && sudo {install_line}"


def install(lacking: list[Missing], say: Say) -> bool:
    """`apt-get update` and `apt-get install`, as root; returns whether both went well."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if not _apt(["apt-get", "update", "-qq"], environment, say):
        say("apt-get update failed; trying with the package lists that are here")
    names = _package_names(lacking)
    say(f"apt-get install {' '.join(names)}")
    return _apt([*_apt_install(names), "-qq"], environment, say)


def missing_venv() -> Missing:
    """Debian parts `venv` from Python: the package that brings it for this very Python."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Missing("Python's venv module", f"python{version}-venv")


def _apt_install(names: list[str]) -> list[str]:
    return ["apt-get", "install", "-y", "--no-install-recommends", *names]


def _package_names(lacking: list[Missing]) -> list[str]:
    """One name for each package, in order; of alternatives the one that this release has."""
    names: list[str] = []
    for item in lacking:
        name = next(filter(_has_candidate, item.package.split("|")), item.package.split("|")[-1])
        if name not in names:
            names.append(name)
    return names


def _has_candidate(name: str) -> bool:
    shown = _output(["apt-cache", "policy", name])
    return "Candidate:" in shown and "Candidate: (none)" not in shown


def _apt(command: list[str], environment: dict[str, str], say: Say) -> bool:
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        say(f"{' '.join(command[:2])} ended with {done.returncode}:\n{done.stdout[-2000:]}")
    return done.returncode == 0


def _loadable() -> set[str]:
    """The 64-bit libraries that the loader finds (`ldconfig -p`: its cache, 5 ms)."""
    names: set[str] = set()
    for line in _output([LDCONFIG, "-p"]).splitlines():
        name, _, rest = line.strip().partition(" (")
        if "64" in rest.partition(")")[0]:
            names.add(name)
    return names


def _has_cjk_font() -> bool:
    return any(
        next(Path(folder).rglob(pattern), None) is not None
        for folder in FONT_FOLDERS
        if Path(folder).is_dir()
        for pattern in CJK_FONT_PATTERNS
    )


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout
    except OSError:
        return ""
