"""Starting Chromium without holding Python's lock.

The first profile of a process starts Chromium: some 80 ms in one C++ call. Made from Python, that
call holds the interpreter's lock and everything waits; made by Qt's event loop, it does not, and
another thread can import the rest of a host meanwhile (measured: 120 turns of another thread
against 1).
"""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtWebEngineWidgets import QWebEngineView


async def ignite() -> None:
    """Start Chromium from the event loop; returns when it runs. Quick when it runs already."""
    # A view makes its page, and with it the default profile, when it is first asked for it.
    # That profile keeps nothing and no page is ever shown in it.
    view = QWebEngineView()
    QMetaObject.invokeMethod(view, "reload", Qt.ConnectionType.QueuedConnection)
    await asyncio.sleep(0)  # the queued call is served before this comes back
    view.deleteLater()
