"""Whether a person is at a window: they see it, and have lately done something in it."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

ACT_COUNTS_S = 30.0
"""How long an act of the person lets a mini-program ask. WeChat's programs ask when they open, or
a request or two after a tap; who asks out of nothing later is not answering anybody."""

_ACTS = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.KeyPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class HandWatch(QObject):
    """Notes presses of mouse, keys and screen in one window. No page can make those.

    `came` is emitted at the first act.
    """

    came = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._last_s: float | None = None

    def attach(self) -> None:
        """The window is on screen: look at what the system delivers to it."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def acted(self) -> None:
        """The person did something that counts, as opening the app."""
        first = not self.has_come
        self._last_s = time.monotonic()
        if first:
            self.came.emit()

    @property
    def has_come(self) -> bool:
        """Whether there was any act; there is none until an app that is opened is seen."""
        return self._last_s is not None

    @property
    def here(self) -> bool:
        """Whether a question over the window would be seen by somebody who has just acted."""
        return self.sees and self._last_s is not None and self._lately(self._last_s)

    @property
    def sees(self) -> bool:
        """Whether the window can be seen."""
        return self._window.isVisible() and not self._window.isMinimized()

    def _lately(self, then_s: float) -> bool:
        return time.monotonic() - then_s < ACT_COUNTS_S

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _ACTS:
            self.acted()
        return False
