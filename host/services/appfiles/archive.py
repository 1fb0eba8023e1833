"""ZIP archives of an app's own: looked at whole before a byte is written."""

from __future__ import annotations

import contextlib
import io
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from bridge.api.appfiles import MAX_FILE_BYTES, MAX_READ_BYTES, ZipPart
from bridge.errors import FileRefused, QuotaExceeded
from host.services.appfiles.address import Address, Root, parse_address
from host.services.appfiles.tree import FileTree

MAX_LIST_BYTES = 4 * 1024 * 1024
"""How long an archive's list of files may be: several times what MAX_FILES of a tree need."""
_FILE_TYPE = 0o170000
_BAD = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)


def unzip(tree: FileTree, zip_text: str, target_text: str) -> None:
    """Unpack into a folder. Raises NotFound, FileRefused, QuotaExceeded; nothing is written then.

    Links, encrypted files, names that no address may have, and archives larger than the room left
    are refused; sizes are those of the bytes that really come out.
    """
    source = tree.file(zip_text, "unzip")
    target = parse_address(target_text, "unzip")
    with _opened(source, zip_text) as archive:
        files = [(info, _inner(target, info)) for info in archive.infolist() if not info.is_dir()]
        total_bytes = sum(info.file_size for info, _ in files)
        if any(info.file_size > MAX_FILE_BYTES for info, _ in files):
            raise QuotaExceeded("the maximum size of the file storage limit is exceeded")
        tree.check_room(target.root, total_bytes, len(files))
        for info, _ in files:  # read through once: a damaged archive leaves nothing behind
            _content(archive, info, zip_text, info.file_size)
        for info, address in files:
            folder = str(Address(address.root, address.parts[:-1]))
            tree.make_folder(folder, recursive=True)
            content = _content(archive, info, zip_text, info.file_size)
            tree.write(str(address), content, append=False, position=None)


def read_parts(
    tree: FileTree, text: str, parts: list[ZipPart]
) -> Iterator[tuple[str, bytes | str]]:
    """Name and bytes, or why not, of the files asked for (all when none are named)."""
    with _opened(tree.file(text, "open"), text) as archive:
        found = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        left_bytes = MAX_READ_BYTES
        left_work_bytes = MAX_FILE_BYTES
        for part in parts or [ZipPart(path=name) for name in found]:
            info = found.get(part.path)
            if info is None:
                yield part.path, f'no such file or directory, open "{part.path}"'
                continue
            # What comes before the position has to be unpacked too, and a few bytes may say
            # that they are terabytes.
            if min(info.file_size, part.position) > left_work_bytes:
                yield part.path, f'the maximum size to unpack is exceeded, open "{part.path}"'
                continue
            wanted = left_bytes if part.length is None else min(max(0, part.length), left_bytes)
            content = _content(archive, info, text, wanted, part.position)
            left_bytes -= len(content)
            left_work_bytes -= min(info.file_size, part.position) + len(content)
            yield part.path, content


class _Bounded(io.FileIO):
    """A file that gives little at once while the archive's list of files is read: zipfile takes
    that list whole, and makes an object of some hundred bytes of every 46 of it."""

    bounded = True

    def read(self, size: int | None = -1, /) -> bytes:
        if not self.bounded:
            return super().read(size) or b""
        wanted = MAX_LIST_BYTES + 1 if size is None or size < 0 else size
        content = super().read(min(wanted, MAX_LIST_BYTES + 1)) or b""
        if len(content) > MAX_LIST_BYTES:
            raise zipfile.BadZipFile("too many files")
        return content


@contextlib.contextmanager
def _opened(source: Path, text: str) -> Iterator[zipfile.ZipFile]:
    try:
        opened = _Bounded(source)
    except OSError:
        raise FileRefused(f'"{text}" is not a ZIP archive') from None
    with opened:
        try:
            archive = zipfile.ZipFile(opened)
        except (*_BAD, OSError):
            raise FileRefused(f'"{text}" is not a ZIP archive') from None
        opened.bounded = False
        with archive:
            yield archive


def _content(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, text: str, limit: int, position: int = 0
) -> bytes:
    try:
        with archive.open(info) as opened:
            opened.seek(position)  # unpacks what comes before piece by piece, and drops it
            return opened.read(limit)
    except (*_BAD, OSError):
        raise FileRefused(f'"{text}" is damaged at {info.filename[:200]!r}') from None


def _inner(target: Address, info: zipfile.ZipInfo) -> Address:
    mode = (info.external_attr >> 16) & _FILE_TYPE
    if mode not in {0, stat.S_IFREG} or info.flag_bits & 1:
        raise FileRefused(f"permission denied, unzip: {info.filename[:200]!r} is no plain file")
    if info.filename.startswith("/"):
        raise FileRefused(f"permission denied, unzip: {info.filename[:200]!r} leads out")
    return parse_address(f"{target}/{info.filename}", "unzip")


def copy_in(tree: FileTree, source: Path, extension: str) -> str:
    """A copy of a file of the person's in tmp; its address. Raises QuotaExceeded, OSError."""
    size_bytes = source.stat().st_size
    tree.begin()
    tree.check_room(Root.TMP, size_bytes, 1)
    address, place = tree.new_temporary(extension)
    shutil.copyfile(source, place)
    return address
