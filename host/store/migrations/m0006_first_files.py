"""Which files the last launch of a page asked for before its first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils


def apply(db: sqlite_utils.Database) -> None:
    """Make the table; `paths` is a JSON list in the order of asking."""
    db.execute(
        "CREATE TABLE first_files (app_id TEXT NOT NULL, publisher TEXT NOT NULL, "
        "page TEXT NOT NULL, version_code INTEGER NOT NULL, paths TEXT NOT NULL, "
        "at TEXT NOT NULL, PRIMARY KEY (app_id, publisher, page)) STRICT"
    )
    db.execute("CREATE INDEX idx_first_files_at ON first_files (at)")
