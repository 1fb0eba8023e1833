"""The first-open sheet for a package from outside every registry: whom does one trust here?"""

from __future__ import annotations

import asyncio

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bridge.names import AppVersion, KeyId
from bridge.permissions import Scope
from host.shell.app_icons import AppIcon, IconShelf
from host.shell.badges import Badge
from host.shell.controls import (
    BadgePill,
    ButtonRole,
    FrameRole,
    TextRole,
    button,
    frame,
    label,
)
from host.shell.display_text import isolated, plain
from host.shell.elided import ElidedLine
from host.shell.face import AppFace
from host.shell.facts_grid import FactsGrid, size_text
from host.shell.input_guard import InputGuard
from host.shell.style import Appearance
from host.shell.texts import Texts

_ORIGINS_SHOWN = 5
_WIDTH_PX = 460
_GROUPS_A_ROW = 4


class TrustAsk(msgspec.Struct, frozen=True):
    """What a person has to know: who, what, how big (None: not known), what it may do."""

    face: AppFace
    version: AppVersion
    scopes: tuple[Scope, ...]
    origins: tuple[str, ...]
    size_bytes: int | None = None


class TrustSheet(QWidget):
    """A window of its own; `answered(bool)` once. Closing it and Esc refuse."""

    answered = Signal(bool)

    def __init__(self, appearance: Appearance, shelf: IconShelf, ask: TrustAsk) -> None:
        super().__init__()
        words = appearance.texts.trust
        self._settled = False
        self.refuse = button(words.refuse)
        self.accept = button(words.accept, ButtonRole.PRIMARY)
        self.copy = button(words.copy_fingerprint, ButtonRole.TEXT)
        self.guard = InputGuard(self, (self.accept, self.refuse))
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(words.title)
        self.setAccessibleDescription(words.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(16)
        layout.addLayout(_head(appearance, shelf, ask.face))
        layout.addWidget(label(words.title, TextRole.TITLE, wraps=True))
        body = words.body_development if ask.face.badge is Badge.DEVELOPMENT else words.body
        text = body.format(name=ask.face.isolated_name)
        layout.addWidget(label(text, TextRole.BODY, wraps=True))
        layout.addWidget(self._fingerprint(appearance.texts, ask.face.publisher))
        layout.addWidget(_facts(appearance.texts, ask))
        layout.addSpacing(4)
        layout.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.refuse)
        row.addWidget(self.accept)
        layout.addLayout(row)
        self.refuse.clicked.connect(lambda: self._settle(False))
        self.accept.clicked.connect(lambda: self._settle(True))
        self.refuse.setFocus()
        self.setFixedWidth(_WIDTH_PX)
        self.resize(QSize(_WIDTH_PX, layout.totalHeightForWidth(_WIDTH_PX)))

    def _fingerprint(self, texts: Texts, key: KeyId) -> QWidget:
        well = frame(FrameRole.QUOTE)
        lines = QVBoxLayout(well)
        lines.setContentsMargins(16, 8, 8, 12)
        lines.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(texts.trust.fingerprint, TextRole.CAPTION), 1)
        head.addWidget(self.copy)
        lines.addLayout(head)
        groups = QGridLayout()
        groups.setHorizontalSpacing(16)
        groups.setVerticalSpacing(2)
        holder = QWidget()
        holder.setAccessibleName(texts.trust.fingerprint)
        holder.setAccessibleDescription(key.fingerprint)
        groups.setContentsMargins(0, 0, 0, 0)
        for number, group in enumerate(key.fingerprint.split()):
            shown = label(group, TextRole.STRONG)
            shown.setProperty("role", "fingerprint")
            groups.addWidget(shown, number // _GROUPS_A_ROW, number % _GROUPS_A_ROW)
        groups.setColumnStretch(_GROUPS_A_ROW, 1)
        holder.setLayout(groups)
        lines.addWidget(holder)
        lines.addWidget(label(texts.trust.fingerprint_hint, TextRole.CAPTION, wraps=True))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(key.fingerprint))
        return well

    def _settle(self, trusted: bool) -> None:
        if self._settled or (trusted and self.guard.closed):
            return
        self._settled = True
        self.answered.emit(trusted)
        self.close()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.guard.restart()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._settle(False)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent, /) -> None:
        super().closeEvent(event)
        self._settle(False)


class TrustPrompts:
    """Asks about publishers, each in a window of its own."""

    def __init__(self, appearance: Appearance, shelf: IconShelf) -> None:
        self._appearance = appearance
        self._shelf = shelf
        self.sheet: TrustSheet | None = None

    async def ask(self, ask: TrustAsk) -> bool:
        """Show the sheet and wait; False also when it is closed."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        sheet = TrustSheet(self._appearance, self._shelf, ask)

        def settle(trusted: bool) -> None:
            if not answer.done():
                answer.set_result(trusted)

        sheet.answered.connect(settle)
        self.sheet = sheet
        sheet.show()
        sheet.activateWindow()
        try:
            return await answer
        finally:
            self.sheet = None
            sheet.close()
            sheet.deleteLater()


def _head(appearance: Appearance, shelf: IconShelf, face: AppFace) -> QHBoxLayout:
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(AppIcon(shelf, face.icon, 48))
    lines = QVBoxLayout()
    lines.setSpacing(0)
    first = QHBoxLayout()
    first.setSpacing(8)
    first.addWidget(ElidedLine(TextRole.SUBTITLE, face.plain_name))
    first.addWidget(BadgePill(appearance, face.badge))
    first.addStretch(1)
    lines.addLayout(first)
    lines.addWidget(label(str(face.app_id), TextRole.CAPTION))
    head.addLayout(lines, 1)
    return head


def _facts(texts: Texts, ask: TrustAsk) -> FactsGrid:
    words = texts.trust
    facts = FactsGrid()
    facts.add(words.version, str(ask.version))
    if ask.size_bytes is not None:
        facts.add(words.size, size_text(ask.size_bytes))
    rights = "\n".join(texts.permission.rights[scope] for scope in ask.scopes)
    facts.add(words.rights, rights or words.no_rights)
    shown = [plain(origin, 120) for origin in ask.origins[:_ORIGINS_SHOWN]]
    hidden = len(ask.origins) - len(shown)
    if hidden > 0:
        shown.append(words.more_origins.format(count=hidden))
    facts.add(words.origins, "\n".join(isolated(line, 120) for line in shown) or words.no_origins)
    return facts
