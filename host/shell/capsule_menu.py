"""The capsule's menu: what the host offers for any mini-program, out of the page's reach."""

from __future__ import annotations

import enum

import msgspec
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon
from PySide6.QtWidgets import QMenu, QWidget

from host.shell.display_text import menu_text
from host.shell.glyphs import Glyph, glyph_pixmap
from host.shell.style import Appearance


class WindowSize(enum.Enum):
    """A window's sizes, in logical pixels; FULL is the screen without its bars."""

    COMPACT = (400, 700)
    STANDARD = (1024, 768)
    FULL = None

    @property
    def px(self) -> QSize | None:
        return None if self.value is None else QSize(*self.value)


class MenuAct(enum.Enum):
    """What a person chose that is not the window's own affair."""

    SHARE = enum.auto()
    ABOUT = enum.auto()
    PERMISSIONS = enum.auto()
    RELOAD = enum.auto()
    PIN = enum.auto()
    UNPIN = enum.auto()
    ADD_SHORTCUT = enum.auto()
    REMOVE_SHORTCUT = enum.auto()
    REPORT = enum.auto()
    CLOSE = enum.auto()


class MenuFacts(msgspec.Struct, frozen=True):
    """How things stand; None: there is no such thing here, and it is not offered."""

    pinned: bool | None = None
    shortcut: bool | None = None


class CapsuleMenu(QMenu):
    """`chosen(MenuAct)` and `size_chosen(WindowSize)`; `aboutToShow` is Qt's own."""

    chosen = Signal(object)
    size_chosen = Signal(object)

    def __init__(self, appearance: Appearance, owner: QWidget) -> None:
        super().__init__(owner)
        self._appearance = appearance
        words = appearance.texts.window
        self.setAccessibleName(words.menu)
        self.share = self._add(words.share, Glyph.SHARE, MenuAct.SHARE)
        self._add(words.about, Glyph.INFO, MenuAct.ABOUT)
        self._add(words.permissions, Glyph.SHIELD, MenuAct.PERMISSIONS)
        self._add(words.reload, Glyph.RELOAD, MenuAct.RELOAD)
        self.addSeparator()
        self.sizes: dict[WindowSize, QAction] = {}
        self._add_sizes()
        self.pin = self._add(words.pin, Glyph.PIN, MenuAct.PIN)
        self.unpin = self._add(words.unpin, Glyph.PIN, MenuAct.UNPIN)
        self.add_shortcut = self._add(words.add_shortcut, Glyph.APPS, MenuAct.ADD_SHORTCUT)
        self.remove_shortcut = self._add(words.remove_shortcut, Glyph.APPS, MenuAct.REMOVE_SHORTCUT)
        self.addSeparator()
        self._add(words.report, Glyph.WARNING, MenuAct.REPORT)
        self._add(words.close_app, Glyph.CLOSE, MenuAct.CLOSE)
        self.show_facts(MenuFacts())

    def show_facts(self, facts: MenuFacts) -> None:
        """Offer what makes sense now."""
        self.pin.setVisible(facts.pinned is False)
        self.unpin.setVisible(facts.pinned is True)
        self.add_shortcut.setVisible(facts.shortcut is False)
        self.remove_shortcut.setVisible(facts.shortcut is True)

    def check_size(self, size: WindowSize | None) -> None:
        """Mark the window's size; None: a person has made it another."""
        for each, action in self.sizes.items():
            action.setChecked(each is size)

    def _add_sizes(self) -> None:
        words = self._appearance.texts.window
        menu = QMenu(menu_text(words.size), self)
        menu.setAccessibleName(words.size)
        menu.setIcon(self._icon(Glyph.SIZE))
        group = QActionGroup(menu)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        names = (words.size_compact, words.size_standard, words.size_full)
        for size, name in zip(WindowSize, names, strict=True):
            action = menu.addAction(menu_text(name))
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _=False, each=size: self.size_chosen.emit(each))
            self.sizes[size] = action
        self.addMenu(menu)

    def _add(self, text: str, glyph: Glyph, act: MenuAct) -> QAction:
        action = self.addAction(self._icon(glyph), menu_text(text))
        action.triggered.connect(lambda: self.chosen.emit(act))
        return action

    def _icon(self, glyph: Glyph) -> QIcon:
        colour = self._appearance.tokens.colours.text
        return QIcon(glyph_pixmap(glyph, colour, 18, self.devicePixelRatioF()))
