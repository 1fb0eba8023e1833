"""WebSockets of one app, over connections that were checked like its requests (RFC 6455)."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import logging
from typing import TYPE_CHECKING

from bridge.api import sockets
from bridge.api.sockets import (
    MAX_MESSAGE_BYTES,
    MAX_SOCKETS,
    Closed,
    CloseParams,
    ConnectParams,
    Failed,
    Opened,
    Received,
    SendParams,
)
from bridge.errors import InvalidParams, NetworkFailed, NotFound
from bridge.methods import Binding, Done, bind
from host.services.origins import OriginRules
from host.services.outbound import Outbound
from host.services.ports import Events
from host.services.request import joined, written

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

log = logging.getLogger("fanlight.network")

_ABNORMAL = 1006
_ENDING_S = 2.0
_BACKLOG = 16
"""Messages held for the app; the server waits after that."""


class SocketService:
    """At most MAX_SOCKETS at once; `aclose` ends them with the app."""

    def __init__(self, outbound: Outbound, rules: OriginRules, events: Events) -> None:
        self._outbound = outbound
        self._rules = rules
        self._events = events
        self._open: dict[int, ClientConnection] = {}
        self._connecting: set[int] = set()
        self._hearing: set[asyncio.Task[None]] = set()
        self._closed = False

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(sockets.SOCKET_CONNECT, self.connect),
            bind(sockets.SOCKET_SEND, self.send),
            bind(sockets.SOCKET_CLOSE, self.close),
        )

    async def connect(self, params: ConnectParams) -> Done:
        """Raises InvalidParams, NetworkFailed."""
        task = params.task
        if task in self._open or task in self._connecting:
            raise InvalidParams(f"socketConnect: task {task} is in use")
        if len(self._open) + len(self._connecting) >= MAX_SOCKETS:
            raise InvalidParams(f"socketConnect: at most {MAX_SOCKETS} at once; close one first")
        self._connecting.add(task)
        try:
            connection = await self._outbound.socket(
                params.url,
                written(params.header),
                tuple(params.protocols),
                params.timeout / 1000,
                self._rules,
                max_bytes=MAX_MESSAGE_BYTES,
                backlog=_BACKLOG,
            )
        finally:
            self._connecting.discard(task)
        if self._closed:  # the app ended while it was dialled
            connection.transport.abort()
            raise NetworkFailed("the app has ended")
        self._open[task] = connection
        answer = connection.response
        headers = tuple(answer.headers.raw_items()) if answer is not None else ()
        opened = Opened(task=task, header=joined((x.lower(), value) for x, value in headers))
        self._events.emit(sockets.SOCKET_OPEN, opened)
        hearing = asyncio.ensure_future(self._hear(task, connection))
        self._hearing.add(hearing)
        hearing.add_done_callback(self._hearing.discard)
        return Done()

    async def send(self, params: SendParams) -> Done:
        """Raises NotFound, NetworkFailed, InvalidParams."""
        from websockets.exceptions import ConnectionClosed

        connection = self._one(params.task)
        if (params.text is None) == (params.base64 is None):
            raise InvalidParams("socketSend: give either text or base64")
        message: str | bytes = params.text or ""
        if params.base64 is not None:
            try:
                message = base64.b64decode(params.base64, validate=True)
            except ValueError:
                raise InvalidParams("socketSend: base64 is not base64") from None
        try:
            await connection.send(message)
        except ConnectionClosed:
            raise NetworkFailed("WebSocket is not connected") from None
        return Done()

    async def close(self, params: CloseParams) -> Done:
        """Raises NotFound, InvalidParams."""
        if params.code != 1000 and params.code < 3000:
            raise InvalidParams("socketClose: code is 1000, or 3000 to 4999")
        connection = self._one(params.task)
        # The other end may take its time; the event says when it is done.
        ending = asyncio.ensure_future(connection.close(params.code, params.reason))
        self._hearing.add(ending)
        ending.add_done_callback(self._hearing.discard)
        return Done()

    async def aclose(self) -> None:
        """End all of them, and what is still being dialled."""
        self._closed = True
        for connection in tuple(self._open.values()):
            connection.transport.abort()
        if self._hearing:
            _, left = await asyncio.wait(self._hearing, timeout=_ENDING_S)
            for hearing in left:
                hearing.cancel()

    def _one(self, task: int) -> ClientConnection:
        connection = self._open.get(task)
        if connection is None:
            raise NotFound("WebSocket is not connected")
        return connection

    async def _hear(self, task: int, connection: ClientConnection) -> None:
        from websockets.exceptions import ConnectionClosed

        try:
            while True:
                message = await connection.recv()
                if isinstance(message, str):
                    received = Received(task=task, text=message)
                else:
                    text = base64.b64encode(message).decode("ascii")
                    received = Received(task=task, base64=text)
                self._events.emit(sockets.SOCKET_MESSAGE, received)
        except ConnectionClosed as error:
            if error.rcvd is None:  # the other end never said good-bye
                log.info("a WebSocket broke: %s", error)
                broken = Failed(task=task, err_msg="the connection was lost")
                self._events.emit(sockets.SOCKET_ERROR, broken)
        finally:
            self._open.pop(task, None)
            with contextlib.suppress(RuntimeError):  # the loop ends with the host
                closed = Closed(
                    task=task,
                    code=connection.close_code or _ABNORMAL,
                    reason=connection.close_reason or "",
                )
                self._events.emit(sockets.SOCKET_CLOSED, closed)
