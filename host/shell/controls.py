"""Small controls every window is made of: labels, buttons, pills. Plain text only, everywhere."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from host.shell.badges import Badge, badge_look
from host.shell.glyphs import Glyph, glyph_pixmap
from host.shell.style import Appearance


class TextRole(enum.StrEnum):
    """A step of the type scale with its colour; see stylesheet.py."""

    DISPLAY = "display"
    TITLE = "title"
    SUBTITLE = "subtitle"
    STRONG = "strong"
    BODY = "body"
    MUTED = "muted"
    CAPTION = "caption"
    TOAST = "toast"
    DANGER = "danger"


class ButtonRole(enum.StrEnum):
    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"
    TEXT = "text"
    LINK = "link"
    """Text that leads elsewhere, as high as its line."""
    ROW = "row"


class FrameRole(enum.StrEnum):
    CARD = "card"
    SHEET = "sheet"
    QUOTE = "quote"
    WELL = "well"
    RULE = "rule"
    UPRIGHT_RULE = "upright-rule"
    HEADER = "header"
    TOAST = "toast"
    CAPSULE = "capsule"
    DROP = "drop"


def label(text: str, role: TextRole, *, wraps: bool = False) -> QLabel:
    """A label that never reads its text as HTML, whoever wrote it."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("role", role.value)
    made.setWordWrap(wraps)
    made.setSizePolicy(
        QSizePolicy.Policy.Preferred,
        QSizePolicy.Policy.MinimumExpanding if wraps else QSizePolicy.Policy.Fixed,
    )
    return made


def button(text: str, role: ButtonRole = ButtonRole.PLAIN) -> QPushButton:
    """A push button. Enter presses it only while it has the focus, never as a default."""
    made = QPushButton(text.replace("&", "&&"))
    made.setProperty("role", role.value)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    made.setDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def frame(role: FrameRole) -> QFrame:
    """A frame that the stylesheet draws by its role."""
    made = QFrame()
    made.setProperty("role", role.value)
    if role is FrameRole.RULE:
        made.setFixedHeight(1)
    elif role is FrameRole.UPRIGHT_RULE:
        made.setFixedWidth(1)
    return made


class GlyphButton(QToolButton):
    """A button of one glyph; its name is its tool tip and its accessible name."""

    def __init__(self, appearance: Appearance, glyph: Glyph, name: str, side_px: int = 36) -> None:
        super().__init__()
        self._appearance = appearance
        self._glyph = glyph
        self._ink: str | None = None
        self.setFixedSize(side_px, side_px)
        self.setIconSize(QSize(20, 20))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        appearance.changed.connect(self._draw)
        self._draw()

    def set_ink(self, colour: str | None) -> None:
        """Draw in `colour` (`#rrggbb`), by default in the colour of the text."""
        self._ink = colour
        self._draw()

    def _draw(self) -> None:
        colour = self._ink or self._appearance.tokens.colours.text
        self.setIcon(QIcon(glyph_pixmap(self._glyph, colour, 20, self.devicePixelRatioF())))

    def event(self, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)


class GlyphLabel(QWidget):
    """A glyph as a picture without a name of its own."""

    def __init__(
        self, appearance: Appearance, glyph: Glyph, size_px: int, ink: str | None = None
    ) -> None:
        """`ink` names a field of Colours; the text's colour by default."""
        super().__init__()
        self._appearance = appearance
        self._glyph = glyph
        self._ink = ink or "text"
        self.setFixedSize(size_px, size_px)
        appearance.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        colour: str = getattr(self._appearance.tokens.colours, self._ink)
        with painting(self) as painter:
            pixmap = glyph_pixmap(self._glyph, colour, self.width(), self.devicePixelRatioF())
            painter.drawPixmap(0, 0, pixmap)


class ChoiceBox(QComboBox):
    """A combo box whose arrow is our own glyph; the wheel scrolls the page, not the choice."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._unseen: QLabel | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def say_name(self, name: str) -> None:
        """Have screen readers say `name`, where no label in sight does. On Linux Qt names a combo
        box by a label beside it alone (`QAccessibleComboBox::text`): an unseen one is that."""
        self.setAccessibleName(name)
        self._unseen = label(name, TextRole.CAPTION)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if self._unseen is not None and self._unseen.parentWidget() is not self.parentWidget():
            self._unseen.setParent(self.parentWidget())
            self._unseen.setBuddy(self)
            self._unseen.hide()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        colour = self._appearance.tokens.colours.text_muted
        pixmap = glyph_pixmap(Glyph.DOWN, colour, 16, self.devicePixelRatioF())
        with painting(self) as painter:
            painter.drawPixmap(self.width() - 26, (self.height() - 16) // 2, pixmap)

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        event.ignore()


class BadgePill(QLabel):
    """Where a mini-program comes from, as a pill of text; the colour only repeats the word."""

    def __init__(self, appearance: Appearance, badge: Badge) -> None:
        super().__init__()
        self._appearance = appearance
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "pill")
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_badge(badge)

    def show_badge(self, badge: Badge) -> None:
        """Say this one from now on."""
        look = badge_look(badge, self._appearance.texts)
        self.setProperty("tint", look.tint.value)
        self.setText(look.name)
        self.setToolTip(look.hint)
        self.setAccessibleName(look.name)
        self.setAccessibleDescription(look.hint)
        # A stylesheet looks at properties when it dresses a widget, and not again. To ask for the
        # style earlier makes all of its constants, 6 ms of a window's.
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self.style().unpolish(self)
            self.style().polish(self)


def paint_focus(painter: QPainter, widget: QWidget, appearance: Appearance) -> None:
    """A ring round a painted widget that has the keyboard."""
    if widget.hasFocus():
        colour = appearance.colour(appearance.tokens.colours.accent)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), 4, 4)


@contextmanager
def painting(widget: QWidget) -> Iterator[QPainter]:
    """A painter on `widget` with smooth edges, ended whatever happens."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.end()
