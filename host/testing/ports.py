"""Where a driven app's engine may listen."""

from __future__ import annotations

import socket

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port of this machine alone that nobody listens at now."""
    with socket.socket() as made:
        made.bind((LOOPBACK, 0))
        port: int = made.getsockname()[1]
    return port
