"""A word that is another one after every change of what is installed, so that nobody has to read
thousands of rows to learn whether a list of them still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils

_WATCHED = ("apps", "publisher_names")


def apply(db: sqlite_utils.Database) -> None:
    """Make the table, of one row, and what changes it. Random, so that a library that was put
    back from a copy and went on from there never has the word of another state."""
    db.execute("CREATE TABLE library_revision (revision TEXT NOT NULL) STRICT")
    db.execute("INSERT INTO library_revision VALUES (lower(hex(randomblob(16))))")
    for table in _WATCHED:
        for act in ("INSERT", "UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER {table}_after_{act.lower()} AFTER {act} ON {table} BEGIN "
                "UPDATE library_revision SET revision = lower(hex(randomblob(16))); END"
            )
