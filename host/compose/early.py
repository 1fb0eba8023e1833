"""The launcher on screen before there is a host: what it shows stands in one sealed file."""

from __future__ import annotations

import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from bridge.errors import FanlightError
from host.compose.looks import Looks
from host.compose.shown_rows import RowMaker
from host.paths import Home
from host.pins import read_pins
from host.settings import read_settings
from host.shell.app_icons import IconReader, IconShelf
from host.shell.launcher import LauncherWindow
from host.shell.style import Appearance
from host.store.homecheck import receipt_key
from host.store.shown_file import early_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from bridge.names import AppId

PAINT_WAIT_S = 0.3
"""For the display to ask for the window's first picture; then the start goes on regardless."""
ICON_WAIT_S = 20.0


class EarlyLauncher:
    """Made and shown once there is an application; a Desk takes over what it made."""

    def __init__(self, home: Home, application: QApplication) -> None:
        looks = Looks(read_settings(home.settings).language, None)
        self.appearance = Appearance.of_system(application, looks.tag())
        self.shelf = IconShelf()
        self.window = LauncherWindow(self.appearance, self.shelf)
        self._presses: list[str] = []
        self._closed = False
        self.window.open_requested.connect(self._presses.append)
        self.window.closed.connect(self._note_closed)
        self._icons: Future[Callable[[AppId], IconReader]] = Future()
        self._home = home

    def show(self) -> None:
        """Show the window with the list as it was kept, and wait until it is painted.

        Where there is no such list the window waits for the library: what is not known is not
        shown as nothing.
        """
        key = receipt_key(self._home)
        first = early_list(self._home, key, self.appearance.texts.language)
        if first is None or not first.apps:
            return
        maker = RowMaker(self._icon, read_pins(self._home.pins), {}, {})
        # The rest comes with the library: ten thousand stand on the screen as soon as ten.
        more = first.total - len(first.apps)
        self.window.show_arranged(maker.in_order(first.apps, more))
        self.window.show()
        until_s = time.monotonic() + PAINT_WAIT_S
        while not self.window.list.painted and time.monotonic() < until_s:
            QCoreApplication.processEvents()
            time.sleep(0.001)  # others need Python's lock too

    def give_over(self) -> tuple[list[str], bool]:
        """The window is somebody else's now: what was pressed on it, and whether it was closed."""
        self.window.open_requested.disconnect(self._presses.append)
        self.window.closed.disconnect(self._note_closed)
        return self._presses, self._closed

    def _note_closed(self) -> None:
        self._closed = True

    def read_icons_by(self, icons: Callable[[AppId], IconReader]) -> None:
        """There is a library now: the icons that wait are read."""
        self._icons.set_result(icons)

    def end(self) -> None:
        """Nobody will read icons any more."""
        self._icons.cancel()

    def _icon(self, app_id: AppId) -> IconReader:
        def read() -> bytes | None:
            with suppress(TookTooLong, FanlightError):
                if not self._icons.cancelled():
                    return self._icons.result(ICON_WAIT_S)(app_id)()
            return None

        return read
