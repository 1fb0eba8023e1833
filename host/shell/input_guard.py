"""Ignores clicks and keys that were meant for what stood there a moment before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

GUARD_MS = 500
"""A page that makes a person click or type fast cannot have the next click land on a sheet."""

_PRESSES = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.KeyPress,
    QEvent.Type.TouchBegin,
}
_MOVES = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}


class InputGuard(QObject):
    """Keeps presses from `controls` for GUARD_MS after the sheet shows or its window activates.

    Tab passes. An answer that arrives another way (Esc, an assistive technology) asks `closed`.
    """

    def __init__(self, window: QWidget, controls: Sequence[QWidget]) -> None:
        super().__init__(controls[0])
        self._controls = tuple(controls)
        self._since = QElapsedTimer()
        for control in controls:
            control.installEventFilter(self)
        window.window().installEventFilter(self)

    @property
    def closed(self) -> bool:
        """Whether input is still ignored."""
        return not self._since.isValid() or self._since.elapsed() < GUARD_MS

    def restart(self) -> None:
        """The sheet has just appeared."""
        self._since.start()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.WindowActivate and self._since.isValid():
            self._since.start()
        if watched in self._controls and event.type() in _PRESSES and self.closed:
            return not (isinstance(event, QKeyEvent) and event.key() in _MOVES)
        return super().eventFilter(watched, event)
