"""A `Line` under apps' own connections. Imports httpcore: load it when a line is not plain."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import httpcore

from host.line import Line

DOWN = "the line is down (--fault offline)"
PIECE_BYTES = 8 * 1024


class _PoorStream(httpcore.AsyncNetworkStream):
    def __init__(self, inner: httpcore.AsyncNetworkStream, line: Line) -> None:
        self._inner = inner
        self._line = line
        self._waits = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._waits:  # an answer, after something was sent
            self._waits = False
            await asyncio.sleep(self._line.latency_ms / 1000)
        content = await self._inner.read(min(max_bytes, PIECE_BYTES), timeout)
        await asyncio.sleep(self._line.taking_s(len(content)))
        return content

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._waits = True
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        inner = await self._inner.start_tls(ssl_context, server_hostname, timeout)
        return _PoorStream(inner, self._line)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class PoorBackend(httpcore.AsyncNetworkBackend):
    """Connects as httpcore does, over a line."""

    def __init__(self, line: Line) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._line = line

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises httpcore.ConnectError where the line is down."""
        if not self._line.is_up:
            raise httpcore.ConnectError(DOWN)
        await asyncio.sleep(self._line.latency_ms / 1000)
        inner = await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        return _PoorStream(inner, self._line)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)
