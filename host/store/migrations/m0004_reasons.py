"""Why a call or an app was refused, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils


def apply(db: sqlite_utils.Database) -> None:
    """The last column of `audit`; null for what went well, and in rows from before."""
    db.table("audit").add_column("reason", str)
