"""A page for each right: which mini-programs were answered or used it, and when; answers can be
changed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bridge.permissions import ASKED, Grant, Scope
from host.shell.answer_box import AnswerBox
from host.shell.app_icons import AppIcon, IconShelf
from host.shell.controls import FrameRole, TextRole, button, frame, label
from host.shell.elided import ElidedLine
from host.shell.face import AppFace
from host.shell.kept_scroll import KeptScroll
from host.shell.style import Appearance

SHOWN_APPS = 200
"""Rows are widgets, and a person looks for one; beyond these, the app's own page has it."""
_LIST_PX = 208


class RightOfApp(msgspec.Struct, frozen=True):
    """One mini-program under one right; `last_used` is a time written for people, or None."""

    face: AppFace
    answer: Grant | None
    last_used: str | None = None


class RightsPage(QWidget):
    """`show_rights` fills it. `answer_changed(AppFace, Scope, Grant | None)`,
    `reset_requested(Scope)`: ask again for all; `about_requested(AppFace)`."""

    answer_changed = Signal(object, object, object)
    reset_requested = Signal(object)
    about_requested = Signal(object)

    def __init__(self, appearance: Appearance, shelf: IconShelf, chosen: Scope) -> None:
        super().__init__()
        self._appearance = appearance
        self._shelf = shelf
        self._rights: Mapping[Scope, Sequence[RightOfApp]] = {}
        self.boxes: dict[str, AnswerBox] = {}
        self.abouts: dict[str, QPushButton] = {}
        self.reset: QPushButton | None = None
        self.scopes = QListWidget()
        self.scopes.setProperty("role", "places")
        self.scopes.setFixedWidth(_LIST_PX)
        self.scopes.setAccessibleName(appearance.texts.rights_page.title)
        self.scopes.setWordWrap(True)
        for scope in Scope:
            name = appearance.texts.permission.rights[scope]
            item = QListWidgetItem(name[:1].upper() + name[1:])
            item.setData(Qt.ItemDataRole.UserRole, scope.value)
            self.scopes.addItem(item)
        self._scroll = KeptScroll()
        self._arrange()
        self.scopes.setCurrentRow(tuple(Scope).index(chosen))
        self.scopes.currentRowChanged.connect(lambda _: self._show())

    @property
    def scope(self) -> Scope:
        """The right that is shown."""
        return tuple(Scope)[self.scopes.currentRow()]

    def show_rights(self, rights: Mapping[Scope, Sequence[RightOfApp]]) -> None:
        """Show these in place of what is shown; the chosen right stays."""
        self._rights = rights
        self._show()

    def _arrange(self) -> None:
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self._appearance.texts.rights_page.title)
        self.setMinimumSize(QSize(600, 400))
        self.resize(840, 560)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        side = QWidget()
        inner = QVBoxLayout(side)
        inner.setContentsMargins(16, 24, 0, 24)
        inner.addWidget(self.scopes)
        row.addWidget(side)
        row.addWidget(self._scroll, 1)

    def _show(self) -> None:
        texts, scope = self._appearance.texts, self.scope
        words = texts.rights_page
        self.boxes.clear()
        self.abouts.clear()
        self.reset = None
        apps = self._rights.get(scope, ())
        page = QWidget()
        page.setProperty("role", "plain")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        name = texts.permission.rights[scope]
        layout.addWidget(label(name[:1].upper() + name[1:], TextRole.TITLE, wraps=True))
        layout.addWidget(label(texts.permission.meanings[scope], TextRole.MUTED, wraps=True))
        layout.addSpacing(4)
        layout.addWidget(self._apps(scope, apps))
        if len(apps) > SHOWN_APPS:
            more = words.more.format(count=f"{len(apps) - SHOWN_APPS:,}")
            layout.addWidget(label(more, TextRole.CAPTION, wraps=True))
        if any(app.answer is not None for app in apps):
            self.reset = button(words.reset)
            self.reset.clicked.connect(lambda: self.reset_requested.emit(scope))
            layout.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignRight)
        layout.addStretch(1)
        self._scroll.replace(page)

    def _apps(self, scope: Scope, apps: Sequence[RightOfApp]) -> QWidget:
        words = self._appearance.texts.rights_page
        card = frame(FrameRole.CARD)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        if not apps:
            none = words.none if scope in ASKED else words.none_used
            layout.addWidget(label(none, TextRole.MUTED, wraps=True))
        for number, app in enumerate(apps[:SHOWN_APPS]):
            if number:
                layout.addWidget(frame(FrameRole.RULE))
            layout.addLayout(self._row(scope, app))
        return card

    def _row(self, scope: Scope, app: RightOfApp) -> QHBoxLayout:
        texts = self._appearance.texts
        key = str(app.face.app_id)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(AppIcon(self._shelf, app.face.icon, 36))
        lines = QVBoxLayout()
        lines.setSpacing(2)
        shown = ElidedLine(TextRole.STRONG, app.face.plain_name)
        lines.addWidget(shown)
        used = texts.app_page.last_used.format(when=app.last_used) if app.last_used else ""
        when = label(used or texts.app_page.never_used, TextRole.CAPTION, wraps=True)
        lines.addWidget(when)
        row.addLayout(lines, 1)
        about = button(texts.window.about)
        about.setAccessibleName(texts.app_page.title.format(name=app.face.isolated_name))
        about.clicked.connect(lambda: self.about_requested.emit(app.face))
        self.abouts[key] = about
        row.addWidget(about)
        box = AnswerBox(self._appearance, scope, app.answer)
        box.setAccessibleName(texts.rights_page.answer.format(name=app.face.isolated_name))
        shown.setBuddy(box)  # on Linux a combo box is named by its label
        box.answered.connect(lambda answer: self.answer_changed.emit(app.face, scope, answer))
        self.boxes[key] = box
        row.addWidget(box)
        return row
