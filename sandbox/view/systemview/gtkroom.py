"""A view's process on Linux: no network, then WebKitGTK."""

from __future__ import annotations

from collections.abc import MutableMapping

from sandbox.view.systemview.line import Line
from sandbox.view.systemview.walls import deny_network, forget_bundle
from sandbox.view.systemview.wire import Begin


class GtkRoom:
    """As `room.Room` says."""

    def close(self, environ: MutableMapping[str, str]) -> None:
        forget_bundle(environ)
        deny_network()

    def show(self, line: Line, begin: Begin) -> None:
        from sandbox.view.systemview.gtkview import GtkView

        GtkView(line, begin).run()
