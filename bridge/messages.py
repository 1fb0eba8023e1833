"""What goes through the wall: tagged messages, one JSON text each. Unknown members are refused.

Page → host: Hello, Call, Cancel, PageMark, Violation. Host → page: Welcome, Result, Failure, Event.
The vectors in bridge/vectors/ are replayed by the Python and the TypeScript tests.
"""

from __future__ import annotations

from typing import Final

import msgspec

from bridge.errors import FanlightError, MessageInvalid, MessageTooLarge
from bridge.wire import in_short, to_json

PROTOCOL_VERSION: Final = 1
MAX_MESSAGE_BYTES: Final = 256 * 1024
"""The longest message the channel takes from a page; longer calls go by the scheme."""
MAX_BODY_BYTES: Final = 16 * 1024 * 1024
"""The longest call the scheme takes."""
MAX_DEPTH: Final = 64
"""How deep a message may nest; far above any real one, far below any parser's stack."""


class Message(
    msgspec.Struct,
    frozen=True,
    tag_field="type",
    forbid_unknown_fields=True,
    rename="camel",
    omit_defaults=False,
):
    """Base of all messages; `type` on the wire says which."""


class Hello(Message, tag="hello", frozen=True, kw_only=True):
    """A new document's first word.

    `document` is the view's key, a dot, and a random part made anew by each document: a Hello
    repeated by the same document (one by the channel, one by a synchronous call that could not
    wait) gets the same session.
    `time_origin_ms` is its `performance.timeOrigin` (epoch).
    """

    protocol: int
    document: str
    time_origin_ms: float


class Call(Message, tag="call", frozen=True, kw_only=True):
    """Ask for `method`. `id` is the page's own, unique within its document."""

    id: int
    method: str
    params: msgspec.Raw = msgspec.Raw(b"{}")


class Cancel(Message, tag="cancel", frozen=True, kw_only=True):
    """The page no longer wants the answer to call `id`."""

    id: int


class PageMark(Message, tag="mark", frozen=True, kw_only=True):
    """Something happened on the page's clock: `at_ms` since its time origin."""

    name: str
    at_ms: float


class Violation(Message, tag="violation", frozen=True, kw_only=True):
    """The document's Content-Security-Policy refused something (W3C CSP 3, violation report)."""

    directive: str
    blocked: str


FromPage = Hello | Call | Cancel | PageMark | Violation


class AppFacts(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Who the app is, as the host verified it."""

    app_id: str
    name: str
    version_name: str
    version_code: int


class LaunchFacts(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """How the app was opened. `scene` says from where; `extra_data` is the opener's, as JSON."""

    path: str
    query: dict[str, str]
    scene: str
    referrer_app_id: str | None = None
    extra_data: msgspec.Raw = msgspec.Raw(b"null")


class Welcome(Message, tag="welcome", frozen=True, kw_only=True):
    """The host's answer to Hello. `session` is what each later message must carry."""

    protocol: int
    session: str
    app: AppFacts
    launch: LaunchFacts
    language: str
    theme: str
    ready: str
    """`auto`: the document is ready when it is parsed; `explicit`: when it says so."""


class Result(Message, tag="result", frozen=True, kw_only=True):
    """Call `id` succeeded."""

    id: int
    value: msgspec.Raw


class Failure(Message, tag="failure", frozen=True, kw_only=True):
    """Call `id` failed; `code` is a leaf of the error tree."""

    id: int
    code: str
    message: str
    retriable: bool
    detail: dict[str, str | int | float | bool | None]

    @classmethod
    def of(cls, call_id: int, error: FanlightError) -> Failure:
        """The wire form of `error`."""
        return cls(
            id=call_id,
            code=error.code,
            message=error.message,
            retriable=error.retriable,
            detail=dict(error.detail),
        )


class Event(Message, tag="event", frozen=True, kw_only=True):
    """Something happened that the page may listen to."""

    name: str
    payload: msgspec.Raw = msgspec.Raw(b"null")


FromHost = Welcome | Result | Failure | Event

_from_page: Final[msgspec.json.Decoder[FromPage]] = msgspec.json.Decoder(FromPage)
_from_host: Final[msgspec.json.Decoder[FromHost]] = msgspec.json.Decoder(FromHost)


def decode_from_page(text: bytes, limit_bytes: int = MAX_MESSAGE_BYTES) -> FromPage:
    """Read one message of a page.

    Raises MessageTooLarge before any parsing, MessageInvalid for anything but a message.
    """
    if len(text) > limit_bytes:
        raise MessageTooLarge(
            f"a message of {len(text)} bytes is over the limit of {limit_bytes}",
            limit_bytes=limit_bytes,
        )
    if text.count(b"{") + text.count(b"[") > MAX_DEPTH and _too_deep(text):
        raise MessageInvalid(f"a message nests deeper than {MAX_DEPTH} levels")
    try:
        str(text, "utf-8")  # msgspec leaves the inside of a Raw member unread
        return _from_page.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MessageInvalid(f"not a message of this protocol: {in_short(error)}") from None


def decode_from_host(text: bytes) -> FromHost:
    """Read one message of the host, for tests and for the engine in another process.

    Raises MessageInvalid.
    """
    try:
        return _from_host.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MessageInvalid(f"not a message of this protocol: {in_short(error)}") from None


def encode(message: FromPage | FromHost) -> bytes:
    """One message as UTF-8 JSON."""
    return to_json(message)


_ALL_BUT_BRACKETS: Final = bytes(byte for byte in range(256) if byte not in b'"{[}]')
_QUOTE: Final = ord('"')
_OPENING: Final = frozenset(b"{[")


def _too_deep(text: bytes) -> bool:
    """Whether `text` nests deeper than MAX_DEPTH: exact for JSON, no later for anything else.
    Asked of texts with so many openings alone.

    A page chooses the text, so neither time nor memory may grow faster than its length: escapes
    go first, which makes a string a pair of quotes, and two quotes side by side change nothing
    for what stands around them.
    """
    bare = text.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, _ALL_BUT_BRACKETS)
    depth, inside = 0, False
    for byte in bare.replace(b'""', b""):
        if byte == _QUOTE:
            inside = not inside
        elif not inside:
            depth += 1 if byte in _OPENING else -1
            if depth > MAX_DEPTH:
                return True
    return False
