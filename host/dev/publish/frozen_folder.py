"""A frozen folder as a release: its index, and all its files in one pack."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import zstandard

from bridge.errors import PublishRefused
from bridge.names import Digest
from host.release.bundle import RESOURCES
from host.release.index import (
    FORMAT,
    BuildName,
    ReleaseFile,
    ReleaseIndex,
    ReleaseLink,
    program_of,
)
from host.release.marker import MARKER, Installer, read_marker

LEVEL = 19
"""Of zstd: made once, fetched often."""


UPDATING = frozenset({Installer.ARCHIVE, Installer.DMG, Installer.NSIS})
"""Whose installations update themselves; docs/packaging.md."""


def read_release(folder: Path) -> tuple[ReleaseIndex, bytes]:
    """The index of a folder that `packaging/build.py` froze, or of a bundle, and its pack.

    Links to what is not there are left out. Raises PublishRefused, StoreCorrupt.
    """
    bundled = (folder / RESOURCES).is_dir()
    marker = read_marker(folder / RESOURCES if bundled else folder)
    if marker is None or marker.installer not in UPDATING:
        raise PublishRefused(
            f"{folder} is no version that updates itself (its {MARKER} says so); give what "
            "`python3 packaging/build.py` made: the folder of an archive below versions/, that of "
            "an exe, or the bundle of a dmg",
            path=str(folder),
        )
    program = program_of(BuildName(marker.build))
    files: list[ReleaseFile] = []
    links: list[ReleaseLink] = []
    pack = bytearray()
    packer = zstandard.ZstdCompressor(LEVEL)
    for path in sorted(_all(folder)):
        inside = path.relative_to(folder).as_posix()
        if path.is_symlink():
            if path.exists():
                links.append(ReleaseLink(inside, os.readlink(path)))
            continue
        content = path.read_bytes()
        packed = packer.compress(content)
        executable = bool(path.stat().st_mode & 0o100) or inside == program
        at, digest = len(pack), str(Digest.of(content))
        files.append(ReleaseFile(inside, len(content), digest, at, len(packed), executable))
        pack += packed
    whole = bytes(pack)
    index = ReleaseIndex(
        FORMAT,
        marker.version,
        marker.build,
        str(Digest.of(whole)),
        len(whole),
        tuple(files),
        tuple(links),
    )
    return index, whole


def _all(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        for name in names:
            yield Path(place, name)
        for name in folders:
            if Path(place, name).is_symlink():
                yield Path(place, name)
