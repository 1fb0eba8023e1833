"""One app of a registry: pictures, what it may do, what changes; installing it with progress."""

from __future__ import annotations

import enum

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bridge.names import AppId
from bridge.permissions import Scope
from host.shell.app_icons import AppIcon, IconRequest, IconShelf
from host.shell.badges import Badge
from host.shell.controls import (
    BadgePill,
    ButtonRole,
    FrameRole,
    GlyphButton,
    TextRole,
    button,
    frame,
    label,
)
from host.shell.display_text import isolated, plain, wrapped_plain
from host.shell.elided import ElidedLine
from host.shell.facts_grid import FactsGrid, size_text
from host.shell.glyphs import Glyph
from host.shell.style import Appearance

PICTURE_HEIGHT_PX = 240
_PER_MILLE = 1000


class Standing(enum.Enum):
    """What can be done with the app."""

    OFFERED = enum.auto()
    INSTALLED = enum.auto()
    UPDATE = enum.auto()
    WORKING = enum.auto()


class DetailFacts(msgspec.Struct, frozen=True):
    """What the page shows. Texts are the publisher's, still unsafe.

    `rights` None: not known yet. `new_rights` and `new_origins` are what an update wants beyond
    what was agreed to; it is not made before a person agrees. `told` is a sentence of the host's
    own about this app's state, `problem` what could not be found out.
    """

    app_id: AppId
    registry: str
    icon: IconRequest
    name: str
    description: str
    publisher: str
    version: str
    size_bytes: int
    standing: Standing
    installed: str = ""
    rights: tuple[Scope, ...] | None = None
    origins: tuple[str, ...] = ()
    changes: str = ""
    pictures: tuple[QImage, ...] = ()
    previous: str = ""
    new_rights: tuple[Scope, ...] = ()
    new_origins: tuple[str, ...] = ()
    told: str = ""
    problem: str = ""


class DetailPage(QWidget):
    """Shows facts and progress; says what the person wants, with the app's id.

    `install_requested` and `update_requested` also carry the registry's name.
    """

    left = Signal()
    install_requested = Signal(str, str)
    update_requested = Signal(str, str)
    stop_requested = Signal(str)
    open_requested = Signal(str)
    remove_requested = Signal(str)
    roll_back_requested = Signal(str)

    def __init__(self, appearance: Appearance, shelf: IconShelf) -> None:
        super().__init__()
        self._appearance = appearance
        self._shelf = shelf
        self._words = words = appearance.texts.store
        self._facts: DetailFacts | None = None
        self.back = GlyphButton(appearance, Glyph.BACK, words.back)
        self.install = button(words.install, ButtonRole.PRIMARY)
        self.update_button = button(words.update, ButtonRole.PRIMARY)
        self.open = button(words.open, ButtonRole.PRIMARY)
        self.stop = button(words.stop)
        self.roll_back = button("")
        self.remove = button(words.remove, ButtonRole.TEXT)
        self.progress = QProgressBar()
        self.progress.setRange(0, _PER_MILLE)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.amount = label("", TextRole.CAPTION)
        self.told = label("", TextRole.MUTED, wraps=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._head = QHBoxLayout()
        self._arrange()
        self._connect()

    @property
    def facts(self) -> DetailFacts | None:
        """What is shown."""
        return self._facts

    def show_facts(self, facts: DetailFacts) -> None:
        """Show these facts in place of what is shown."""
        self._facts = facts
        name = isolated(facts.name) or str(facts.app_id)
        self.setAccessibleName(plain(facts.name))
        _clear(self._head)
        self._head.addWidget(AppIcon(self._shelf, facts.icon, 64), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(ElidedLine(TextRole.TITLE, plain(facts.name) or str(facts.app_id)))
        first.addWidget(BadgePill(self._appearance, Badge.VERIFIED))
        first.addStretch(1)
        lines.addLayout(first)
        lines.addWidget(ElidedLine(TextRole.MUTED, facts.publisher))
        self._head.addLayout(lines, 1)
        widens = bool(facts.new_rights or facts.new_origins)
        agree = self._words.agree_update if widens else self._words.update
        self.update_button.setText(agree)
        self.update_button.setAccessibleName(agree)
        back = self._words.roll_back.format(version=plain(facts.previous, 40))
        self.roll_back.setText(back)
        self.roll_back.setAccessibleName(back)
        self.progress.setAccessibleName(self._words.installing.format(name=name))
        self.told.setText(facts.told)
        self.told.setVisible(bool(facts.told))
        self._show_standing(facts)
        self._scroll.setWidget(self._content(facts))

    def show_progress(self, done_bytes: int, total_bytes: int) -> None:
        """Bytes so far; all of them means that the package is being checked."""
        whole = total_bytes > 0 and done_bytes >= total_bytes
        share = done_bytes * _PER_MILLE // total_bytes if total_bytes else 0
        self.progress.setValue(min(share, _PER_MILLE))
        self.amount.setText(
            self._words.checking
            if whole
            else self._words.fetched.format(
                done=size_text(done_bytes), total=size_text(total_bytes)
            )
        )

    def _show_standing(self, facts: DetailFacts) -> None:
        standing = facts.standing
        working = standing is Standing.WORKING
        if working and self.progress.isHidden():
            self.show_progress(0, facts.size_bytes)
        had_focus = any(each.hasFocus() for each in self._acts)
        self.install.setVisible(standing is Standing.OFFERED)
        self.update_button.setVisible(standing is Standing.UPDATE)
        self.open.setVisible(standing in (Standing.INSTALLED, Standing.UPDATE))
        self._set_main(self.open, standing is Standing.INSTALLED)
        self.stop.setVisible(working)
        self.progress.setVisible(working)
        self.amount.setVisible(working)
        self.remove.setVisible(bool(facts.installed) and not working)
        self.roll_back.setVisible(bool(facts.previous) and not working)
        if had_focus:  # the button that had it may be gone
            next(each for each in self._acts if not each.isHidden()).setFocus()

    def _set_main(self, act: QPushButton, is_main: bool) -> None:
        """One button alone has the accent's colour."""
        act.setProperty("role", (ButtonRole.PRIMARY if is_main else ButtonRole.PLAIN).value)
        act.style().unpolish(act)
        act.style().polish(act)

    def _arrange(self) -> None:
        self._acts = (
            self.install,
            self.update_button,
            self.open,
            self.stop,
            self.roll_back,
            self.remove,
        )
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for each in self._acts:
            acts.addWidget(each)
        acts.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(24, 16, 24, 12)
        top.setSpacing(12)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._head.setSpacing(16)
        top.addLayout(self._head)
        top.addWidget(self.told)
        top.addWidget(self.progress)
        top.addWidget(self.amount)
        top.addLayout(acts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._scroll, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.install.clicked.connect(lambda: self._say_where(self.install_requested))
        self.update_button.clicked.connect(lambda: self._say_where(self.update_requested))
        for each, signal in (
            (self.open, self.open_requested),
            (self.stop, self.stop_requested),
            (self.remove, self.remove_requested),
            (self.roll_back, self.roll_back_requested),
        ):
            each.clicked.connect(lambda _=False, emit=signal.emit: self._say(emit))

    def _say(self, emit: object) -> None:
        if self._facts is not None and callable(emit):
            emit(str(self._facts.app_id))

    def _say_where(self, signal: object) -> None:
        emit = getattr(signal, "emit", None)
        if self._facts is not None and callable(emit):
            emit(str(self._facts.app_id), self._facts.registry)

    def _content(self, facts: DetailFacts) -> QWidget:
        page = QWidget()
        page.setProperty("role", "plain")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 4, 24, 24)
        layout.setSpacing(12)
        if facts.problem:
            layout.addWidget(label(facts.problem, TextRole.DANGER, wraps=True))
        if facts.new_rights or facts.new_origins:
            self._add(layout, self._words.update_widens, self._wanted(facts))
        if facts.pictures:
            layout.addWidget(label(self._words.pictures, TextRole.SUBTITLE))
            layout.addWidget(self._pictures(facts))
        if description := wrapped_plain(facts.description, 4000, 60):
            layout.addWidget(label(description, TextRole.BODY, wraps=True))
        if facts.standing is not Standing.OFFERED or facts.changes:
            title = self._words.changes.format(version=isolated(facts.version, 40))
            told = wrapped_plain(facts.changes, 4000, 60) or self._words.no_changes
            self._add(layout, title, label(told, TextRole.BODY, wraps=True))
        self._add(layout, self._words.rights, self._rights(facts))
        layout.addWidget(_card(self._grid(facts)))
        layout.addStretch(1)
        return page

    def _add(self, layout: QVBoxLayout, title: str, content: QWidget) -> None:
        layout.addWidget(label(title, TextRole.SUBTITLE, wraps=True))
        layout.addWidget(_card(content))

    def _grid(self, facts: DetailFacts) -> QWidget:
        grid, words = FactsGrid(), self._words
        grid.add(words.version, plain(facts.version, 40))
        if facts.installed:
            grid.add(words.installed_version, plain(facts.installed, 40))
        grid.add(words.publisher, plain(facts.publisher))
        grid.add(words.size, size_text(facts.size_bytes))
        grid.add(words.from_registry, plain(facts.registry))
        grid.add(self._appearance.texts.app_page.app_id, str(facts.app_id))
        return grid

    def _wanted(self, facts: DetailFacts) -> QWidget:
        words = [self._right(scope) for scope in facts.new_rights]
        rights = [self._words.new_right.format(right=word) for word in words]
        origins = [plain(origin, 160) for origin in facts.new_origins]
        return _lines([*rights, *(self._words.new_origin.format(origin=each) for each in origins)])

    def _rights(self, facts: DetailFacts) -> QWidget:
        texts = self._appearance.texts
        if facts.rights is None:
            return _lines([self._words.rights_unknown])
        rights = [self._words.may.format(right=self._right(each)) for each in facts.rights]
        connects = [
            self._words.connects.format(origin=plain(origin, 160)) for origin in facts.origins
        ]
        return _lines(
            [
                *(rights or [texts.app_page.no_permissions]),
                *(connects or [texts.app_page.no_network]),
            ]
        )

    def _right(self, scope: Scope) -> str:
        return self._appearance.texts.permission.rights.get(scope, scope.value)

    def _pictures(self, facts: DetailFacts) -> QWidget:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        ratio = self.devicePixelRatioF()
        for number, image in enumerate(facts.pictures, 1):
            shown = QLabel()
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
            shown.setPixmap(pixmap)
            shown.setAccessibleName(
                self._words.picture_of.format(number=number, name=isolated(facts.name))
            )
            row.addWidget(shown)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(strip)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedHeight(PICTURE_HEIGHT_PX + 14)
        scroll.setAccessibleName(self._words.pictures)
        return scroll

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 240)


def _card(content: QWidget) -> QWidget:
    card = frame(FrameRole.CARD)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.addWidget(content)
    return card


def _lines(lines: list[str]) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for line in lines:
        layout.addWidget(label(line, TextRole.BODY, wraps=True))
    return holder


def _clear(layout: QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QVBoxLayout | QHBoxLayout):
            _empty(inner)


def _empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QVBoxLayout | QHBoxLayout):
            _empty(inner)
    layout.deleteLater()
