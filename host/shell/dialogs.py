"""A mini-program's modal and action sheet, drawn by the host over the content, with its name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from bridge.api.interaction import ShowModalParams
from host.services.ports import ModalAnswer
from host.shell.app_icons import AppIcon, IconShelf
from host.shell.controls import ButtonRole, FrameRole, TextRole, button, frame, label
from host.shell.display_text import plain, wrapped_plain
from host.shell.face import AppFace
from host.shell.style import Appearance
from host.shell.veil import Veil, height_for

MAX_TYPED_CHARS = 4000
_MARGIN_PX = 16
_MODAL_WIDTH_PX = 336


def from_line(appearance: Appearance, shelf: IconShelf, face: AppFace) -> QHBoxLayout:
    """The app's icon and "From <name>": whose dialog this is."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(AppIcon(shelf, face.icon, 20))
    text = appearance.texts.window.from_app.format(name=face.isolated_name)
    row.addWidget(label(text, TextRole.CAPTION), 1)
    return row


class ModalVeil(Veil):
    """One question of a mini-program. `answered` is called once."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        face: AppFace,
        area: QWidget,
        question: ShowModalParams,
        answered: Callable[[ModalAnswer], None],
    ) -> None:
        super().__init__(appearance, area)
        self._answered = answered
        self._board = frame(FrameRole.SHEET)
        self._board.setParent(self)
        words = appearance.texts.window
        self.field = QLineEdit()
        self.field.setMaxLength(MAX_TYPED_CHARS)
        self.field.setPlaceholderText(plain(question.placeholder_text, 200))
        self.field.setText(question.content if question.editable else "")
        self._editable = question.editable
        confirm = plain(question.confirm_text or "", 20) or words.confirm
        cancel = plain(question.cancel_text or "", 20) or words.cancel
        self.confirm = button(confirm, ButtonRole.PRIMARY)
        self.cancel = button(cancel)
        self._arrange(appearance, shelf, face, question)
        self.field.setVisible(question.editable)
        self.cancel.setVisible(question.show_cancel)
        self.confirm.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.dismiss)
        self.field.returnPressed.connect(self._accept)

    def _arrange(
        self, appearance: Appearance, shelf: IconShelf, face: AppFace, question: ShowModalParams
    ) -> None:
        layout = QVBoxLayout(self._board)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addLayout(from_line(appearance, shelf, face))
        layout.addSpacing(4)
        title = plain(question.title, 200)
        content = "" if question.editable else wrapped_plain(question.content, 4000, 40)
        for text, role in ((title, TextRole.SUBTITLE), (content, TextRole.BODY)):
            if text:
                layout.addWidget(label(text, role, wraps=True))
        self.field.setAccessibleName(title or self.field.placeholderText())
        layout.addWidget(self.field)
        layout.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.confirm)
        layout.addLayout(row)
        self._board.setAccessibleName(title or appearance.texts.window.confirm)
        self._board.setAccessibleDescription(content)

    @property
    def board(self) -> QWidget:
        return self._board

    def place_board(self) -> None:
        width = min(_MODAL_WIDTH_PX, self.width() - 2 * _MARGIN_PX)
        height = min(height_for(self._board, width), self.height() - 2 * _MARGIN_PX)
        self._board.setFixedSize(QSize(width, height))
        top = max(_MARGIN_PX, (self.height() - height) // 2)
        self._board.move((self.width() - width) // 2, top)

    def first_focus(self) -> QWidget:
        return self.field if self._editable else self.confirm

    def dismiss(self) -> None:
        self._answered(ModalAnswer(confirmed=False))

    def _accept(self) -> None:
        self._answered(ModalAnswer(True, self.field.text() if self._editable else None))


class ActionSheetVeil(Veil):
    """Choices from the bottom of the content. `chosen` is called with an index or None."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        face: AppFace,
        area: QWidget,
        items: tuple[str, ...],
        alert_text: str,
        chosen: Callable[[int | None], None],
    ) -> None:
        super().__init__(appearance, area)
        self._chosen = chosen
        self._board = frame(FrameRole.SHEET)
        self._board.setParent(self)
        self.buttons: list[QPushButton] = []
        layout = QVBoxLayout(self._board)
        layout.setContentsMargins(8, 16, 8, 8)
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(12, 0, 12, 8)
        head.setSpacing(4)
        head.addLayout(from_line(appearance, shelf, face))
        alert = plain(alert_text, 200)
        if alert:
            head.addWidget(label(alert, TextRole.MUTED, wraps=True))
        layout.addLayout(head)
        for number, item in enumerate(items):
            choice = button(plain(item, 100), ButtonRole.ROW)
            choice.clicked.connect(lambda _=False, index=number: self._chosen(index))
            layout.addWidget(choice)
            self.buttons.append(choice)
        layout.addWidget(frame(FrameRole.RULE))
        self.cancel = button(appearance.texts.window.cancel, ButtonRole.ROW)
        self.cancel.clicked.connect(self.dismiss)
        layout.addWidget(self.cancel)
        self._board.setAccessibleName(alert or face.plain_name)

    @property
    def board(self) -> QWidget:
        return self._board

    def place_board(self) -> None:
        width = min(480, self.width() - 2 * 8)
        height = min(height_for(self._board, width), self.height() - 2 * 8)
        self._board.setFixedSize(QSize(width, height))
        self._board.move((self.width() - width) // 2, self.height() - height - 8)

    def slide_from(self) -> QPoint:
        return QPoint(0, min(120, self._board.height()))

    def first_focus(self) -> QWidget:
        return self.buttons[0] if self.buttons else self.cancel

    def dismiss(self) -> None:
        self._chosen(None)
