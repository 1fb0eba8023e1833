"""The native question whether a mini-program may use a right.

It hangs under the title bar and covers it in part, dims the whole window, and takes no input in
its first half second: a page can neither draw it nor make the person click it by surprise.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bridge.errors import CallCancelled
from bridge.permissions import Grant, Scope
from host.shell.app_icons import IconShelf
from host.shell.controls import (
    ButtonRole,
    FrameRole,
    GlyphLabel,
    TextRole,
    button,
    frame,
    label,
)
from host.shell.display_text import plain
from host.shell.face import AppFace
from host.shell.glyphs import Glyph
from host.shell.input_guard import InputGuard
from host.shell.prompt_queue import Question
from host.shell.prompt_turns import PromptTurns, TakeAway
from host.shell.sheet_head import asker_head
from host.shell.style import Appearance
from host.shell.title_bar import BAR_HEIGHT_PX
from host.shell.veil import Veil, height_for
from host.shell.window import MiniProgramWindow

_WIDTH_PX = 400
_MARGIN_PX = 12
_GLYPHS = {
    Scope.CLIPBOARD_READ: Glyph.CLIPBOARD,
    Scope.CLIPBOARD_WRITE: Glyph.CLIPBOARD,
    Scope.LOCATION: Glyph.LOCATION,
    Scope.NOTIFICATION: Glyph.BELL,
    Scope.OPEN_APP: Glyph.OPEN,
}


class PermissionAsk(msgspec.Struct, frozen=True):
    """One question; `reason` is the manifest's, in the publisher's words."""

    face: AppFace
    scope: Scope
    reason: str


class PermissionSheet(Veil):
    """One question on screen. `answered` is called with the person's choice, once or more."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        window: QWidget,
        ask: PermissionAsk,
        answered: Callable[[Grant], None],
    ) -> None:
        super().__init__(appearance, window)
        self._answered = answered
        words = appearance.texts.permission
        self.deny = button(words.deny)
        self.once = button(words.once)
        self.allow = button(words.allow, ButtonRole.PRIMARY)
        self._board = frame(FrameRole.SHEET)
        self._board.setParent(self)
        right = words.rights.get(ask.scope) or words.unknown_right.format(scope=ask.scope.value)
        self.question = words.question.format(name=ask.face.isolated_name, right=right)
        self._board.setAccessibleName(words.title)
        self._board.setAccessibleDescription(self.question)
        self._arrange(appearance, shelf, ask)
        for choice, grant in (
            (self.deny, Grant.DENY),
            (self.once, Grant.ALLOW_ONCE),
            (self.allow, Grant.ALLOW),
        ):
            choice.clicked.connect(lambda _=False, given=grant: self._answer(given))
        self.guard = InputGuard(window, (self.deny, self.once, self.allow))

    @property
    def board(self) -> QWidget:
        return self._board

    def first_focus(self) -> QPushButton:
        return self.deny

    def dismiss(self) -> None:
        self._answer(Grant.DENY)

    def slide_from(self) -> QPoint:
        return QPoint(0, -24)

    def place_board(self) -> None:
        width = min(_WIDTH_PX, self.width() - 2 * _MARGIN_PX)
        height = min(height_for(self._board, width), self.height() - BAR_HEIGHT_PX)
        self._board.setFixedSize(QSize(width, height))
        self._board.move((self.width() - width) // 2, BAR_HEIGHT_PX - 12)

    def _answer(self, grant: Grant) -> None:
        if not self.guard.closed:
            self._answered(grant)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.guard.restart()

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        event.accept()  # a click beside the sheet is no answer

    def _arrange(self, appearance: Appearance, shelf: IconShelf, ask: PermissionAsk) -> None:
        words = appearance.texts.permission
        layout = QVBoxLayout(self._board)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(asker_head(appearance, shelf, ask.face))
        asked = QHBoxLayout()
        asked.setSpacing(12)
        sign = GlyphLabel(appearance, _GLYPHS.get(ask.scope, Glyph.SHIELD), 28, "accent_text")
        asked.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(label(self.question, TextRole.SUBTITLE, wraps=True))
        if meaning := words.meanings.get(ask.scope):
            said.addWidget(label(meaning, TextRole.MUTED, wraps=True))
        asked.addLayout(said, 1)
        layout.addLayout(asked)
        layout.addWidget(self._reason(appearance, ask.reason))
        layout.addSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        for choice in (self.deny, self.once, self.allow):
            row.addWidget(choice, 1)
        layout.addLayout(row)

    def _reason(self, appearance: Appearance, reason: str) -> QWidget:
        words = appearance.texts.permission
        quote = frame(FrameRole.QUOTE)
        lines = QVBoxLayout(quote)
        lines.setContentsMargins(12, 8, 12, 8)
        lines.setSpacing(2)
        given = plain(reason, 240)
        if given:
            lines.addWidget(label(words.reason, TextRole.CAPTION))
            quoted = appearance.texts.app_page.reason.format(reason=given)
            lines.addWidget(label(quoted, TextRole.BODY, wraps=True))
        else:
            lines.addWidget(label(words.reason_missing, TextRole.CAPTION))
        return quote


class PermissionPrompts:
    """Puts an app's questions to the person over its window; `turns` is shared by all windows."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        window: MiniProgramWindow,
        turns: PromptTurns,
    ) -> None:
        self._appearance = appearance
        self._shelf = shelf
        self._window = window
        self._turns = turns
        self.sheet: PermissionSheet | None = None

    async def ask(self, ask: PermissionAsk) -> Grant:
        """Show the question when its turn comes; the person's answer.

        Raises RateLimited (nothing was shown) and CallCancelled (the window closed).
        """
        question = Question(ask.face.app_id, ask.face.publisher, ask.scope)
        if self._window.is_closed:
            raise CallCancelled(f"{ask.face.app_id} was closed")
        call_off = self._window.on_close(lambda: self._turns.cancel(question))
        try:
            return await self._turns.put(question, lambda answered: self._show(ask, answered))
        finally:
            call_off()

    def _show(self, ask: PermissionAsk, answered: Callable[[Grant], None]) -> TakeAway:
        sheet = PermissionSheet(self._appearance, self._shelf, self._window, ask, answered)
        self.sheet = sheet
        sheet.open()

        def take_away() -> None:
            self.sheet = None
            sheet.close_for_good()

        return take_away
