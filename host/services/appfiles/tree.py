"""The folders of one app on disk, within their room. Blocking; one thread uses it at a time."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bridge.api.appfiles import MAX_FILE_BYTES, FileEntry
from bridge.errors import FileRefused, NotFound, QuotaExceeded
from host.services.appfiles.address import Address, Root, parse_address

KEPT_BYTES = 200 * 1024 * 1024
TMP_BYTES = 512 * 1024 * 1024
MAX_FILES = 10_000
_FULL = "the maximum size of the file storage limit is exceeded"
_NEW = ".new-"
"""Begins the name of a file that is being written; no address can name it (Root names first)."""

_WORDS = {
    errno.ENOENT: "no such file or directory",
    errno.EEXIST: "file already exists",
    errno.ENOTEMPTY: "directory not empty",
    errno.ENOTDIR: "not a directory",
    errno.EISDIR: "illegal operation on a directory",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EXDEV: "illegal operation on a directory",
    errno.EINVAL: "illegal operation on a directory",
    errno.ENAMETOOLONG: "file name too long",
}


class Room(msgspec.Struct, frozen=True):
    """What an app may fill: bytes kept, bytes in tmp, files in all."""

    kept_bytes: int = KEPT_BYTES
    tmp_bytes: int = TMP_BYTES
    files: int = MAX_FILES


class FileTree:
    """Reads and writes below one folder. Every method raises NotFound, FileRefused or, when
    writing, QuotaExceeded; WeChat's words stand in the message."""

    def __init__(self, folder: Path, room: Room | None = None) -> None:
        """`folder` belongs to this tree alone; it is made at first use."""
        self._folder = folder
        self._room = room or Room()
        self._begun = False
        # Bytes and entries, of tmp (True) and of what is kept; forgotten when something goes.
        self._used: dict[bool, tuple[int, int]] = {}

    def begin(self) -> None:
        """Make the folders; empty tmp of what an earlier run left."""
        if self._begun:
            return
        for root in Root:
            place = self._folder / root.value
            if root is Root.TMP and place.exists():
                shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._begun = True

    def empty_tmp(self) -> None:
        """Remove what is temporary: the app ends."""
        shutil.rmtree(self._folder / Root.TMP.value, ignore_errors=True)
        self._begun = False

    def existing(self, text: str, verb: str) -> Path:
        """The file or folder at an address."""
        address = parse_address(text, verb)
        place = self._place(address, verb)
        if not os.path.lexists(place):
            raise _missing(verb, text)
        return place

    def file(self, text: str, verb: str) -> Path:
        """The plain file at an address."""
        place = self.existing(text, verb)
        if not place.is_file():
            raise FileRefused(f'illegal operation on a directory, {verb} "{text}"')
        return place

    def read(self, text: str, position: int, length: int) -> tuple[bytes, int]:
        """At most `length` bytes from `position` on, and the whole file's size."""
        place = self.file(text, "open")
        with _explained("open", text), place.open("rb") as opened:
            opened.seek(position)
            return opened.read(length), place.stat().st_size

    def write(self, text: str, content: bytes, *, append: bool, position: int | None) -> None:
        """Write anew (all or nothing), behind, or into from `position` on."""
        address = parse_address(text, "open")
        place = self._place(address, "open")
        self._check_parent(place, text, "open")
        old_bytes = place.stat().st_size if place.is_file() else 0
        end = (old_bytes if append else position or 0) + len(content)
        new_bytes = max(old_bytes, end) if append or position is not None else len(content)
        self._check_size(new_bytes)
        self._check_room(address.root, new_bytes - old_bytes, files=int(not place.exists()))
        with _explained("open", text):
            if append or position is not None:
                with place.open("r+b" if place.exists() else "w+b") as opened:
                    opened.seek(0 if position is None else position)
                    if append:
                        opened.seek(0, os.SEEK_END)
                    opened.write(content)
            else:
                self._replace(place, content)

    def truncate(self, text: str, length: int) -> None:
        """Cut, or fill with zeros."""
        place = self.file(text, "truncate")
        address = parse_address(text, "truncate")
        self._check_room(address.root, max(0, length - place.stat().st_size), files=0)
        with _explained("truncate", text):
            os.truncate(place, length)

    def stat(self, text: str, *, recursive: bool) -> list[FileEntry]:
        """The place itself first, its path empty; then, with `recursive`, all below."""
        place = self.existing(text, "stat")
        found = [_entry(place, "")]
        if recursive and place.is_dir():
            found += [_entry(x, x.relative_to(place).as_posix()) for x in _below(place)]
        return found

    def names(self, text: str) -> list[str]:
        """The names in a folder, sorted."""
        place = self.existing(text, "scandir")
        with _explained("scandir", text):
            return sorted(entry for entry in os.listdir(place) if not entry.startswith(_NEW))

    def make_folder(self, text: str, *, recursive: bool) -> None:
        """Make a folder; with `recursive`, those above too, and it may be there already."""
        address = parse_address(text, "mkdir")
        place = self._place(address, "mkdir")
        if not recursive:
            self._check_parent(place, text, "mkdir")
        self._check_room(address.root, 0, files=max(1, len(address.parts)) if recursive else 1)
        with _explained("mkdir", text):
            place.mkdir(parents=recursive, exist_ok=recursive, mode=0o700)

    def remove_folder(self, text: str, *, recursive: bool) -> None:
        """Remove an empty folder, or with `recursive` all in it; a root itself stays."""
        address = parse_address(text, "rmdir")
        place = self.existing(text, "rmdir")
        if not address.parts:
            raise FileRefused(f'permission denied, rmdir "{text}"')
        with _explained("rmdir", text):
            if not place.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "")
            self._used.clear()
            if recursive:
                shutil.rmtree(place)
            else:
                place.rmdir()

    def remove_file(self, text: str) -> None:
        """Remove a file."""
        place = self.existing(text, "unlink")
        with _explained("unlink", text):
            if place.is_dir():
                raise IsADirectoryError(errno.EPERM, "")
            self._used.clear()
            place.unlink()

    def rename(self, old: str, new: str) -> None:
        """Move a file or folder; a file in its way is replaced."""
        source = self.existing(old, "rename")
        target = parse_address(new, "rename")
        place = self._place(target, "rename")
        self._check_parent(place, new, "rename")
        if not parse_address(old, "rename").parts or not target.parts:
            raise FileRefused(f'permission denied, rename "{old}" -> "{new}"')
        held_bytes = sum(x.stat().st_size for x in (source, *_below(source)) if x.is_file())
        self._check_room(target.root, held_bytes, files=0)
        with _explained("rename", f"{old} -> {new}"):
            if place.is_dir():
                raise FileExistsError(errno.EEXIST, "")
            self._used.clear()
            source.replace(place)

    def copy(self, source_text: str, target_text: str) -> None:
        """Copy a file; one in its way is replaced, whole or not at all."""
        source = self.file(source_text, "copyFile")
        target = parse_address(target_text, "copyFile")
        place = self._place(target, "copyFile")
        self._check_parent(place, target_text, "copyFile")
        self._check_room(target.root, source.stat().st_size, files=int(not place.exists()))
        with _explained("copyFile", f"{source_text} -> {target_text}"):
            fresh = self._fresh()
            shutil.copyfile(source, fresh)
            fresh.replace(place)

    def new_temporary(self, extension: str) -> tuple[str, Path]:
        """Address and place of a temporary file that is not there yet."""
        name = secrets.token_hex(12) + (f".{extension.lower()}" if extension else "")
        address = Address(Root.TMP, (name,))
        return str(address), self._place(address, "open")

    def check_target(self, text: str, verb: str) -> None:
        """Raises where no file could be put at this address."""
        address = parse_address(text, verb)
        place = self._place(address, verb)
        self._check_parent(place, text, verb)
        if not address.parts or place.is_dir():
            raise FileRefused(f'illegal operation on a directory, {verb} "{text}"')

    def land(self, address: str, place: Path, piece: bytes) -> None:
        """Put the next piece of what comes from outside behind what is in a temporary file.

        Many may come at once: each piece has to fit beside all others.
        """
        self._check_room(Root.TMP, len(piece), files=int(not place.exists()))
        with _explained("open", address), place.open("ab") as opened:
            opened.write(piece)

    def drop(self, place: Path) -> None:
        """Remove a temporary file that is not wanted after all."""
        place.unlink(missing_ok=True)
        self._used.clear()

    def landed(self) -> None:
        """A file was put into tmp from outside. Raises QuotaExceeded when it does not fit."""
        self._used.clear()
        self._check_room(Root.TMP, 0, files=0)

    def check_room(self, root: Root, more_bytes: int, files: int) -> None:
        """Raises QuotaExceeded where so much more would not fit."""
        self._check_room(root, more_bytes, files=files)

    # -- inside

    def _place(self, address: Address, verb: str) -> Path:
        """Where an address lies. No part of the way may be a link: it would lead out."""
        self.begin()
        place = self._folder / address.root.value
        for part in address.parts:
            place = place / part
            if place.is_symlink():
                raise FileRefused(f'permission denied, {verb} "{address}"')
        return place

    def _check_parent(self, place: Path, text: str, verb: str) -> None:
        if not place.parent.is_dir():
            raise _missing(verb, text)

    def _check_size(self, bytes_: int) -> None:
        if bytes_ > MAX_FILE_BYTES:
            raise QuotaExceeded(_FULL, limit_bytes=MAX_FILE_BYTES)

    def _check_room(self, root: Root, more_bytes: int, *, files: int) -> None:
        tmp = root is Root.TMP
        limit_bytes = self._room.tmp_bytes if tmp else self._room.kept_bytes
        for used in (self._used.get(tmp), None):
            held_bytes, held_files = used or _count(self._folders(tmp))
            if held_bytes + more_bytes <= limit_bytes and held_files + files <= self._room.files:
                self._used[tmp] = (held_bytes + more_bytes, held_files + files)
                return
        raise QuotaExceeded(_FULL, limit_bytes=limit_bytes)

    def _folders(self, tmp: bool) -> tuple[Path, ...]:
        roots = (Root.TMP,) if tmp else (Root.USR, Root.STORE)
        return tuple(self._folder / root.value for root in roots)

    def _replace(self, place: Path, content: bytes) -> None:
        fresh = self._fresh()
        try:
            fresh.write_bytes(content)
            fresh.replace(place)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise

    def _fresh(self) -> Path:
        # Beside the roots, where no address reaches, on the same file system.
        return self._folder / f"{_NEW}{secrets.token_hex(8)}"


class _explained:
    """Turns the system's errors into WeChat's words."""

    def __init__(self, verb: str, text: str) -> None:
        self._verb = verb
        self._text = text

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, OSError):
            return
        if error.errno == errno.ENOENT:
            raise _missing(self._verb, self._text) from None
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise QuotaExceeded(_FULL) from None
        words = _WORDS.get(error.errno or 0, "file operation failed")
        raise FileRefused(f'{words}, {self._verb} "{self._text}"') from None


def _missing(verb: str, text: str) -> NotFound:
    return NotFound(f'no such file or directory, {verb} "{text}"')


def _below(folder: Path) -> Iterator[Path]:
    """All files and folders below, parents first; links are given, not followed."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for entry in sorted(folder.iterdir()):
        yield entry
        yield from _below(entry)


def _count(folders: tuple[Path, ...]) -> tuple[int, int]:
    """Bytes and entries below."""
    sizes = [
        place.lstat().st_size if place.is_file() else 0
        for folder in folders
        for place in _below(folder)
    ]
    return sum(sizes), len(sizes)


def _entry(place: Path, path: str) -> FileEntry:
    facts = place.lstat()
    folder = stat.S_ISDIR(facts.st_mode)
    return FileEntry(
        path=path,
        is_directory=folder,
        size=0 if folder else facts.st_size,
        last_accessed_time=int(facts.st_atime),
        last_modified_time=int(facts.st_mtime),
        mode=facts.st_mode,
    )
