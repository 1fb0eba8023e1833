"""What the launcher shows in place of its list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from host.shell.controls import (
    ButtonRole,
    FrameRole,
    GlyphLabel,
    TextRole,
    button,
    frame,
    label,
)
from host.shell.glyphs import Glyph
from host.shell.style import Appearance

_BODY_PX = 360


class EmptyState(QWidget):
    """A picture, what is so, and what to do next: `action` is a button."""

    def __init__(self, appearance: Appearance, title: str, body: str, action: str) -> None:
        super().__init__()
        self.title = label(title, TextRole.SUBTITLE)
        self.body = label(body, TextRole.MUTED, wraps=True)
        self.body.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.body.setFixedWidth(_BODY_PX)
        self.action = button(action, ButtonRole.PRIMARY)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 64)
        layout.setSpacing(8)
        layout.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(GlyphLabel(appearance, Glyph.APPS, 56, "text_muted"), 0, centre)
        layout.addSpacing(8)
        layout.addWidget(self.title, 0, centre)
        layout.addWidget(self.body, 0, centre)
        layout.addSpacing(12)
        layout.addWidget(self.action, 0, centre)
        layout.addStretch(1)

    def say(self, title: str, body: str) -> None:
        """Show these words."""
        self.title.setText(title)
        self.body.setText(body)
        self._fit()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """All of its lines: a wrapped label's hint knows nothing of the width it is given."""
        self.body.setMinimumHeight(self.body.heightForWidth(_BODY_PX))


class DropNotice(QWidget):
    """Covers the window while something is dragged over it: a package, or a picture of a code."""

    def __init__(self, appearance: Appearance, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # Nothing of the window shows through beside the area.
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._texts = appearance.texts
        self._title = label("", TextRole.SUBTITLE)
        self._body = label("", TextRole.BODY)
        area = frame(FrameRole.DROP)
        inner = QVBoxLayout(area)
        inner.setSpacing(8)
        centre = Qt.AlignmentFlag.AlignHCenter
        inner.addStretch(1)
        inner.addWidget(GlyphLabel(appearance, Glyph.DROP, 48, "accent_text"), 0, centre)
        inner.addWidget(self._title, 0, centre)
        inner.addWidget(self._body, 0, centre)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(area)
        self.hide()

    def open(self, *, picture: bool) -> None:
        """Say what letting go will do."""
        texts = self._texts.scan if picture else self._texts.launcher
        self._title.setText(texts.drop_title)
        self._body.setText(texts.drop_body)
        self.raise_()
        self.show()
