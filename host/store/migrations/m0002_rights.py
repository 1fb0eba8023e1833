"""What a person allowed: answers about scopes, and what each app may declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils


def apply(db: sqlite_utils.Database) -> None:
    """Make the tables.

    `consents` holds what was accepted at install or after an update, not what is still to be
    asked: so a row that goes missing asks again instead of allowing.
    """
    db.table("grants").create(
        {
            "app_id": str,
            "publisher": str,
            "scope": str,
            "answer": str,
            "at": str,
            "last_used_at": str,
            "mac": str,
        },
        pk=("app_id", "publisher", "scope"),
        not_null={"answer", "at", "mac"},
        strict=True,
    )
    db.table("consents").create(
        {"app_id": str, "publisher": str, "asked": str, "at": str, "mac": str},
        pk=("app_id", "publisher", "asked"),
        not_null={"at", "mac"},
        strict=True,
    )
