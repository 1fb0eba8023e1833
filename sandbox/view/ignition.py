"""Starting Chromium without holding Python's lock.

The first profile of a process starts Chromium: some 80 ms in one C++ call. Made from Python, that
call holds the interpreter's lock and everything waits; made while Qt delivers an event, it does
not, and another thread can import the rest of a host meanwhile (measured: 120 turns of another
thread against 1).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QHideEvent
from PySide6.QtWebEngineWidgets import QWebEngineView


def ignite(beside: Callable[[], None] | None = None) -> None:
    """Start Chromium; returns when it runs. Quick when it runs already. On the UI thread. `beside`
    is called when all that is left of it is one call of C++."""
    # A view makes its page, and with it the default profile, when it is first asked for it: here
    # to tell it that it is hidden, for which no renderer is started. That profile keeps nothing
    # and no page is ever shown in it.
    view = QWebEngineView()
    QCoreApplication.postEvent(view, QHideEvent())
    if beside is not None:
        beside()
    QCoreApplication.sendPostedEvents(view)
    view.deleteLater()
