"""Ctrl-C and SIGTERM, wherever in its life a host is."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self


class Interrupts:
    """While entered, a signal to end is remembered, and handed to whoever can end in order.

    Python's own KeyboardInterrupt would be raised in the midst of whatever runs: inside PySide6's
    import it leaves a process that crashes (seen). Main thread only.
    """

    def __init__(self) -> None:
        self._came = False
        self._stop: Callable[[], object] | None = None

    def then(self, stop: Callable[[], object]) -> None:
        """Call `stop` at each signal from now on, and now if one came already."""
        self._stop = stop
        if self._came:
            stop()

    def _handle(self, number: int, frame: FrameType | None) -> None:
        self._came = True
        if self._stop is not None:
            self._stop()

    def __enter__(self) -> Self:
        self._handlers = {
            number: signal.signal(number, self._handle)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._stop = None
