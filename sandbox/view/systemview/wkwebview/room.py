"""A view's process on macOS: WKWebView."""

from __future__ import annotations

from collections.abc import MutableMapping

from sandbox.view.systemview.line import Line
from sandbox.view.systemview.wire import Begin


class MacRoom:
    """As `room.Room` says."""

    def close(self, environ: MutableMapping[str, str]) -> None:
        # The walls stand in the engine: what loads is not this process but the system's services.
        del environ

    def show(self, line: Line, begin: Begin) -> None:
        from sandbox.view.systemview.wkwebview.cocoa import Bindings
        from sandbox.view.systemview.wkwebview.view import MacView

        MacView(line, begin, Bindings()).run()
