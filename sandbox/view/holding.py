"""How much of one app the host holds in memory for the engine at once. No Qt."""

from __future__ import annotations

MAX_HELD_BYTES = 1024 * 1024 * 1024
"""A media element that stops reading keeps its whole answer here; some ten files of the largest
size an app may have are more than any page plays at once."""


class Holding:
    """Bytes that were given to the engine, until it has done with them."""

    def __init__(self, limit_bytes: int = MAX_HELD_BYTES) -> None:
        self._limit_bytes = limit_bytes
        self._held_bytes = 0

    def take(self, size_bytes: int) -> bool:
        """Count so many more; False, and nothing is counted, when they are too many."""
        if self._held_bytes + size_bytes > self._limit_bytes:
            return False
        self._held_bytes += size_bytes
        return True

    def give_back(self, size_bytes: int) -> None:
        """The engine has done with so many."""
        self._held_bytes -= size_bytes
