"""The part of a window that belongs to the page, and what covers it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class ContentArea(QWidget):
    """Holds the view's widget at the bottom and the host's cards above, all of its own size."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._content: QWidget | None = None
        self._covers: list[QWidget] = []

    def set_content(self, widget: QWidget) -> None:
        """Show `widget` under the covers. The one before is taken out, not deleted."""
        if self._content is not None and self._content is not widget:
            self._content.hide()
            self._content.setParent(None)
        self._content = widget
        widget.setParent(self)
        widget.setGeometry(self.rect())
        widget.lower()
        widget.show()

    def cover_with(self, card: QWidget) -> None:
        """Keep `card` above the content at the same size; it shows and hides itself."""
        card.setParent(self)
        card.setGeometry(self.rect())
        self._covers.append(card)

    def shut(self, shut: bool) -> None:
        """Whether the content takes no input: it lies under a card, where nobody sees the focus."""
        if self._content is not None:
            self._content.setEnabled(not shut)

    def focus_content(self) -> None:
        """Give the keyboard to the page."""
        if self._content is not None:
            self._content.setFocus()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        for widget in (*self._covers, *([self._content] if self._content else [])):
            widget.setGeometry(self.rect())
