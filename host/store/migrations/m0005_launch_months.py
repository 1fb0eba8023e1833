"""Launches older than the rows that are kept: counted by month, so that a year stays small."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils


def apply(db: sqlite_utils.Database) -> None:
    """Make the table; `step` is a rung of host.timings.history's ladder, -1 for launches
    that never came to a first screen. The order of the key is that of reports."""
    db.execute(
        "CREATE TABLE launch_months (month TEXT NOT NULL, launch TEXT NOT NULL, "
        "step INTEGER NOT NULL, app_id TEXT NOT NULL, count INTEGER NOT NULL, "
        "PRIMARY KEY (month, launch, step, app_id)) STRICT, WITHOUT ROWID"
    )
    db.execute("CREATE INDEX idx_launch_months_app_id ON launch_months (app_id)")
