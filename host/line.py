"""What requests go over, where it is worse than the machine's own network."""

from __future__ import annotations

import msgspec


class Line(msgspec.Struct, frozen=True):
    """`latency_ms` comes before each connection and each answer; `bytes_per_s` None: unbounded.

    A line that is not up connects to nothing.
    """

    latency_ms: int = 0
    bytes_per_s: int | None = None
    is_up: bool = True

    @property
    def is_plain(self) -> bool:
        """Whether it changes nothing."""
        return self == Line()

    def taking_s(self, size_bytes: int) -> float:
        """How long `size_bytes` take to pass."""
        return size_bytes / self.bytes_per_s if self.bytes_per_s else 0.0
