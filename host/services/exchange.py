"""What one request of an app was, for its developer to see."""

from __future__ import annotations

import msgspec


class Exchange(msgspec.Struct, frozen=True):
    """`status` is None where nothing came back, and `failure` says why then. `at_s` is when it
    began, in seconds since 1970; bytes are those of the bodies, the answer's as the app got it."""

    method: str
    url: str
    status: int | None
    failure: str
    at_s: float
    took_ms: float
    sent_bytes: int
    received_bytes: int


def nobody_hears(_exchange: Exchange) -> None:
    """For those whom nobody watches."""
