"""What registries call the publishers of installed apps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils


def apply(db: sqlite_utils.Database) -> None:
    """Make the table. `mac` seals a row's other columns (host.store.seal)."""
    db.execute(
        "CREATE TABLE publisher_names (app_id TEXT PRIMARY KEY, registry TEXT NOT NULL, "
        "key_id TEXT NOT NULL, name TEXT NOT NULL, mac TEXT NOT NULL) STRICT"
    )
