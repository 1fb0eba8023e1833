"""What the private world of a document posts to its origin: a message, and the bytes beside it.

`<session>\\n<message>`, or `<session> <length of the message>\\n<message><bytes>`; the answer is
the message, or `<message>\\n<bytes>` where its asker can take bytes. Engine-free.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

import msgspec

from bridge.errors import FanlightError, MessageInvalid, MessageTooLarge, RateLimited
from bridge.messages import MAX_BODY_BYTES, Failure, encode
from bridge.wire import Beside
from sandbox.view.holding import Holding
from sandbox.view.port import RESERVED, Talk

CALL_PATH = f"{RESERVED}call"
"""Answers in text alone: a page that waits can read nothing else (XMLHttpRequest)."""
CARRY_PATH = f"{RESERVED}carry"
"""Answers with the bytes beside the text."""
_LENT = f"{RESERVED}lent/"
MAX_ARRIVING_BYTES: Final = 64 * 1024 * 1024
"""Of one app, in calls by the scheme that have no answer yet."""
_HEAD_BYTES = 80
_HEAD = re.compile(rb"([A-Za-z0-9_-]{0,64})(?: (\d{1,8}))?\n")


class PostedTo(Protocol):
    """What it needs of an app that is served."""

    @property
    def talk(self) -> Talk: ...
    @property
    def arriving(self) -> Holding: ...
    @property
    def admit(self) -> Callable[[], Awaitable[bool]]: ...


class Posted(msgspec.Struct, frozen=True):
    """One such message. `given` are the bytes beside it."""

    session: str
    text: bytes
    given: bytes | None

    @property
    def size_bytes(self) -> int:
        return len(self.text) + (0 if self.given is None else len(self.given))


def read_posted(body: memoryview) -> Posted:
    """One message out of what was posted: each byte of it is copied once.

    Raises MessageInvalid, MessageTooLarge.
    """
    if len(body) > MAX_BODY_BYTES:
        raise MessageTooLarge(
            f"a call of more than {MAX_BODY_BYTES} bytes", limit_bytes=MAX_BODY_BYTES
        )
    head = _HEAD.match(bytes(body[:_HEAD_BYTES]))
    if head is None:
        raise MessageInvalid("a posted message begins with its session")
    session = head[1].decode("ascii")
    begin = head.end()
    if head[2] is None:
        return Posted(session, bytes(body[begin:]), None)
    end = begin + int(head[2])
    if end > len(body):
        raise MessageInvalid(f"a message of {int(head[2])} bytes was announced, fewer came")
    return Posted(session, bytes(body[begin:end]), bytes(body[end:]))


def take_posted(body: memoryview, arriving: Holding) -> Posted | Failure:
    """`read_posted`, counted in `arriving` until it is answered; the Failure that it ends in."""
    try:
        posted = read_posted(body)
        if not arriving.take(posted.size_bytes):
            raise RateLimited("too many bytes are on their way at once; wait and try again")
    except FanlightError as error:
        return Failure.of(0, error)
    return posted


async def answer_posted(serving: PostedTo, path: str, posted: Posted | Failure) -> bytes | None:
    """The answer to what was posted at `path`; None: the renderer is to be given nothing."""
    if isinstance(posted, Failure):
        return encode(posted) if await serving.admit() else None
    try:
        if not await serving.admit():
            return None
        beside = Beside(posted.given, lends=path == CARRY_PATH)
        text = await serving.talk.serve(posted.session, posted.text, beside)
    finally:
        serving.arriving.give_back(posted.size_bytes)
    return text if beside.lent is None else b"\n".join((text, beside.lent))


def lent_name(path: str) -> str | None:
    """The name of the lent bytes that a path without its leading slash asks for."""
    return path.removeprefix(_LENT) if path.startswith(_LENT) else None
