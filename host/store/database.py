"""The library's SQLite database: one connection, owned by one thread.

sqlite-utils takes 125 ms to import (its plug-in, click and date parsers with it), against
5 ms for `sqlite3`. So the launch path reads and writes the same connection by `read` and
`write`, which hand out the plain `sqlite3.Connection`; `call` and `run` hand out
`sqlite_utils.Database` and load it, in the database's thread, the first time.
"""

from __future__ import annotations

import asyncio
import logging
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self, TypeVar

from bridge.errors import DiskFailed, StoreBusy, StoreCorrupt, StoreError, StoreFull
from host.store.durable import full_disk_typed
from host.store.migrations import LATEST, migrate, version_of

if TYPE_CHECKING:
    import sqlite_utils

log = logging.getLogger("fanlight.store")

BUSY_TIMEOUT_MS = 5_000
REST_S = 0.001

_STATE: Final = "PRAGMA data_version"

# The system refused; nothing was learnt about the file (https://sqlite.org/rescode.html).
_SYSTEMS = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")

T = TypeVar("T")


def utc_now() -> str:
    """This moment as ISO 8601 in UTC with milliseconds, as all rows hold it; sorts as text."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class _Job(Protocol):
    def work(self, connection: sqlite3.Connection) -> None: ...

    def fail(self, error: BaseException) -> None: ...


class _Call(_Job):
    """One function to run in a transaction, and the future its result goes to."""

    def __init__(
        self, act: Callable[[sqlite3.Connection], T], begin: str, future: Future[T]
    ) -> None:
        def work(connection: sqlite3.Connection) -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = _in_transaction(connection, act, begin)
            except sqlite3.Error as error:
                future.set_exception(_typed(error))
            except BaseException as error:  # it belongs to whoever waits for the future
                future.set_exception(error)
            else:
                future.set_result(result)

        def fail(error: BaseException) -> None:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)

        self._work, self._fail = work, fail

    def work(self, connection: sqlite3.Connection) -> None:
        self._work(connection)

    def fail(self, error: BaseException) -> None:
        self._fail(error)


def _no_matter(_went_through: bool) -> None: ...


class Database:
    """A connection of its own thread. Each function given to it is one transaction.

    It commits when the function returns and rolls back when it raises. WAL, so that readers in
    other processes go on during a write (https://sqlite.org/wal.html); `synchronous=FULL`, so
    that a commit survives a power cut; foreign keys on.
    Raises, from every method: StoreBusy (another process writes for longer than
    BUSY_TIMEOUT_MS), StoreFull, DiskFailed, StoreCorrupt.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._wrapped: sqlite_utils.Database | None = None
        self._watching: sqlite3.Connection | None = None
        self._is_to_watch = False
        self._thread = threading.Thread(target=self._serve, name="fanlight-database", daemon=True)
        self._thread.start()

    def read(self, act: Callable[[sqlite3.Connection], T]) -> T:
        """Run `act` on a consistent snapshot and wait for its result."""
        return self._submit(act, "BEGIN").result()

    async def run_read(self, act: Callable[[sqlite3.Connection], T]) -> T:
        """As `read`, without blocking the event loop."""
        return await asyncio.wrap_future(self._submit(act, "BEGIN"))

    def write(self, act: Callable[[sqlite3.Connection], T]) -> T:
        """Run `act` as the only writer and wait for its result."""
        return self._submit(act, "BEGIN IMMEDIATE").result()

    async def run_write(self, act: Callable[[sqlite3.Connection], T]) -> T:
        """As `write`, without blocking the event loop."""
        return await asyncio.wrap_future(self._submit(act, "BEGIN IMMEDIATE"))

    def call(self, act: Callable[[sqlite_utils.Database], T]) -> T:
        """As `write`, with sqlite-utils."""
        return self.write(lambda connection: act(self._wrap(connection)))

    async def run(self, act: Callable[[sqlite_utils.Database], T]) -> T:
        """As `call`, without blocking the event loop."""
        return await self.run_write(lambda connection: act(self._wrap(connection)))

    def post(
        self,
        act: Callable[[sqlite3.Connection], None],
        settled: Callable[[bool], None] = _no_matter,
    ) -> None:
        """As `write`, without waiting; a failure is logged, for rows nothing depends on.

        `settled` is told in the database's thread whether it went through.
        """

        def done(future: Future[None]) -> None:
            _log_failure(future)
            settled(future.exception() is None)

        self._submit(act, "BEGIN IMMEDIATE", done)

    def state(self) -> int | None:
        """A number that is another one once anybody has written, this process or another. None
        where it is not known, as at first. Takes some microseconds and waits for nobody; of one
        thread alone.

        By `PRAGMA data_version` of a connection that writes nothing: of the one that writes it
        would not tell its own commits (https://sqlite.org/pragma.html#pragma_data_version).
        """
        if self._watching is None:
            if not self._is_to_watch:
                self._is_to_watch = True
                # To open it may wait for the disk.
                self._submit(self._watch, "BEGIN", _log_failure)
            return None
        try:
            return int(self._watching.execute(_STATE).fetchone()[0])
        except sqlite3.Error:
            return None

    def rest(self) -> bool:
        """In the midst of a long function given to this: leave the processor to who runs beside it
        for REST_S, unless somebody waits for the database. Says whether it did.
        """
        if not self._jobs.empty():
            return False
        time.sleep(REST_S)
        return True

    def close(self) -> None:
        """Finish what was asked for, close the connection and end the thread."""
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _submit(
        self,
        act: Callable[[sqlite3.Connection], T],
        begin: str,
        done: Callable[[Future[T]], None] | None = None,
    ) -> Future[T]:
        if not self._thread.is_alive():
            raise RuntimeError(f"the library {self.path} was closed")
        future: Future[T] = Future()
        if done is not None:
            future.add_done_callback(done)
        self._jobs.put(_Call(act, begin, future))
        return future

    def _wrap(self, connection: sqlite3.Connection) -> sqlite_utils.Database:
        if self._wrapped is None:
            import sqlite_utils

            self._wrapped = sqlite_utils.Database(connection, execute_plugins=False)
        return self._wrapped

    def _serve(self) -> None:
        try:
            connection = self._open()
        except Exception as error:
            refusal = _typed(error) if isinstance(error, sqlite3.Error) else error
            while (job := self._jobs.get()) is not None:
                job.fail(refusal)
            return
        try:
            while (job := self._jobs.get()) is not None:
                job.work(connection)
        finally:
            # Not the last one to close: that clears up after all.
            watching, self._watching = self._watching, None
            if watching is not None:
                watching.close()
            connection.close()

    def _watch(self, _held: sqlite3.Connection) -> None:
        # No timeout: who asks waits for no other program.
        watching = sqlite3.connect(
            self.path, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            watching.execute("PRAGMA query_only = ON")
            watching.execute(_STATE).fetchone()
        except BaseException:
            watching.close()
            raise
        self._watching = watching

    def _open(self) -> sqlite3.Connection:
        # Made here rather than by SQLite, which would leave it readable to others.
        with full_disk_typed("opening the library"):
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        connection = sqlite3.connect(
            self.path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None
        )
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            if version_of(connection) != LATEST:
                _in_transaction(
                    connection, lambda held: migrate(self._wrap(held)), "BEGIN IMMEDIATE"
                )
        except BaseException:
            connection.close()
            raise
        return connection


def _log_failure(future: Future[None]) -> None:
    if (error := future.exception()) is not None:
        log.warning("a row was not kept: %s", error)


def _in_transaction(
    connection: sqlite3.Connection, act: Callable[[sqlite3.Connection], T], begin: str
) -> T:
    connection.execute(begin)
    try:
        result = act(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def _typed(error: sqlite3.Error) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy("another program is writing the library; try again in a moment")
    if name.startswith("SQLITE_FULL"):
        return StoreFull("the disk is full: the library was left as it was; free some space")
    if name.startswith(_SYSTEMS):
        return DiskFailed(
            f"the library could not be read or written ({name}: {error}); look after the disk, "
            "then try again",
            reason=str(error),
        )
    return StoreCorrupt(
        f"the library's database cannot be used ({name or 'error'}: {error}); try once more, and "
        "if it stays so restore it from a backup, or move library.db away and install again",
        reason=str(error),
    )
