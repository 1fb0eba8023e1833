"""Launches of long ago, summed up by month: a year of them is reported as soon as a day.

The newest launches are kept whole (host.timings.record). One that makes room for a newer one is
counted here: by month, app, launch kind, and the rung of a ladder of times, each 2 % above the
one below. So percentiles of months are those of rungs, at most 2 % above what was measured.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable

import msgspec

from bridge.marks import LaunchKind
from bridge.names import AppId
from host.store.database import Database

KEPT_MONTHS = 24
RUNG = 1.02
NO_SCREEN = -1
"""The step of a launch that never came to a first screen."""

_FOLD = (
    "INSERT INTO launch_months (month, launch, step, app_id, count) VALUES (?, ?, ?, ?, 1) "
    "ON CONFLICT (month, launch, step, app_id) DO UPDATE SET count = count + 1"
)
_OLD = "SELECT substr(at, 1, 7), launch, first_screen_ms, app_id FROM launches WHERE id <= ?"
_MONTHS = (
    "SELECT month, launch, step, sum(count) FROM launch_months "
    "WHERE (:app IS NULL OR app_id = :app) GROUP BY month, launch, step"
)


class Month(msgspec.Struct, frozen=True):
    """The launches of one kind in one month (`2026-11`, UTC) that are not kept whole any more.

    `count` has those without a first screen too; the percentiles are None where it has no other.
    """

    month: str
    kind: LaunchKind
    count: int
    p50_ms: float | None
    p90_ms: float | None
    p99_ms: float | None

    def as_json(self) -> dict[str, object]:
        """One element of `months` in `fanlight timings --history --json`."""
        return {
            "month": self.month,
            "launch": self.kind.value,
            "count": self.count,
            "p50_ms": self.p50_ms,
            "p90_ms": self.p90_ms,
            "p99_ms": self.p99_ms,
        }


def step_of(first_screen_ms: float | None) -> int:
    """The lowest rung that is not below this time; NO_SCREEN for None."""
    if first_screen_ms is None:
        return NO_SCREEN
    return max(0, math.ceil(math.log(max(first_screen_ms, 1.0), RUNG) - 1e-9))


def rung_ms(step: int) -> float:
    """The time of a rung, in milliseconds."""
    return float(round(RUNG**step, 1))


def fold(held: sqlite3.Connection, last_number: int) -> None:
    """Move the launches up to this number into the months; in the caller's transaction."""
    old = held.execute(_OLD, (last_number,)).fetchall()
    if not old:
        return
    held.executemany(_FOLD, [(month, kind, step_of(ms), app) for month, kind, ms, app in old])
    held.execute("DELETE FROM launches WHERE id <= ?", (last_number,))
    newest = max(str(row[0]) for row in old)
    held.execute("DELETE FROM launch_months WHERE month < ?", (_before(newest, KEPT_MONTHS),))


def months(database: Database, app_id: AppId | None = None) -> tuple[Month, ...]:
    """What was summed up, oldest month first. Blocks."""

    def act(held: sqlite3.Connection) -> list[tuple[str, str, int, int]]:
        rows = held.execute(_MONTHS, {"app": app_id})
        return [(str(row[0]), str(row[1]), int(row[2]), int(row[3])) for row in rows]

    groups: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for month, kind, step, count in database.read(act):
        groups.setdefault((month, kind), []).append((step, count))
    return tuple(_month(month, kind, steps) for (month, kind), steps in sorted(groups.items()))


def _month(month: str, kind: str, steps: list[tuple[int, int]]) -> Month:
    shown = sorted(pair for pair in steps if pair[0] != NO_SCREEN)
    return Month(
        month,
        LaunchKind(kind),
        sum(count for _, count in steps),
        _percentile(shown, 50),
        _percentile(shown, 90),
        _percentile(shown, 99),
    )


def _percentile(steps: Iterable[tuple[int, int]], percent: int) -> float | None:
    """The nearest-rank percentile of rungs and how often each was met, lowest first."""
    counted = list(steps)
    wanted = math.ceil(percent / 100 * sum(count for _, count in counted))
    for step, count in counted:
        wanted -= count
        if wanted <= 0:
            return rung_ms(step)
    return None


def _before(month: str, months_back: int) -> str:
    """The month that lies so many months before this one."""
    number = int(month[:4]) * 12 + int(month[5:7]) - 1 - months_back
    return f"{number // 12:04}-{number % 12 + 1:02}"
