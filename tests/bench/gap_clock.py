"""How long an event loop is away: a timer's longest time between two turns, less its interval."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer

EVERY_MS = 5


class GapClock:
    """Runs from its making to `end`."""

    def __init__(self) -> None:
        self._gaps_ms: list[float] = []
        self._last_s = time.monotonic()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)
        self._timer.start(EVERY_MS)

    def end(self) -> float:
        """The longest gap in ms."""
        self._turn()
        self._timer.stop()
        return max(0.0, *self._gaps_ms)

    def _turn(self) -> None:
        now_s = time.monotonic()
        self._gaps_ms.append((now_s - self._last_s) * 1000 - EVERY_MS)
        self._last_s = now_s
