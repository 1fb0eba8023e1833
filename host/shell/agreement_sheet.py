"""The host's question whether a person agrees to one thing, once: a name, a payment, a link."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from host.services.ports import Agreement
from host.shell.app_icons import IconShelf
from host.shell.controls import ButtonRole, TextRole, button, label
from host.shell.display_text import wrapped_plain
from host.shell.face import AppFace
from host.shell.glyphs import Glyph
from host.shell.question_sheet import QuestionSheet, quoted
from host.shell.style import Appearance

_GLYPHS = {
    Agreement.PROFILE: Glyph.INFO,
    Agreement.PHONE: Glyph.INFO,
    Agreement.PAYMENT: Glyph.SHIELD,
    Agreement.MESSAGES: Glyph.BELL,
    Agreement.OPEN_ADDRESS: Glyph.SHARE,
    Agreement.OPEN_DOCUMENT: Glyph.OPEN,
}


class AgreementSheet(QuestionSheet):
    """Yes or no. `answered` is called once or more."""

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
        words = appearance.texts.agreement
        self.refuse = button(words.refuse)
        self.agree = button(words.agree, ButtonRole.PRIMARY)
        super().__init__(appearance, window, (self.refuse, self.agree))
        self._answered = answered
        self.question = words.questions[what].format(name=face.quoted_name)
        self.board.setAccessibleName(self.question)
        details: list[QWidget] = []
        if about:
            details.append(quoted(label(wrapped_plain(about, 600, 12), TextRole.BODY, wraps=True)))
        if development:
            details.append(label(words.development, TextRole.CAPTION, wraps=True))
        self.ask(shelf, face, _GLYPHS[what], self.question, details)
        for choice, given in ((self.refuse, False), (self.agree, True)):
            choice.clicked.connect(lambda _=False, yes=given: self._answer(yes))

    def dismiss(self) -> None:
        self._answer(False)

    def _answer(self, yes: bool) -> None:
        if not self.guard.closed:
            self._answered(yes)
