"""Publishers, apps and their versions; floors; what an uninstall has still to remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils


def apply(db: sqlite_utils.Database) -> None:
    """Make the tables. `mac` seals a row's other columns (host.store.seal)."""
    db.table("publishers").create(
        {
            "key_id": str,
            "public_key": str,
            "trusted_how": str,
            "trusted_at": str,
            "mac": str,
        },
        pk="key_id",
        not_null={"public_key", "trusted_how", "trusted_at", "mac"},
        strict=True,
    )
    db.table("apps").create(
        {
            "app_id": str,
            "publisher": str,
            "head_key": str,
            "origin_kind": str,
            "origin_place": str,
            "current_code": int,
            "previous_code": int,
            "floor_code": int,
            "floor_digest": str,
            "pinned": int,
            "installed_at": str,
            "updated_at": str,
            "mac": str,
        },
        pk="app_id",
        not_null={
            "publisher",
            "head_key",
            "origin_kind",
            "origin_place",
            "current_code",
            "floor_code",
            "floor_digest",
            "pinned",
            "installed_at",
            "updated_at",
            "mac",
        },
        strict=True,
    )
    db.table("versions").create(
        {
            "app_id": str,
            "code": int,
            "name": str,
            "title": str,
            "kind": str,
            "index_digest": str,
            "envelope": bytes,
            "declared": str,
            "files": int,
            "size_bytes": int,
            "installed_at": str,
            "mac": str,
        },
        pk=("app_id", "code"),
        foreign_keys=[("app_id", "apps", "app_id")],
        not_null={
            "name",
            "title",
            "kind",
            "index_digest",
            "envelope",
            "declared",
            "files",
            "size_bytes",
            "installed_at",
            "mac",
        },
        strict=True,
    )
    db.table("floors").create(
        {"root_sha256": str, "floors": str, "mac": str},
        pk="root_sha256",
        not_null={"floors", "mac"},
        strict=True,
    )
    db.table("tombstones").create(
        {"app_id": str, "publisher": str, "host": str, "at": str},
        pk=("app_id", "publisher"),
        not_null={"host", "at"},
        strict=True,
    )
