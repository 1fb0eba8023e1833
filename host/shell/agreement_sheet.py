"""The host's question whether a person agrees to one thing, once: a name, a payment, a link."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from host.services.ports import Agreement
from host.shell.app_icons import IconShelf
from host.shell.controls import ButtonRole, FrameRole, GlyphLabel, TextRole, button, frame, label
from host.shell.display_text import wrapped_plain
from host.shell.face import AppFace
from host.shell.glyphs import Glyph
from host.shell.input_guard import InputGuard
from host.shell.sheet_head import asker_head
from host.shell.style import Appearance
from host.shell.title_bar import BAR_HEIGHT_PX
from host.shell.veil import Veil, height_for

_WIDTH_PX = 400
_MARGIN_PX = 12
_GLYPHS = {
    Agreement.PROFILE: Glyph.INFO,
    Agreement.PHONE: Glyph.INFO,
    Agreement.PAYMENT: Glyph.SHIELD,
    Agreement.MESSAGES: Glyph.BELL,
    Agreement.OPEN_ADDRESS: Glyph.SHARE,
    Agreement.OPEN_DOCUMENT: Glyph.OPEN,
}


class AgreementSheet(Veil):
    """One question over the whole window, the bar included. `answered` is called once or more."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        window: QWidget,
        face: AppFace,
        what: Agreement,
        about: str,
        development: bool,
        answered: Callable[[bool], None],
    ) -> None:
        super().__init__(appearance, window)
        self._answered = answered
        words = appearance.texts.agreement
        self.refuse = button(words.refuse)
        self.agree = button(words.agree, ButtonRole.PRIMARY)
        self._board = frame(FrameRole.SHEET)
        self._board.setParent(self)
        self.question = words.questions[what].format(name=face.isolated_name)
        self._board.setAccessibleName(self.question)
        layout = QVBoxLayout(self._board)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(asker_head(appearance, shelf, face))
        asked = QHBoxLayout()
        asked.setSpacing(12)
        sign = GlyphLabel(appearance, _GLYPHS[what], 28, "accent_text")
        asked.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        asked.addWidget(label(self.question, TextRole.SUBTITLE, wraps=True), 1)
        layout.addLayout(asked)
        if about:
            quote = frame(FrameRole.QUOTE)
            lines = QVBoxLayout(quote)
            lines.setContentsMargins(12, 8, 12, 8)
            lines.addWidget(label(wrapped_plain(about, 600, 40), TextRole.BODY, wraps=True))
            layout.addWidget(quote)
        if development:
            layout.addWidget(label(words.development, TextRole.CAPTION, wraps=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        for choice, given in ((self.refuse, False), (self.agree, True)):
            row.addWidget(choice, 1)
            choice.clicked.connect(lambda _=False, yes=given: self._answer(yes))
        layout.addLayout(row)
        self.guard = InputGuard(window, (self.refuse, self.agree))

    @property
    def board(self) -> QWidget:
        return self._board

    def first_focus(self) -> QPushButton:
        return self.refuse

    def dismiss(self) -> None:
        self._answer(False)

    def slide_from(self) -> QPoint:
        return QPoint(0, -24)

    def place_board(self) -> None:
        width = min(_WIDTH_PX, self.width() - 2 * _MARGIN_PX)
        height = min(height_for(self._board, width), self.height() - BAR_HEIGHT_PX)
        self._board.setFixedSize(QSize(width, height))
        self._board.move((self.width() - width) // 2, BAR_HEIGHT_PX - 12)

    def _answer(self, yes: bool) -> None:
        if not self.guard.closed:
            self._answered(yes)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.guard.restart()

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        event.accept()  # a click beside the sheet is no answer
