"""httpx's way to the network, with one deadline over a whole request.

httpx's own timeouts bound each read, so a server that sends one byte now and then, in the
headers too, holds a request for ever. Here every operation on the socket gets at most what
is left of the request's time. Built on httpcore's public `network_backend`
(https://www.encode.io/httpcore/network-backends/).
"""

from __future__ import annotations

import math
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import httpcore
import httpx

from host.line import Line

DEADLINE = "fanlight.deadline"
"""Request extension: `time.monotonic()` seconds after which the request has failed."""


BREAKING = "fanlight.breaking"
"""Request extension: a `Breaking`."""


class Breaking:
    """Lets another thread end a request, also one whose server has not said a word yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._ended = False

    def end(self) -> None:
        """Who waits for the server is told so now, and who would wait later at once."""
        with self._lock:
            self._ended = True
            if self._socket is not None:
                with suppress(OSError):  # closing it would not wake its reader
                    self._socket.shutdown(socket.SHUT_RDWR)

    def wait_on(self, stream: httpcore.NetworkStream) -> None:
        """The request waits for `stream` from now on. Raises httpcore.ReadError after `end`."""
        found = stream.get_extra_info("socket")
        with self._lock:
            if self._ended:
                raise httpcore.ReadError("it was broken off")
            self._socket = found if isinstance(found, socket.socket) else None


class _Deadline(threading.local):
    """The deadline of the request that this thread is making, in monotonic seconds, and what
    ends it before."""

    at_s: float = math.inf
    breaking: Breaking | None = None

    def wait_on(self, stream: httpcore.NetworkStream, timeout_s: float | None) -> float | None:
        """How long `stream` may take. Raises httpcore.ReadTimeout, httpcore.ReadError."""
        if self.breaking is not None:
            self.breaking.wait_on(stream)
        return self.clamp_s(timeout_s)

    def clamp_s(self, timeout_s: float | None) -> float | None:
        left_s = self.at_s - time.monotonic()
        if left_s <= 0:
            raise httpcore.ReadTimeout("the time for the whole request is used up")
        shortest_s = left_s if timeout_s is None else min(timeout_s, left_s)
        return None if math.isinf(shortest_s) else shortest_s


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.wait_on(self._inner, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.wait_on(self._inner, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left_s = self._deadline.wait_on(self._inner, timeout)
        inner = self._inner.start_tls(ssl_context, server_hostname, left_s)
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _TimedBackend(httpcore.NetworkBackend):
    def __init__(self, deadline: _Deadline, inner: httpcore.NetworkBackend) -> None:
        self._inner = inner
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        left_s = self._deadline.clamp_s(timeout)
        inner = self._inner.connect_tcp(host, port, left_s, local_address, socket_options)
        return _TimedStream(inner, self._deadline)


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class TimedTransport(httpx.BaseTransport):
    """An httpx transport that honours `DEADLINE` and `BREAKING`; HTTP/2 where h2 is installed.

    Failures are httpcore's exceptions, not httpx's. A response's body must be read by the
    thread that made the request.
    """

    def __init__(
        self, proxy: str | None = None, ca_file: str | None = None, line: Line | None = None
    ) -> None:
        self._deadline = _Deadline()
        self._pool = httpcore.ConnectionPool(
            ssl_context=(
                ssl.create_default_context(cafile=ca_file)
                if ca_file
                else httpx.create_ssl_context(trust_env=False)
            ),
            proxy=httpcore.Proxy(proxy) if proxy else None,
            max_connections=16,
            max_keepalive_connections=8,
            keepalive_expiry=30.0,
            http2=_has_h2(),
            network_backend=_TimedBackend(self._deadline, _backend(line)),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        deadline_s = request.extensions.get(DEADLINE, math.inf)
        self._deadline.at_s = deadline_s if isinstance(deadline_s, float) else math.inf
        breaking = request.extensions.get(BREAKING)
        self._deadline.breaking = breaking if isinstance(breaking, Breaking) else None
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=None,
                extensions={"timeout": request.extensions.get("timeout", {})},
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()


def _backend(line: Line | None) -> httpcore.NetworkBackend:
    if line is None or line.is_plain:
        return httpcore.SyncBackend()
    from host.store.fetch.poor_line import PoorBackend

    return PoorBackend(line)


def _has_h2() -> bool:
    import importlib.util

    return importlib.util.find_spec("h2") is not None
