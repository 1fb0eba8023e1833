"""An archive that people unpack where they like, and that updates itself: the frozen folder as one
of several versions, beside the starter that chooses between them (host/release/place.py)."""

from __future__ import annotations

import io
import json
import os
import platform
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from frozen import ROOT, BuildImpossible

STARTER = ROOT / "packaging" / "starter.sh"
TOP = "fanlight"
LEVEL = 19


def build_name(*, web_engine: bool) -> str:
    """What a frozen folder made here runs on; host.release.index.BuildName reads it."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    return f"{system}-{platform.machine().lower()}-{'qt' if web_engine else 'system'}"


def mark(made: Path, installer: str, build: str, version: str) -> None:
    """Write into a frozen folder who installs it: host.release.installed.Installer."""
    marker = {"installer": installer, "build": build, "version": version}
    (made / "installed.json").write_text(json.dumps(marker) + "\n", encoding="utf-8")


def make_archive(
    made: Path, out: Path, version: str, build: str, root: Path | None, made_s: int
) -> Path:
    """`out`/fanlight-VERSION-BUILD.tar.zst of the frozen folder `made`, which was marked.

    `root` is the TUF root of the repository that newer versions come from (`fanlight release
    init`); None: this archive does not update itself. The same bytes for the same folder.
    Raises BuildImpossible.
    """
    import zstandard  # build.py is begun by a Python that need not have it

    if sys.platform == "win32":
        raise BuildImpossible("an archive's starter is a shell script; make an exe on Windows")
    target = out / f"fanlight-{version}-{build}.tar.zst"
    out.mkdir(parents=True, exist_ok=True)
    packer = zstandard.ZstdCompressor(LEVEL)
    with target.open("wb") as file, packer.stream_writer(file) as packed:
        with tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            for member, content in _members(made, version, root):
                member.mtime = made_s
                tar.addfile(member, io.BytesIO(content) if content is not None else None)
    return target


def _members(
    made: Path, version: str, root: Path | None
) -> Iterator[tuple[tarfile.TarInfo, bytes | None]]:
    """The starter last: what was not unpacked whole does not start. Folders are named, so that
    whatever a person's umask is, nobody else may write to them."""
    yield _folder(TOP), None
    yield _folder(f"{TOP}/versions"), None
    yield _folder(f"{TOP}/versions/{version}"), None
    for path in sorted(made.rglob("*")):
        name = f"{TOP}/versions/{version}/{path.relative_to(made).as_posix()}"
        if path.is_symlink():
            if path.exists():
                yield _link(name, os.readlink(path)), None
        elif path.is_dir():
            yield _folder(name), None
        elif path.is_file():
            content = path.read_bytes()
            yield _file(name, content, executable=bool(path.stat().st_mode & 0o100)), content
    if root is not None:
        content = root.read_bytes()
        yield _folder(f"{TOP}/updates"), None
        yield _file(f"{TOP}/updates/root.json", content), content
    content = f"{version}\n".encode()
    yield _file(f"{TOP}/current", content), content
    content = STARTER.read_bytes()
    yield _file(f"{TOP}/{TOP}", content, executable=True), content


def _folder(name: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.mode = tarfile.DIRTYPE, 0o755
    return member


def _file(name: str, content: bytes, *, executable: bool = False) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o755 if executable else 0o644
    return member


def _link(name: str, to: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = tarfile.SYMTYPE, to
    return member
