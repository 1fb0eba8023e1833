"""What a recipe writes into a frozen folder: who installs it, and what it is."""

from __future__ import annotations

import enum
from pathlib import Path

import msgspec

from bridge.errors import NameInvalid, StoreCorrupt
from host.release.index import BuildName
from host.release.version import ReleaseVersion
from sandbox.decoding import readable

MARKER = "installed.json"
"""Written into a frozen folder by its recipe (packaging/build.py); of a bundle, into
Contents/Resources."""


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
