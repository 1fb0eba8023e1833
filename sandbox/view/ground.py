"""The page's ground is seen until the engine has drawn something.

What shows the engine's pictures says that it paints all of itself, so Qt paints nothing below it;
before its first picture it paints nothing either, and a window would begin with a black page.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

FOR_MS = 500
"""By then a page is there, or something is over it. To paint what lies below takes time at each of
its pictures."""


def lay_ground(view: QWidget, background: str, for_ms: int = FOR_MS) -> None:
    """Have `view`, a QWebEngineView, show `background` (`#rrggbb`) where its page shows nothing
    yet; for so long."""
    colours = view.palette()
    colours.setColor(QPalette.ColorRole.Window, QColor(background))
    view.setPalette(colours)
    view.setAutoFillBackground(True)
    pictures = view.focusProxy()  # None before anything was asked for
    if pictures is None:
        return
    pictures.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
    # Bound to it: after a renderer's end there is another one.
    QTimer.singleShot(
        for_ms,
        pictures,
        lambda: pictures.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent),
    )
