"""What the system's bars and lists of windows show beside a window's title."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from host.shell.app_icons import IconRequest, IconShelf
from host.shell.glyphs import Glyph, glyph_pixmap

SIDE_PX = 64


class WindowIcon(QObject):
    """An app's icon on its window: the letter's tile until it has been read."""

    def __init__(self, window: QWidget, shelf: IconShelf, request: IconRequest) -> None:
        super().__init__(window)
        self._window = window
        self._shelf = shelf
        self._request = request
        shelf.arrived.connect(self._arrived)
        self._put()

    def _arrived(self, key: str) -> None:
        if key == self._request.key:
            self._put()

    def _put(self) -> None:
        self._window.setWindowIcon(QIcon(self._shelf.pixmap(self._request, SIDE_PX, 1.0)))


def wear_own_icon(accent: str) -> None:
    """Fanlight's own icon on every window that has no other."""
    QApplication.setWindowIcon(QIcon(glyph_pixmap(Glyph.FANLIGHT, accent, SIDE_PX)))
