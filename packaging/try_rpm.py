"""Installs an .rpm on a fresh root, uses it as an ordinary user, and takes it away again.

`python3 packaging/try_rpm.py FILE.rpm [--suite bookworm] [--root DIR]`, as root on Debian or
Ubuntu with debootstrap and bubblewrap. The root is a Debian with rpm: no mirror of a system whose
packages are rpm's is needed. There no package says which libraries it has, so what the .rpm asks
for is held against the libraries themselves, and rpm is told to leave that out. Prints one line for
each step, and exits with 1 at the first that fails.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from linux_package import LIGHT
from try_deb import Root, StepFailed, say, use

# Debian's names for what the .deb of the same program depends on (dpkg-shlibdeps).
LIBRARIES = (
    "libasound2",
    "libasyncns0",
    "libbrotli1",
    "libcairo-gobject2",
    "libcairo2",
    "libdbus-1-3",
    "libdrm2",
    "libegl1",
    "libexpat1",
    "libfontconfig1",
    "libfreetype6",
    "libgbm1",
    "libgirepository-1.0-1",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libnspr4",
    "libnss3",
    "libreadline8",
    "libsndfile1",
    "libsqlite3-0",
    "libssl3",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-dri3-0",
    "libxcb-glx0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxcb1",
    "libxcomposite1",
    "libxdamage1",
    "libxext6",
    "libxkbcommon-x11-0",
    "libxkbfile1",
    "libxrandr2",
    "libxtst6",
)
SYSTEM_VIEW = ("gir1.2-webkit2-4.1", "bubblewrap", "xdg-dbus-proxy")
TOOLS = ("rpm", "xvfb", "shared-mime-info", "desktop-file-utils")
PLACES = ("/usr/lib/fanlight", "/usr/share", "/usr/bin/fanlight")
"""Where an .rpm of Fanlight puts files."""
_LIBRARY = re.compile(r"(?P<name>[^()]+\.so[^()]*)\(\)\(64bit\)")
# rpm's own records; and what Debian's rpm says on every call.
_CACHE = "var/lib/rpm"


def exercise(root: Root, package: Path) -> None:
    """Install, use, remove. Raises StepFailed."""
    if before := _strangers(root):
        raise StepFailed(f"the root is not clean: {before}")
    root.as_root("apt-get", "update", "-q")
    root.as_root("apt-get", "install", "-q", "-y", *TOOLS)
    inside = "/tmp/fanlight.rpm"
    shutil.copy(package, root.folder / inside.lstrip("/"))
    name = root.as_root("rpm", "-qp", "--queryformat", "%{NAME}", inside).strip()
    engine = "system" if name == LIGHT else "qt"
    wanted = (*LIBRARIES, *(SYSTEM_VIEW if name == LIGHT else ()))
    root.as_root("apt-get", "install", "-q", "-y", "--no-install-recommends", *wanted)
    asked = root.as_root("rpm", "-qp", "--requires", inside).split("\n")
    libraries = [found["name"] for line in asked if (found := _LIBRARY.fullmatch(line.strip()))]
    if missing := set(libraries) - _there(root):
        raise StepFailed(f"it asks for what this root has not: {sorted(missing)}")
    if not libraries:
        raise StepFailed("it asks for no library: on a bare system it would not start")
    root.as_root("rpm", "--install", "--nodeps", inside)
    files = root.as_root("rpm", "-ql", name).split()
    if astray := [file for file in files if not file.startswith(PLACES)]:
        raise StepFailed(f"it puts files elsewhere: {astray[:10]}")
    size_mb = package.stat().st_size / 1e6
    disk_mb = sum(_size(root.folder / file.lstrip("/")) for file in files) / 1e6
    say(f"{name}: {size_mb:.1f} MB; {len(files)} files, {disk_mb:.0f} MB on the disk")
    say(f"asks for {len(libraries)} libraries, all of them here")
    use(root, engine)
    if changed := root.as_root("sh", "-c", f"rpm -V --nodeps {name}; true").strip():
        raise StepFailed(f"use changed what was installed: {changed[:500]}")
    root.as_root("rpm", "--erase", name)
    (root.folder / inside.lstrip("/")).unlink()
    if left := _strangers(root):
        raise StepFailed(f"left behind: {left}")
    say("removed; nothing of it is left outside of the person's home")


def _there(root: Root) -> set[str]:
    """The names of all libraries of the root."""
    told = root.as_root("ldconfig", "-p").splitlines()
    return {line.split()[0] for line in told if "=>" in line} | {"ld-linux-x86-64.so.2"}


def _strangers(root: Root) -> list[str]:
    return [path for path in root.strangers("fanlight") if not path.startswith(_CACHE)]


def _size(file: Path) -> int:
    return 0 if file.is_symlink() or file.is_dir() else file.stat().st_size


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(description="Install, use and remove an .rpm.")
    parser.add_argument("package", type=Path)
    parser.add_argument("--suite", default="bookworm")
    parser.add_argument("--root", type=Path, help="kept, and used again; default: a temporary one")
    chosen = parser.parse_args(arguments)
    if os.geteuid() != 0:
        print("only root can make another root: run it with sudo", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="fanlight-root-") as temporary:
        root = Root((chosen.root or Path(temporary, "root")).absolute())
        try:
            root.make(chosen.suite)
            say(f"a fresh Debian ({chosen.suite}), with rpm")
            exercise(root, chosen.package)
        except StepFailed as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
