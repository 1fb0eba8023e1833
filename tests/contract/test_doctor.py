"""What `fanlight doctor` sees of the library (host.diag.contents), looking only."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bridge.names import Digest
from host.diag.check import Check, Health
from host.diag.contents import flaws, left_over
from host.diag.doctor import examine
from host.paths import Home
from host.store.store import Store
from tests.package_forge import PAGE
from tests.store_apps import HELLO, home, install, package

MANY = {f"common/{number}.txt": bytes([number]) * 900 for number in range(40)}


def library(place: Home) -> Check:
    (found,) = [check for check in examine(place) if check.name == "library"]
    return found


@pytest.fixture
def place(tmp_path: Path) -> Home:
    """Two versions of an app: one is current, one is kept."""
    made = home(tmp_path)
    with Store(made) as store:
        install(store, package(1))
        install(store, package(2, more=MANY))
    return made


def _page_changed(place: Home) -> None:
    digest = Digest.of(PAGE)
    (place.blobs / digest[:2] / digest[2:]).write_bytes(b"x" * len(PAGE))


def _page_gone(place: Home) -> None:
    digest = Digest.of(PAGE)
    (place.blobs / digest[:2] / digest[2:]).unlink()


def _pack_cut_short(place: Home) -> None:
    (pack,) = (place.blobs / "packs").iterdir()
    pack.write_bytes(pack.read_bytes()[:-1])


def _kept_version_changed(place: Home) -> None:
    digest = Digest.of(b"/* 1 */")
    (place.blobs / digest[:2] / digest[2:]).write_bytes(b"/* 9 */")


def _row_edited(place: Home) -> None:
    held = sqlite3.connect(place.database)
    held.execute("UPDATE apps SET floor_code = 1")
    held.commit()
    held.close()


def _database_cut(place: Home) -> None:
    place.database.write_bytes(place.database.read_bytes()[:5000])


def _key_gone(place: Home) -> None:
    (place.root / "receipts.key").unlink()


def _key_changed(place: Home) -> None:
    (place.root / "receipts.key").write_bytes(bytes(32))


def _open_to_others(place: Home) -> None:
    place.blobs.chmod(0o777)


def state(place: Home) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(place.root)): path.read_bytes() if path.is_file() else None
        for path in place.root.rglob("*")
        if not path.name.startswith("library.db-")  # SQLite's own, for any reader
    }


def test_a_sound_library_and_none_at_all(place: Home, tmp_path: Path) -> None:
    assert library(place) == Check("library", Health.OK, "every installed file is whole")
    assert library(Home(tmp_path / "nowhere")).health is Health.OK


@pytest.mark.parametrize(
    ("harm", "word"),
    [
        (_page_changed, "missing or changed, pages/index/index.html"),
        (_page_gone, "missing or changed, pages/index/index.html"),
        (_pack_cut_short, "missing"),
        (_kept_version_changed, "missing or changed, app.css"),
        (_row_edited, "changed from outside"),
        (_database_cut, "library.db"),
        (_key_gone, "receipts.key is missing"),
        (_key_changed, "changed from outside"),
        (_open_to_others, "can be written to by other users"),
    ],
)
def test_what_is_wrong_is_found_and_left_as_it_is(
    place: Home, harm: Callable[[Home], None], word: str
) -> None:
    harm(place)
    before = state(place)
    found = library(place)
    assert found.health is Health.FAILED
    assert word in found.finding
    assert found.advice
    assert state(place) == before


def test_what_was_broken_off_is_told_until_the_next_start(place: Home) -> None:
    (place.staging / "blobs-0123").mkdir()
    held = sqlite3.connect(place.database)
    held.execute("INSERT INTO tombstones VALUES ('org.example.gone', ?, '', '')", ("0" * 64,))
    held.commit()
    held.close()
    found = library(place)
    assert found.health is Health.WARNING
    assert "blobs-0123" in found.finding
    assert "the removal of org.example.gone" in found.finding
    Store(place).close()
    assert library(place).health is Health.OK
    assert list(left_over(place)) == []
    assert list(flaws(place)) == []


def test_a_library_of_an_earlier_program_is_not_called_damaged(place: Home) -> None:
    with Store(place) as store:
        store.uninstall(HELLO)
    held = sqlite3.connect(place.database)
    held.execute(
        "DELETE FROM _sqlite_migrations WHERE rowid = (SELECT max(rowid) FROM _sqlite_migrations)"
    )
    held.commit()
    held.close()
    assert library(place).health is Health.OK
