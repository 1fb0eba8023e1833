"""The page's ground is seen until the engine has drawn something.

What shows the engine's pictures says that it paints all of itself, so Qt paints nothing below it;
before its first picture it paints nothing either, and a window would begin with a black page.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

FOR_MS = 500
"""By then a page is there, or something is over it. To paint what lies below takes time at each of
its pictures."""


def lay_ground(view: QWidget, background: str, for_ms: int = FOR_MS) -> None:
    """Have `view`, a QWebEngineView, show `background` (`#rrggbb`) where its page shows nothing
    yet; for so long. It may be laid anew, for another theme."""
    laid = view.findChild(_Ground, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (laid or _Ground(view)).show(background, for_ms)


class _Ground(QObject):
    """Paints it for a view. Not by the view's palette, in whose place the application's style
    sheet puts the window's colours."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._colour = QColor()
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.timeout.connect(self._end)

    def show(self, background: str, for_ms: int) -> None:
        self._colour = QColor(background)
        self._view.installEventFilter(self)
        self._let_through(True)
        self._view.update()
        self._until.start(for_ms)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # Qt's name
        if watched is self._view and event.type() is QEvent.Type.Paint:
            painter = QPainter(self._view)
            painter.fillRect(self._view.rect(), self._colour)
            painter.end()
        return False

    def _end(self) -> None:
        self._view.removeEventFilter(self)
        self._let_through(False)

    def _let_through(self, through: bool) -> None:
        # None before anything was asked for; after a renderer's end there is another one.
        if (pictures := self._view.focusProxy()) is not None:
            pictures.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not through)
