"""An app's window as a person sees it, wherever its page is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sandbox.view.outside.view import SystemView
    from sandbox.view.qtview import QtView


async def picture_of(window: QWidget, view: QtView | SystemView | None) -> bytes:
    """The window with its page, as PNG. Raises LoadFailed when another process draws the page and
    has ended."""
    page = b"" if view is None or not view.is_foreign else await view.screenshot()
    picture = window.grab()
    if view is not None and page:
        drawn = QPixmap()
        drawn.loadFromData(page)
        painter = QPainter(picture)
        painter.drawPixmap(view.widget.mapTo(window, QPoint(0, 0)), drawn)
        painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(content.data())
