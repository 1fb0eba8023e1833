"""A frozen folder as a release: its index, and all its files in one pack."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import zstandard

from bridge.errors import PublishRefused
from bridge.names import Digest
from host.own_program import STARTER
from host.release.index import FORMAT, ReleaseFile, ReleaseIndex, ReleaseLink
from host.release.installed import MARKER, Installer, read_marker

LEVEL = 19
"""Of zstd: made once, fetched often."""


def read_release(folder: Path) -> tuple[ReleaseIndex, bytes]:
    """The index of a folder that `packaging/build.py archive` froze, and its pack.

    Links to what is not there are left out. Raises PublishRefused, StoreCorrupt.
    """
    marker = read_marker(folder)
    if marker is None or marker.installer is not Installer.ARCHIVE:
        raise PublishRefused(
            f"{folder} is no version that updates itself (its {MARKER} says so); give the folder "
            "below versions/ that `python3 packaging/build.py archive` made",
            path=str(folder),
        )
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
        executable = bool(path.stat().st_mode & 0o100) or inside == STARTER
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
