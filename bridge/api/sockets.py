"""WebSockets through the host, to the origins the signed manifest declares."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from bridge.api.family import Entry, Family
from bridge.api.network import MAX_TIMEOUT_MS, HeaderValue
from bridge.errors import InvalidParams, NetworkFailed, NotFound
from bridge.methods import Done, EventSpec, MethodSpec, Outcome, Params

MAX_SOCKETS: Final = 5
MAX_MESSAGE_BYTES: Final = 8 * 1024 * 1024

Task = Annotated[int, msgspec.Meta(ge=1, description="Chosen by the caller; once an app's run.")]


class ConnectParams(Params, frozen=True):
    task: Task
    url: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=8192,
            description="`wss:` or `ws:` address; its origin must be in the manifest's "
            "`fanlight.network.socket`.",
        ),
    ]
    header: Annotated[
        dict[str, HeaderValue],
        msgspec.Meta(max_length=100, description="Request headers, as in `request`."),
    ] = msgspec.field(default_factory=dict)
    protocols: Annotated[
        list[str], msgspec.Meta(max_length=20, description="Subprotocols that are offered.")
    ] = msgspec.field(default_factory=list)
    timeout: Annotated[
        int, msgspec.Meta(ge=1, le=MAX_TIMEOUT_MS, description="Milliseconds until it is open.")
    ] = 60_000


class SendParams(Params, frozen=True):
    """One of `text` and `base64`."""

    task: Task
    text: Annotated[str | None, msgspec.Meta(description="A text message.")] = None
    base64: Annotated[str | None, msgspec.Meta(description="A binary message.")] = None


class CloseParams(Params, frozen=True):
    task: Task
    code: Annotated[int, msgspec.Meta(ge=1000, le=4999, description="1000, or 3000 to 4999.")] = (
        1000
    )
    reason: Annotated[str, msgspec.Meta(max_length=123, description="For the server.")] = ""


class Opened(Outcome, frozen=True):
    task: int
    header: dict[str, str]


class Received(Outcome, frozen=True):
    """One of `text` and `base64` is given."""

    task: int
    text: str | None = None
    base64: str | None = None


class Closed(Outcome, frozen=True):
    task: int
    code: int
    reason: str


class Failed(Outcome, frozen=True):
    task: int
    err_msg: str


SOCKET_CONNECT = MethodSpec(
    name="socketConnect",
    params=ConnectParams,
    result=Done,
    summary="Open a WebSocket to a declared origin; `socketOpen` follows. Five at once.",
    deadline_s=MAX_TIMEOUT_MS / 1000 + 10,
    cost=5.0,
)
SOCKET_SEND = MethodSpec(
    name="socketSend",
    params=SendParams,
    result=Done,
    summary="Send a message; done when it is on its way.",
)
SOCKET_CLOSE = MethodSpec(
    name="socketClose",
    params=CloseParams,
    result=Done,
    summary="Close it; `socketClosed` follows.",
)
SOCKET_OPEN = EventSpec(name="socketOpen", payload=Opened, summary="A WebSocket is open.")
SOCKET_MESSAGE = EventSpec(
    name="socketMessage", payload=Received, summary="A message came by a WebSocket."
)
SOCKET_CLOSED = EventSpec(
    name="socketClosed", payload=Closed, summary="A WebSocket was closed, by either end."
)
SOCKET_ERROR = EventSpec(
    name="socketError", payload=Failed, summary="A WebSocket broke; `socketClosed` follows."
)

FAMILY = Family(
    name="sockets",
    title="WebSockets",
    summary="As `request`: through the host, declared origins only, addresses of this machine and "
    "its network refused. Messages hold 8 MB at most.",
    entries=(
        Entry(
            SOCKET_CONNECT,
            'await fanlight.socketConnect({ task: 1, url: "wss://live.example.org/" });',
            (NetworkFailed, InvalidParams),
        ),
        Entry(
            SOCKET_SEND,
            'await fanlight.socketSend({ task: 1, text: "hello" });',
            (NotFound, NetworkFailed, InvalidParams),
        ),
        Entry(SOCKET_CLOSE, "await fanlight.socketClose({ task: 1 });", (NotFound, InvalidParams)),
    ),
    events=(SOCKET_OPEN, SOCKET_MESSAGE, SOCKET_CLOSED, SOCKET_ERROR),
    event_examples={
        "socketOpen": 'fanlight.on("socketOpen", ({ task }) => { … });',
        "socketMessage": 'fanlight.on("socketMessage", ({ task, text }) => { … });',
        "socketClosed": 'fanlight.on("socketClosed", ({ task, code }) => { … });',
        "socketError": 'fanlight.on("socketError", ({ task, errMsg }) => { … });',
    },
)
