"""What a person has answered one app, over its window: seen, and changed."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QComboBox, QSizePolicy, QVBoxLayout, QWidget

from bridge.permissions import Grant, Scope
from host.shell.app_icons import IconShelf
from host.shell.controls import ButtonRole, ChoiceBox, FrameRole, TextRole, button, frame, label
from host.shell.display_text import plain
from host.shell.face import AppFace
from host.shell.glyphs import Glyph
from host.shell.input_guard import InputGuard
from host.shell.question_sheet import QuestionSheet
from host.shell.style import Appearance
from host.shell.yielding_area import YieldingArea

_ANSWER_PX = 156
_NARROW_PX = 372
"""Under this the answers stand below the names."""


class AnsweredRight(msgspec.Struct, frozen=True):
    """A scope the person was asked about; `reason` is the publisher's."""

    scope: Scope
    reason: str
    answer: Grant


class RightsSheet(QuestionSheet):
    """`changed` is called at each change, `done` once or more at the end."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        window: QWidget,
        face: AppFace,
        rights: tuple[AnsweredRight, ...],
        changed: Callable[[Scope, Grant], None],
        done: Callable[[None], None],
    ) -> None:
        words = appearance.texts.rights
        self.done = button(words.done, ButtonRole.PRIMARY)
        super().__init__(appearance, window, (self.done,))
        self._changed = changed
        self._done = done
        self.answers: dict[Scope, QComboBox] = {}
        title = words.title.format(name=face.isolated_name)
        self.board.setAccessibleName(title)
        rows = [self._row_of(right) for right in rights]
        meaning = words.hint if rights else words.none
        self.ask(
            shelf,
            face,
            Glyph.SHIELD,
            title,
            [YieldingArea((_card(rows),))] if rows else [],
            meaning,
        )
        self.done.clicked.connect(self.dismiss)
        # A page must not have a click of the person's change an answer either.
        self._boxes = InputGuard(window, (*self.answers.values(), self.done))

    def dismiss(self) -> None:
        if not self.guard.closed:
            self._done(None)

    def open(self) -> None:
        super().open()
        self._boxes.restart()

    def _row_of(self, right: AnsweredRight) -> QBoxLayout:
        texts = self._appearance.texts
        narrow = self.width() < _NARROW_PX
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(direction)
        row.setSpacing(8 if narrow else 12)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        name = texts.permission.rights[right.scope]
        shown = label(name[:1].upper() + name[1:], TextRole.STRONG, wraps=True)
        lines.addWidget(shown)
        if reason := plain(right.reason, 240):
            quoted = texts.app_page.reason.format(reason=reason)
            lines.addWidget(label(quoted, TextRole.CAPTION, wraps=True))
        row.addLayout(lines, 1)
        box = self._box_of(right, name)
        shown.setBuddy(box)  # on Linux a combo box is named by its label
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _box_of(self, right: AnsweredRight, name: str) -> QComboBox:
        words = self._appearance.texts.app_page
        box = ChoiceBox(self._appearance)
        box.setAccessibleName(words.state_accessible.format(right=name))
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        box.setFixedWidth(_ANSWER_PX)
        choices = [(words.state_allow, Grant.ALLOW), (words.state_deny, Grant.DENY)]
        if right.answer is Grant.ALLOW_ONCE:
            choices.insert(0, (words.state_once, Grant.ALLOW_ONCE))
        for text, answer in choices:
            box.addItem(text)
            if answer is right.answer:
                box.setCurrentIndex(box.count() - 1)

        def chosen(place: int) -> None:
            answer = choices[place][1]
            if answer is not Grant.ALLOW_ONCE:
                self._changed(right.scope, answer)

        box.activated.connect(chosen)
        self.answers[right.scope] = box
        return box


def _card(rows: list[QBoxLayout]) -> QWidget:
    card = frame(FrameRole.CARD)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(12, 12, 12, 12)
    layout.setSpacing(12)
    for number, row in enumerate(rows):
        if number:
            layout.addWidget(frame(FrameRole.RULE))
        layout.addLayout(row)
    return card
