"""The database: transactions, typed errors, and each migration from the one before."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bridge.errors import StoreBusy, StoreCorrupt
from host.store import database as database_file
from host.store.database import Database
from host.store.migrations import LATEST, STEPS, migrate, name_of, version_of

TABLES = {
    1: {"publishers", "apps", "versions", "floors", "tombstones"},
    2: {"grants", "consents"},
    3: {"launches", "audit"},
    4: set(),
    5: {"launch_months"},
    6: {"first_files"},
    7: {"publisher_names"},
    8: {"library_revision"},
}


def tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {str(row[0]) for row in rows} - {"sqlite_sequence", "_sqlite_migrations"}


def test_each_migration_is_listed_with_its_tables() -> None:
    assert sorted(TABLES) == list(range(1, LATEST + 1))
    assert [name_of(number)[:4] for number in sorted(TABLES)] == [
        f"{number:04}" for number in range(1, 9)
    ]
    assert len(STEPS) == LATEST


@pytest.mark.parametrize("version", range(1, LATEST + 1))
def test_a_migration_leads_from_the_previous_version(version: int, tmp_path: Path) -> None:
    import sqlite_utils

    path = tmp_path / "library.db"
    connection = sqlite3.connect(path, isolation_level=None)
    before = sqlite_utils.Database(connection)
    migrate(before, version - 1)
    assert version_of(connection) == version - 1
    old = tables(connection)
    if version > 1:
        connection.execute(
            "INSERT INTO tombstones VALUES ('org.example.a', 'key', 'host', '2026-01-01')"
        )
    migrate(before, version)
    assert version_of(connection) == version
    assert tables(connection) - old == TABLES[version]
    if version > 1:
        assert connection.execute("SELECT host FROM tombstones").fetchone()[0] == "host"
    connection.close()
    with Database(path) as database:
        assert database.read(version_of) == LATEST


def test_a_failed_migration_leaves_the_version_before(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE audit (id INTEGER)")  # in the way of step 3
    connection.commit()
    with Database(path) as database, pytest.raises(StoreCorrupt):
        database.read(version_of)
    assert version_of(connection) == 0
    assert tables(connection) == {"audit"}
    connection.close()


def test_a_library_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Database(path) as database:
        database.write(
            lambda held: held.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
                "VALUES ('fanlight', '9999_future', '')"
            )
        )
    with Database(path) as database, pytest.raises(StoreCorrupt, match="newer Fanlight"):
        database.read(version_of)


def test_a_raising_function_changes_nothing(tmp_path: Path) -> None:
    def act(held: sqlite3.Connection) -> None:
        held.execute("INSERT INTO tombstones VALUES ('a', 'b', 'c', 'd')")
        raise KeyError("told")

    with Database(tmp_path / "library.db") as database:
        with pytest.raises(KeyError, match="told"):
            database.write(act)
        count = "SELECT count(*) FROM tombstones"
        assert database.read(lambda held: held.execute(count).fetchone()[0]) == 0


async def test_the_loop_runs_on_while_the_database_works(tmp_path: Path) -> None:
    release = threading.Event()
    with Database(tmp_path / "library.db") as database:
        waiting = asyncio.create_task(database.run_read(lambda _: release.wait(30)))
        await asyncio.sleep(0)
        turns = 0
        while turns < 100:
            await asyncio.sleep(0)
            turns += 1
        assert not waiting.done()
        release.set()
        assert await waiting
        names = await database.run(lambda db: db.table_names())
        assert {"apps", "grants", "launches"} <= set(names)


def test_settings_and_rights_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Database(path) as database:

        def pragma(name: str) -> object:
            return database.read(lambda held: held.execute(f"PRAGMA {name}").fetchone()[0])

        assert pragma("journal_mode") == "wal"
        assert pragma("foreign_keys") == 1
        assert pragma("synchronous") == 2
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_writer_is_waited_for_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_file, "BUSY_TIMEOUT_MS", 50)
    path = tmp_path / "library.db"
    with Database(path) as database:
        database.read(lambda held: None)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            database.write(lambda held: held.execute("DELETE FROM tombstones"))
        assert database.read(lambda held: held.execute("SELECT 1").fetchone()[0]) == 1
        other.execute("ROLLBACK")
        other.close()
        database.write(lambda held: held.execute("DELETE FROM tombstones"))


def test_a_file_that_is_no_database_is_typed(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(b"not a database, but long enough to be looked at " * 40)
    with Database(path) as database:
        for _ in range(2):
            with pytest.raises(StoreCorrupt, match=r"library\.db"):
                database.read(lambda held: None)


def test_reading_the_library_does_not_import_sqlite_utils(tmp_path: Path) -> None:
    from host.paths import Home
    from host.store.store import Store

    with Store(Home(tmp_path / "home")) as store:
        store.library.installed()
    script = (
        "import sys; from pathlib import Path; from host.paths import Home; "
        "from host.store.store import Store; "
        f"store = Store(Home(Path({str(tmp_path / 'home')!r}))); store.library.installed(); "
        "store.close(); "
        "print(sorted({'sqlite_utils', 'filelock', 'httpx', 'tuf'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_long_write_rests_unless_somebody_waits_for_the_database(tmp_path: Path) -> None:
    with Database(tmp_path / "library.db") as database:
        assert database.write(lambda _: database.rest())

        def while_one_waits(_: sqlite3.Connection) -> bool:
            database.post(lambda _: None)
            return database.rest()

        assert not database.write(while_one_waits)
