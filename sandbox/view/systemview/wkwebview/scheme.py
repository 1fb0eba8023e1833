"""Carries what WKWebView asks of the app's scheme to the host, and the answers back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bridge.messages import MAX_BODY_BYTES
from sandbox.view.systemview.line import Line
from sandbox.view.systemview.wire import Asked, Served, Withheld
from sandbox.view.systemview.wkwebview.cocoa import Bindings
from sandbox.view.systemview.wkwebview.walls import part_of

_PIECE_BYTES = 1024 * 1024
_OK, _PART = 200, 206


class MacScheme:
    """The scheme of one view: it decides nothing and holds no file."""

    def __init__(self, cocoa: Bindings, line: Line, asking: Callable[[], None]) -> None:
        """`asking` is called before each request is told."""
        self._cocoa = cocoa
        self._line = line
        self._asking = asking
        self._waiting: dict[int, Any] = {}
        self._number = 0

    def started(self, task: Any) -> None:
        """WebKit asks."""
        request = task.request()
        self._number += 1
        self._waiting[self._number] = task
        self._asking()
        headers = request.allHTTPHeaderFields() or {}
        told = Asked(
            self._number,
            str(request.HTTPMethod() or "GET"),
            str(request.URL().absoluteString()),
            tuple((str(name), str(headers[name])) for name in headers),
            _body(request),
        )
        self._line.tell(told)

    def stopped(self, task: Any) -> None:
        """WebKit wants it no more: an answer would be an exception, which ends the process."""
        for number, waiting in list(self._waiting.items()):
            if waiting is task or waiting == task:
                del self._waiting[number]

    def served(self, answer: Served) -> None:
        """Give the engine what the host gave."""
        task = self._waiting.pop(answer.id, None)
        if task is None:
            return
        foundation = self._cocoa.foundation
        status, content = _OK, answer.content
        told = {"Content-Type": answer.mime, "Accept-Ranges": "bytes"}
        asked = task.request().valueForHTTPHeaderField_("Range")
        part = part_of(str(asked), len(content)) if asked is not None else None
        if part is not None:
            told["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(content)}"
            status, content = _PART, content[part.start : part.stop]
        told["Content-Length"] = str(len(content))
        for name, value in answer.headers:
            told[name] = f"{told[name]}, {value}" if name in told else value
        made = foundation.NSHTTPURLResponse.alloc()
        response = made.initWithURL_statusCode_HTTPVersion_headerFields_(
            task.request().URL(), status, "HTTP/1.1", told
        )
        task.didReceiveResponse_(response)
        task.didReceiveData_(foundation.NSData.dataWithBytes_length_(content, len(content)))
        task.didFinish()

    def withheld(self, answer: Withheld) -> None:
        """Tell the engine that there is nothing."""
        task = self._waiting.pop(answer.id, None)
        if task is not None:
            made = self._cocoa.foundation.NSError
            task.didFailWithError_(made.errorWithDomain_code_userInfo_("fanlight", 1, None))


def _body(request: Any) -> bytes:
    """What the page sent, up to one byte more than the host takes."""
    if (whole := request.HTTPBody()) is not None:
        return bytes(whole)[: MAX_BODY_BYTES + 1]
    stream = request.HTTPBodyStream()
    if stream is None:
        return b""
    found = bytearray()
    stream.open()
    try:
        while len(found) <= MAX_BODY_BYTES:
            count, piece = stream.read_maxLength_(None, _PIECE_BYTES)
            if count <= 0:
                break
            found += bytes(piece[:count])
    finally:
        stream.close()
    return bytes(found[: MAX_BODY_BYTES + 1])
