"""Who installed this Fanlight, and so who brings its newer versions."""

from __future__ import annotations

import json
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import msgspec

from host.own_program import own_place
from host.release.bundle import RESOURCES, Bundle
from host.release.index import BuildName
from host.release.marker import MARKER as MARKER
from host.release.marker import Installer as Installer
from host.release.marker import read_marker as read_marker
from host.release.place import Place
from host.release.version import ReleaseVersion

_COMMANDS = {
    Installer.ARCHIVE: "fanlight self-update",
    Installer.CHECKOUT: "git pull && python3 dev.py setup",
    Installer.CONDA: "conda update fanlight",
    Installer.DPKG: "sudo apt update && sudo apt install --only-upgrade {package}",
    Installer.HOMEBREW: "brew upgrade fanlight",
    Installer.PIP: "python -m pip install --upgrade fanlight",
    Installer.PIPX: "pipx upgrade fanlight",
    Installer.RPM: "sudo dnf upgrade {package}",
    Installer.UV: "uv pip install --upgrade fanlight",
    Installer.UV_TOOL: "uv tool upgrade fanlight",
}
_TOLD = {
    Installer.DMG: "open the newer disk image and replace Fanlight.app",
    Installer.FOLDER: "replace its folder by a newer one",
    Installer.NSIS: "run the newer installer",
    Installer.UNKNOWN: "update it the way it was installed",
}


_CASKS = tuple(Path(room, "Caskroom", "fanlight") for room in ("/opt/homebrew", "/usr/local"))


class Installation(msgspec.Struct, frozen=True):
    """This Fanlight. `place` is where it updates itself, None where it does not."""

    installer: Installer
    build: BuildName | None = None
    place: Place | Bundle | None = None

    @property
    def command(self) -> str:
        """What brings a newer version; empty where no command does."""
        if self.place is not None:
            return _COMMANDS[Installer.ARCHIVE]
        light = self.build is not None and self.build.endswith("-system")
        package = "fanlight-light" if light else "fanlight"
        return _COMMANDS.get(self.installer, "").format(package=package)

    @property
    def advice(self) -> str:
        """What a person does to have a newer version."""
        return f"`{self.command}`" if self.command else _TOLD[self.installer]


def find_installation() -> Installation:
    """This very Fanlight. Raises StoreCorrupt."""
    if not getattr(sys, "frozen", False):
        return Installation(_by_metadata(Path(sys.prefix)))
    return installation_of(Path(sys.executable).parent, own_place())


def installation_of(folder: Path, place: Path | None) -> Installation:
    """Of the frozen program in `folder`, which is one of several versions in `place`, or stands
    alone (None). Raises StoreCorrupt."""
    if _in_homebrew(folder):
        return Installation(Installer.HOMEBREW)
    if folder.parts[-2:] == ("Contents", "MacOS"):  # a bundle, whose signature seals its files
        return _bundled(folder.parent.parent)
    marker = read_marker(folder)
    if marker is None:
        return Installation(Installer.FOLDER)
    build = BuildName(marker.build)
    if marker.installer is Installer.NSIS:
        return _by_nsis(folder, place, build, ReleaseVersion.parse(marker.version))
    if marker.installer is not Installer.ARCHIVE:
        return Installation(marker.installer, build)
    if place is None:  # a version that was taken out of its archive
        return Installation(Installer.FOLDER, build)
    return Installation(Installer.ARCHIVE, build, Place(place))


def _bundled(root: Path) -> Installation:
    """Homebrew moves the bundle of a cask to where people look for it, and keeps a note."""
    marker = read_marker(root / RESOURCES)
    if any(room.is_dir() for room in _CASKS):
        return Installation(Installer.HOMEBREW)
    if marker is None:
        return Installation(Installer.DMG)
    bundle = Bundle(root)
    own = bundle if bundle.pinned_root.exists() else None
    return Installation(Installer.DMG, BuildName(marker.build), own)


def _by_nsis(
    folder: Path, place: Path | None, build: BuildName, version: ReleaseVersion
) -> Installation:
    """The installer's own version lies in the folder itself, newer ones in versions/ below it."""
    if place is None:
        found = Place(folder, version)
    else:
        base = read_marker(place)
        found = Place(place, ReleaseVersion.parse(base.version) if base is not None else None)
    own = found if found.pinned_root.exists() else None
    return Installation(Installer.NSIS, build, own)


def _by_metadata(prefix: Path) -> Installer:
    """By what installers leave beside a distribution and its environment."""
    if _in_homebrew(prefix):
        return Installer.HOMEBREW
    if (prefix / "pipx_metadata.json").is_file():
        return Installer.PIPX
    if (prefix / "uv-receipt.toml").is_file():
        return Installer.UV_TOOL
    try:
        return installer_of(distribution("fanlight"))
    except PackageNotFoundError:
        return Installer.UNKNOWN


def installer_of(found: Distribution) -> Installer:
    """By INSTALLER (PEP 376; the recording-installed-packages specification) and direct_url.json
    (PEP 610)."""
    try:
        origin = json.loads(found.read_text("direct_url.json") or "{}")
        if origin.get("dir_info", {}).get("editable"):
            return Installer.CHECKOUT
    except (ValueError, AttributeError):
        pass
    named = (found.read_text("INSTALLER") or "").strip().lower()
    known = {"conda": Installer.CONDA, "debian": Installer.DPKG, "dpkg": Installer.DPKG}
    known |= {each.value: each for each in (Installer.PIP, Installer.RPM, Installer.UV)}
    return known.get(named, Installer.UNKNOWN)


def _in_homebrew(folder: Path) -> bool:
    return "Cellar" in folder.resolve().parts
