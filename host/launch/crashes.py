"""Apps that stop again and again: nothing but a person opens them for a while."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

from bridge.errors import CrashLoop
from bridge.names import AppId
from host.launch.request import BY_HAND, Scene

CRASHES = 3
WITHIN_S = 60.0
FIRST_WAIT_S = 15.0
LONGEST_WAIT_S = 600.0


class CrashLog:
    """Counts how often apps stopped, by their origin's host. `clock` is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._crashes: dict[str, deque[float]] = {}
        self._waits: dict[str, tuple[float, float]] = {}

    def note(self, host: str) -> None:
        """The app with this origin stopped by itself."""
        now_s = self._clock()
        crashes = self._crashes.setdefault(host, deque(maxlen=CRASHES))
        crashes.append(now_s)
        if len(crashes) == CRASHES and now_s - crashes[0] <= WITHIN_S:
            wait_s = self._waits[host][1] * 2 if host in self._waits else FIRST_WAIT_S
            wait_s = min(wait_s, LONGEST_WAIT_S)
            self._waits[host] = (now_s + wait_s, wait_s)
            crashes.clear()

    def check(self, app_id: AppId, host: str, scene: Scene) -> None:
        """Raises CrashLoop while the app may not be opened in this way. A person always may."""
        until_s, _ = self._waits.get(host, (-math.inf, 0.0))
        rest_s = until_s - self._clock()
        if rest_s > 0 and scene not in BY_HAND:
            raise CrashLoop(
                f"{app_id} stopped {CRASHES} times in a row; links and other apps may open it "
                f"again in {math.ceil(rest_s)} s, you may at once",
                app_id=app_id,
                retry_after_s=math.ceil(rest_s),
            )
