"""What was opened last."""

from __future__ import annotations

import sqlite3

from bridge.names import AppId
from host.store.database import Database

LAUNCHES_LOOKED_AT = 500
DEFAULT_RECENT = 24


def recent_apps(database: Database, limit: int = DEFAULT_RECENT) -> tuple[AppId, ...]:
    """The apps of the latest launches, each once, the last opened first. Blocks."""

    def act(held: sqlite3.Connection) -> tuple[AppId, ...]:
        latest = held.execute(
            "SELECT app_id FROM launches ORDER BY id DESC LIMIT ?", (LAUNCHES_LOOKED_AT,)
        )
        return tuple(dict.fromkeys(AppId(row["app_id"]) for row in latest))[:limit]

    return database.read(act)
