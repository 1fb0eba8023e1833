"""How values become JSON on the wire: msgspec, and names (bridge.names) as their text."""

from __future__ import annotations

from typing import Final

import msgspec


def _name_as_text(value: object) -> str:
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} does not go through the wall")


_MOST_SAID_CHARS: Final = 400

_encoder: Final = msgspec.json.Encoder(enc_hook=_name_as_text)


def to_json(value: object) -> bytes:
    """`value` as UTF-8 JSON. Raises NotImplementedError for types that have no business here."""
    return _encoder.encode(value)


def in_short(error: Exception) -> str:
    """What a reader says of a text that it refuses, its middle left out where it is long.

    Such errors quote members' names, which a stranger chooses, and end with the place.
    """
    text = str(error)
    if len(text) <= _MOST_SAID_CHARS:
        return text
    half = _MOST_SAID_CHARS // 2
    return f"{text[:half]}…{text[-half:]}"
