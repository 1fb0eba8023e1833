"""The names of a launch's marks, and the Trace that collects them."""

from __future__ import annotations

import enum
from collections.abc import Callable

import msgspec


class Mark(enum.StrEnum):
    """A moment of the main way, in the order a launch passes them. See docs/timings.md."""

    OPEN_REQUEST = "open.request"
    RESOLVE_DONE = "resolve.done"
    FETCH_DONE = "fetch.done"
    VERIFY_DONE = "verify.done"
    MOUNT_DONE = "mount.done"
    VIEW_READY = "view.ready"
    NAVIGATION_START = "navigation.start"
    BRIDGE_READY = "bridge.ready"
    PAGE_READY = "page.ready"
    FIRST_PAINT = "first.paint"
    FIRST_CONTENT = "first.content"
    LARGEST_CONTENT = "largest.content"
    FIRST_SCREEN = "first.screen"


class PageMarkName(enum.StrEnum):
    """What a document reports about itself, by the names of its own timeline.

    `first-paint`, `first-contentful-paint` and `largest-contentful-paint` are the entries of
    W3C Paint Timing and Largest Contentful Paint; `ready` is the page's word; `painted` comes
    two animation frames after `ready`.
    """

    READY = "ready"
    PAINTED = "painted"
    FIRST_PAINT = "first-paint"
    FIRST_CONTENTFUL_PAINT = "first-contentful-paint"
    LARGEST_CONTENTFUL_PAINT = "largest-contentful-paint"


class LaunchKind(enum.StrEnum):
    """What stood ready when the launch was asked for."""

    COLD = "cold"
    """The process, or the engine in it, had to start."""
    WARM = "warm"
    """The engine ran; the view was made for this launch."""
    PRELOADED = "preloaded"
    """A view stood ready."""


class MarkAt(msgspec.Struct, frozen=True):
    """A mark, in milliseconds since the trace's start, with small facts about it."""

    name: Mark
    at_ms: float
    facts: dict[str, str | int | float | bool] = msgspec.field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """`{"name", "at_ms", …facts}`."""
        return {"name": self.name.value, "at_ms": round(self.at_ms, 2), **self.facts}


class Trace:
    """One launch's marks on the host's monotonic clock; the first of each name counts."""

    def __init__(self, clock: Callable[[], float], started_s: float | None = None) -> None:
        """`clock` gives seconds (time.monotonic); `started_s` is on that clock, default now."""
        self._clock = clock
        self.started_s = clock() if started_s is None else started_s
        self._marks: dict[Mark, MarkAt] = {Mark.OPEN_REQUEST: MarkAt(Mark.OPEN_REQUEST, 0.0)}

    def mark(
        self, name: Mark, at_s: float | None = None, **facts: str | int | float | bool
    ) -> None:
        """Note `name` now, or at `at_s` on the trace's clock. A second time is ignored."""
        if name not in self._marks:
            moment = self._clock() if at_s is None else at_s
            self._marks[name] = MarkAt(name, (moment - self.started_s) * 1000, facts)

    def at_ms(self, name: Mark) -> float | None:
        """When `name` was passed, in milliseconds since the start; None if it was not."""
        found = self._marks.get(name)
        return found.at_ms if found else None

    def marks(self) -> tuple[MarkAt, ...]:
        """All marks in the order of time."""
        return tuple(sorted(self._marks.values(), key=lambda mark: mark.at_ms))

    @property
    def first_screen_ms(self) -> float | None:
        return self.at_ms(Mark.FIRST_SCREEN)
