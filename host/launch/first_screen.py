"""When was the first screen there? Decided from paints, on the host's clock.

The first screen is there when the document has said that it is ready and a frame with that
content has been shown. The document's words are `ready` and `painted` (its first animation
frame after `ready`); the shown frames are the paint entries of the document (Paint Timing,
presentation time) and the frames of the host's window. Until `ready` or the first content, the
host's own card covers the page: what is painted behind it does not count. docs/timings.md has
the reasoning.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from bridge.marks import Mark, PageMarkName
from bridge.messages import Hello, PageMark

QUIET_S = 0.25
"""If no frame is shown for this long after `painted`, there was nothing left to paint."""
_FRAMES_KEPT = 256

_NAMES = {
    PageMarkName.READY: Mark.PAGE_READY,
    PageMarkName.FIRST_PAINT: Mark.FIRST_PAINT,
    PageMarkName.FIRST_CONTENTFUL_PAINT: Mark.FIRST_CONTENT,
}
_UNCOVERING = {PageMarkName.READY, PageMarkName.FIRST_CONTENTFUL_PAINT}


class FirstScreen:
    """Collects one document's marks and the window's frames until the first screen is known."""

    def __init__(
        self,
        mark: Callable[[Mark, float], None],
        uncover: Callable[[], None],
        later: Callable[[float, Callable[[], None]], object],
        since_s: float = -math.inf,
    ) -> None:
        """`mark` notes a mark at seconds of time.monotonic; `uncover` takes the card away;
        `later(delay_s, what)` schedules. What was painted before `since_s`, by a page made ahead,
        is nothing of the app's."""
        self._mark = mark
        self._uncover = uncover
        self._uncovered_s: float | None = None
        self._later = later
        self._since_s = since_s
        self._origin_s: float | None = None
        self._at_s: dict[PageMarkName, float] = {}
        self._frames: deque[float] = deque(maxlen=_FRAMES_KEPT)
        self._done = False
        self._overdue = False

    def hello(self, hello: Hello) -> None:
        """A document said Hello; its clock is laid on ours. Only the first one counts."""
        if self._origin_s is None:
            epoch_to_monotonic_s = time.monotonic() - time.time()
            self._origin_s = hello.time_origin_ms / 1000 + epoch_to_monotonic_s

    def page_mark(self, message: PageMark) -> None:
        """Take one report of the document; unknown names are left out."""
        if self._origin_s is None or self._done:
            return
        try:
            name = PageMarkName(message.name)
        except ValueError:
            return
        at_s = self._origin_s + message.at_ms / 1000
        if at_s < self._since_s:
            return
        if name is PageMarkName.LARGEST_CONTENTFUL_PAINT:
            self._at_s[name] = at_s
        elif name not in self._at_s:
            self._at_s[name] = at_s
            if name in _NAMES:
                self._mark(_NAMES[name], at_s)
            if name in _UNCOVERING and self._uncovered_s is None:
                self._uncovered_s = time.monotonic()
                self._uncover()
            if name is PageMarkName.PAINTED:
                self._later(QUIET_S, self._give_up_waiting)
        self._decide()

    def framed(self, at_s: float) -> None:
        """The window showed a frame."""
        if not self._done:
            self._frames.append(at_s)
            self._decide()

    def _give_up_waiting(self) -> None:
        self._overdue = True
        self._decide()

    def _decide(self) -> None:
        ready_s = self._at_s.get(PageMarkName.READY)
        painted_s = self._at_s.get(PageMarkName.PAINTED)
        uncovered_s = self._uncovered_s
        if self._done or ready_s is None or painted_s is None or uncovered_s is None:
            return
        content_s = self._at_s.get(PageMarkName.FIRST_CONTENTFUL_PAINT)
        if content_s is not None and content_s >= max(ready_s, uncovered_s):
            self._settle(content_s)
        elif content_s is not None or self._overdue:
            from_s = max(ready_s, painted_s, uncovered_s)
            shown = [at_s for at_s in self._frames if at_s >= from_s]
            if shown:
                self._settle(shown[0])
            elif self._overdue:
                self._settle(max(ready_s, uncovered_s, content_s or ready_s))

    def _settle(self, at_s: float) -> None:
        self._done = True
        largest_s = self._at_s.get(PageMarkName.LARGEST_CONTENTFUL_PAINT)
        if largest_s is not None:
            self._mark(Mark.LARGEST_CONTENT, largest_s)
        self._mark(Mark.FIRST_SCREEN, at_s)
