"""Which origins a manifest lets an app reach."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import httpx

DEFAULT_PORTS = {"http": 80, "https": 443}

BAD_PORTS: frozenset[int] = frozenset().union(
    (1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37),
    (42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110),
    (111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427),
    (465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563),
    (587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190),
    (5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
)
"""Ports of other protocols, which HTTP could be made to speak (Fetch standard, "bad port")."""


class Origin(msgspec.Struct, frozen=True, order=True):
    """Scheme, host (lower case, IDNA) and port."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: httpx.URL) -> Origin | None:
        """The origin of an absolute http(s) address; None for any other."""
        port = url.port or DEFAULT_PORTS.get(url.scheme)
        if port is None or url.scheme not in DEFAULT_PORTS or not url.host:
            return None
        return cls(url.scheme, url.raw_host.decode("ascii").lower(), port)

    @classmethod
    def parse(cls, text: str) -> Origin:
        """Read `https://api.example.org` or `http://127.0.0.1:8080`. Raises ValueError."""
        import httpx

        try:
            url = httpx.URL(text)
        except httpx.InvalidURL as error:
            raise ValueError(f"{text!r} is not an origin: {error}") from None
        found = cls.of(url)
        if found is None or url.path not in ("", "/") or url.query or url.fragment or url.userinfo:
            raise ValueError(f"{text!r} is not an origin; write one such as https://example.org")
        return found

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"


class OriginRules:
    """A list of origins. `https://*.example.org` stands for one more label, whichever."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Raises ValueError for what is not an origin."""
        self._exact: set[Origin] = set()
        self._parents: set[Origin] = set()
        for pattern in patterns:
            scheme, mark, host = pattern.partition("://*.")
            if mark:
                self._parents.add(Origin.parse(f"{scheme}://{host}"))
            else:
                self._exact.add(Origin.parse(pattern))

    def allow(self, origin: Origin) -> bool:
        """Whether the list names `origin`."""
        if origin in self._exact:
            return True
        label, _, rest = origin.host.partition(".")
        return bool(label) and Origin(origin.scheme, rest, origin.port) in self._parents
