"""The database's schema, as numbered steps. Each is applied once, in order, and never edited.

sqlite-utils' own `Migrations` keeps the account (table `_sqlite_migrations`).
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from bridge.errors import StoreCorrupt
from host.store.migrations import (
    m0001_library,
    m0002_rights,
    m0003_history,
    m0004_reasons,
    m0005_launch_months,
    m0006_first_files,
    m0007_publisher_names,
    m0008_library_revision,
)

if TYPE_CHECKING:
    import sqlite_utils

_SET = "fanlight"
STEPS = (
    m0001_library,
    m0002_rights,
    m0003_history,
    m0004_reasons,
    m0005_launch_months,
    m0006_first_files,
    m0007_publisher_names,
    m0008_library_revision,
)
"""Modules with a function `apply(db)`; the name's number is the version it leads to."""
LATEST = len(STEPS)


def name_of(version: int) -> str:
    """The name, such as `0001_library`, of the step that leads to `version` (from 1)."""
    return STEPS[version - 1].__name__.rpartition(".m")[2]


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps were applied; without importing sqlite-utils.

    Raises StoreCorrupt when a newer program than this one has been here.
    """
    table = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    )
    if table.fetchone() is None:
        return 0
    names = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY name", (_SET,)
    )
    applied = [str(row[0]) for row in names]
    known = [name_of(version) for version in range(1, LATEST + 1)]
    if applied != known[: len(applied)]:
        raise StoreCorrupt(
            "the library's database was made by a newer Fanlight; use that one, or move "
            "library.db away and install again",
            known=LATEST,
            found=applied[-1],
        )
    return len(applied)


def migrate(db: sqlite_utils.Database, to_version: int = LATEST) -> None:
    """Apply the steps that are missing, up to `to_version`, in the caller's transaction."""
    from sqlite_utils import Migrations

    migrations = Migrations(_SET)
    for version in range(version_of(db.conn) + 1, to_version + 1):
        migrations(name=name_of(version))(STEPS[version - 1].apply)
    migrations.apply(db)
