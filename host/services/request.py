"""`request` and `getNetworkType`."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote

import msgspec

from bridge.api import network
from bridge.api.network import (
    ChunkReceived,
    DataEncoding,
    HeadersReceived,
    HeaderValue,
    NetworkTypeOutcome,
    RequestOutcome,
    RequestParams,
    ResponseType,
)
from bridge.errors import InvalidParams
from bridge.methods import Binding, NoParams, bind
from bridge.wire import Body
from host.services.charsets import charset_of
from host.services.origins import OriginRules
from host.services.outbound import Carrying, Headers, Incoming, Outbound, Outgoing
from host.services.ports import Connectivity, Events
from sandbox.decoding import readable

_FORM = "application/x-www-form-urlencoded"
_NOTHING = msgspec.Raw(b"null")
_OFF_LOOP_BYTES = 256 * 1024
"""Bodies longer than this are decoded off the event loop's thread."""

_Json = None | bool | int | float | str | list[object] | dict[str, object]


class NetworkService:
    """Requests of one app to the origins its manifest declares under `network.request`."""

    def __init__(
        self,
        outbound: Outbound,
        rules: OriginRules,
        connectivity: Connectivity,
        events: Events,
    ) -> None:
        self._outbound = outbound
        self._rules = rules
        self._connectivity = connectivity
        self._events = events

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(network.REQUEST, self.request),
            bind(network.GET_NETWORK_TYPE, self.network_type),
        )

    async def request(self, params: RequestParams) -> RequestOutcome:
        """Raises InvalidParams, NetworkFailed."""
        incoming = await self._outbound.fetch(
            _outgoing(params), self._rules, self._carrying(params)
        )
        if params.response_type is ResponseType.ARRAYBUFFER:
            return RequestOutcome(
                data=_NOTHING,
                status_code=incoming.status,
                header=joined(incoming.headers),
                body=Body(incoming.body),
            )
        if len(incoming.body) > _OFF_LOOP_BYTES:
            content = await asyncio.to_thread(_data, incoming, params)
        else:
            content = _data(incoming, params)
        return RequestOutcome(
            data=content, status_code=incoming.status, header=joined(incoming.headers)
        )

    def _carrying(self, params: RequestParams) -> Carrying:
        task = params.task

        def began(status: int, headers: Headers) -> None:
            if task:
                self._events.emit(
                    network.HEADERS_RECEIVED,
                    HeadersReceived(task=task, status_code=status, header=joined(headers)),
                )

        async def take(piece: bytes) -> None:
            text = base64.b64encode(piece).decode("ascii")
            self._events.emit(network.CHUNK_RECEIVED, ChunkReceived(task=task, base64=text))

        return Carrying(began=began, take=take if params.chunked else None)

    async def network_type(self, params: NoParams) -> NetworkTypeOutcome:
        return NetworkTypeOutcome(network_type=self._connectivity.status().network_type)


def written(header: Mapping[str, HeaderValue]) -> Headers:
    """Headers as an app gives them, names in lower case. Raises InvalidParams."""
    headers = {name.lower(): _text(value) for name, value in header.items()}
    if len(headers) != len(header):
        raise InvalidParams("request: a header stands twice, in different cases")
    return tuple(headers.items())


def _outgoing(params: RequestParams) -> Outgoing:
    headers = dict(written(params.header))
    kind = headers.setdefault("content-type", "application/json").lower()
    url, body = params.url, b""
    if params.body is not None:
        body = params.body.content
    elif params.data_encoding is DataEncoding.BASE64:
        body = _bytes(params.data)
    else:
        data = _value(params.data)
        if params.method in (network.HttpMethod.GET, network.HttpMethod.HEAD):
            url = _with_query(url, data)
        elif isinstance(data, str):
            body = data.encode("utf-8", "replace")
        elif data is not None:
            body = _query(data).encode() if kind.startswith(_FORM) else bytes(params.data)
    if not body:
        del headers["content-type"]
    return Outgoing(
        method=params.method.value,
        url=url,
        headers=tuple(headers.items()),
        body=body,
        timeout_s=params.timeout / 1000,
    )


def _value(data: msgspec.Raw) -> _Json:
    try:
        value: _Json = msgspec.json.decode(data, type=readable(_Json))
    except ValueError as error:
        raise InvalidParams(f"request: data: {error}") from None
    return value


def _bytes(data: msgspec.Raw) -> bytes:
    try:
        return base64.b64decode(msgspec.json.decode(data, type=readable(str)), validate=True)
    except ValueError:  # of msgspec and of binascii alike
        raise InvalidParams("request: with dataEncoding base64, data is a base64 text") from None


def _with_query(url: str, data: _Json) -> str:
    if data is None or data in ("", {}):
        return url
    address, mark, fragment = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{_query(data)}{mark}{fragment}"


def _query(data: _Json) -> str:
    """WeChat's way: `encodeURIComponent(k)=encodeURIComponent(v)&…`; a text stands as it is."""
    if isinstance(data, str):
        return data
    if not isinstance(data, dict):
        raise InvalidParams("request: data must be an object or a text here")
    return "&".join(f"{_component(name)}={_component(value)}" for name, value in data.items())


def _component(value: object) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return quote(text, safe="!'()*~", errors="replace")


def _text(value: HeaderValue) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by name; repeated ones joined with `, `."""
    joined: dict[str, str] = {}
    for name, value in headers:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _data(incoming: Incoming, params: RequestParams) -> msgspec.Raw:
    text = decoded(incoming)
    if params.data_type == "json":
        try:
            json.loads(text, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            pass
        else:
            return msgspec.Raw(text.encode())
    return msgspec.Raw(msgspec.json.encode(text))


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def decoded(incoming: Incoming) -> str:
    """The body as text in the charset it names, else UTF-8; what is no text becomes U+FFFD."""
    charset = charset_of(incoming.header("content-type") or "")
    text = incoming.body.decode(charset, "replace")
    return text.removeprefix("\ufeff").encode("utf-8", "replace").decode()
