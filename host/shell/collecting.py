"""Python's cyclic garbage collector, on the UI thread only.

A cycle that holds a Qt object may be found by whichever thread allocates next; collected on a
worker thread, the object is destroyed there, and the process crashes some time later (seen
here with `asyncio.to_thread`). So automatic collection is off while Qt runs, and a timer
collects on the UI thread when the collector's own thresholds say so.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 500


class UiThreadCollector(QObject):
    """Make one right after the QApplication, on its thread; `stop` before the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.collect_what_is_due)
        self._timer.start()

    def collect_what_is_due(self) -> None:
        """Collect the oldest generation whose count is past its threshold; usually none."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if limits[generation] and counts[generation] > limits[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Collect what came since the start here, then hand collection back to Python.

        What a start set aside (gc.freeze) is modules, which last as long as the process: looking
        through them took 30 ms of each end, and no object of Qt's was ever found.
        """
        self._timer.stop()
        gc.collect()
        gc.enable()
