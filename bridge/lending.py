"""Bytes of answers that wait until the page fetches them, once, by an address nobody can guess."""

from __future__ import annotations

import secrets
from typing import Final

MAX_LENT_BYTES: Final = 64 * 1024 * 1024
"""For one document at once. A page's own end fetches at once; whoever lets bytes lie gets the next
ones in the message."""


class Lending:
    """What the host has lent one document and it has not yet fetched."""

    def __init__(self, limit_bytes: int = MAX_LENT_BYTES) -> None:
        self._limit_bytes = limit_bytes
        self._held: dict[str, bytes] = {}
        self._held_bytes = 0

    def has_room(self) -> bool:
        """Whether an answer of any size may still be lent."""
        return self._held_bytes < self._limit_bytes

    def lend(self, content: bytes) -> str:
        """Keep `content`; its name, which only the document that is told it knows."""
        name = secrets.token_urlsafe(16)
        self._held[name] = content
        self._held_bytes += len(content)
        return name

    def take(self, name: str) -> bytes | None:
        """What `name` was given for, this once; None for any other name."""
        content = self._held.pop(name, None)
        if content is not None:
            self._held_bytes -= len(content)
        return content

    def clear(self) -> None:
        """The document is gone, and nobody fetches any more."""
        self._held.clear()
        self._held_bytes = 0
