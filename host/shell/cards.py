"""What stands in a mini-program's window while its page does not: start, failure, crash."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from host.shell.app_icons import AppIcon, IconShelf
from host.shell.controls import (
    ButtonRole,
    GlyphLabel,
    TextRole,
    button,
    label,
    painting,
)
from host.shell.face import AppFace
from host.shell.glyphs import Glyph
from host.shell.style import Appearance
from host.shell.tokens import readable_on

PROGRESS_AFTER_MS = 400
"""A launch quicker than this shows no progress at all: a flash of it would feel slower."""

_TICK_MS = 16
_LINE_PX = 3


class ProgressLine(QWidget):
    """A slim line; without a known fraction a piece of it travels."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._fraction: float | None = None
        self._phase = 0.0
        self.setFixedHeight(_LINE_PX)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._travel)

    def begin(self) -> None:
        self.show()
        if self._appearance.tokens.motion.moves:
            self._timer.start()

    def end(self) -> None:
        self._timer.stop()
        self.hide()

    def set_fraction(self, fraction: float | None) -> None:
        """0…1, or None while it is not known."""
        self._fraction = None if fraction is None else min(1.0, max(0.0, fraction))
        self.update()

    def _travel(self) -> None:
        turn_ms = self._appearance.tokens.motion.progress_turn_ms
        self._phase = (self._phase + _TICK_MS / turn_ms) % 1.0
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        width = self.width()
        piece = width * 0.3
        left, length = (self._phase * (width + piece) - piece, piece)
        if self._fraction is not None:
            left, length = 0.0, width * self._fraction
        with painting(self) as painter:
            accent = self._appearance.tokens.colours.accent
            painter.fillRect(QRectF(left, 0, length, _LINE_PX), self._appearance.colour(accent))


class StartCard(QWidget):
    """Icon, name and theme colour at once; the progress line after PROGRESS_AFTER_MS."""

    def __init__(self, appearance: Appearance, shelf: IconShelf, face: AppFace) -> None:
        super().__init__()
        self._appearance = appearance
        self._face = face
        self.progress = ProgressLine(appearance)
        self.progress.hide()
        self.name = label(face.isolated_name, TextRole.SUBTITLE, wraps=True)
        self.name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(appearance.texts.window.starting.format(name=face.isolated_name))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.progress)
        layout.addStretch(2)
        layout.addWidget(AppIcon(shelf, face.icon, 80), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.name)
        layout.addStretch(3)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PROGRESS_AFTER_MS)
        self._patience.timeout.connect(self.progress.begin)
        appearance.changed.connect(self._recolour)
        self._recolour()

    def begin(self) -> None:
        self.progress.end()
        self.show()
        self._patience.start()

    def end(self) -> None:
        self._patience.stop()
        self.progress.end()
        self.hide()

    def _background(self) -> str:
        return self._face.theme_colour or self._appearance.tokens.colours.window

    def _recolour(self) -> None:
        if self._face.theme_colour:
            self.name.setStyleSheet(f"color: {readable_on(self._face.theme_colour)};")
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        with painting(self) as painter:
            painter.fillRect(self.rect(), self._appearance.colour(self._background()))


class ProblemCard(QWidget):
    """Says what went wrong and what to do; `action` is the way on, details on request."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        words = appearance.texts.window
        self._words = words
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = label("", TextRole.SUBTITLE, wraps=True)
        self.reason = label("", TextRole.BODY, wraps=True)
        self.advice = label("", TextRole.MUTED, wraps=True)
        for text in (self.title, self.reason, self.advice):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.action = button(words.retry, ButtonRole.PRIMARY)
        self.more = button(words.details, ButtonRole.TEXT)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAccessibleName(words.details)
        self.details.setTabChangesFocus(True)
        self.details.setMinimumHeight(120)
        self.copy = button(words.copy_details, ButtonRole.TEXT)
        self.more.clicked.connect(self._toggle)
        self.copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.details.toPlainText())
        )
        self._arrange(appearance)
        self.hide()

    def present(self, title: str, reason: str, advice: str, details: str, action: str) -> None:
        """Show this problem. `details` may be empty: then none are offered."""
        self.title.setText(title)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.advice.setText(advice)
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.details.setPlainText(details)
        self.more.setVisible(bool(details))
        self._show_details(False)
        self.setAccessibleName(title)
        self.setAccessibleDescription(reason)
        self.show()
        self.raise_()
        self.action.setFocus()

    def _arrange(self, appearance: Appearance) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(GlyphLabel(appearance, Glyph.WARNING, 48, "text_muted"), 0, centre)
        layout.addSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.reason)
        layout.addWidget(self.advice)
        layout.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.more)
        row.addWidget(self.action)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(8)
        layout.addWidget(self.details)
        layout.addWidget(self.copy, 0, centre)
        layout.addStretch(3)
        for before, after in itertools.pairwise((self.more, self.action, self.details, self.copy)):
            QWidget.setTabOrder(before, after)

    def _toggle(self) -> None:
        self._show_details(self.details.isHidden())

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.copy.setVisible(shown)
        text = self._words.hide_details if shown else self._words.details
        self.more.setText(text)
        self.more.setAccessibleName(text)
