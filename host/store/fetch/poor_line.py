"""A `Line` under httpcore's connections, for those who block."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import httpcore

from host.line import Line

DOWN = "the line is down (--fault offline)"
PIECE_BYTES = 8 * 1024
"""As much is read at once: a slow line gives its bytes little by little."""


class _PoorStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, line: Line) -> None:
        self._inner = inner
        self._line = line
        self._waits = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._waits:  # an answer, after something was sent
            self._waits = False
            time.sleep(self._line.latency_ms / 1000)
        content = self._inner.read(min(max_bytes, PIECE_BYTES), timeout)
        time.sleep(self._line.taking_s(len(content)))
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._waits = True
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _PoorStream(self._inner.start_tls(ssl_context, server_hostname, timeout), self._line)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class PoorBackend(httpcore.NetworkBackend):
    """Connects as httpcore does, over a line."""

    def __init__(self, line: Line) -> None:
        self._inner = httpcore.SyncBackend()
        self._line = line

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises httpcore.ConnectError where the line is down."""
        if not self._line.is_up:
            raise httpcore.ConnectError(DOWN)
        time.sleep(self._line.latency_ms / 1000)
        inner = self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        return _PoorStream(inner, self._line)
