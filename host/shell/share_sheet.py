"""A page of one app as a link and a QR code, for its person to hand on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from host.shell.app_icons import IconShelf
from host.shell.badges import Badge
from host.shell.controls import ButtonRole, TextRole, button, label
from host.shell.display_text import plain
from host.shell.face import AppFace
from host.shell.glyphs import Glyph
from host.shell.qr import qr_image
from host.shell.question_sheet import QuestionSheet, quoted
from host.shell.style import Appearance
from host.shell.yielding_area import YieldingArea

CODE_PX = 180
_COPIED_PX = 480
"""Of the picture on the clipboard."""


class ShareSheet(QuestionSheet):
    """`done` is called once or more."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        window: QWidget,
        face: AppFace,
        title: str,
        link: str,
        done: Callable[[None], None],
    ) -> None:
        words = appearance.texts.share
        self.done = button(words.done, ButtonRole.PRIMARY)
        self.copy_code = button(words.copy_code)
        self.copy_link = button(words.copy_link)
        super().__init__(appearance, window, (self.done,))
        self._done = done
        self._link = link
        heading = words.title.format(name=face.isolated_name)
        self.board.setAccessibleName(heading)
        development = face.badge is Badge.DEVELOPMENT
        hint = (words.hint_development if development else words.hint).format(
            name=face.isolated_name
        )
        parts = (
            quoted(label(plain(title, 200), TextRole.STRONG, wraps=True)),
            self._code(words.code),
            self._text(words.link),
            self._copies(),
        )
        self.ask(shelf, face, Glyph.SHARE, heading, (YieldingArea(parts),), hint)
        self.done.clicked.connect(self.dismiss)
        self.copy_link.clicked.connect(self._copy_link)
        self.copy_code.clicked.connect(self._copy_code)

    def dismiss(self) -> None:
        if not self.guard.closed:
            self._done(None)

    def _code(self, name: str) -> QLabel:
        shown = QLabel()
        ratio = self.devicePixelRatioF()
        # Whole pixels for each module: scaled by anything else it blurs.
        picture = QPixmap.fromImage(qr_image(self._link, round(CODE_PX * ratio)))
        picture.setDevicePixelRatio(ratio)
        shown.setPixmap(picture)
        shown.setFixedHeight(round(picture.height() / ratio))
        shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        shown.setAccessibleName(name)
        return shown

    def _copies(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each in (self.copy_code, self.copy_link):
            row.addWidget(each, 1)
        return holder

    def _text(self, name: str) -> QLineEdit:
        field = QLineEdit(self._link)
        field.setReadOnly(True)
        field.setCursorPosition(0)
        field.setAccessibleName(name)
        return field

    def _copy_link(self) -> None:
        if not self.guard.closed:
            QGuiApplication.clipboard().setText(self._link)
            self._say_copied(self.copy_link, self.copy_code)

    def _copy_code(self) -> None:
        if not self.guard.closed:
            QGuiApplication.clipboard().setImage(qr_image(self._link, _COPIED_PX))
            self._say_copied(self.copy_code, self.copy_link)

    def _say_copied(self, one: QPushButton, other: QPushButton) -> None:
        words = self._appearance.texts.share
        names = {self.copy_link: words.copy_link, self.copy_code: words.copy_code}
        for pressed, text in ((one, words.copied), (other, names[other])):
            pressed.setText(text)
            pressed.setAccessibleName(text)
