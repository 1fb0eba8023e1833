"""How values become JSON on the wire: msgspec, names (bridge.names) as their text, and bytes.

Bytes stand in a message as base64 where they are few. More of them travel beside the message as
they are, and their member holds their number: base64 makes a text of them four times over.
"""

from __future__ import annotations

import binascii
from typing import Final, TypeVar

import msgspec

INLINE_BODY_BYTES: Final = 96 * 1024
"""The most bytes that a message holds as base64 where they could travel beside it. A way of their
own costs a request, 1 ms; of 64 KB the message took 2.0 ms up and 0.9 down, the request 2.6 and
2.3; of 128 KB 3.4 and 2.3 against 3.1 and 2.7 (measured)."""

_T = TypeVar("_T")


class Body:
    """Bytes that a call or its answer carries; one of its members at most."""

    __slots__ = ("content",)

    def __init__(self, content: bytes) -> None:
        self.content = content


class Beside:
    """What travels beside one call and its answer, on a way that can take it."""

    __slots__ = ("given", "lends", "lent")

    def __init__(self, given: bytes | None = None, *, lends: bool = True) -> None:
        """`given` came with the call; `lent` becomes what goes with the answer, if it `lends`."""
        self.given = given
        self.lends = lends
        self.lent: bytes | None = None


def _name_as_text(value: object) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Body):
        return _base64(value)
    raise NotImplementedError(f"{type(value).__name__} does not go through the wall")


def _base64(body: Body) -> str:
    return binascii.b2a_base64(body.content, newline=False).decode("ascii")


_MOST_SAID_CHARS: Final = 400

_encoder: Final = msgspec.json.Encoder(enc_hook=_name_as_text)


def to_json(value: object) -> bytes:
    """`value` as UTF-8 JSON. Raises NotImplementedError for types that have no business here."""
    return _encoder.encode(value)


def to_json_beside(value: object, beside: Beside) -> bytes:
    """`to_json`, with long bytes left out: they are `beside.lent` then."""

    def written(part: object) -> str | int:
        if not isinstance(part, Body) or len(part.content) <= INLINE_BODY_BYTES or not beside.lends:
            return _name_as_text(part)
        if beside.lent is not None:
            raise NotImplementedError("an answer carries bytes in one member")
        beside.lent = part.content
        return len(part.content)

    return msgspec.json.encode(value, enc_hook=written)


def from_json_beside(text: msgspec.Raw, kind: type[_T], given: bytes | None) -> _T:
    """`text` as a `kind` whose bytes stand in it, or are those `given`, all of them.

    Raises msgspec.DecodeError.
    """
    used = given is None

    def read(_kind: type, value: object) -> Body:
        nonlocal used
        if isinstance(value, str):
            return Body(binascii.a2b_base64(value, strict_mode=True))
        if given is None or used or type(value) is not int or value != len(given):
            raise ValueError("Expected base64, or the number of the bytes beside the call")
        used = True
        return Body(given)

    found = msgspec.json.decode(text, type=kind, dec_hook=read)
    if not used:
        raise msgspec.ValidationError("No member is for the bytes beside the call")
    return found


def in_short(error: Exception) -> str:
    """What a reader says of a text that it refuses, its middle left out where it is long.

    Such errors quote members' names, which a stranger chooses, and end with the place.
    """
    text = str(error)
    if len(text) <= _MOST_SAID_CHARS:
        return text
    half = _MOST_SAID_CHARS // 2
    return f"{text[:half]}…{text[-half:]}"
