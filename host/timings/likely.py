"""Which app is opened next, by what was opened before: how often, and how lately."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from bridge.names import AppId
from host.store.database import Database

LAUNCHES_LOOKED_AT = 500
HALF_LIFE_DAYS = 3.0
"""A launch counts half as much after so many days."""
_DAY_S = 86_400.0


def likely_apps(database: Database) -> tuple[AppId, ...]:
    """The apps of the latest launches, the likeliest first. Blocks."""

    def act(held: sqlite3.Connection) -> list[tuple[AppId, datetime]]:
        rows = held.execute(
            "SELECT app_id, at FROM launches ORDER BY id DESC LIMIT ?", (LAUNCHES_LOOKED_AT,)
        )
        return [(AppId(row["app_id"]), datetime.fromisoformat(row["at"])) for row in rows]

    return ranked(database.read(act), datetime.now(UTC))


def ranked(launches: Iterable[tuple[AppId, datetime]], now: datetime) -> tuple[AppId, ...]:
    """Apps by the sum of their launches, each worth less the older it is. A clock that went
    back makes none worth more than one of now."""
    weights: dict[AppId, float] = {}
    for app_id, at in launches:
        days = max(0.0, (now - at).total_seconds() / _DAY_S)
        weights[app_id] = weights.get(app_id, 0.0) + 0.5 ** (days / HALF_LIFE_DAYS)
    return tuple(sorted(weights, key=lambda app_id: -weights[app_id]))
