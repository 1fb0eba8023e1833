"""Serves one app's origin: the package's files, the bridge's slow way, declared remote bytes.

Reading and hashing happen off the UI thread; a request path is an exact key of the index.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import cast

import msgspec
import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlSchemeHandler

from bridge.errors import FanlightError
from bridge.messages import MAX_BODY_BYTES, Failure
from sandbox.manifest import NetworkRules
from sandbox.policy_headers import inert_headers, page_headers
from sandbox.view.environment import SCHEME
from sandbox.view.holding import Holding
from sandbox.view.policy import RUNTIME, file_target, web_target
from sandbox.view.port import RESERVED, Resources, Talk, Web, WebReply, WebRequest, WebUse
from sandbox.view.posted import (
    CALL_PATH,
    CARRY_PATH,
    MAX_ARRIVING_BYTES,
    Posted,
    answer_posted,
    lent_name,
    take_posted,
)

log = logging.getLogger("fanlight.view")

BLANK_PATH = f"{RESERVED}blank"
_BLANK_PAGE = b'<!doctype html><meta charset="utf-8">'
_NOT_FOUND = QWebEngineUrlRequestJob.Error.UrlNotFound
_DENIED = QWebEngineUrlRequestJob.Error.RequestDenied
_FAILED = QWebEngineUrlRequestJob.Error.RequestFailed
_BYTES = "application/octet-stream"
_OWN_ONLY = (
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)
_HIDDEN_HEADERS = frozenset({"origin", "referer", "cookie", "host"})


class Serving(msgspec.Struct, frozen=True):
    """What an app's origin serves. `admit` is asked before each document and call: is the
    renderer safe to be given anything? `navigated` is told when a document is asked for
    (time.monotonic)."""

    resources: Resources
    talk: Talk
    web: Web
    admit: Callable[[], Awaitable[bool]]
    navigated: Callable[[float], None]
    holding: Holding = msgspec.field(default_factory=Holding)
    arriving: Holding = msgspec.field(default_factory=lambda: Holding(MAX_ARRIVING_BYTES))


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """The only server of `miniapp://<host>/`. Until it is bound it serves one blank page."""

    def __init__(
        self, host: str, may_serve: Callable[[], bool], *, blank_isolated: bool = True
    ) -> None:
        """`may_serve` is asked of each request. `blank_isolated`: as the app's own pages are, the
        blank one is isolated from other origins or not."""
        super().__init__()
        self._may_serve = may_serve
        self._blank_isolated = blank_isolated
        self._origin = f"{SCHEME}://{host}"
        self._serving: Serving | None = None
        self._ahead: Resources | None = None
        self._closed = False
        self._tasks: set[asyncio.Task[None]] = set()

    def serve_ahead(self, resources: Resources) -> None:
        """Until it is bound, serve these: nothing of any app, and quick to read."""
        self._ahead = resources

    def bind(self, serving: Serving) -> None:
        """Serve this app from now on."""
        self._serving = serving

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # Qt's name
        """Answer one request; never raises."""
        url = job.requestUrl()
        path = url.path(QUrl.ComponentFormattingOption.FullyEncoded).removeprefix("/")
        method = bytes(job.requestMethod().data()).decode("ascii", "replace")
        serving = self._serving
        own = f"{SCHEME}://{url.authority()}" == self._origin
        if not self._may_serve() or self._closed or not own:
            job.fail(_DENIED)
        elif path.startswith("/"):  # one slash was the origin's; a second one is nobody's
            job.fail(_NOT_FOUND)
        elif serving is None:
            if self._ahead is not None:
                _give_ahead(job, self._ahead, path)
            elif path == BLANK_PATH:
                # The headers of a real page: else the engine would swap the renderer for it.
                headers = page_headers(
                    NetworkRules(),
                    inline_scripts=False,
                    cross_origin_isolated=self._blank_isolated,
                )
                _reply(job, "text/html; charset=utf-8", _BLANK_PAGE, headers)
            else:
                job.fail(_DENIED)
        elif path.startswith(RESERVED):
            self._reserved(job, serving, path, method)
        elif method in {"GET", "HEAD"}:
            self._file(job, serving, path)
        else:
            job.fail(_DENIED)

    def close(self) -> None:
        """Drop what is still being answered; answer nothing more."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    def _reserved(
        self, job: QWebEngineUrlRequestJob, serving: Serving, path: str, method: str
    ) -> None:
        # The engine attests the initiator: an opaque frame (data:, sandboxed) has none of ours.
        if job.initiator().toString() != self._origin:
            job.fail(_DENIED)
        elif path in {CALL_PATH, CARRY_PATH} and method == "POST":
            posted = take_posted(_read(job), serving.arriving)
            self._spawn(job, lambda: _call(job, serving, path, posted))
        elif (name := lent_name(path)) is not None and method == "GET":
            content = serving.talk.lent(name)
            if content is None:
                job.fail(_NOT_FOUND)
            else:
                _give(job, serving.holding, _BYTES, content, (*_OWN_ONLY, _size(content)))
        elif path.startswith(RUNTIME) and method == "GET":
            self._file(job, serving, path)
        elif (address := file_target(path)) is not None and method in {"GET", "HEAD"}:
            self._spawn(job, lambda: _own_file(job, serving, address))
        elif (target := web_target(path)) is not None:
            use, url = target
            request = WebRequest(use, method, url, _headers(job), _body(job))
            self._spawn(job, lambda: _remote(job, serving, request))
        else:
            job.fail(_NOT_FOUND)

    def _file(self, job: QWebEngineUrlRequestJob, serving: Serving, path: str) -> None:
        if serving.resources.is_document(path):
            self._spawn(job, lambda: _document(job, serving, path))
        elif (found := serving.resources.at_hand(path)) is not None:
            # Without a turn of the loop, which may be full while a window is made.
            _give(job, serving.holding, found.mime, found.content, found.headers)
        else:
            self._spawn(job, lambda: _read_file(job, serving, path))

    def _spawn(
        self, job: QWebEngineUrlRequestJob, work: Callable[[], Coroutine[None, None, None]]
    ) -> None:
        task = asyncio.ensure_future(_answered(job, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _answered(
    job: QWebEngineUrlRequestJob, work: Callable[[], Coroutine[None, None, None]]
) -> None:
    """A page that waits for an answer must get one, whatever goes wrong."""
    try:
        await work()
    except Exception:
        log.exception("a request could not be answered")
        _fail(job, _FAILED)


async def _document(job: QWebEngineUrlRequestJob, serving: Serving, path: str) -> None:
    serving.navigated(time.monotonic())
    if not await serving.admit():
        _fail(job, _DENIED)
        return
    if (found := serving.resources.at_hand(path)) is None:
        await _read_file(job, serving, path)
    else:
        _give(job, serving.holding, found.mime, found.content, found.headers)


async def _read_file(job: QWebEngineUrlRequestJob, serving: Serving, path: str) -> None:
    try:
        found = await asyncio.to_thread(serving.resources.resource, path)
    except FanlightError as error:
        log.warning("%s: %s", path[:200], error.message)
        _fail(job, _NOT_FOUND)
        return
    _give(job, serving.holding, found.mime, found.content, found.headers)


def _give_ahead(job: QWebEngineUrlRequestJob, resources: Resources, path: str) -> None:
    try:
        found = resources.resource(path)
    except FanlightError as error:
        log.warning("%s: %s", path[:200], error.message)
        job.fail(_DENIED)
        return
    _reply(job, found.mime, found.content, found.headers)


async def _call(
    job: QWebEngineUrlRequestJob, serving: Serving, path: str, posted: Posted | Failure
) -> None:
    answer = await answer_posted(serving, path, posted)
    if answer is None:
        _fail(job, _DENIED)
        return
    _reply(job, "application/json" if path == CALL_PATH else _BYTES, answer, _OWN_ONLY)


async def _remote(job: QWebEngineUrlRequestJob, serving: Serving, request: WebRequest) -> None:
    try:
        reply = await serving.web.fetch(request)
    except FanlightError as error:
        log.info("%s %s: %s", request.method, request.url[:200], error.message)
        _fail(job, _FAILED)
        return
    if request.use is WebUse.MEDIA and reply.status >= 400:
        _fail(job, _NOT_FOUND)
        return
    _give(job, serving.holding, reply.mime, reply.content, _remote_headers(reply))


async def _own_file(job: QWebEngineUrlRequestJob, serving: Serving, address: str) -> None:
    try:
        mime, content = await serving.web.file(address)
    except FanlightError as error:
        log.info("%s: %s", address[:200], error.message)
        _fail(job, _NOT_FOUND)
        return
    _give(job, serving.holding, mime, content, (*_OWN_ONLY, *inert_headers()))


def _size(content: bytes) -> tuple[str, str]:
    """For bridge/js/src/posts.ts, which reads so many bytes in one go: the engine tells none."""
    return "X-Fanlight-Size", str(len(content))


def _remote_headers(reply: WebReply) -> Sequence[tuple[str, str]]:
    """The reply for the engine, and for our script what the remote server really said.

    A custom scheme always answers 200, and Qt WebEngine 6.12 turns the values of headers into
    lower case (measured): hexadecimal survives that.
    """
    answer = {"status": reply.status, "url": reply.url, "headers": reply.headers}
    return (
        *_OWN_ONLY,
        ("Access-Control-Allow-Origin", "*"),
        ("X-Fanlight-Answer", json.dumps(answer).encode().hex()),
    )


def _headers(job: QWebEngineUrlRequestJob) -> dict[str, str]:
    found = {
        bytes(name.data()).decode("latin-1"): bytes(value.data()).decode("latin-1")
        for name, value in job.requestHeaders().items()
    }
    return {name: value for name, value in found.items() if name.lower() not in _HIDDEN_HEADERS}


def _body(job: QWebEngineUrlRequestJob) -> bytes:
    return bytes(_read(job))


def _read(job: QWebEngineUrlRequestJob) -> memoryview:
    device = job.requestBody()
    if not device.isOpen() and not device.open(QIODevice.OpenModeFlag.ReadOnly):
        return memoryview(b"")
    # One read: readAll() of this device never returns past some 10 KB, and a second read gives
    # bytes that are nobody's (PySide6 6.12, measured).
    content = device.read(MAX_BODY_BYTES + 1)
    # PySide6's stub leaves out that Python reads it in place.
    return memoryview(cast("bytes", content))


def _give(
    job: QWebEngineUrlRequestJob,
    holding: Holding,
    mime: str,
    content: bytes,
    headers: Sequence[tuple[str, str]],
) -> None:
    """Reply with what may be long: it stays in memory until the engine has done with the job."""
    if not shiboken6.isValid(job):
        return
    size_bytes = len(content)
    if not holding.take(size_bytes):
        log.warning("an answer of %s bytes is one too many at once", size_bytes)
        job.fail(_FAILED)
        return
    job.destroyed.connect(lambda: holding.give_back(size_bytes))
    _reply(job, mime, content, headers)


def _reply(
    job: QWebEngineUrlRequestJob,
    mime: str,
    content: bytes,
    headers: Sequence[tuple[str, str]],
) -> None:
    if not shiboken6.isValid(job):
        return
    grouped: dict[QByteArray, list[QByteArray]] = {}
    for name, value in headers:
        grouped.setdefault(QByteArray(name.encode("latin-1")), []).append(
            QByteArray(value.encode("latin-1", "replace"))
        )
    # PySide6's stub says one value a name; a value that is no list is sent byte by byte, each
    # byte a header of its own, and the policy silently does nothing (measured).
    job.setAdditionalResponseHeaders(cast("dict[QByteArray, QByteArray]", grouped))
    buffer = QBuffer(job)
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    job.reply(mime.encode("latin-1", "replace"), buffer)


def _fail(job: QWebEngineUrlRequestJob, error: QWebEngineUrlRequestJob.Error) -> None:
    if shiboken6.isValid(job):
        job.fail(error)
