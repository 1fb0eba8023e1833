"""What Windows and macOS have of a release, as plain folders: their layouts are exchanged and
chosen from by the same code wherever it runs. Programs are shell scripts here, whatever they are
called; nothing of Windows or macOS itself is asked."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import archive
from host.paths import Home
from host.release.bundle import RESOURCES, ROOT_FILE, Bundle
from host.release.index import BuildName
from host.release.installed import Installer
from host.release.place import Place
from host.release.starting import chosen, is_alive
from host.release.updater import Updater
from host.release.version import ReleaseVersion
from tests.registry_kit import HASTY
from tests.release_kit import BALLAST, SHELL, Works, program_text
from tests.selfupdate_child import installed

MACOS = BuildName("macos-arm64-qt-app")
WINDOWS = BuildName("windows-amd64-qt")
LINKS = {
    "Contents/Frameworks/QtCore.framework/Versions/Current": "A",
    "Contents/Frameworks/QtCore.framework/QtCore": "Versions/Current/QtCore",
    "Contents/Frameworks/QtCore.framework/Resources": "Versions/Current/Resources",
    "Contents/Frameworks/base": "../Resources/base",
}
"""As PyInstaller's bundles and Apple's frameworks have them."""


def frozen_bundle(works: Works, version: str, template: str = SHELL) -> Path:
    """Fanlight.app, as `packaging/build.py dmg --updates` makes it."""
    bundle = works.folder / f"made-{MACOS}-{version}" / "Fanlight.app"
    framework = bundle / "Contents/Frameworks/QtCore.framework/Versions/A"
    for folder in (bundle / "Contents/MacOS", bundle / RESOURCES / "base", framework / "Resources"):
        folder.mkdir(parents=True)
    _program(bundle / "Contents/MacOS/fanlight", version, template)
    (framework / "QtCore").write_bytes(BALLAST)
    (framework / "Resources" / "Info.plist").write_text("<plist/>")
    (bundle / RESOURCES / "base" / "words.txt").write_text(f"words of {version}")
    for name, to in LINKS.items():
        (bundle / name).symlink_to(to)
    archive.mark(bundle / RESOURCES, Installer.DMG.value, MACOS, version)
    shutil.copyfile(works.root_file, bundle / RESOURCES / ROOT_FILE)
    return bundle


def frozen_windows(works: Works, version: str, template: str = SHELL) -> Path:
    """A frozen folder, as `packaging/build.py exe` puts it into the installer."""
    made = works.folder / f"made-{WINDOWS}-{version}"
    (made / "_internal").mkdir(parents=True)
    _program(made / "fanlight.exe", version, template)
    (made / "_internal" / "Qt6Core.dll").write_bytes(BALLAST)
    (made / "_internal" / "words.txt").write_text(f"words of {version}")
    archive.mark(made, Installer.NSIS.value, WINDOWS, version)
    return made


def installed_bundle(works: Works, folder: Path, version: str = "0.1.0") -> Bundle:
    """What a person has who dragged the app out of its image."""
    folder.mkdir(parents=True)
    root = folder / "Fanlight.app"
    shutil.copytree(frozen_bundle(works, version), root, symlinks=True)
    return Bundle(root)


def installed_windows(works: Works, folder: Path, version: str = "0.1.0") -> Place:
    """What the installer leaves in a person's folder."""
    shutil.copytree(frozen_windows(works, version), folder)
    (folder / "updates").mkdir()
    shutil.copyfile(works.root_file, folder / "updates" / "root.json")
    return Place(folder, ReleaseVersion.parse(version))


def updater_of(root: Path, home: Home) -> Updater:
    """As `fanlight self-update` makes it there; the proof is real."""
    return Updater(installed(root), ReleaseVersion.parse("0.1.0"), home, HASTY)


def runs_there(root: Path) -> str:
    """Which version the next start runs."""
    program = root / "Contents/MacOS/fanlight"
    if not program.exists():
        program = chosen(root, "fanlight.exe", is_alive, print) or root / "fanlight.exe"
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


def is_whole(folder: Path, made: Path) -> bool:
    """Whether `folder` is what was frozen, links and rights included, and nothing else."""
    return listing(folder) == listing(made)


def listing(folder: Path) -> dict[str, tuple[str | bytes, bool]]:
    found: dict[str, tuple[str | bytes, bool]] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = os.readlink(path), False
        elif path.is_file():
            found[name] = path.read_bytes(), bool(path.stat().st_mode & 0o111)
    return found


def _program(file: Path, version: str, template: str) -> None:
    file.write_text(program_text(template, version), encoding="utf-8")
    file.chmod(0o755)
