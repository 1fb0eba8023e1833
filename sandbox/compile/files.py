"""The files of a project as the compiler sees them: POSIX paths from the mini-program's root."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from bridge.errors import BuildError


class Stamp(msgspec.Struct, frozen=True):
    """What changes when a file does; compared, never interpreted."""

    mtime_ns: int
    size_bytes: int


class ProjectFiles(Protocol):
    """Read access to a project. Paths are relative, with `/`, without `.` or `..` parts."""

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises BuildError when it is not there, unreadable or outside."""

    def exists(self, path: str) -> bool:
        """Whether there is such a file (not a folder), with this very spelling of its name."""

    def list(self, folder: str) -> tuple[str, ...]:
        """Names in a folder, sorted; folders end in `/`. "" is the root; none if not there."""

    def stamp(self, path: str) -> Stamp | None:
        """The file's stamp; None when there is no such file."""


def read_text(files: ProjectFiles, path: str) -> str | None:
    """A file as text without its byte order mark; None when it is not there.

    Bytes that are no UTF-8 become U+FFFD, as in a browser. Line ends become `\\n`.
    """
    if not files.exists(path):
        return None
    text = files.read(path).decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def normal_path(path: str) -> str | None:
    """A path with `.` and `..` taken out and without a leading slash; None when it leads outside.

    "" is the root.
    """
    parts: list[str] = []
    for part in path.replace("\\", "/").split("/"):
        if part in ("", "."):
            continue
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return None
    return "/".join(parts)


def join_path(using: str, path: str) -> str | None:
    """The path that `path` means in the file `using`; with a leading slash it is the root's.

    None when it leads outside.
    """
    if path.startswith("/"):
        return normal_path(path)
    return normal_path(f"{using.rpartition('/')[0]}/{path}")


class FolderFiles:
    """A folder on disk.

    Links are followed only within `within` (the folder itself by default): a project is what
    stands in its folder. Folders are listed once and remembered until `refresh`, so that asking
    for a file that is not there costs no system call; and names match exactly, also where the
    disk ignores case.
    """

    def __init__(self, root: Path, within: Path | None = None) -> None:
        self._root = Path(os.path.realpath(root))
        self._within = self._root if within is None else Path(os.path.realpath(within))
        self._folders: dict[str, dict[str, Stamp | None]] = {}

    @property
    def root(self) -> Path:
        """The folder, with no links in its path."""
        return self._root

    def refresh(self) -> None:
        """Forget what was listed: the next question looks at the disk."""
        self._folders.clear()

    def read(self, path: str) -> bytes:
        """A file's bytes."""
        if not self.exists(path):
            raise BuildError(f"{path}: there is no such file in the project", path=path)
        try:
            return (self._root / path).read_bytes()
        except OSError as error:
            raise BuildError(f"{path}: {error.strerror}", path=path) from error

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return self.stamp(path) is not None

    def list(self, folder: str) -> tuple[str, ...]:
        """Names in a folder, sorted; folders end in `/`."""
        entries = self._entries(folder.strip("/"))
        return tuple(
            sorted(f"{name}/" if stamp is None else name for name, stamp in entries.items())
        )

    def stamp(self, path: str) -> Stamp | None:
        """The file's stamp."""
        folder, _, name = path.rpartition("/")
        return self._entries(folder).get(name)

    def _entries(self, folder: str) -> dict[str, Stamp | None]:
        known = self._folders.get(folder)
        if known is None:
            known = self._folders[folder] = self._scan(folder)
        return known

    def _scan(self, folder: str) -> dict[str, Stamp | None]:
        """Name → stamp, None for folders. Names are checked part by part, so none leads outside."""
        if folder:
            parent, _, name = folder.rpartition("/")
            above = self._entries(parent)
            if name not in above or above[name] is not None:
                return {}
        found: dict[str, Stamp | None] = {}
        try:
            with os.scandir(self._root / folder) as entries:
                for entry in entries:
                    if entry.is_symlink() and not self._is_inside(entry.path):
                        continue
                    status = entry.stat()
                    if stat.S_ISDIR(status.st_mode):
                        found[entry.name] = None
                    elif stat.S_ISREG(status.st_mode):
                        found[entry.name] = Stamp(status.st_mtime_ns, status.st_size)
        except OSError as error:
            raise BuildError(f"{folder or '.'}: {error.strerror}", path=folder) from error
        return found

    def _is_inside(self, place: str) -> bool:
        """Whether a link leads into the project, and not to a folder that holds the link."""
        target = Path(os.path.realpath(place))
        if not target.exists() or Path(place).is_relative_to(target):
            return False
        return target.is_relative_to(self._within)


class MemoryFiles:
    """Files that are given: what a build step made, or a test wrote."""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        self._files = {
            path: body.encode() if isinstance(body, str) else body for path, body in files.items()
        }
        self._folders: dict[str, set[str]] = {"": set()}
        for path in self._files:
            parts = path.split("/")
            for depth, part in enumerate(parts):
                name = part if depth == len(parts) - 1 else f"{part}/"
                self._folders.setdefault("/".join(parts[:depth]), set()).add(name)

    def read(self, path: str) -> bytes:
        """A file's bytes."""
        if path not in self._files:
            raise BuildError(f"{path}: there is no such file in the project", path=path)
        return self._files[path]

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self._files

    def list(self, folder: str) -> tuple[str, ...]:
        """Names in a folder, sorted; folders end in `/`."""
        return tuple(sorted(self._folders.get(folder.strip("/"), ())))

    def stamp(self, path: str) -> Stamp | None:
        """The file's stamp: its content never changes, so its hash stands in for the time."""
        body = self._files.get(path)
        return None if body is None else Stamp(hash(body), len(body))
