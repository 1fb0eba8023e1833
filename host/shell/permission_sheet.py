"""The native question whether a mini-program may use a right."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QWidget

from bridge.permissions import Grant, Scope
from host.shell.app_icons import IconShelf
from host.shell.controls import ButtonRole, TextRole, button, label
from host.shell.display_text import plain
from host.shell.face import AppFace
from host.shell.glyphs import Glyph
from host.shell.prompt_queue import Question
from host.shell.prompt_turns import PromptTurns
from host.shell.question_sheet import QuestionSheet, quoted
from host.shell.style import Appearance
from host.shell.window import MiniProgramWindow
from host.shell.window_prompts import WindowPrompts

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


class PermissionSheet(QuestionSheet):
    """No, once, or always. `answered` is called with the person's choice, once or more."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        window: QWidget,
        ask: PermissionAsk,
        answered: Callable[[Grant], None],
    ) -> None:
        words = appearance.texts.permission
        self.deny = button(words.deny)
        self.once = button(words.once)
        self.allow = button(words.allow, ButtonRole.PRIMARY)
        super().__init__(appearance, window, (self.deny, self.once, self.allow))
        self._answered = answered
        right = words.rights.get(ask.scope) or words.unknown_right.format(scope=ask.scope.value)
        self.question = words.question.format(name=ask.face.quoted_name, right=right)
        self.board.setAccessibleName(words.title)
        self.board.setAccessibleDescription(self.question)
        self.ask(
            shelf,
            ask.face,
            _GLYPHS.get(ask.scope, Glyph.SHIELD),
            self.question,
            (_reason(appearance, ask.reason),),
            words.meanings.get(ask.scope, ""),
        )
        for choice, grant in (
            (self.deny, Grant.DENY),
            (self.once, Grant.ALLOW_ONCE),
            (self.allow, Grant.ALLOW),
        ):
            choice.clicked.connect(lambda _=False, given=grant: self._answer(given))

    def dismiss(self) -> None:
        self._answer(Grant.DENY)

    def _answer(self, grant: Grant) -> None:
        if not self.guard.closed:
            self._answered(grant)


def _reason(appearance: Appearance, reason: str) -> QWidget:
    """The publisher's words, or that there are none."""
    words = appearance.texts.permission
    given = plain(reason, 240)
    if not given:
        return quoted(label(words.reason_missing, TextRole.CAPTION))
    shown = appearance.texts.app_page.reason.format(reason=given)
    return quoted(label(words.reason, TextRole.CAPTION), label(shown, TextRole.BODY, wraps=True))


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
        self._prompts = WindowPrompts(window, turns)

    @property
    def sheet(self) -> PermissionSheet | None:
        """The question that is on screen."""
        sheet = self._prompts.sheet
        return sheet if isinstance(sheet, PermissionSheet) else None

    async def ask(self, ask: PermissionAsk) -> Grant:
        """Show the question when its turn comes; the person's answer.

        Raises as `WindowPrompts.put` does.
        """
        question = Question(ask.face.app_id, ask.face.publisher, ask.scope)

        def make(answer: Callable[[Grant], None]) -> PermissionSheet:
            return PermissionSheet(self._appearance, self._shelf, self._window, ask, answer)

        return await self._prompts.put(question, make)
