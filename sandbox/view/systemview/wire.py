"""What a host and its system view's process say to each other: tagged structs, MessagePack, each
behind its length in four bytes. No Qt, no GTK."""

from __future__ import annotations

import struct
from typing import Final, Generic, TypeVar

import msgspec

from bridge.errors import MessageInvalid
from bridge.messages import MAX_BODY_BYTES
from sandbox.decoding import readable
from sandbox.view.port import ConsoleLevel

LENGTH: Final = struct.Struct(">I")
MAX_TOLD_BYTES: Final = MAX_BODY_BYTES + 1024 * 1024
"""Of what the view says: a call by the scheme, and what belongs to it. Pictures are smaller."""
MAX_ORDER_BYTES: Final = 2**32 - 1


class _Message(msgspec.Struct, frozen=True, tag_field="type", forbid_unknown_fields=True):
    """Base of all messages; `type` says which."""


class Begin(_Message, tag="begin", frozen=True, kw_only=True):
    """The first order: whose view this is. `storage` is a folder, None: nothing is kept. `channel`
    and `page` are the page's end of the bridge, `manners` is for every frame. `layered`: kind
    weixin, whose Worker waits on shared memory."""

    host: str
    storage: str | None
    channel: str
    page: str
    manners: str
    background: str
    dark: bool | None
    autoplay: bool
    width_px: int
    height_px: int
    layered: bool = False
    documents: tuple[str, ...] = ()
    """Names of what may be navigated to, for an engine that does not wait for a Verdict."""
    scratch: str | None = None
    """A folder for what an engine writes while it keeps nothing; the host takes it away."""


class Load(_Message, tag="load", frozen=True):
    url: str


class Reload(_Message, tag="reload", frozen=True):
    pass


class Show(_Message, tag="show", frozen=True):
    """The window has been taken into the host's: draw."""


class Place(_Message, tag="place", frozen=True):
    """Where the window stands, where no host's window can hold another process's: in logical
    pixels from the main screen's upper left corner, above the window that `above` names."""

    x_px: int
    y_px: int
    width_px: int
    height_px: int
    shown: bool
    above: int


class Deliver(_Message, tag="deliver", frozen=True):
    """A message of the bridge, for the document's private world."""

    text: str


class Served(_Message, tag="served", frozen=True):
    """The answer to an Asked."""

    id: int
    mime: str
    headers: tuple[tuple[str, str], ...]
    content: bytes


class Withheld(_Message, tag="withheld", frozen=True):
    """Nothing is given for an Asked."""

    id: int


class Verdict(_Message, tag="verdict", frozen=True):
    """The answer to a Wants."""

    id: int
    allowed: bool


class Ping(_Message, tag="ping", frozen=True):
    id: int


class Evaluate(_Message, tag="evaluate", frozen=True):
    """An expression for the page's own world; only ever an app's developer's."""

    id: int
    expression: str


class Snap(_Message, tag="snap", frozen=True):
    id: int


Order = (
    Begin
    | Load
    | Reload
    | Show
    | Place
    | Deliver
    | Served
    | Withheld
    | Verdict
    | Ping
    | Evaluate
    | Snap
)


class Standing(_Message, tag="standing", frozen=True):
    """The window is made; `window_id` is the system's name for it."""

    window_id: int


class Renders(_Message, tag="renders", frozen=True):
    """The processes that render the page now, where the host cannot see whose they are."""

    pids: tuple[int, ...]


class Said(_Message, tag="said", frozen=True):
    """A line of the page's console, where the engine does not write it out itself."""

    level: ConsoleLevel
    text: str
    source: str
    line: int


class Received(_Message, tag="received", frozen=True):
    """The document's private world said `text`; the session stands before its first line end."""

    text: str


class Asked(_Message, tag="asked", frozen=True):
    """The engine asks for an address of the app's scheme."""

    id: int
    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    document: bool = False
    """Whether it is to be shown as a page, where the engine says so."""


class Wants(_Message, tag="wants", frozen=True):
    """The page, or a frame in it, would go to `url`."""

    id: int
    url: str


class Denied(_Message, tag="denied", frozen=True):
    what: str
    detail: str


class Moved(_Message, tag="moved", frozen=True):
    url: str


class Framed(_Message, tag="framed", frozen=True):
    """A frame was drawn, at `at_s` of time.monotonic: one clock for both processes."""

    at_s: float


class Touched(_Message, tag="touched", frozen=True):
    """A person pressed a button or key in the view."""


class Heard(_Message, tag="heard", frozen=True):
    """Whether the page makes a sound."""

    audible: bool


class Failed(_Message, tag="failed", frozen=True):
    """The main document did not load."""

    url: str


class Gone(_Message, tag="gone", frozen=True):
    """The renderer ended."""

    reason: str


class Pong(_Message, tag="pong", frozen=True):
    id: int


class Evaluated(_Message, tag="evaluated", frozen=True):
    """`value` is JSON text; None with an `error`."""

    id: int
    value: str | None
    error: str


class Snapped(_Message, tag="snapped", frozen=True):
    """A PNG; empty when there is none."""

    id: int
    png: bytes


Told = (
    Standing
    | Renders
    | Said
    | Received
    | Asked
    | Wants
    | Denied
    | Moved
    | Framed
    | Touched
    | Heard
    | Failed
    | Gone
    | Pong
    | Evaluated
    | Snapped
)

ORDERS: Final[msgspec.msgpack.Decoder[Order]] = msgspec.msgpack.Decoder(readable(Order))
TOLD: Final[msgspec.msgpack.Decoder[Told]] = msgspec.msgpack.Decoder(readable(Told))
_T = TypeVar("_T")


def framed(message: Order | Told) -> bytes:
    """One message as it goes over the socket."""
    content = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(content)) + content


class Frames(Generic[_T]):
    """Messages out of a stream of bytes, however it is cut."""

    def __init__(self, decoder: msgspec.msgpack.Decoder[_T], limit_bytes: int) -> None:
        """`limit_bytes` bounds one message."""
        self._decoder = decoder
        self._limit_bytes = limit_bytes
        self._waiting = bytearray()

    def take(self, piece: bytes) -> list[_T]:
        """What is whole now. Raises MessageInvalid: then nothing more is to be believed."""
        self._waiting += piece
        found: list[_T] = []
        while len(self._waiting) >= LENGTH.size:
            (length,) = LENGTH.unpack_from(self._waiting)
            if length > self._limit_bytes:
                raise MessageInvalid(f"a view's message of {length} bytes is too long")
            end = LENGTH.size + length
            if len(self._waiting) < end:
                break
            content = bytes(self._waiting[LENGTH.size : end])
            del self._waiting[:end]
            try:
                found.append(self._decoder.decode(content))
            except (msgspec.DecodeError, RecursionError) as error:
                raise MessageInvalid(f"not a message of a system view: {error}") from None
        return found
