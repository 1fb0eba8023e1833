"""A launch in the words of WeChat's `wx.getPerformance`, where it has words for it.

`PerformanceEntry` (developers.weixin.qq.com, "PerformanceEntry"): `appLaunch` lasts from the tap
to the first page's `onReady`, `firstRender` from the logic layer's start to it; the paints are
moments without a duration. `evaluateScript` and `resourceTiming` have no mark of ours.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bridge.marks import Mark


class Entry(msgspec.Struct, frozen=True):
    """One entry. Times in milliseconds since the launch was asked for."""

    name: str
    entry_type: str
    start_ms: float
    duration_ms: float

    def as_json(self) -> dict[str, object]:
        """WeChat's own members."""
        return {
            "name": self.name,
            "entryType": self.entry_type,
            "startTime": round(self.start_ms, 2),
            "duration": round(self.duration_ms, 2),
        }


class _Named(msgspec.Struct, frozen=True):
    name: str
    entry_type: str
    begins: Mark | None
    """None: the entry is the moment `ends` alone."""
    ends: Mark


_ENTRIES = (
    _Named("downloadPackage", "loadPackage", Mark.RESOLVE_DONE, Mark.FETCH_DONE),
    _Named("appLaunch", "navigation", Mark.OPEN_REQUEST, Mark.PAGE_READY),
    _Named("firstRender", "render", Mark.BRIDGE_READY, Mark.PAGE_READY),
    _Named("firstPaint", "render", None, Mark.FIRST_PAINT),
    _Named("firstContentfulPaint", "render", None, Mark.FIRST_CONTENT),
    _Named("largestContentfulPaint", "render", None, Mark.LARGEST_CONTENT),
)


def entries_of(marks: Mapping[str, float]) -> tuple[Entry, ...]:
    """The entries whose marks were passed; `marks` are milliseconds by the mark's name."""
    found = []
    for named in _ENTRIES:
        end_ms = marks.get(named.ends)
        begin_ms = end_ms if named.begins is None else marks.get(named.begins)
        if begin_ms is not None and end_ms is not None and begin_ms <= end_ms:
            found.append(Entry(named.name, named.entry_type, begin_ms, end_ms - begin_ms))
    return tuple(found)


def names_at(mark: str) -> tuple[str, ...]:
    """WeChat's names for what ends at this mark."""
    return tuple(named.name for named in _ENTRIES if named.ends == mark)
