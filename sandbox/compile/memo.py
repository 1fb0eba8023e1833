"""Remembers what was compiled from what, in memory and between runs.

A result is good as long as every file that was read for it, or looked for in vain, is as it was.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from sandbox.compile.contents import Contents
from sandbox.decoding import readable

SUFFIX = ".compiled"
KEEP_DAYS = 30
"""How long the results of a project that nobody builds are kept."""

T = TypeVar("T")

Read = Callable[[str], str | None]


def _always(_value: object) -> bool:
    return True


class _Kept(msgspec.Struct, array_like=True):
    """`reads`: path → digest of what was read, None where there was no file."""

    reads: dict[str, bytes | None]
    value: msgspec.Raw


class _Shelf(msgspec.Struct, array_like=True):
    version: str
    kept: dict[str, _Kept]


class _Result(msgspec.Struct):
    reads: Mapping[str, bytes | None]
    value: object


class Memo:
    """Results by kind and path. `place` is where they are kept between runs; None: nowhere.

    `version` stands for the tools: results of another version are not used.
    """

    def __init__(self, contents: Contents, version: str, place: Path | None) -> None:
        self._contents = contents
        self._version = version
        self._place = place
        self._results: dict[str, _Result] = {}
        self._shelf: dict[str, _Kept] | None = None
        self._used: set[str] = set()
        self._is_new = False

    def get(
        self,
        kind: str,
        path: str,
        type_: type[T],
        compute: Callable[[Read], T],
        is_lasting: Callable[[T], bool] = _always,
    ) -> T:
        """The result of `compute`, which reads files by what it is given, and by nothing else.

        `type_` must be a type that msgspec can encode. Only what `is_lasting` is remembered.
        """
        key = f"{kind}\n{path}"
        self._used.add(key)
        result = self._results.get(key)
        if result is not None and isinstance(result.value, type_) and self._holds(result.reads):
            return result.value
        kept = self._kept().get(key)
        if kept is not None and result is None and self._holds(kept.reads):
            with contextlib.suppress(msgspec.MsgspecError):
                value = msgspec.msgpack.decode(kept.value, type=readable(type_))
                self._results[key] = _Result(kept.reads, value)
                return value
        return self._computed(key, compute, is_lasting)

    def save(self) -> None:
        """Keep what this run used for the next one, when there is anything new in it."""
        if self._place is None or not self._is_new:
            return
        shelf = self._kept()
        kept: dict[str, _Kept] = {}
        for key in sorted(self._used):
            result = self._results.get(key)
            if result is None:
                continue
            old = shelf.get(key)
            if old is not None and old.reads == result.reads:
                kept[key] = old
            else:
                encoded = msgspec.Raw(msgspec.msgpack.encode(result.value))
                kept[key] = _Kept(dict(result.reads), encoded)
        _write(self._place, msgspec.msgpack.encode(_Shelf(self._version, kept)))
        self._shelf, self._is_new = kept, False

    def _computed(
        self, key: str, compute: Callable[[Read], T], is_lasting: Callable[[T], bool]
    ) -> T:
        reads: dict[str, bytes | None] = {}

        def read(path: str) -> str | None:
            reads[path] = self._contents.digest(path)
            return self._contents.text(path)

        value = compute(read)
        if is_lasting(value):
            self._results[key] = _Result(reads, value)
            self._is_new = True
        return value

    def _holds(self, reads: Mapping[str, bytes | None]) -> bool:
        digest = self._contents.digest
        return all(digest(path) == wanted for path, wanted in reads.items())

    def _kept(self) -> dict[str, _Kept]:
        if self._shelf is None:
            self._shelf = _read(self._place, self._version) if self._place else {}
        return self._shelf


def version_of(places: Iterable[Path]) -> str:
    """A text that changes when one of these files does: tools and the compiler's own sources."""
    parts = []
    for place in sorted(places):
        status = place.stat()
        parts.append(f"{place.name}:{status.st_size}:{status.st_mtime_ns}")
    return "\n".join(parts)


def prune(folder: Path) -> None:
    """Remove the results of projects that were not built for a long time."""
    oldest_s = time.time() - KEEP_DAYS * 24 * 3600
    for place in folder.glob(f"*{SUFFIX}"):
        with contextlib.suppress(OSError):
            if place.stat().st_mtime < oldest_s:
                place.unlink()


def _read(place: Path, version: str) -> dict[str, _Kept]:
    """What an earlier run kept; nothing when it is missing, damaged or of other tools."""
    try:
        shelf = msgspec.msgpack.decode(place.read_bytes(), type=readable(_Shelf))
    except (OSError, msgspec.MsgspecError):
        return {}
    return shelf.kept if shelf.version == version else {}


def _write(place: Path, content: bytes) -> None:
    """Whole or not at all; a disk that is full costs the next run its time, nothing else."""
    draft = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_bytes(content)
        os.replace(draft, place)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
