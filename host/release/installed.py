"""Who installed this Fanlight, and so who brings its newer versions."""

from __future__ import annotations

import enum
import json
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import msgspec

from bridge.errors import NameInvalid, StoreCorrupt
from host.own_program import own_place
from host.release.index import BuildName
from host.release.place import Place
from host.release.version import ReleaseVersion
from sandbox.decoding import readable

MARKER = "installed.json"
"""Written into a frozen folder by its recipe (packaging/build.py)."""


class Installer(enum.StrEnum):
    """Programs that install Fanlight, and the two forms that nothing looks after."""

    ARCHIVE = "archive"
    CHECKOUT = "checkout"
    CONDA = "conda"
    DMG = "dmg"
    DPKG = "dpkg"
    FOLDER = "folder"
    HOMEBREW = "homebrew"
    NSIS = "nsis"
    PIP = "pip"
    PIPX = "pipx"
    RPM = "rpm"
    UNKNOWN = "unknown"
    UV = "uv"
    UV_TOOL = "uv tool"


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


class Installation(msgspec.Struct, frozen=True):
    """This Fanlight. `place` is where it updates itself, None where it does not."""

    installer: Installer
    build: BuildName | None = None
    place: Place | None = None

    @property
    def command(self) -> str:
        """What brings a newer version; empty where no command does."""
        light = self.build is not None and self.build.endswith("-system")
        package = "fanlight-light" if light else "fanlight"
        return _COMMANDS.get(self.installer, "").format(package=package)

    @property
    def advice(self) -> str:
        """What a person does to have a newer version."""
        return f"`{self.command}`" if self.command else _TOLD[self.installer]


class Marker(msgspec.Struct, frozen=True):
    """`installed.json` of a frozen folder."""

    installer: Installer
    build: str
    version: str


def read_marker(folder: Path) -> Marker | None:
    """What the recipe wrote into a frozen folder; None where it wrote nothing.

    Raises StoreCorrupt.
    """
    file = folder / MARKER
    try:
        marker = msgspec.json.decode(file.read_bytes(), type=readable(Marker))
        BuildName(marker.build)
        ReleaseVersion.parse(marker.version)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, NameInvalid) as error:
        raise StoreCorrupt(
            f"{file} cannot be read ({error}); install Fanlight anew", path=str(file)
        ) from error
    return marker


def find_installation() -> Installation:
    """This very Fanlight. Raises StoreCorrupt."""
    if not getattr(sys, "frozen", False):
        return Installation(_by_metadata(Path(sys.prefix)))
    folder = Path(sys.executable).parent
    if _in_homebrew(folder):
        return Installation(Installer.HOMEBREW)
    if folder.parts[-2:] == ("Contents", "MacOS"):  # a bundle, whose signature seals its files
        return Installation(Installer.DMG)
    marker = read_marker(folder)
    if marker is None:
        return Installation(Installer.FOLDER)
    build, place = BuildName(marker.build), own_place()
    if marker.installer is not Installer.ARCHIVE:
        return Installation(marker.installer, build)
    if place is None:  # a version that was taken out of its archive
        return Installation(Installer.FOLDER, build)
    return Installation(Installer.ARCHIVE, build, Place(place))


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
