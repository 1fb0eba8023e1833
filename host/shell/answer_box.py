"""A person's answer about one right, as a choice that can be changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from bridge.permissions import ASKED, Grant, Scope
from host.shell.controls import ChoiceBox
from host.shell.style import Appearance

_WIDTH_PX = 184


class AnswerBox(ChoiceBox):
    """`answered(Grant | None)`, at each choice of a person; None: ask again.

    An answer for once is shown while it holds, and cannot be given here: it belongs to a
    question.
    """

    answered = Signal(object)

    def __init__(self, appearance: Appearance, scope: Scope, answer: Grant | None) -> None:
        super().__init__(appearance)
        words = appearance.texts.app_page
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedWidth(_WIDTH_PX)
        asked = scope in ASKED
        choices: list[tuple[str, Grant | None]] = [
            (words.state_ask if asked else words.state_declared, None)
        ]
        if asked:
            choices.append((words.state_allow, Grant.ALLOW))
        if answer is Grant.ALLOW_ONCE:
            choices.append((words.state_once, Grant.ALLOW_ONCE))
        choices.append((words.state_deny, Grant.DENY))
        for text, each in choices:
            self.addItem(text)
            if each is answer:
                self.setCurrentIndex(self.count() - 1)
        self.activated.connect(lambda place: self.answered.emit(choices[place][1]))
