"""Small files answered from memory: what Starlette has answered once is said again.

Starlette asks the file system in a thread of its own for each request, which is most of the work
of a small file. Here one `stat` tells that the file is still the one that was answered.
"""

from __future__ import annotations

import os

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FILE = "fanlight.file"
"""Where the application says, in the request's scope, which file it answers with: its path and
its `os.stat_result` from before it was read."""
MAX_FILE_BYTES = 256 * 1024
MAX_KEPT_BYTES = 64 * 1024 * 1024
MAX_KEPT_ANSWERS = 16_384
_CONDITIONS = frozenset(
    {
        b"range",
        b"if-range",
        b"if-match",
        b"if-none-match",
        b"if-modified-since",
        b"if-unmodified-since",
    }
)


_Asked = tuple[str, bytes]
"""A path, and which encodings of the answer its asker takes."""


class _Stamp(msgspec.Struct, frozen=True):
    number: int
    size_bytes: int
    changed_ns: int


class _Kept(msgspec.Struct, frozen=True):
    file: str
    stamp: _Stamp
    head: Message
    body: bytes


class Remembered:
    """An ASGI application around another. Plain GETs alone; conditions and ranges pass."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[_Asked, _Kept] = {}
        self._kept_bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_plain(scope):
            await self._app(scope, receive, send)
            return
        asked = (str(scope["path"]), _encodings(scope))
        kept = self._kept.get(asked)
        if kept is not None and _stamp(kept.file) == kept.stamp:
            await send(kept.head)
            await send({"type": "http.response.body", "body": kept.body})
            return
        answer: list[Message] = []

        async def listen(message: Message) -> None:
            if _is_small(scope):
                answer.append(message)
                if message["type"] == "http.response.body" and not message.get("more_body"):
                    self._keep(asked, scope.get(FILE), answer)
            await send(message)

        await self._app(scope, receive, listen)

    def _keep(self, asked: _Asked, file: object, answer: list[Message]) -> None:
        """Keep a whole answer of 200, if the file is the one it was when that began."""
        if not isinstance(file, tuple) or answer[0].get("status") != 200:
            return
        place, stat = file
        body = b"".join(bytes(message.get("body", b"")) for message in answer[1:])
        stamp = _Stamp(stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if _stamp(place) != stamp:
            return
        if self._kept_bytes + len(body) > MAX_KEPT_BYTES or len(self._kept) >= MAX_KEPT_ANSWERS:
            self._kept.clear()
            self._kept_bytes = 0
        self._kept[asked] = _Kept(place, stamp, answer[0], body)
        self._kept_bytes += len(body)


def _is_plain(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and not any(name in _CONDITIONS for name, _ in scope["headers"])
    )


def _is_small(scope: Scope) -> bool:
    file = scope.get(FILE)
    return isinstance(file, tuple) and file[1].st_size <= MAX_FILE_BYTES


def _encodings(scope: Scope) -> bytes:
    return b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")


def _stamp(file: str) -> _Stamp | None:
    try:
        stat = os.stat(file)
    except OSError:
        return None
    return _Stamp(stat.st_ino, stat.st_size, stat.st_mtime_ns)
