"""What is wrong with the developer's own code, over the app that goes on below."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

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
from host.shell.texts.tools import ToolTexts

MOST_SHOWN = 50


class Fault(msgspec.Struct, frozen=True):
    """One thing to mend. `place` is `file:line:column`, as far as it is known; `exact` is what was
    said of it in another language, and knows more."""

    place: str
    message: str
    fix: str = ""
    exact: str = ""


class ErrorOverlay(QWidget):
    """Covers the content area (ContentArea.cover_with); Esc or its button hides it."""

    def __init__(self, appearance: Appearance, words: ToolTexts) -> None:
        super().__init__()
        self._words = words
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = label("", TextRole.SUBTITLE, wraps=True)
        self.body = label("", TextRole.MUTED, wraps=True)
        self.hide_button = button(words.hide, ButtonRole.PRIMARY)
        self.hide_button.setToolTip(words.hide_hint)
        self.hide_button.clicked.connect(self.hide)
        self._list = QVBoxLayout()
        self._rows: list[QWidget] = []
        self._arrange(appearance)
        self.hide()

    @property
    def faults(self) -> tuple[str, ...]:
        """The lines that are shown: a place and what is wrong there."""
        return tuple(row.accessibleName() for row in self._rows)

    def present(self, title: str, body: str, faults: Iterable[Fault]) -> None:
        """Show these, the first MOST_SHOWN of them."""
        self.title.setText(title)
        self.body.setText(body)
        self.setAccessibleName(title)
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = [self._row(fault) for fault in tuple(faults)[:MOST_SHOWN]]
        for row in self._rows:
            self._list.addWidget(row)
        self.show()
        self.raise_()
        self.hide_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _row(self, fault: Fault) -> QWidget:
        row = frame(FrameRole.QUOTE)
        said = ": ".join(filter(None, (fault.place, fault.message)))
        row.setAccessibleName(f"{said} {fault.exact}" if fault.exact else said)
        column = QVBoxLayout(row)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        if fault.place:
            place = label(fault.place, TextRole.STRONG, wraps=True)
            place.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            column.addWidget(place)
        message = label(fault.message, TextRole.BODY, wraps=True)
        column.addWidget(message)
        if fault.exact:
            column.addWidget(label(fault.exact, TextRole.MUTED, wraps=True))
        if fault.fix:
            fix = self._words.fix.format(fix=fault.fix)
            column.addWidget(label(fix, TextRole.MUTED, wraps=True))
        for part in row.findChildren(type(message)):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return row

    def _arrange(self, appearance: Appearance) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        sign = GlyphLabel(appearance, Glyph.WARNING, 28, "danger")
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.body)
        head.addLayout(words, 1)
        rows = QWidget()
        inner = QVBoxLayout(rows)
        inner.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        inner.addLayout(self._list)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        layout.addWidget(self.hide_button, 0, Qt.AlignmentFlag.AlignRight)
