"""One line of somebody's words that ends in "…" where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from host.shell.controls import TextRole
from host.shell.display_text import isolated, plain

_MAX_CHARS = 200


class ElidedLine(QLabel):
    """As wide as its words, and narrower where it must be: never cut without a sign of it.

    A line that is cut by its frame alone would lose its beginning where it runs right to left.
    """

    def __init__(self, role: TextRole, text: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(text)

    @property
    def whole(self) -> str:
        """All that was said, on one line."""
        return self._whole

    def say(self, text: str) -> None:
        """Show `text`, from whoever it is."""
        self._whole = plain(text, _MAX_CHARS)
        self.setAccessibleName(self._whole)
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(isolated(self._whole, _MAX_CHARS))
        return QSize(width + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _elide(self) -> None:
        words = isolated(self._whole, _MAX_CHARS)
        end = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(words, end, max(self.width(), 0)))

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._elide()
