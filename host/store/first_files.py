"""What the last launch of an app asked for before its first screen, in that order.

A hint and nothing more: who fetches by it looks each path up in a signed index, so a row that was
changed from outside has other files of the same package come first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from bridge.names import AppId, AppVersion, KeyId, PageRoute
from host.store.database import Database, utc_now
from sandbox.decoding import readable

MOST_PAGES = 2_000
"""Kept over all apps; the oldest go."""
_PATHS = msgspec.json.Decoder(readable(tuple[str, ...]))
_PLACE = "app_id = ? AND publisher = ? AND page = ?"


class FirstFiles:
    """Rows of the library's database, one for a page of an app, of its last launch."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, app_id: AppId, publisher: KeyId, page: PageRoute) -> tuple[str, ...]:
        """Paths in the package that was launched last; empty when none was. Raises StoreBusy,
        StoreCorrupt."""

        def act(held: sqlite3.Connection) -> tuple[str, ...]:
            query = f"SELECT paths FROM first_files WHERE {_PLACE}"
            row = held.execute(query, (app_id, publisher, page)).fetchone()
            try:
                return () if row is None else _PATHS.decode(str(row["paths"]))
            except msgspec.MsgspecError:
                return ()

        return self._database.read(act)

    async def keep(
        self,
        app_id: AppId,
        publisher: KeyId,
        page: PageRoute,
        version: AppVersion,
        paths: Sequence[str],
    ) -> None:
        """Note what a launch asked for; one that asked for the same as the last writes nothing.

        Raises StoreBusy, StoreFull, DiskFailed, StoreCorrupt.
        """
        place = (app_id, publisher, page)
        told = msgspec.json.encode(paths).decode()

        def is_known(held: sqlite3.Connection) -> bool:
            query = f"SELECT 1 FROM first_files WHERE {_PLACE} AND version_code = ? AND paths = ?"
            return held.execute(query, (*place, version.code, told)).fetchone() is not None

        def act(held: sqlite3.Connection) -> None:
            row = (*place, version.code, told, utc_now())
            held.execute("INSERT OR REPLACE INTO first_files VALUES (?, ?, ?, ?, ?, ?)", row)
            held.execute(
                "DELETE FROM first_files WHERE rowid IN "
                "(SELECT rowid FROM first_files ORDER BY at DESC LIMIT -1 OFFSET ?)",
                (MOST_PAGES,),
            )

        if not await self._database.run_read(is_known):
            await self._database.run_write(act)
