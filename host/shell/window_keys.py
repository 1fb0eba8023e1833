"""Keys of a mini-program's window that work wherever the focus is, also inside its page.

F6 goes between the bar and the page, F10 opens the menu, as desktops have it; the system's own
keys for closing (Ctrl+W, Cmd+W) and for going back do that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from host.shell.veil import Veil

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from host.shell.window import MiniProgramWindow


class WindowKeys:
    """The shortcuts of one window; they go with it."""

    def __init__(self, window: MiniProgramWindow) -> None:
        self._window = window
        standard = QKeySequence.StandardKey
        keys = (
            (QKeySequence(Qt.Key.Key_F6), self._go_between),
            (QKeySequence(Qt.Key.Key_F10), self._open_menu),
            (QKeySequence(standard.Back), self._go_back),
            (QKeySequence(standard.Close), self._close),
        )
        for sequence, act in keys:
            shortcut = QShortcut(sequence, window)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def _go_between(self) -> None:
        if self._is_asked():
            return
        bar = self._window.bar
        focused: QWidget | None = self._window.focusWidget()
        if focused is not None and bar.isAncestorOf(focused):
            self._window.area.focus_content()
        else:
            bar.menu_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_menu(self) -> None:
        if not self._is_asked():
            self._window.bar.menu_button.click()

    def _go_back(self) -> None:
        bar = self._window.bar
        if bar.back.isVisible() and not self._is_asked():
            bar.back.click()

    def _close(self) -> None:
        self._window.close()

    def _is_asked(self) -> bool:
        """A question of the host's is open: it has the keyboard to itself."""
        return any(veil.isVisible() for veil in self._window.findChildren(Veil))
