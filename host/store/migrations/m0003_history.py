"""What happened: launches and their marks, and the audit of calls and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils


def apply(db: sqlite_utils.Database) -> None:
    """Make the tables; `marks` and `facts` are JSON, times milliseconds, sizes bytes."""
    db.table("launches").create(
        {
            "id": int,
            "app_id": str,
            "publisher": str,
            "version_code": int,
            "version_name": str,
            "launch": str,
            "engine": str,
            "page": str,
            "first_screen_ms": float,
            "marks": str,
            "facts": str,
            "at": str,
        },
        pk="id",
        not_null={
            "app_id",
            "publisher",
            "version_code",
            "version_name",
            "launch",
            "engine",
            "page",
            "marks",
            "facts",
            "at",
        },
        strict=True,
    )
    db.table("launches").create_index(["app_id", "launch", "version_code"])
    db.table("audit").create(
        {
            "id": int,
            "app_id": str,
            "instance": str,
            "method": str,
            "scope": str,
            "decision": str,
            "outcome": str,
            "took_ms": float,
            "call_bytes": int,
            "answer_bytes": int,
            "at": str,
        },
        pk="id",
        not_null={
            "app_id",
            "method",
            "outcome",
            "took_ms",
            "call_bytes",
            "answer_bytes",
            "at",
        },
        strict=True,
    )
    db.table("audit").create_index(["app_id", "id"])
