"""The place in the host's window where another process draws: X11's own embedding."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QPalette, QResizeEvent, QWindow
from PySide6.QtWidgets import QWidget


class Frame(QWidget):
    """Holds the other process's window once it stands; until then it is a plain ground."""

    def __init__(self, background: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(background))
        self.setPalette(palette)
        self._held: QWidget | None = None

    def hold(self, window_id: int) -> None:
        """Take the window `window_id` in; the one before is let go."""
        self.let_go()
        # Qt's container takes the window out of the desktop's hands, and gives it our size.
        held = QWidget.createWindowContainer(QWindow.fromWinId(window_id), self)
        held.setGeometry(self.rect())
        held.show()
        self._held = held

    def let_go(self) -> None:
        """The other process has ended, or is about to."""
        if self._held is not None:
            self._held.deleteLater()
            self._held = None

    def take_keys(self) -> None:
        """Give the keyboard to the other process's window."""
        if self._held is not None:
            self._held.setFocus(Qt.FocusReason.MouseFocusReason)

    def settle(self) -> None:
        """Put the other window where it belongs; it may have placed itself."""
        if self._held is not None:
            self._held.setGeometry(self.rect().adjusted(0, 0, 0, -1))
            self._held.setGeometry(self.rect())

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self.take_keys()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if self._held is not None:
            self._held.setGeometry(self.rect())
