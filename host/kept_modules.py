"""The modules of a start, kept compiled in one file.

Python looks into folders for each module and keeps each compiled in a file of its own (PEP 3147):
some 45 µs a module, and a start has 450. Here their code lies in one file beside those, with what
tells whether an ordinary import would still come upon each: the time and size of its source, and
the time of every folder that is looked into before it is found. What does not agree is imported
as ever. Believed as far as Python's own files are: who can write one can write the other.
"""

from __future__ import annotations

import marshal
import os
import sys

# "importlib" has them under other names, and takes a millisecond to import.
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import MAGIC_NUMBER, PathFinder, SourceFileLoader
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import CodeType, ModuleType

_MOST_MODULES = 2_000
_NEWS = 16
"""From so many modules on that are not in the file, or not as they are now, it is written anew."""
_SIZE_BYTES = 8
_ABSENT = -1


class _Entry(NamedTuple):
    source: str
    folder: str
    """Where a search finds it."""
    is_package: bool
    compiled: str
    """Where Python itself keeps its code."""
    time_ns: int
    size: int
    at: int
    """Where its code begins behind the index, and how many bytes it has."""
    length: int


class _Loader(SourceFileLoader):
    """As of an ordinary module, but for where its code is."""

    def __init__(self, name: str, entry: _Entry, kept: KeptModules) -> None:
        super().__init__(name, entry.source)
        self._entry = entry
        self._kept = kept

    def get_code(self, fullname: str) -> CodeType | None:  # importlib's name
        code: CodeType = marshal.loads(self._kept.content_of(self._entry))
        return code


class KeptModules:
    """Finds the modules that `file` holds, as a finder of `sys.meta_path`; `keep` writes it."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._opened = _ABSENT
        self._begin = 0
        self._folders: dict[str, int] = {}
        self._entries: dict[str, tuple[object, ...]] = {}
        """By name, each as of `_Entry`: few are needed, and making 450 takes a millisecond."""
        self._same: dict[str, bool] = {}
        """Of each folder that was asked about: is it as it was when the file was written?"""
        self._refused = 0
        # A corrupt file is none; on Windows, which has no pread, nothing was measured.
        if sys.platform != "win32":
            with suppress(OSError, EOFError, ValueError, TypeError):
                self._read()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """importlib.abc.MetaPathFinder's; None leaves the module to whoever comes next."""
        held = self._entries.get(name)
        if held is None:
            return None
        entry = _Entry._make(held)
        if not self._holds(entry, sys.path if path is None else path):
            self._refused += 1
            return None
        loader = _Loader(name, entry, self)
        spec = ModuleSpec(name, loader, origin=entry.source, is_package=entry.is_package)
        spec.has_location = True  # without it a module would have no `__file__`
        spec.cached = entry.compiled
        if entry.is_package:
            spec.submodule_search_locations = [os.path.dirname(entry.source)]
        return spec

    def content_of(self, entry: _Entry) -> bytes:
        """The code of one of its entries, marshalled. Raises OSError."""
        if sys.platform == "win32":
            raise OSError("nothing is kept on Windows")
        return os.pread(self._opened, entry.length, self._begin + entry.at)

    def keep(self) -> None:
        """Write the file if enough came in that it does not hold, and it may be written; a process
        that imports anew meanwhile has what there was."""
        if sys.dont_write_bytecode or sys.flags.optimize or sys.platform == "win32":
            return
        fresh = sum(name not in self._entries for name, _, _ in _present())
        if fresh + self._refused >= _NEWS:
            with suppress(OSError):
                self._write()

    def _holds(self, entry: _Entry, path: Sequence[str]) -> bool:
        """Whether a search of `path` would still come upon it, and its source is what it was."""
        for folder in path:
            same = self._same.get(folder)
            if same is None:
                same = self._same[folder] = self._folders.get(folder) == _time(folder)
            if not same:
                return False
            if folder == entry.folder:
                return _stamp(entry.source) == (entry.time_ns, entry.size)
        return False

    def _read(self) -> None:
        self._opened = os.open(self._file, os.O_RDONLY)
        head = len(MAGIC_NUMBER) + _SIZE_BYTES
        begun = os.read(self._opened, head)
        if begun[: len(MAGIC_NUMBER)] != MAGIC_NUMBER or sys.flags.optimize:
            return
        size = int.from_bytes(begun[len(MAGIC_NUMBER) :], "little")
        folders, entries = marshal.loads(os.read(self._opened, size))
        self._entries, self._folders = entries, folders
        self._begin = head + size

    def _write(self) -> None:
        # The times first: what changes from here on makes them untrue, and is noticed.
        folders = {folder: time for folder, time in self._folders.items() if _time(folder) == time}
        folders |= {folder: _time(folder) for folder in sys.path if os.path.isabs(folder)}
        entries: dict[str, tuple[object, ...]] = {}
        codes: list[bytes] = []
        at = 0
        for name, entry, code in self._all(folders):
            entries[name] = tuple(entry._replace(at=at, length=len(code)))
            codes.append(code)
            at += len(code)
        index = marshal.dumps((folders, entries))
        beside = f"{self._file}.{os.getpid()}"
        try:
            with open(beside, "wb") as opened:
                opened.write(MAGIC_NUMBER + len(index).to_bytes(_SIZE_BYTES, "little") + index)
                opened.writelines(codes)
                opened.flush()
                os.fsync(opened.fileno())
            os.replace(beside, self._file)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(beside)

    def _all(self, folders: dict[str, int]) -> Iterator[tuple[str, _Entry, bytes]]:
        """What came in, and what is kept already and still so; `folders` learns where they are."""
        done = 0
        for name, entry, module in _present():
            folders.setdefault(entry.folder, _time(entry.folder))
            code = _code(module) if done < _MOST_MODULES and _is_found(name, entry) else None
            if code is not None:
                done += 1
                yield name, entry, code
        for name, held in self._entries.items():
            entry = _Entry._make(held)
            absent = name not in sys.modules and done < _MOST_MODULES
            if absent and self._holds(entry, (entry.folder,)):
                done += 1
                folders.setdefault(entry.folder, self._folders[entry.folder])
                yield name, entry, self.content_of(entry)


def keep_modules() -> KeptModules:
    """Find modules in this program's file from now on, where it agrees with what there is."""
    folder = os.path.join(os.path.dirname(__file__), "__pycache__")
    kept = KeptModules(os.path.join(folder, f"start.{sys.implementation.cache_tag}.modules"))
    # What Python has in itself comes first, as ever.
    place = sys.meta_path.index(PathFinder) if PathFinder in sys.meta_path else 0
    sys.meta_path.insert(place, kept)
    return kept


def keep_what_came() -> None:
    """`KeptModules.keep` of each that finds modules in this process; any thread, 80 ms at most."""
    for finder in sys.meta_path:
        if isinstance(finder, KeptModules):
            finder.keep()


def _present() -> Iterator[tuple[str, _Entry, ModuleType]]:
    """The modules of this process whose code can be kept."""
    for name, module in [*sys.modules.items()]:
        spec: ModuleSpec | None = getattr(module, "__spec__", None)
        if spec is None or type(spec.loader) not in (SourceFileLoader, _Loader) or not spec.origin:
            continue
        stamp = _stamp(spec.origin)
        if spec.name == name and stamp is not None and os.path.isabs(spec.origin):
            is_package = spec.submodule_search_locations is not None
            folder = os.path.dirname(spec.origin)
            searched = os.path.dirname(folder) if is_package else folder
            compiled = spec.cached or ""
            yield name, _Entry(spec.origin, searched, is_package, compiled, *stamp, 0, 0), module


def _is_found(name: str, entry: _Entry) -> bool:
    """Whether an ordinary import would come upon it."""
    parent = name.rpartition(".")[0]
    path = sys.modules[parent].__path__ if parent in sys.modules else None
    found = PathFinder.find_spec(name, path) if bool(parent) == (path is not None) else None
    return found is not None and found.origin == entry.source


def _code(module: ModuleType) -> bytes | None:
    loader = module.__spec__.loader if module.__spec__ is not None else None
    if not isinstance(loader, SourceFileLoader):
        return None
    try:
        code = SourceFileLoader.get_code(loader, module.__name__)
    except (OSError, ImportError, SyntaxError):
        return None
    return marshal.dumps(code)


def _stamp(source: str) -> tuple[int, int] | None:
    try:
        found = os.stat(source)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _time(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return _ABSENT
