"""How launches spread: by mark and by day. Pure functions over what was read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

import msgspec

from bridge.marks import LaunchKind, Mark
from bridge.names import AppId, AppVersion
from host.timings.query import RecordedLaunch, Summary, percentile


class Spread(msgspec.Struct, frozen=True):
    """Nearest-rank percentiles of `count` measured values, in milliseconds."""

    count: int
    p50_ms: float
    p90_ms: float
    p99_ms: float


class MarkSpread(msgspec.Struct, frozen=True):
    """When launches passed a mark: `since_start` after the wish to open, `since_before` after
    the mark that each launch had passed before it."""

    name: str
    since_start: Spread
    since_before: Spread


class DaySpread(msgspec.Struct, frozen=True):
    """First screens of one day of this machine's calendar."""

    day: datetime.date
    first_screen: Spread


def spread_of(values: Sequence[float]) -> Spread:
    """The spread of at least one value."""
    return Spread(
        len(values), percentile(values, 50), percentile(values, 90), percentile(values, 99)
    )


def by_mark(launches: Iterable[RecordedLaunch]) -> tuple[MarkSpread, ...]:
    """Each mark that any launch passed, in the order of the main way; `open.request` is 0."""
    at: dict[str, list[float]] = {}
    after: dict[str, list[float]] = {}
    for launch in launches:
        before_ms = 0.0
        for mark in launch.marks:
            at.setdefault(mark.name, []).append(mark.at_ms)
            after.setdefault(mark.name, []).append(max(0.0, mark.at_ms - before_ms))
            before_ms = max(before_ms, mark.at_ms)
    order = {mark.value: number for number, mark in enumerate(Mark)}
    names = sorted(at, key=lambda name: order.get(name, len(order)))
    return tuple(
        MarkSpread(name, spread_of(at[name]), spread_of(after[name]))
        for name in names
        if name != Mark.OPEN_REQUEST
    )


def by_day(
    launches: Iterable[RecordedLaunch], zone: datetime.tzinfo | None = None
) -> tuple[DaySpread, ...]:
    """First screens by day, oldest first; days without one are left out.

    `zone` None: this machine's own.
    """
    days: dict[datetime.date, list[float]] = {}
    for launch in launches:
        if launch.first_screen_ms is None:
            continue
        try:
            moment = datetime.datetime.fromisoformat(launch.at)
        except ValueError:
            continue
        days.setdefault(moment.astimezone(zone).date(), []).append(launch.first_screen_ms)
    return tuple(DaySpread(day, spread_of(days[day])) for day in sorted(days))


def summed_up(launches: Iterable[RecordedLaunch], *, by_version: bool) -> tuple[Summary, ...]:
    """First screens by app and launch kind, and by version where that is wanted."""
    groups: dict[tuple[AppId, LaunchKind, AppVersion | None], list[float]] = {}
    for launch in launches:
        if launch.first_screen_ms is not None:
            version = launch.version if by_version else None
            groups.setdefault((launch.app_id, launch.kind, version), []).append(
                launch.first_screen_ms
            )
    found = []
    for (app_id, kind, version), times in groups.items():
        spread = spread_of(times)
        found.append(
            Summary(
                app_id, kind, version, spread.count, spread.p50_ms, spread.p90_ms, spread.p99_ms
            )
        )
    return tuple(sorted(found, key=_place))


def _place(summary: Summary) -> tuple[str, str, int]:
    """By app, kind, and the newest version first."""
    return summary.app_id, summary.kind.value, -summary.version.code if summary.version else 0
