"""Does a page still hear? It is asked at each beat; how long no answer comes is what counts."""

from __future__ import annotations

import enum

LONGEST_BEAT_S = 1.0
"""A beat that came later was held up by the host itself, or the machine slept: no page's fault."""


class Pulse(enum.Enum):
    WELL = enum.auto()
    STUCK = enum.auto()
    LOST = enum.auto()


class Heartbeat:
    """The silence of one page, in seconds of beats."""

    def __init__(self, stuck_after_s: float, lost_after_s: float) -> None:
        self._stuck_after_s = stuck_after_s
        self._lost_after_s = lost_after_s
        self._silent_s = 0.0

    def answer(self) -> None:
        """An answer came, to whichever question."""
        self._silent_s = 0.0

    def beat(self, passed_s: float) -> Pulse:
        """How the page is, `passed_s` after the last beat; it is to be asked again now."""
        pulse = Pulse.WELL
        if self._silent_s >= self._lost_after_s:
            pulse = Pulse.LOST
        elif self._silent_s >= self._stuck_after_s:
            pulse = Pulse.STUCK
        self._silent_s += min(passed_s, LONGEST_BEAT_S)
        return pulse
