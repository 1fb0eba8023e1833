"""What the engine has drawn is shown as soon as this thread has nothing else to do.

Qt WebEngine draws into a QQuickWidget, which waits 5 ms before it shows what it was given
(QQuickWidget::triggerUpdate, `exhaustDelay`), so that changes from many sources become one picture.
A page's changes are one picture already when they come from Chromium's compositor: while a person
waits for a page, that timer ends when Qt's loop would go to sleep.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QTimer, QTimerEvent
from PySide6.QtWidgets import QWidget

FOR_MS = 500
"""From a page's beginning on; the rest of the time the loop's turns stay Qt's alone."""
WAIT_MS = 5
"""Qt's `exhaustDelay`. A timer of any other length is something else's."""


class FramesAtOnce:
    """For one view; on Qt's thread."""

    def __init__(self, view: QWidget, wait_ms: int = WAIT_MS) -> None:
        """`view` is a QWebEngineView, which gives its keys to what shows its pictures."""
        self._view = view
        self._wait_ms = wait_ms
        self._dispatcher: QAbstractEventDispatcher | None = None
        self._until = QTimer()
        self._until.setSingleShot(True)
        self._until.timeout.connect(self.end)

    @property
    def is_on(self) -> bool:
        """Whether it looks for pictures that wait."""
        return self._dispatcher is not None

    def begin(self) -> None:
        """A person waits from now on, FOR_MS at most."""
        self._until.start(FOR_MS)
        if self._dispatcher is None:
            self._dispatcher = QAbstractEventDispatcher.instance()
            self._dispatcher.aboutToBlock.connect(self._show)

    def end(self) -> None:
        """Nobody waits any more, or the view is going; may be called twice."""
        self._until.stop()
        dispatcher, self._dispatcher = self._dispatcher, None
        if dispatcher is not None:
            dispatcher.aboutToBlock.disconnect(self._show)

    def _show(self) -> None:
        shown = self._view.focusProxy()  # the QQuickWidget; another one after a renderer's end
        if self._dispatcher is None or shown is None:
            return
        for timer in self._dispatcher.registeredTimers(shown):
            if timer.interval == self._wait_ms:
                QCoreApplication.sendEvent(shown, QTimerEvent(timer.timerId))
