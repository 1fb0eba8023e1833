"""Which view this system has; each is brought in when it is known, and no other."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Protocol

from sandbox.view.systemview.line import Line
from sandbox.view.systemview.wire import Begin


class Room(Protocol):
    """What a view's process does on one system."""

    def close(self, environ: MutableMapping[str, str]) -> None:
        """The walls that the process builds around itself, before any engine is in it.

        Raises OSError.
        """

    def show(self, line: Line, begin: Begin) -> None:
        """Show the app until the host hangs up."""


def own_room(platform: str) -> Room:
    """The room of `platform` (sys.platform's words). Raises OSError where there is none."""
    if platform == "linux":
        from sandbox.view.systemview.gtkroom import GtkRoom

        return GtkRoom()
    if platform == "darwin":
        from sandbox.view.systemview.wkwebview.room import MacRoom

        return MacRoom()
    if platform == "win32":
        from sandbox.view.systemview.webview2.room import WebView2Room

        return WebView2Room()
    raise OSError(f"there is no system view on {platform}")
