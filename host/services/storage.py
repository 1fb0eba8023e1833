"""Storage of one app: one SQLite file, one thread, every change a transaction."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import msgspec

from bridge.api import storage
from bridge.api.storage import (
    MAX_APP_BYTES,
    MAX_VALUE_BYTES,
    KeyParams,
    SetStorageParams,
    StorageFacts,
    StoredValue,
)
from bridge.errors import InvalidParams, NotFound, QuotaExceeded, StoreCorrupt
from bridge.methods import Binding, Done, NoParams, bind

T = TypeVar("T")

ENTRY_OVERHEAD_BYTES = 32
"""What an entry costs beside its key and value, so that a million empty ones are not free."""
_BUSY_TIMEOUT_S = 5.0
_BUSY_RETRY_S = 0.005
_MAX_PAGES = 8192  # of 4 KiB: 32 MiB on disk, whatever is deleted and written again
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value BLOB NOT NULL, bytes INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS used (id INTEGER PRIMARY KEY CHECK (id = 1), bytes INTEGER NOT NULL);
INSERT OR IGNORE INTO used VALUES (1, 0);
CREATE TRIGGER IF NOT EXISTS entry_added AFTER INSERT ON entry
    BEGIN UPDATE used SET bytes = bytes + NEW.bytes; END;
CREATE TRIGGER IF NOT EXISTS entry_changed AFTER UPDATE OF bytes ON entry
    BEGIN UPDATE used SET bytes = bytes + NEW.bytes - OLD.bytes; END;
CREATE TRIGGER IF NOT EXISTS entry_removed AFTER DELETE ON entry
    BEGIN UPDATE used SET bytes = bytes - OLD.bytes; END;
"""


class AppStorage:
    """The keys and values of one app in one file. Blocking; `StorageService` moves it off."""

    def __init__(self, path: Path, *, can_grow: bool = True) -> None:
        """`path` is made at first use; its folder exists and belongs to the app alone. One that
        cannot grow behaves as on a full disk."""
        # SQLite takes what the file has already where that is more, and says that it is full.
        self._max_pages = _MAX_PAGES if can_grow else 1
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="app-storage")
        self._connection: sqlite3.Connection | None = None

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in a transaction on the one thread; undone when it raises.

        Raises QuotaExceeded when the disk is full, StoreCorrupt when the file is damaged.
        """
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, self._transaction, work
        )

    async def close(self) -> None:
        """Finish what is under way and close the file."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown(wait=False)

    def _transaction(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                value = work(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.DatabaseError as error:
            raise self._typed(error) from error
        return value

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            # One thread uses it: the executor has no other.
            connection = sqlite3.connect(
                self._path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
            try:
                _switch_to_wal(connection)
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute(f"PRAGMA max_page_count = {_MAX_PAGES}")
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.executescript(_SCHEMA)
                connection.execute(f"PRAGMA max_page_count = {self._max_pages}")
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _typed(self, error: sqlite3.DatabaseError) -> Exception:
        code = getattr(error, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_FULL:
            return QuotaExceeded("the app's storage cannot grow: the disk or its file is full")
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return StoreCorrupt(f"{self._path.name} of the app is damaged", path=str(self._path))
        return error


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """The switch needs the file alone and does not wait for it as other statements do."""
    given_up_s = time.monotonic() + _BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > given_up_s:
                raise
            time.sleep(_BUSY_RETRY_S)


class StorageService:
    """The storage APIs over one app's file."""

    def __init__(self, store: AppStorage) -> None:
        self._store = store

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(storage.SET_STORAGE, self.set),
            bind(storage.GET_STORAGE, self.get),
            bind(storage.REMOVE_STORAGE, self.remove),
            bind(storage.CLEAR_STORAGE, self.clear),
            bind(storage.GET_STORAGE_INFO, self.facts),
        )

    async def set(self, params: SetStorageParams) -> Done:
        """Raises InvalidParams, QuotaExceeded; then nothing has changed."""
        key, value = params.key, bytes(params.data)
        if len(value) > MAX_VALUE_BYTES:
            raise QuotaExceeded(
                f"setStorage: the value of {len(value)} bytes is over {MAX_VALUE_BYTES} a key",
                limit_bytes=MAX_VALUE_BYTES,
            )
        try:
            value.decode()
        except UnicodeDecodeError:
            raise InvalidParams("setStorage: data is not UTF-8") from None
        cost = len(key.encode()) + len(value) + ENTRY_OVERHEAD_BYTES

        def work(database: sqlite3.Connection) -> None:
            database.execute(
                "INSERT INTO entry (key, value, bytes) VALUES (?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value, bytes = excluded.bytes",
                (key, value, cost),
            )
            if _used_bytes(database) > MAX_APP_BYTES:
                raise QuotaExceeded(
                    f"setStorage: the app's {MAX_APP_BYTES} bytes are used up; remove some keys",
                    limit_bytes=MAX_APP_BYTES,
                )

        await self._store.run(work)
        return Done()

    async def get(self, params: KeyParams) -> StoredValue:
        """Raises NotFound."""

        def work(database: sqlite3.Connection) -> bytes | None:
            row = database.execute(
                "SELECT value FROM entry WHERE key = ?", (params.key,)
            ).fetchone()
            return None if row is None else bytes(row[0])

        value = await self._store.run(work)
        if value is None:
            raise NotFound(f"getStorage: no value under {params.key[:80]!r}")
        return StoredValue(data=msgspec.Raw(value))

    async def remove(self, params: KeyParams) -> Done:
        await self._store.run(
            lambda database: database.execute("DELETE FROM entry WHERE key = ?", (params.key,))
        )
        return Done()

    async def clear(self, params: NoParams) -> Done:
        await self._store.run(lambda database: database.execute("DELETE FROM entry"))
        return Done()

    async def facts(self, params: NoParams) -> StorageFacts:
        def work(database: sqlite3.Connection) -> StorageFacts:
            rows = database.execute("SELECT key FROM entry ORDER BY seq")
            return StorageFacts(
                keys=[str(row[0]) for row in rows],
                current_size=-(-_used_bytes(database) // 1024),
                limit_size=MAX_APP_BYTES // 1024,
            )

        return await self._store.run(work)


def _used_bytes(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT bytes FROM used").fetchone()[0])
