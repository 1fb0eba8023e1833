"""An httpx transport that connects to checked addresses only.

The name is resolved here and the connection goes to the very address that was checked, so a name
that changes its address between check and use (DNS rebinding) gains nothing. Imports httpx: load
it when the first request comes.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable

import httpcore
import httpx

from host.line import Line
from host.services.addresses import is_elsewhere
from host.services.certificates import internet_tls
from host.services.names import Names

SocketOption = httpcore.SOCKET_OPTION
MAX_EXCHANGES = 32
"""Of one app at once, each with a connection if need be; the next ones wait for these."""
MAX_KEPT = 16
"""Connections that stay open for what comes later."""


class AddressRefused(Exception):
    """A name has no public address, and the operator has not allowed its origin by name."""


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Resolves, checks, and connects to what was checked."""

    def __init__(
        self,
        allowed_private: frozenset[tuple[str, int]],
        names: Names,
        line: Line | None = None,
    ) -> None:
        """`allowed_private`: (host, port) pairs that may be on this machine or its network."""
        self._names = names
        self._allowed_private = allowed_private
        self._inner: httpcore.AsyncNetworkBackend = httpcore.AnyIOBackend()
        if line is not None and not line.is_plain:
            from host.services.poor_line import PoorBackend

            self._inner = PoorBackend(line)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Try each checked address in turn. Raises AddressRefused, httpcore.ConnectError."""
        addresses = await self._addresses(host, port)
        if (host.lower(), port) not in self._allowed_private:
            addresses = [address for address in addresses if is_elsewhere(address)]
            if not addresses:
                raise AddressRefused(f"{host} is on this machine or its own network")
        failure: Exception | None = None
        for address in addresses:
            try:
                return await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never: no app reaches a socket of this machine."""
        raise AddressRefused("no app may reach a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = await self._names.find(host, port)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedTransport(httpx.AsyncBaseTransport):
    """httpx over a pool that dials by CheckedBackend. No proxies, no environment."""

    def __init__(
        self,
        allowed_private: frozenset[tuple[str, int]],
        names: Names,
        tls: ssl.SSLContext | None = None,
        line: Line | None = None,
    ) -> None:
        """`tls` None: the internet's certificate authorities, whatever the environment says."""
        # The pool must never have to make anybody wait: who is given up while it does (as those of
        # one moment are, who have waited equally long) may keep a connection that nobody uses, and
        # with enough of them the pool serves nobody any more (httpcore 1.0.9).
        self._places = asyncio.Semaphore(MAX_EXCHANGES)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls or internet_tls(),
            max_connections=MAX_EXCHANGES,
            max_keepalive_connections=MAX_KEPT,
            keepalive_expiry=30.0,
            http1=True,
            http2=True,
            network_backend=CheckedBackend(allowed_private, names, line),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; raises httpcore's errors and AddressRefused."""
        if not isinstance(request.stream, httpx.AsyncByteStream):
            raise TypeError("an asynchronous request has an asynchronous stream")
        await self._places.acquire()
        try:
            answer = await self._pool.handle_async_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
            if not isinstance(answer.stream, AsyncIterable):
                raise TypeError("an asynchronous pool gives an asynchronous stream")
        except BaseException:
            self._places.release()
            raise
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer, answer.stream, self._places.release),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(
        self, answer: httpcore.Response, parts: AsyncIterable[bytes], ended: Callable[[], None]
    ) -> None:
        self._answer = answer
        self._parts = parts
        self._ended: Callable[[], None] | None = ended

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._parts:
            yield part

    async def aclose(self) -> None:
        ended, self._ended = self._ended, None
        try:
            await self._answer.aclose()
        finally:
            if ended is not None:
                ended()
