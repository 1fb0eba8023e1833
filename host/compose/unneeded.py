"""What was made ahead is given up when nobody comes for it, and made again when somebody looks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from host.compose.background import LET_GO_S, give_back

if TYPE_CHECKING:
    from host.compose.likely import Likely
    from host.compose.parts import HostParts
    from host.compose.preloading import Preloading

LOOKS = 4
"""So often it is looked whether anybody is here, in the time after which all is given up."""
SOONEST_S = 0.05


class Unneeded:
    """Of one host, on its event loop: when Preloading and Likely make what, and when they let go.

    A window of this program that has the focus says that somebody is here, and so does a launch.
    """

    def __init__(
        self,
        kept_s: float,
        preloading: Preloading,
        likely: Likely,
        spawn: Callable[[Coroutine[None, None, object]], None],
    ) -> None:
        """`kept_s` is how long what was made ahead is kept with nobody here."""
        self._kept_s = kept_s
        self._preloading = preloading
        self._likely = likely
        self._spawn = spawn
        self._here_s = time.monotonic()
        self._given_up = False
        self._due: asyncio.TimerHandle | None = None
        self._trim: asyncio.TimerHandle | None = None

    def begin(self, application: QApplication, parts: HostParts) -> None:
        """From now on something is made ahead; the engine is loaded. May be called again."""
        self._preloading.begin(parts)
        self._likely.begin()
        if self._due is None:
            application.focusWindowChanged.connect(self._focused)
            self._look()

    def idle(self) -> None:
        """Nothing is being launched: make soon what is missing."""
        self._here_s = time.monotonic()
        self._given_up = False
        self._preloading.idle()
        self._likely.idle()

    def end(self) -> None:
        """Look no more."""
        for each in (self._due, self._trim):
            if each is not None:
                each.cancel()

    def _focused(self, window: object) -> None:
        if window is not None and self._given_up:
            self.idle()

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        now_s = time.monotonic()
        stands = self._preloading.stands or bool(self._likely.standing)
        if QApplication.focusWindow() is not None or not stands:
            self._here_s = now_s
        elif now_s - self._here_s >= self._kept_s:
            self._given_up = True
            self._preloading.let_go()
            self._spawn(self._likely.give_up_all())
            self._trim = loop.call_later(LET_GO_S, loop.run_in_executor, None, give_back)
        self._due = loop.call_later(max(self._kept_s / LOOKS, SOONEST_S), self._look)
