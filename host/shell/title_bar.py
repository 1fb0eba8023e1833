"""The bar above a mini-program's page: drawn by the host, out of the page's reach."""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from host.services.ports import BarColors, PageBar
from host.shell.badges import Badge
from host.shell.controls import (
    BadgePill,
    FrameRole,
    GlyphButton,
    TextRole,
    frame,
    painting,
)
from host.shell.elided import ElidedLine
from host.shell.face import AppFace
from host.shell.glyphs import Glyph
from host.shell.style import Appearance
from host.shell.toast import Spinner
from host.shell.tokens import Contrast, channels, contrast_ratio, readable_on

if TYPE_CHECKING:
    from host.shell.capsule_menu import CapsuleMenu, MenuAct

BAR_HEIGHT_PX = 48
CHOSEN = 3.0
"""At what contrast the app's own ink stays (WCAG 2.2, 1.4.11): brand colours in use are made for
it, and below it nobody reads the name of what is open."""
READ_WELL = 4.5


class ElidedTitle(ElidedLine):
    """The bar's title; the tool tip has the whole, and whose words they are."""

    def __init__(self, face: AppFace) -> None:
        self._face = face
        super().__init__(TextRole.STRONG)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def take_face(self, face: AppFace) -> None:
        """Name this app from now on."""
        self._face = face
        self.say(face.plain_name)

    def say(self, text: str) -> None:
        super().say(text)
        who = (self.whole, self._face.plain_name, str(self._face.app_id))
        # Tool tips may be read as markup.
        self.setToolTip("<br>".join(escape(line) for line in dict.fromkeys(who)))


class TitleBar(QWidget):
    """Back, title, badge, capsule (menu and close).

    `act_requested(MenuAct)` and `size_requested(WindowSize)` are from the menu (capsule_menu.py).
    """

    back_requested = Signal()
    home_requested = Signal()
    share_requested = Signal()
    about_requested = Signal()
    permissions_requested = Signal()
    reload_requested = Signal()
    close_requested = Signal()
    menu_opening = Signal()
    act_requested = Signal(object)
    size_requested = Signal(object)

    def __init__(self, appearance: Appearance, face: AppFace) -> None:
        super().__init__()
        self._appearance = appearance
        self._colors: BarColors | None = None
        words = appearance.texts.window
        self.back = GlyphButton(appearance, Glyph.BACK, words.back)
        self.back.setProperty("role", "bar")
        self.back.hide()
        self.home = GlyphButton(appearance, Glyph.HOME, words.home)
        self.home.setProperty("role", "bar")
        self.home.hide()
        self.busy = Spinner(appearance, "text_muted", 18)
        self.busy.hide()
        self.title = ElidedTitle(face)
        self.title.say(face.plain_name)
        self.badge = BadgePill(appearance, face.badge)
        self.menu_button = GlyphButton(appearance, Glyph.DOTS, words.menu, 30)
        self.close_button = GlyphButton(appearance, Glyph.CLOSE, words.close, 30)
        self._shares = False
        self._capsule = frame(FrameRole.CAPSULE)
        self.setFixedHeight(BAR_HEIGHT_PX)
        self._arrange()
        self.badge.setHidden(_is_expected(face.badge))
        self.back.clicked.connect(self.back_requested)
        self.home.clicked.connect(self.home_requested)
        self.close_button.clicked.connect(self.close_requested)
        self.menu_button.clicked.connect(self._show_menu)
        appearance.changed.connect(self._recolour)

    def take_face(self, face: AppFace) -> None:
        """The bar is this app's from now on."""
        self.title.take_face(face)
        self.badge.show_badge(face.badge)
        self.badge.setHidden(_is_expected(face.badge))

    def set_colors(self, colors: BarColors | None) -> None:
        """Use the app's colours; its front colour only where it can be read."""
        self._colors = colors
        self._recolour()

    def show_page(self, bar: PageBar) -> None:
        """Everything but the title's own words, which the window knows better."""
        self.back.setVisible(bar.back)
        self.home.setVisible(bar.home)
        self.busy.setVisible(bar.loading)
        self.offer_share(bar.share)
        self.set_colors(bar.colors)

    def offer_share(self, shares: bool) -> None:
        """Whether the menu offers to share the page."""
        self._shares = shares
        if "menu" in vars(self):
            self.menu.share.setVisible(shares)

    @property
    def ink(self) -> str:
        """The colour of the title now."""
        if self._colors is None:
            return self._appearance.tokens.colours.text
        front, background = self._colors.front, self._colors.background
        high = self._appearance.tokens.contrast is Contrast.HIGH
        readable = contrast_ratio(front, background) >= (READ_WELL if high else CHOSEN)
        return front if readable else readable_on(background)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.home)
        row.addSpacing(4)
        row.addWidget(self.busy)
        row.addWidget(self.title, 1)
        row.addWidget(self.badge)
        self._capsule.setFixedHeight(34)
        inner = QHBoxLayout(self._capsule)
        inner.setContentsMargins(3, 1, 3, 1)
        inner.setSpacing(2)
        inner.addWidget(self.menu_button)
        rule = frame(FrameRole.UPRIGHT_RULE)
        rule.setFixedHeight(16)
        inner.addWidget(rule)
        inner.addWidget(self.close_button)
        row.addWidget(self._capsule)

    @cached_property
    def menu(self) -> CapsuleMenu:
        """The host's menu, made when it is first wanted: its icons take time to draw."""
        from host.shell.capsule_menu import CapsuleMenu, MenuAct

        menu = CapsuleMenu(self._appearance, self)
        menu.share.setVisible(self._shares)
        signals = {
            MenuAct.SHARE: self.share_requested,
            MenuAct.ABOUT: self.about_requested,
            MenuAct.PERMISSIONS: self.permissions_requested,
            MenuAct.RELOAD: self.reload_requested,
            MenuAct.CLOSE: self.close_requested,
        }

        def chosen(act: MenuAct) -> None:
            if act in signals:
                signals[act].emit()
            else:
                self.act_requested.emit(act)

        menu.chosen.connect(chosen)
        menu.size_chosen.connect(lambda size: self.size_requested.emit(size))
        menu.aboutToShow.connect(self.menu_opening)
        return menu

    def _show_menu(self) -> None:
        corner = self._capsule.mapToGlobal(self._capsule.rect().bottomRight())
        self.menu.popup(corner - QPoint(self.menu.sizeHint().width(), -4))

    def _recolour(self) -> None:
        self.title.setStyleSheet(f"color: {self.ink};")
        ink = self.ink if self._colors else None
        self.back.set_ink(ink)
        self.home.set_ink(ink)
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        colours = self._appearance.tokens.colours
        background = self._colors.background if self._colors else colours.surface
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(*channels(background)))
            line = self._appearance.colour(colours.border)
            painter.fillRect(0, self.height() - 1, self.width(), 1, line)


def _is_expected(badge: Badge) -> bool:
    """Verified is what people expect: only the other two stand in the bar."""
    return badge is Badge.VERIFIED
