"""One app's page: what it is, what it may do, where it connects; answers can be changed here."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bridge.names import AppVersion
from bridge.permissions import Grant, Scope
from host.shell.answer_box import AnswerBox
from host.shell.app_icons import AppIcon, IconShelf
from host.shell.controls import (
    BadgePill,
    ButtonRole,
    FrameRole,
    TextRole,
    button,
    frame,
    label,
)
from host.shell.display_text import plain, window_title
from host.shell.elided import ElidedLine
from host.shell.face import AppFace
from host.shell.facts_grid import FactsGrid, size_text
from host.shell.kept_scroll import KeptScroll
from host.shell.style import Appearance
from host.shell.texts import Texts


class DeclaredRight(msgspec.Struct, frozen=True):
    """A declared scope, the publisher's reason, the answer (None: ask) and its last use.

    `last_used` is a time already written for people, or None.
    """

    scope: Scope
    reason: str
    answer: Grant | None
    last_used: str | None = None


class AppPageFacts(msgspec.Struct, frozen=True):
    """Everything the page shows. `source` is a registry's name, a file or a folder."""

    face: AppFace
    description: str
    version: AppVersion
    size_bytes: int
    source: str
    rights: tuple[DeclaredRight, ...]
    origins: tuple[str, ...]


class AppPage(QWidget):
    """Emits what the person changed; shows what it is given by `show_facts`.

    `answer_changed(app_id, scope, answer)`: scope and answer are `Scope` and `Grant | None`
    (None: ask again). `reset_requested(app_id)`: forget all answers. `right_requested(Scope)`:
    the person wants to see the right's own page.
    """

    answer_changed = Signal(str, object, object)
    reset_requested = Signal(str)
    right_requested = Signal(object)

    def __init__(self, appearance: Appearance, shelf: IconShelf, facts: AppPageFacts) -> None:
        super().__init__()
        self._appearance = appearance
        self._shelf = shelf
        self._facts = facts
        self.answers: dict[Scope, QComboBox] = {}
        self.every_app: dict[Scope, QPushButton] = {}
        self.reset = button(appearance.texts.app_page.reset)
        self._scroll = KeptScroll()
        self._rights_title = label(appearance.texts.app_page.permissions, TextRole.SUBTITLE)
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self.setMinimumSize(QSize(380, 400))
        self.resize(560, 720)
        self.show_facts(facts)

    def show_facts(self, facts: AppPageFacts) -> None:
        """Show these facts in place of what is shown."""
        self._facts = facts
        self.answers.clear()
        self.every_app.clear()
        words = self._appearance.texts.app_page
        title = words.title.format(name=facts.face.plain_name)
        self.setWindowTitle(window_title(title))
        self.reset = button(words.reset)
        self.reset.setToolTip(words.reset_hint)
        self.reset.setAccessibleDescription(words.reset_hint)
        self.reset.clicked.connect(lambda: self.reset_requested.emit(str(facts.face.app_id)))
        page = QWidget()
        page.setProperty("role", "plain")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addLayout(self._head(facts))
        layout.addSpacing(8)
        layout.addWidget(self._about(facts))
        layout.addSpacing(12)
        self._rights_title = label(words.permissions, TextRole.SUBTITLE)
        layout.addWidget(self._rights_title)
        layout.addWidget(self._permissions(facts))
        layout.addSpacing(12)
        layout.addWidget(label(words.network, TextRole.SUBTITLE))
        layout.addWidget(_network(self._appearance.texts, facts.origins))
        layout.addStretch(1)
        self._scroll.replace(page)

    def begin_at_rights(self) -> None:
        """For who asked for them alone: they are at the top, and the first answer has the
        keyboard."""
        self._scroll.begin_at(self._rights_title)
        for first in self.answers.values():
            first.setFocus()
            return

    def _head(self, facts: AppPageFacts) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(AppIcon(self._shelf, facts.face.icon, 64), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(ElidedLine(TextRole.TITLE, facts.face.plain_name))
        first.addWidget(BadgePill(self._appearance, facts.face.badge))
        first.addStretch(1)
        lines.addLayout(first)
        if description := plain(facts.description, 240):
            lines.addWidget(label(description, TextRole.MUTED, wraps=True))
        head.addLayout(lines, 1)
        return head

    def _about(self, facts: AppPageFacts) -> QWidget:
        words, texts = self._appearance.texts.app_page, self._appearance.texts
        grid = FactsGrid()
        grid.add(words.version, str(facts.version))
        grid.add(words.publisher, facts.face.publisher_line(texts))
        grid.add(words.publisher_key, facts.face.publisher.fingerprint)
        grid.add(words.size, size_text(facts.size_bytes))
        grid.add(words.app_id, str(facts.face.app_id))
        grid.add(words.source, plain(facts.source, 240))
        return _card(grid)

    def _permissions(self, facts: AppPageFacts) -> QWidget:
        words = self._appearance.texts.app_page
        card = frame(FrameRole.CARD)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        if not facts.rights:
            layout.addWidget(label(words.no_permissions, TextRole.MUTED, wraps=True))
            return card
        for right in facts.rights:
            layout.addLayout(self._right(right))
            layout.addWidget(frame(FrameRole.RULE))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.reset)
        layout.addLayout(foot)
        return card

    def _right(self, right: DeclaredRight) -> QHBoxLayout:
        texts = self._appearance.texts
        words = texts.app_page
        row = QHBoxLayout()
        row.setSpacing(16)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        name = texts.permission.rights[right.scope]
        title = name[:1].upper() + name[1:]
        shown = label(title, TextRole.STRONG, wraps=True)
        lines.addWidget(shown)
        if reason := plain(right.reason, 240):
            lines.addWidget(label(words.reason.format(reason=reason), TextRole.MUTED, wraps=True))
        used = words.last_used.format(when=right.last_used) if right.last_used else ""
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(label(used or words.never_used, TextRole.CAPTION))
        last.addWidget(self._every_app(right.scope, name))
        last.addStretch(1)
        lines.addLayout(last)
        row.addLayout(lines, 1)
        box = self._answer_box(right, name)
        shown.setBuddy(box)  # on Linux a combo box is named by its label, not by its own name
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _answer_box(self, right: DeclaredRight, name: str) -> QComboBox:
        words = self._appearance.texts.app_page
        box = AnswerBox(self._appearance, right.scope, right.answer)
        box.setAccessibleName(words.state_accessible.format(right=name))
        app_id = str(self._facts.face.app_id)
        box.answered.connect(lambda answer: self.answer_changed.emit(app_id, right.scope, answer))
        self.answers[right.scope] = box
        return box

    def _every_app(self, scope: Scope, name: str) -> QPushButton:
        """The way to the right's own page."""
        words = self._appearance.texts.app_page
        made = button(words.every_app, ButtonRole.LINK)
        made.setAccessibleName(words.every_app_accessible.format(right=name))
        made.clicked.connect(lambda: self.right_requested.emit(scope))
        self.every_app[scope] = made
        return made


def _card(content: QWidget) -> QWidget:
    card = frame(FrameRole.CARD)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 16, 16, 16)
    layout.addWidget(content)
    return card


def _network(texts: Texts, origins: tuple[str, ...]) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    if not origins:
        layout.addWidget(label(texts.app_page.no_network, TextRole.MUTED, wraps=True))
    for origin in origins:
        layout.addWidget(label(plain(origin, 160), TextRole.BODY, wraps=True))
    return _card(holder)
