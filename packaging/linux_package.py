"""A .deb or .rpm of a frozen folder, by nfpm (https://nfpm.goreleaser.com/configuration/)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from frozen import ROOT, BuildImpossible, elf_files, needed

LINUX = ROOT / "packaging" / "linux"
PLACE = "/usr/lib/fanlight"
SHARED = {
    "org.fanlight.Fanlight.desktop": "/usr/share/applications/org.fanlight.Fanlight.desktop",
    "org.fanlight.Fanlight.metainfo.xml": (
        "/usr/share/metainfo/org.fanlight.Fanlight.metainfo.xml"
    ),
    "org.fanlight.Fanlight.xml": "/usr/share/mime/packages/org.fanlight.Fanlight.xml",
    "org.fanlight.Fanlight.svg": (
        "/usr/share/icons/hicolor/scalable/apps/org.fanlight.Fanlight.svg"
    ),
    "apparmor.profile": "/usr/share/fanlight/apparmor.profile",
}
# The system's own copies are kept safe by the system: PyInstaller's would not be.
SYSTEM_FOLDERS = ("/usr/lib", "/lib", "/usr/lib64", "/lib64")
# The frozen interpreter's own libraries, where it is the system's.
PYTHONS = re.compile(r"libpython3|_sqlite3|libffi")
# What Debian alone calls so: elsewhere no package has it.
DEBIANS = re.compile(r"libbz2\.so\.1\.0")
RECOMMENDED = ("fonts-noto-cjk", "xvfb")
SYSTEM_VIEW = {
    "deb": ("gir1.2-webkit2-4.1", "bubblewrap", "xdg-dbus-proxy"),
    "rpm": ("webkit2gtk4.1", "bubblewrap", "xdg-dbus-proxy"),
}
"""What mini-programs run in without Qt WebEngine. No library is linked to it: WebKitGTK is found by
its types at run time, so dpkg-shlibdeps knows nothing of it. The rpm's are Fedora's names."""
WHOLE, LIGHT = "fanlight", "fanlight-light"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def system_copies(folder: Path) -> list[Path]:
    """Libraries in `folder` that PyInstaller took from this system's packages."""
    found = []
    for path in elf_files(folder):
        if path.parent != folder or PYTHONS.search(path.name):
            continue
        if any((Path(place) / name).exists() for place in _multiarch() for name in (path.name,)):
            found.append(path)
    return found


def depends(folder: Path, work: Path) -> list[str]:
    """The Debian packages whose libraries `folder` needs, by dpkg-shlibdeps.

    Raises BuildImpossible, CalledProcessError.
    """
    if shutil.which("dpkg-shlibdeps") is None:
        raise BuildImpossible("dpkg-shlibdeps is missing; on Debian: apt-get install dpkg-dev")
    control = work / "debian" / "control"
    control.parent.mkdir(parents=True, exist_ok=True)
    control.write_text("Source: fanlight\n\nPackage: fanlight\nArchitecture: any\n", "utf-8")
    own = {path.parent for path in elf_files(folder)}
    words = [f"-l{each}" for each in sorted(own)]
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *words]
    files = [str(path) for path in elf_files(folder)]
    answer = subprocess.run(
        [*command, *files], cwd=work, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise BuildImpossible(f"dpkg-shlibdeps: {answer.stderr[-2000:]}")
    _, _, names = answer.stdout.strip().partition("=")
    return [name.strip() for name in names.split(",") if name.strip()]


def needs(folder: Path) -> list[str]:
    """The libraries that `folder` needs of an RPM system, as its packages say what they have: each
    soname, whatever a distribution calls its package. Raises CalledProcessError, BuildImpossible.

    rpm finds them out by itself where it builds a package; nfpm does not.
    """
    carried = {path.name for path in folder.rglob("*")}
    asked = {name for path in elf_files(folder) for name in needed(path)}
    return [f"{name}()(64bit)" for name in sorted(asked - carried)]


def make_package(
    kind: str,
    folder: Path,
    out: Path,
    work: Path,
    version: str,
    environment: dict[str, str],
    program: Path,
) -> Path:
    """A package of `kind` (deb or rpm) of the frozen `folder`, made by nfpm's `program`; returns
    its file in `out`.

    Raises BuildImpossible, CalledProcessError.
    """
    for path in system_copies(folder / "_internal"):
        if kind == "deb" or not DEBIANS.fullmatch(path.name):
            path.unlink()
    made_s = int(environment["SOURCE_DATE_EPOCH"])
    light = not (folder / "_internal" / "PySide6" / "Qt" / "libexec").is_dir()
    name, other = (LIGHT, WHOLE) if light else (WHOLE, LIGHT)
    shared = _shared_files(work / "shared", version, made_s)
    machine = os.uname().machine
    config = {
        "name": name,
        "arch": ARCHITECTURES.get(machine, machine),
        "platform": "linux",
        "version": version,
        "section": "utils",
        "maintainer": "The Fanlight developers <fanlight@example.org>",
        "description": (
            "Native desktop host for mini-programs\n"
            "Verifies signed mini-program packages, runs each in an isolated view behind a\n"
            "permission-checked bridge, and records how long every first screen took.\n"
            + ("They run in WebKitGTK." if light else "They run in Qt WebEngine.")
        ),
        # The same program in the same places: either takes the other's.
        "conflicts": [other],
        "replaces": [other],
        "provides": [WHOLE] if light else [],
        "license": "Apache-2.0",
        "mtime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(made_s)),
        "depends": [
            *(depends(folder, work) if kind == "deb" else needs(folder)),
            *(SYSTEM_VIEW[kind] if light else ()),
        ],
        "suggests": [] if light else list(SYSTEM_VIEW[kind]),
        "recommends": list(RECOMMENDED) if kind == "deb" else [],
        "scripts": {
            "postinstall": str(LINUX / "postinstall.sh"),
            "postremove": str(LINUX / "postremove.sh"),
        },
        # nfpm's own xz takes many minutes in one thread: see compress.
        "deb": {"compression": "none"},
        "rpm": {"compression": "zstd:19"},
        "contents": [
            {"src": str(folder), "dst": PLACE, "type": "tree"},
            {"src": f"{PLACE}/fanlight", "dst": "/usr/bin/fanlight", "type": "symlink"},
            {"src": str(ROOT / "LICENSE"), "dst": f"/usr/share/doc/{name}/copyright"},
            *({"src": str(shared / name), "dst": place} for name, place in SHARED.items()),
            # dpkg takes empty folders away by itself; rpm those that a package says are its own.
            *({"dst": each, "type": "dir"} for each in _own_folders(name) if kind == "rpm"),
        ],
    }
    file = work / "nfpm.json"  # JSON is YAML
    file.write_text(json.dumps(config, indent=1), encoding="utf-8")
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{name}_{version}_{config['arch']}.{kind}"
    command = [str(program), "package", "--packager", kind]
    words = ["--config", str(file), "--target", str(target)]
    subprocess.run([*command, *words], check=True, cwd=work, env=environment)
    if kind == "deb":
        compress(target, work)
    return target


def compress(package: Path, work: Path) -> None:
    """Have a .deb's content compressed by xz: deb(5), an ar archive of three members in order.

    The same bytes on any machine with the same xz: the number of threads is given, since it
    decides how the content is cut. Raises BuildImpossible, CalledProcessError.
    """
    for program in ("ar", "xz"):
        if shutil.which(program) is None:
            raise BuildImpossible(f"{program} is missing; apt-get install binutils xz-utils")
    inside = work / "members"
    shutil.rmtree(inside, ignore_errors=True)
    inside.mkdir(parents=True)
    subprocess.run(["ar", "x", str(package)], check=True, cwd=inside)
    listed = ["ar", "t", str(package)]
    names = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split()
    if names[-1] != "data.tar":
        raise BuildImpossible(f"nfpm made a .deb with other members than are known: {names}")
    subprocess.run(["xz", "-9", "--threads=2", "data.tar"], check=True, cwd=inside)
    package.unlink()
    members = [*names[:-1], "data.tar.xz"]
    subprocess.run(["ar", "rcD", str(package), *members], check=True, cwd=inside)


def _own_folders(name: str) -> tuple[str, str]:
    return "/usr/share/fanlight", f"/usr/share/doc/{name}"


def _shared_files(folder: Path, version: str, made_s: int) -> Path:
    """The desktop's files, with this version and its date in them."""
    folder.mkdir(parents=True, exist_ok=True)
    day = time.strftime("%Y-%m-%d", time.gmtime(made_s))
    for name in SHARED:
        text = (LINUX / name).read_text(encoding="utf-8")
        filled = text.replace("@VERSION@", version).replace("@DATE@", day)
        (folder / name).write_text(filled, encoding="utf-8")
    return folder


def _multiarch() -> list[str]:
    triplet = f"{os.uname().machine}-linux-gnu"
    return [f"{place}/{triplet}" for place in SYSTEM_FOLDERS] + list(SYSTEM_FOLDERS)
