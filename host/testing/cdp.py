"""A thin client of the Chrome DevTools Protocol (https://chromedevtools.github.io/devtools-protocol).

Loopback only, and no proxy: the other end is a host that this test run started.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import httpx
from websockets.sync.client import ClientConnection, connect

MOST_BYTES = 64 * 1024 * 1024
ANSWER_S = 30.0


class DevToolsError(Exception):
    """The engine refused a command, or what was evaluated threw."""


class Target:
    """One page of the engine. `close` it when done."""

    def __init__(self, address: str) -> None:
        """`address` is the page's WebSocket."""
        self._open = ExitStack()
        self._connection: ClientConnection = self._open.enter_context(
            connect(address, max_size=MOST_BYTES, proxy=None, compression=None)
        )
        self._number = 0

    def send(self, method: str, **params: object) -> dict[str, Any]:
        """The result of a command. Raises DevToolsError, TimeoutError, ConnectionClosed."""
        self._number += 1
        self._connection.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:  # what lies between are events, which nobody asked for
            message = json.loads(self._connection.recv(timeout=ANSWER_S))
            if message.get("id") == self._number:
                break
        if "error" in message:
            raise DevToolsError(f"{method}: {message['error'].get('message')}")
        return dict(message["result"])

    def close(self) -> None:
        """Let the page go; it stays as it is."""
        self._open.close()


def page_of(url: str, origin: str) -> Target:
    """The page of the app whose origin is `origin`; `url` is where the engine listens.

    Raises DevToolsError when there is none.
    """
    with httpx.Client(trust_env=False, timeout=ANSWER_S) as client:
        targets = client.get(f"{url}/json/list").json()
    for target in targets:
        place = urlsplit(target.get("url", ""))
        if target.get("type") == "page" and f"{place.scheme}://{place.netloc}" == origin:
            return Target(target["webSocketDebuggerUrl"])
    raise DevToolsError(f"no page of {origin} is open at {url}")
