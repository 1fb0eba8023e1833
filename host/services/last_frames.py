"""First frames that an app's pages made of themselves, for their next launch (WeChat:
setInitialRenderingCache).

They are the app's own word and no part of its package: operations for the view, which it could have
sent at any time, and which its replayer takes from nobody without looking. Each is kept for one
page of one package; another package's are dropped.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from bridge.errors import InvalidParams
from host.store.durable import READ_FLAGS, full_disk_typed
from sandbox.decoding import readable
from sandbox.package.weixin import MAX_FRAME_BYTES

MOST_PAGES = 8
"""So many pages of an app have one; the one that was made longest ago goes."""


class _Frame(msgspec.Struct, frozen=True):
    """As sandbox/runtime/src/shared/first_frame.ts has it."""

    format: Literal[1]
    route: str
    quiet: bool
    absent: tuple[int, ...]
    ops: tuple[msgspec.Raw, ...]


_DECODER = msgspec.json.Decoder(readable(_Frame))


class LastFrames:
    """The frames of one app, in files. Blocking; safe from several threads."""

    def __init__(self, folder: Path, version: Callable[[], str]) -> None:
        """`folder` need not be there; `version` names the package that runs now, in letters and
        digits."""
        self._folder = folder
        self._version = version

    def read(self, route: str) -> bytes | None:
        """The frame's JSON, at most MAX_FRAME_BYTES; None where this package's page made none."""
        if not self._folder.is_dir():
            return None
        try:
            with open(os.open(self._place(route), READ_FLAGS), "rb") as file:
                content = file.read(MAX_FRAME_BYTES + 1)
        except OSError:
            return None
        return content if _is_frame(content, route) else None

    def keep(self, route: str, content: bytes) -> None:
        """Show it at the next launch of `route`. Raises InvalidParams, StoreFull, DiskFailed."""
        if not _is_frame(content, route):
            raise InvalidParams(
                f"keepFirstFrame: that is no frame of {route[:80]} of at most "
                f"{MAX_FRAME_BYTES >> 10} KiB"
            )
        place = self._place(route)
        with full_disk_typed("keeping a page's first frame"):
            place.parent.mkdir(parents=True, exist_ok=True)
            draft = place.with_name(f".{secrets.token_hex(4)}")
            try:
                draft.write_bytes(content)
                draft.replace(place)
            except OSError:
                draft.unlink(missing_ok=True)
                raise
        self._tidy(place.parent)

    def forget(self, route: str) -> None:
        """Nothing is shown ahead of the page's own."""
        with contextlib.suppress(OSError):
            self._place(route).unlink(missing_ok=True)

    def _place(self, route: str) -> Path:
        name = hashlib.sha256(route.encode()).hexdigest()
        return self._folder / self._version() / f"{name}.json"

    def _tidy(self, mine: Path) -> None:
        """Of other packages nothing, and of this one no more than MOST_PAGES."""
        with contextlib.suppress(OSError):
            for other in self._folder.iterdir():
                if other != mine:
                    shutil.rmtree(other, ignore_errors=True)
            frames = sorted(mine.iterdir(), key=lambda one: one.stat().st_mtime_ns, reverse=True)
            for old in frames[MOST_PAGES:]:
                old.unlink(missing_ok=True)


def _is_frame(content: bytes, route: str) -> bool:
    if len(content) > MAX_FRAME_BYTES:
        return False
    try:
        return _DECODER.decode(content).route == route
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return False
