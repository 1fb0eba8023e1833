"""What macOS hands a running program over: links and packages come as events, not as words of a
command line (Qt: QFileOpenEvent). Others have no such events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from bridge.errors import UsageError
from host.launch.handed import MOST_HANDED, taken_over


class HandedEvents(QObject):
    """Keeps what comes until somebody takes it: the link that Fanlight is started by arrives
    before there is a host."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._take: Callable[[Sequence[str]], None] | None = None
        self._waiting: list[str] = []
        application.installEventFilter(self)

    def give_to(self, take: Callable[[Sequence[str]], None] | None) -> None:
        """`take` gets them from now on (`host.launch.handed.taken_over`); None: they wait."""
        self._take = take
        self._give()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if not isinstance(event, QFileOpenEvent):
            return False
        with suppress(UsageError):  # nothing that Fanlight is registered for
            word = taken_over(bytes(event.url().toEncoded().data()).decode())
            if len(self._waiting) < MOST_HANDED:
                self._waiting.append(word)
            self._give()
        return True

    def _give(self) -> None:
        if self._take is not None and self._waiting:
            given, self._waiting = tuple(self._waiting), []
            self._take(given)
