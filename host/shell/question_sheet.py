"""What the host's questions over a mini-program's window have in common.

They hang under the title bar and cover it in part, dim the whole window, and take no input in
their first half second: a page can neither draw them nor make the person click one by surprise.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from host.shell.app_icons import IconShelf
from host.shell.controls import FrameRole, GlyphLabel, TextRole, frame, label
from host.shell.face import AppFace
from host.shell.glyphs import Glyph
from host.shell.input_guard import InputGuard
from host.shell.sheet_head import asker_head
from host.shell.style import Appearance
from host.shell.title_bar import BAR_HEIGHT_PX
from host.shell.veil import Veil, height_for

_WIDTH_PX = 400
_MARGIN_PX = 12


class QuestionSheet(Veil):
    """One question with its `choices`, the one that gives nothing away first.

    Subclasses lay out `board` by `ask`, and say what Esc means (`dismiss`).
    """

    def __init__(
        self, appearance: Appearance, window: QWidget, choices: Sequence[QPushButton]
    ) -> None:
        super().__init__(appearance, window)
        self._choices = tuple(choices)
        self._board = frame(FrameRole.SHEET)
        self._board.setParent(self)
        self.guard = InputGuard(window, self._choices)

    @property
    def board(self) -> QWidget:
        return self._board

    def first_focus(self) -> QPushButton:
        return self._choices[0]

    def slide_from(self) -> QPoint:
        return QPoint(0, -24)

    def place_board(self) -> None:
        width = min(_WIDTH_PX, self.width() - 2 * _MARGIN_PX)
        height = min(height_for(self._board, width), self.height() - BAR_HEIGHT_PX)
        self._board.setFixedSize(QSize(width, height))
        self._board.move((self.width() - width) // 2, BAR_HEIGHT_PX - 12)

    def ask(
        self,
        shelf: IconShelf,
        face: AppFace,
        sign: Glyph,
        question: str,
        details: Sequence[QWidget],
        meaning: str = "",
    ) -> None:
        """Lay out who asks, what, in more words, and the choices. Called once."""
        layout = QVBoxLayout(self._board)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(asker_head(self._appearance, shelf, face))
        asked = QHBoxLayout()
        asked.setSpacing(12)
        shown = GlyphLabel(self._appearance, sign, 28, "accent_text")
        asked.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(label(question, TextRole.SUBTITLE, wraps=True))
        if meaning:
            said.addWidget(label(meaning, TextRole.MUTED, wraps=True))
        asked.addLayout(said, 1)
        layout.addLayout(asked)
        for detail in details:
            layout.addWidget(detail)
        layout.addSpacing(4)
        layout.addLayout(self._row())

    def _row(self) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for choice in self._choices:
            row.addWidget(choice, 1)
        return row

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.guard.restart()

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        event.accept()  # a click beside the sheet is no answer


def quoted(*lines: QWidget) -> QFrame:
    """Words that are not the host's own, set apart as such."""
    quote = frame(FrameRole.QUOTE)
    layout = QVBoxLayout(quote)
    layout.setContentsMargins(12, 8, 12, 8)
    layout.setSpacing(2)
    for line in lines:
        layout.addWidget(line)
    return quote
