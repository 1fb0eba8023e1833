"""The one way out for an app: checked at every hop, bounded in time and bytes.

`request` and the page's own fetches share it. What failed, and why, goes to Denials and the log;
the page gets one text for everything but an origin it never declared, so that it cannot look around
with it.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from bridge.errors import FanlightError, InvalidParams, NetworkFailed
from bridge.messages import MAX_BODY_BYTES
from host.line import Line
from host.services.exchange import Exchange, nobody_hears
from host.services.names import Names
from host.services.origins import BAD_PORTS, Origin, OriginRules

if TYPE_CHECKING:
    import ssl

    import httpx
    from websockets.asyncio.client import ClientConnection

    from host.services.ports import Denials

log = logging.getLogger("fanlight.network")

MAX_ANSWER_BYTES = 16 * 1024 * 1024
MAX_SENT_BYTES = MAX_BODY_BYTES
"""The view reads one byte more than this of a body, and no further."""
MAX_REDIRECTS = 5
MAX_WAITING = 256
MAX_COOKIES = 300
FAILED_TEXT = "the request failed, took too long, or is not allowed"
UNDECLARED_TEXT = "url not in domain list"
"""WeChat's words; the manifest is the app's own, so they tell it nothing new."""

Headers = tuple[tuple[str, str], ...]

_FORBIDDEN = frozenset(
    {
        "accept-charset",
        "accept-encoding",
        "connection",
        "content-length",
        "cookie",
        "cookie2",
        "date",
        "dnt",
        "expect",
        "forwarded",
        "host",
        "keep-alive",
        "origin",
        "permissions-policy",
        "referer",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-real-ip",
    }
)
"""Header names an app may not send (Fetch standard, "forbidden request-header", and those that
speak for a proxy)."""
_FORBIDDEN_PREFIXES = ("proxy-", "sec-", "access-control-request-")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}")
_UNSENDABLE = re.compile("[^\t\x20-\x7e\x80-\xff]")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ENCODINGS = frozenset({"gzip", "x-gzip", "deflate"})


class Outgoing(msgspec.Struct, frozen=True):
    """One request as an app wants it."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""
    timeout_s: float = 60.0


class Incoming(msgspec.Struct, frozen=True):
    """The answer of the last hop, `url`, its body decoded. Header names are in lower case."""

    status: int
    headers: Headers
    body: bytes
    url: str

    def header(self, name: str) -> str | None:
        """The first header of that name (lower case)."""
        return next((value for found, value in self.headers if found == name), None)


class Carrying(msgspec.Struct, frozen=True):
    """How an exchange goes where bodies are too long to hold.

    `body` makes the stream that is sent, of `body_bytes`; each hop takes a new one. `began` hears
    of the last hop's answer, `take` gets its body piece by piece, and Incoming's is empty then.
    """

    body: Callable[[], AsyncIterator[bytes]] | None = None
    body_bytes: int = 0
    began: Callable[[int, Headers], None] | None = None
    take: Callable[[bytes], Awaitable[None]] | None = None
    limit_bytes: int = MAX_ANSWER_BYTES


_HELD = Carrying()


class _Refused(Exception):
    """Not allowed; becomes a denial and the one text."""


class _Undeclared(_Refused):
    """An origin that the app itself named and its manifest does not: no secret to it."""


class Outbound:
    """One running app's way out, with cookies of its own that live as long as it does."""

    def __init__(
        self,
        denials: Denials,
        user_agent: str,
        allowed_private: frozenset[str] = frozenset(),
        tls: ssl.SSLContext | None = None,
        heard: Callable[[Exchange], None] = nobody_hears,
        line: Line | None = None,
    ) -> None:
        """`allowed_private`: origins that may be on this machine or its network, by name. `heard`
        is told of each request at its end."""
        self._heard = heard
        self._line = line
        self._denials = denials
        self._user_agent = user_agent
        self._allowed_private = allowed_private
        self._tls = tls
        self._client: httpx.AsyncClient | None = None
        self._waiting = 0
        self._names = Names()

    async def fetch(
        self, outgoing: Outgoing, rules: OriginRules, carrying: Carrying = _HELD
    ) -> Incoming:
        """Send `outgoing` to an origin that `rules` allow, following at most five redirects.

        Raises InvalidParams for headers HTTP cannot carry; NetworkFailed for all else.
        """
        began_s, at_s = time.monotonic(), time.time()
        status, failure, received = None, "", 0
        try:
            answer = await self._fetched(outgoing, rules, carrying)
            status, received = answer.status, len(answer.body)
            return answer
        except FanlightError as error:
            failure = error.message
            raise
        finally:
            sent = carrying.body_bytes or len(outgoing.body)
            took_ms = (time.monotonic() - began_s) * 1000
            method, url = outgoing.method[:20], outgoing.url[:2000]
            self._heard(Exchange(method, url, status, failure, at_s, took_ms, sent, received))

    async def _fetched(
        self, outgoing: Outgoing, rules: OriginRules, carrying: Carrying
    ) -> Incoming:
        headers = sendable(outgoing.headers)
        if self._waiting >= MAX_WAITING:
            raise self._denied(outgoing.url, "too many requests at once")
        if len(outgoing.body) > MAX_SENT_BYTES:
            raise self._denied(outgoing.url, f"a body of more than {MAX_SENT_BYTES} bytes")
        self._waiting += 1
        try:
            async with asyncio.timeout(outgoing.timeout_s):
                return await self._follow(replace(outgoing, headers=headers), rules, carrying)
        except _Undeclared as error:
            raise self._denied(outgoing.url, str(error), UNDECLARED_TEXT) from None
        except _Refused as error:
            raise self._denied(outgoing.url, str(error)) from None
        except TimeoutError:
            log.info("%s: nothing within %s s", _short(outgoing.url), outgoing.timeout_s)
            raise NetworkFailed(FAILED_TEXT) from None
        finally:
            self._waiting -= 1

    async def socket(
        self,
        url: str,
        headers: Headers,
        protocols: tuple[str, ...],
        timeout_s: float,
        rules: OriginRules,
        *,
        max_bytes: int,
        backlog: int,
    ) -> ClientConnection:
        """Open a WebSocket to an origin that `rules` allow. It is the caller's to close.

        Raises InvalidParams for headers or protocols HTTP cannot carry; NetworkFailed else.
        """
        from host.services.socket_dialing import SocketRefused, dial

        kept = sendable(headers)
        if self._line is not None and not self._line.is_up:
            raise NetworkFailed(FAILED_TEXT)
        if any(not _TOKEN.fullmatch(name) for name in protocols):
            raise InvalidParams("a subprotocol's name has characters HTTP cannot carry")
        try:
            async with asyncio.timeout(timeout_s):
                target, _ = _target(Outgoing("GET", _as_http(url)), rules)
                return await dial(
                    target,
                    kept,
                    protocols,
                    self._user_agent,
                    self._private(),
                    self._names,
                    self._tls,
                    max_bytes=max_bytes,
                    backlog=backlog,
                )
        except _Undeclared as error:
            raise self._denied(url, str(error), UNDECLARED_TEXT) from None
        except (_Refused, SocketRefused) as error:
            raise self._denied(url, str(error)) from None
        except TimeoutError:
            raise NetworkFailed(FAILED_TEXT) from None

    async def aclose(self) -> None:
        """Close all connections and forget the cookies."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _follow(self, outgoing: Outgoing, rules: OriginRules, carrying: Carrying) -> Incoming:
        import httpx

        hop = outgoing
        for number in range(MAX_REDIRECTS + 1):
            try:
                url, origin = _target(hop, rules)
            except _Undeclared as error:
                if number == 0:
                    raise
                raise _Refused(str(error)) from None
            answer = await self._exchange(url, hop, carrying)
            location = answer.header("location")
            if answer.status not in _REDIRECTS or location is None:
                return answer
            try:
                following = url.join(location)
            except httpx.InvalidURL:
                raise _Refused("redirected to what is no address") from None
            hop = _redirected(hop, answer.status, following, origin)
            if hop.method == "GET":
                carrying = replace(carrying, body=None, body_bytes=0)
        raise _Refused(f"more than {MAX_REDIRECTS} redirects")

    async def _exchange(self, url: httpx.URL, outgoing: Outgoing, carrying: Carrying) -> Incoming:
        import httpcore
        import httpx

        from host.services.dialing import AddressRefused

        client = self._connected()
        names = {name.lower() for name, _ in outgoing.headers}
        headers = [*outgoing.headers]
        # Parts of an encoded body are of no use to one who asked for parts of the file.
        headers.append(("accept-encoding", "identity" if "range" in names else "gzip"))
        if "user-agent" not in names:
            headers.append(("user-agent", self._user_agent))
        content: bytes | AsyncIterator[bytes] | None = outgoing.body or None
        if carrying.body is not None:
            content = carrying.body()
            headers.append(("content-length", str(carrying.body_bytes)))
        request = client.build_request(
            outgoing.method, url, headers=_bytes(headers), content=content
        )
        try:
            answer = await client.send(request, stream=True)
            try:
                passing = answer.status_code in _REDIRECTS and "location" in answer.headers
                body = await _body(answer, _HELD if passing else carrying)
            finally:
                await answer.aclose()
        except AddressRefused as error:
            raise _Refused(str(error)) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, zlib.error) as error:
            log.info("%s: %r", _short(str(url)), error)
            raise NetworkFailed(FAILED_TEXT) from None
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.TimeoutException,
            httpcore.UnsupportedProtocol,
        ) as error:
            log.info("%s: %r", _short(str(url)), error)
            raise NetworkFailed(FAILED_TEXT) from None
        if len(client.cookies.jar) > MAX_COOKIES:
            client.cookies.clear()
        return Incoming(answer.status_code, _headers(answer), body, str(url))

    def _connected(self) -> httpx.AsyncClient:
        if self._client is None:
            import httpx

            from host.services.dialing import CheckedTransport

            self._client = httpx.AsyncClient(
                transport=CheckedTransport(self._private(), self._names, self._tls, self._line),
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(None, connect=10.0),
            )
            self._client.headers.clear()
        return self._client

    def _private(self) -> frozenset[tuple[str, int]]:
        origins = [Origin.parse(text) for text in self._allowed_private]
        return frozenset((origin.host, origin.port) for origin in origins)

    def _denied(self, url: str, reason: str, told: str = FAILED_TEXT) -> NetworkFailed:
        self._denials.denied("network", f"{_short(url)}: {reason}")
        return NetworkFailed(told)


def sendable(headers: Iterable[tuple[str, str]]) -> Headers:
    """`headers` without those an app may not set. Raises InvalidParams for impossible ones."""
    kept = []
    for name, value in headers:
        lower = name.lower()
        if not _TOKEN.fullmatch(name):
            raise InvalidParams(f"{name[:80]!r} is not the name of a header")
        if lower in _FORBIDDEN or lower.startswith(_FORBIDDEN_PREFIXES):
            continue
        if _UNSENDABLE.search(value):
            raise InvalidParams(f"header {name}: its value has characters HTTP cannot carry")
        kept.append((lower, value.strip()))
    return tuple(kept)


def _as_http(url: str) -> str:
    """A WebSocket's address as the HTTP one it begins with (RFC 6455, 3). Raises _Refused."""
    scheme, mark, rest = url.partition("://")
    known = {"wss": "https", "ws": "http"}.get(scheme.lower())
    if not mark or known is None:
        raise _Refused("not a wss or ws address")
    return f"{known}://{rest}"


def _target(hop: Outgoing, rules: OriginRules) -> tuple[httpx.URL, Origin]:
    import httpx

    if hop.method not in _METHODS:
        raise _Refused(f"{hop.method[:20]!r} is not a method an app may use")
    try:
        url = httpx.URL(hop.url)
        origin = Origin.of(url)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise _Refused("not an address") from None
    if origin is None:
        raise _Refused("not an absolute http or https address")
    if url.userinfo:
        raise _Refused("an address with a user name in it")
    if not rules.allow(origin):
        raise _Undeclared(f"{origin} is not declared in the manifest")
    if origin.port in BAD_PORTS:
        raise _Refused(f"port {origin.port} belongs to another protocol")
    return url, origin


def _redirected(hop: Outgoing, status: int, following: httpx.URL, origin: Origin) -> Outgoing:
    """The next hop, by the Fetch standard's "HTTP-redirect fetch"."""
    headers = hop.headers
    method, body = hop.method, hop.body
    if (status == 303 and method not in ("GET", "HEAD")) or (
        status in (301, 302) and method == "POST"
    ):
        method, body = "GET", b""
        headers = tuple(pair for pair in headers if not pair[0].startswith("content-"))
    if Origin.of(following) != origin:
        headers = tuple(pair for pair in headers if pair[0] != "authorization")
    return replace(hop, method=method, url=str(following), headers=headers, body=body)


async def _body(answer: httpx.Response, carrying: Carrying) -> bytes:
    """The body, decoded, at most the limit; never inflates past that. Empty where it was taken."""
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        inflate = None
    elif encoding in _ENCODINGS:
        inflate = zlib.decompressobj(wbits=47)
    else:
        raise _Refused(f"an answer in encoding {encoding[:40]!r}")
    if carrying.began is not None:
        carrying.began(answer.status_code, _headers(answer))
    content = bytearray()
    taken_bytes = 0
    async for part in answer.aiter_raw():
        room = carrying.limit_bytes + 1 - taken_bytes
        piece = part if inflate is None else inflate.decompress(part, room)
        taken_bytes += len(piece)
        if taken_bytes > carrying.limit_bytes:
            raise _Refused(f"an answer of more than {carrying.limit_bytes} bytes")
        if carrying.take is None:
            content += piece
        else:
            await carrying.take(piece)
    return bytes(content)


def _headers(answer: httpx.Response) -> Headers:
    return tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, value in answer.headers.raw
    )


def _bytes(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers]


def _short(url: str) -> str:
    """An address for the log: no query, which may hold what is secret, and not too long."""
    return re.split(r"[?#]", url, maxsplit=1)[0][:200]
