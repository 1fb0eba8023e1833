"""The rows that say what is installed: read with their seals checked, written in one piece."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from bridge.errors import NotInstalled, StoreCorrupt
from bridge.names import AppId, KeyId
from host.store.origin import OriginKind
from host.store.revocations import Revoked, read_revoked
from host.store.rows import (
    AppRow,
    PublisherNameRow,
    PublisherRow,
    VersionRow,
    put_row,
    read_row,
)
from host.store.seal import Seal


class Receipt(msgspec.Struct, frozen=True):
    """An installed app and its current version; both seals hold."""

    app: AppRow
    version: VersionRow


class Receipts:
    """Reads and writes rows in the caller's transaction (a connection of host.store.database)."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def find(self, held: sqlite3.Connection, app_id: AppId) -> AppRow | None:
        """The app's row, None when it is not installed. Raises StoreCorrupt if it was edited."""
        raw = held.execute("SELECT * FROM apps WHERE app_id = ?", (app_id,)).fetchone()
        if raw is None:
            return None
        row = read_row(AppRow, raw)
        if not row.intact(self._seal):
            raise _edited(app_id)
        return row

    def get(self, held: sqlite3.Connection, app_id: AppId) -> Receipt:
        """The app and its current version. Raises NotInstalled or StoreCorrupt."""
        app = self.find(held, app_id)
        if app is None:
            raise NotInstalled(
                f"{app_id} is not installed; `fanlight list` shows what is", app_id=app_id
            )
        version = self.version(held, app_id, app.current_code)
        if version is None:
            raise _edited(app_id)
        return Receipt(app, version)

    def version(self, held: sqlite3.Connection, app_id: AppId, code: int) -> VersionRow | None:
        """One kept version. Raises StoreCorrupt if its row was edited."""
        raw = held.execute(
            "SELECT * FROM versions WHERE app_id = ? AND code = ?", (app_id, code)
        ).fetchone()
        if raw is None:
            return None
        row = read_row(VersionRow, raw)
        if not row.intact(self._seal):
            raise _edited(app_id)
        return row

    def app_ids(self, held: sqlite3.Connection) -> list[AppId]:
        """Every installed app, in the order of their ids."""
        return [AppId(row["app_id"]) for row in held.execute("SELECT app_id FROM apps ORDER BY 1")]

    def hosts(self, held: sqlite3.Connection) -> frozenset[str]:
        """The origin's host of every installed app (AppId.host)."""
        rows = held.execute("SELECT app_id, publisher FROM apps")
        return frozenset(AppId(row["app_id"]).host(row["publisher"]) for row in rows)

    def envelopes(self, held: sqlite3.Connection) -> list[bytes]:
        """The envelopes of all kept versions."""
        return [bytes(row["envelope"]) for row in held.execute("SELECT envelope FROM versions")]

    def publisher(self, held: sqlite3.Connection, key_id: KeyId) -> PublisherRow | None:
        """What is known of a key; None when unknown, or the row was edited: ask again."""
        raw = held.execute("SELECT * FROM publishers WHERE key_id = ?", (key_id,)).fetchone()
        if raw is None:
            return None
        try:
            row = read_row(PublisherRow, raw)
        except StoreCorrupt:
            return None
        return row if row.intact(self._seal) else None

    def publisher_name(self, held: sqlite3.Connection, app: AppRow) -> str | None:
        """What the app's registry calls its publisher; None where no registry vouches for the key
        that signed it, or the row was edited."""
        raw = held.execute(
            "SELECT * FROM publisher_names WHERE app_id = ?", (app.app_id,)
        ).fetchone()
        if raw is None or app.origin_kind is not OriginKind.REGISTRY:
            return None
        try:
            row = read_row(PublisherNameRow, raw)
        except StoreCorrupt:
            return None
        vouched = (row.registry, row.key_id) == (app.origin_place, app.head_key)
        return row.name if vouched and row.intact(self._seal) else None

    def revoked(self, held: sqlite3.Connection, app_id: AppId) -> Revoked:
        """What its registry has revoked of the app. Raises StoreCorrupt."""
        return read_revoked(held, self._seal, app_id)

    def put(
        self,
        held: sqlite3.Connection,
        rows: Iterable[AppRow | VersionRow | PublisherRow | PublisherNameRow],
    ) -> None:
        """Write rows under fresh seals, in the place of those with the same key."""
        for row in rows:
            put_row(held, row.sealed(self._seal))

    def keep_versions(self, held: sqlite3.Connection, app_id: AppId, codes: Iterable[int]) -> None:
        """Delete the rows of all other versions; their files stay until they are collected."""
        kept = set(codes)
        for row in held.execute("SELECT code FROM versions WHERE app_id = ?", (app_id,)).fetchall():
            if row["code"] not in kept:
                held.execute(
                    "DELETE FROM versions WHERE app_id = ? AND code = ?", (app_id, row["code"])
                )

    def highest_known(self, held: sqlite3.Connection, app_id: AppId) -> int:
        """The highest version code that any row, edited or not, knows of the app; 0 for none."""
        row = held.execute(
            "SELECT max(code) AS code FROM (SELECT code FROM versions WHERE app_id = :app "
            "UNION SELECT floor_code FROM apps WHERE app_id = :app)",
            {"app": app_id},
        ).fetchone()
        return int(row["code"] or 0)

    def remove(self, held: sqlite3.Connection, app_id: AppId) -> None:
        """Delete the app's receipts and rights."""
        for table in ("versions", "apps", "grants", "consents", "publisher_names"):
            held.execute(f"DELETE FROM {table} WHERE app_id = ?", (app_id,))

    def remove_history(self, held: sqlite3.Connection, app_id: AppId) -> None:
        """Delete the app's launches, those summed up too, what they asked for, and audit rows."""
        for table in ("launches", "launch_months", "first_files", "audit"):
            held.execute(f"DELETE FROM {table} WHERE app_id = ?", (app_id,))


def _edited(app_id: AppId) -> StoreCorrupt:
    return StoreCorrupt(
        f"what the library says of {app_id} was changed from outside; it is not opened. Install "
        "it again: its publisher and rights will be asked about anew",
        app_id=app_id,
    )
