"""Network: requests through the host, to the origins the signed manifest declares."""

from __future__ import annotations

import enum
from typing import Annotated, Final

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import NetworkFailed
from bridge.methods import EventSpec, MethodSpec, NoParams, Outcome, Params
from bridge.wire import Body

MAX_TIMEOUT_MS: Final = 120_000
HeaderValue = str | int | float | bool


class HttpMethod(enum.StrEnum):
    """What `request` can send; TRACE and CONNECT are for proxies."""

    GET = "GET"
    HEAD = "HEAD"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    DELETE = "DELETE"
    OPTIONS = "OPTIONS"


class ResponseType(enum.StrEnum):
    TEXT = "text"
    ARRAYBUFFER = "arraybuffer"


class DataEncoding(enum.StrEnum):
    """How `data` of a request stands in the message."""

    JSON = "json"
    BASE64 = "base64"


class NetworkType(enum.StrEnum):
    """WeChat's names. A cable counts as `wifi`: apps read it as "not metered"."""

    WIFI = "wifi"
    MOBILE_2G = "2g"
    MOBILE_3G = "3g"
    MOBILE_4G = "4g"
    MOBILE_5G = "5g"
    UNKNOWN = "unknown"
    NONE = "none"


class RequestParams(Params, frozen=True):
    url: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=8192,
            description="Absolute address; its origin must be in the manifest's "
            "`fanlight.network.request`.",
        ),
    ]
    method: Annotated[HttpMethod, msgspec.Meta(description="The HTTP method.")] = HttpMethod.GET
    header: Annotated[
        dict[str, HeaderValue],
        msgspec.Meta(
            max_length=100,
            description="Request headers. `Host`, `Cookie`, `Origin`, `Referer` and those of the "
            "connection are the host's own and are dropped.",
        ),
    ] = msgspec.field(default_factory=dict)
    data: Annotated[
        msgspec.Raw,
        msgspec.Meta(
            description="A string is sent as it is. An object becomes the query of a GET or HEAD, "
            "a form when the content type says `application/x-www-form-urlencoded`, and JSON "
            "otherwise. An ArrayBuffer or a view of one is sent as its bytes."
        ),
    ] = msgspec.field(default_factory=lambda: msgspec.Raw(b"null"))
    data_encoding: Annotated[
        DataEncoding,
        msgspec.Meta(description="`base64`: `data` is a text that stands for bytes."),
    ] = DataEncoding.JSON
    data_type: Annotated[
        str,
        msgspec.Meta(
            max_length=32,
            description="`json`: read a text answer as JSON, and give the text when it is not. "
            "Anything else: give the text.",
        ),
    ] = "json"
    response_type: Annotated[
        ResponseType,
        msgspec.Meta(description="`arraybuffer` gives the bytes."),
    ] = ResponseType.TEXT
    timeout: Annotated[
        int,
        msgspec.Meta(ge=1, le=MAX_TIMEOUT_MS, description="Milliseconds for the whole exchange."),
    ] = 60_000

    task: Annotated[
        int, msgspec.Meta(ge=0, description="Chosen by the caller; stands in its events.")
    ] = 0
    chunked: Annotated[
        bool,
        msgspec.Meta(description="Send the body as `chunkReceived` events; `data` is empty then."),
    ] = False
    body: Annotated[
        Body | None,
        msgspec.Meta(description="`data` where that is bytes; the page's script sees to it."),
    ] = None


class RequestOutcome(Outcome, frozen=True):
    data: Annotated[
        msgspec.Raw,
        msgspec.Meta(description="The body: JSON, a text, or an ArrayBuffer."),
    ]
    status_code: Annotated[int, msgspec.Meta(description="HTTP status; 404 is no error here.")]
    header: Annotated[
        dict[str, str],
        msgspec.Meta(description="Answer's headers; repeated ones joined with `, `."),
    ]
    body: Annotated[
        Body | None,
        msgspec.Meta(description="Bytes on their way to `data`, where the page has them."),
    ] = None


class HeadersReceived(Outcome, frozen=True):
    """Of one request, download or upload: what was answered, before the body."""

    task: int
    status_code: int
    header: dict[str, str]


class ChunkReceived(Outcome, frozen=True):
    task: int
    base64: str


class NetworkTypeOutcome(Outcome, frozen=True):
    network_type: Annotated[
        NetworkType,
        msgspec.Meta(description="How this machine is connected; a cable counts as `wifi`."),
    ]


class NetworkStatus(Outcome, frozen=True):
    is_connected: Annotated[bool, msgspec.Meta(description="Whether there is any network.")]
    network_type: Annotated[NetworkType, msgspec.Meta(description="How it is connected now.")]


REQUEST = MethodSpec(
    name="request",
    params=RequestParams,
    result=RequestOutcome,
    summary="Send an HTTP request to a declared origin and give the whole answer (16 MB at most "
    "for the message). At most five redirects are followed, each to a declared origin. Addresses "
    "of this machine and its local network are refused unless the person running the host allowed "
    "that origin. An origin that is not declared fails with `url not in domain list`; other "
    "reasons are not told apart, so that a request cannot be used to look around; the host's own "
    "list of denied attempts says them.",
    deadline_s=MAX_TIMEOUT_MS / 1000 + 10,
    cost=5.0,
    takes_body=True,
    gives_body=True,
)
GET_NETWORK_TYPE = MethodSpec(
    name="getNetworkType",
    params=NoParams,
    result=NetworkTypeOutcome,
    summary="Say how this machine is connected.",
)
NETWORK_STATUS_CHANGE = EventSpec(
    name="networkStatusChange",
    payload=NetworkStatus,
    summary="The machine's connection came, went, or changed its kind.",
)

HEADERS_RECEIVED = EventSpec(
    name="headersReceived",
    payload=HeadersReceived,
    summary="An exchange with a task other than 0 was answered; its body follows.",
)
CHUNK_RECEIVED = EventSpec(
    name="chunkReceived",
    payload=ChunkReceived,
    summary="A piece of the body of a request that is `chunked`.",
)

FAMILY = Family(
    name="network",
    title="Network",
    summary="A mini-program's view has no network of its own. Requests go through the host, to "
    "origins that the signed manifest declares (`https://api.example.org`, or "
    "`https://*.example.org` for any one label). Cookies are kept for the app alone, in memory.",
    entries=(
        Entry(
            REQUEST,
            "const { data, statusCode } = await fanlight.request({\n"
            '  url: "https://api.example.org/items",\n'
            '  method: "POST",\n'
            '  data: { name: "tea" },\n'
            "});",
            (NetworkFailed,),
        ),
        Entry(GET_NETWORK_TYPE, "const { networkType } = await fanlight.getNetworkType();"),
    ),
    events=(NETWORK_STATUS_CHANGE, HEADERS_RECEIVED, CHUNK_RECEIVED),
    event_examples={
        "headersReceived": 'fanlight.on("headersReceived", ({ task, statusCode }) => { … });',
        "chunkReceived": 'fanlight.on("chunkReceived", ({ task, base64 }) => { … });',
        "networkStatusChange": 'fanlight.on("networkStatusChange", ({ isConnected }) => { … });',
    },
)
