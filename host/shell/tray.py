"""The host's icon among the system's own, where the system has such a place."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from bridge.names import AppId
from host.shell.display_text import isolated, menu_text, plain
from host.shell.glyphs import Glyph, glyph_pixmap
from host.shell.style import Appearance

SHOWN_MS = 8_000
_APPS = 5
_ICON_PX = 64


class Tray:
    """Opens the launcher, what was opened last, and quits. Without a tray it does nothing."""

    def __init__(
        self,
        appearance: Appearance,
        show: Callable[[], None],
        open_app: Callable[[AppId], None],
        leave: Callable[[], object],
    ) -> None:
        self._words = appearance.texts.store
        self._appearance = appearance
        self._show = show
        self._open = open_app
        self._leave = leave
        self._icon: QSystemTrayIcon | None = None
        self.menu = QMenu()
        self.menu.setAccessibleName(appearance.texts.launcher.title)
        self.show_apps(())

    def begin(self) -> bool:
        """Stand in the tray; False where the system has none."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return False
        accent = self._appearance.tokens.colours.accent
        self._icon = QSystemTrayIcon(QIcon(glyph_pixmap(Glyph.FANLIGHT, accent, _ICON_PX)))
        self._icon.setToolTip(self._appearance.texts.launcher.title)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self._show)
        self._icon.show()
        return True

    @property
    def is_there(self) -> bool:
        """Whether a person can reach the host by its icon: a tray may go and come again."""
        return self._icon is not None and QSystemTrayIcon.isSystemTrayAvailable()

    def end(self) -> None:
        """Leave the tray."""
        if self._icon is not None:
            self._icon.hide()
            self._icon = None

    def show_apps(self, apps: Sequence[tuple[AppId, str]]) -> None:
        """Offer these in the menu, each an id and a name."""
        menu = self.menu
        menu.clear()
        menu.addAction(menu_text(self._words.tray_open)).triggered.connect(lambda _=0: self._show())
        menu.addSeparator()
        for app_id, name in apps[:_APPS]:
            action = menu.addAction(_entry(plain(name, 40) or str(app_id)))
            action.triggered.connect(lambda _=0, chosen=app_id: self._open(chosen))
        if apps:
            menu.addSeparator()
        menu.addAction(menu_text(self._words.tray_quit)).triggered.connect(
            lambda _=0: self._leave()
        )

    def tell_updated(self, name: str, version: str) -> None:
        """A notification that an app was updated, where the system shows notifications."""
        title = self._words.update_found_title.format(name=isolated(name, 40))
        body = self._words.update_found_body.format(version=plain(version, 40))
        self._tell(title, body)

    def tell_staying(self) -> bool:
        """A notification that the host goes on without its launcher; False where there are none."""
        return self._tell(self._words.tray_stays_title, self._words.tray_stays_body)

    def _tell(self, title: str, body: str) -> bool:
        if self._icon is None or not QSystemTrayIcon.supportsMessages():
            return False
        # Desktop Notifications Specification: a body may be read as markup.
        shown = escape(body, quote=False) if sys.platform.startswith("linux") else body
        self._icon.showMessage(title, shown, self._icon.icon(), SHOWN_MS)
        return True

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._show()


def _entry(text: str) -> str:
    """`text` as it is, for a menu that the desktop draws. Linux' is com.canonical.dbusmenu's: there
    an underscore marks a key, two are one, and Qt 6.12 makes an underscore of the first ampersand
    alone."""
    if not sys.platform.startswith("linux"):
        return menu_text(text)
    return text.replace("_", "__").replace("&", "&&", 1)
