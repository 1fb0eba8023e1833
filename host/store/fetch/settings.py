"""What a person or an operator may set about fetching."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from host.line import Line

Progress = Callable[[int, int], None]
"""Called as `progress(received_bytes, total_bytes)`, from the thread that fetches."""


class FetchSettings(msgspec.Struct, frozen=True):
    """Limits and route of every request. No request outlives `budget_ms(size_bytes)`.

    `ca_file` names the PEM certificates of a private authority, trusted instead of the public
    ones. `proxy` is a URL (`http://`, `https://`, `socks5://`); `trust_environment` also takes
    `HTTPS_PROXY` and its kin from the environment, which is off unless asked for.
    """

    connect_timeout_ms: int = 10_000
    read_timeout_ms: int = 20_000
    request_budget_ms: int = 30_000
    slowest_bytes_per_s: int = 16 * 1024
    attempts: int = 3
    max_redirects: int = 5
    ca_file: str | None = None
    proxy: str | None = None
    trust_environment: bool = False
    user_agent: str = "fanlight"
    line: Line = Line()
    """What requests go over; the machine's own network unless a tester wants a worse one."""

    def budget_ms(self, size_bytes: int) -> int:
        """The longest that fetching `size_bytes` bytes may take, from connect to last byte."""
        return self.request_budget_ms + size_bytes * 1000 // self.slowest_bytes_per_s
