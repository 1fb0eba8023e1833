"""SECURITY D1–D4, D7: the store's files and rows changed by somebody else."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bridge.errors import (
    DiskFailed,
    NotInstalled,
    PublisherUnknown,
    StoreCorrupt,
    VersionRollback,
)
from bridge.names import AppId, Digest
from bridge.permissions import Grant, Scope
from host.store.blobs import BlobStore
from host.store.registry.floors import Floors
from host.store.store import Store
from host.store.trust import TrustPolicy
from tests.package_forge import KEY, PAGE
from tests.store_apps import HELLO, home, install, package, read_all

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file kinds and modes")
PAGE_DIGEST = Digest.of(PAGE)


def edit(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement, values)
    connection.commit()
    connection.close()


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _grow(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def _link_to_same_content(path: Path) -> None:
    other = path.with_name("elsewhere")
    path.rename(other)
    path.symlink_to(other)


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _hard_link_to_other_content(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"x" * len(PAGE))
    path.unlink()
    os.link(other, path)


@posix
@pytest.mark.parametrize(
    "change",
    [_flip, _truncate, _grow, _link_to_same_content, _pipe, _folder, _hard_link_to_other_content],
)
def test_D01_D03_a_changed_blob_is_refused_and_installing_again_heals(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    with Store(home(tmp_path)) as store:
        install(store, package())
        place = store.blobs.path(PAGE_DIGEST)
        change(place)
        bundle = store.library.bundle(HELLO)
        with pytest.raises(StoreCorrupt, match="changed on disk"):
            bundle.read("pages/index/index.html")
        assert not os.path.lexists(place)
        assert len(list((store.blobs.root / "quarantine").iterdir())) == 1
        report = install(store, package())
        assert report.bytes_reused > 0
        assert read_all(store) == 1
        store.collect()
        assert not (store.blobs.root / "quarantine").exists()


def _read_refused(place: Path) -> Callable[[], None]:
    """Take away the right to read, as a fault of the system or of rights would."""
    mode = place.stat().st_mode
    place.chmod(0)
    return lambda: place.chmod(mode)


not_root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything"
)
MANY = {f"common/{number}.txt": bytes([number]) * 900 for number in range(40)}


@not_root
def test_D05_a_file_that_could_not_be_read_is_not_taken_for_changed(tmp_path: Path) -> None:
    with Store(home(tmp_path)) as store:
        install(store, package())
        restore = _read_refused(store.blobs.path(PAGE_DIGEST))
        bundle = store.library.bundle(HELLO)
        with pytest.raises(DiskFailed):
            bundle.read("pages/index/index.html")
        restore()
        assert read_all(store) == 1
        assert not (store.blobs.root / "quarantine").exists()


@not_root
@pytest.mark.parametrize("known", [False, True])
def test_D05_a_pack_that_could_not_be_read_is_not_removed(tmp_path: Path, known: bool) -> None:
    place = home(tmp_path)
    with Store(place) as store:
        install(store, package(more=MANY))
    with Store(place) as store:
        if known:
            assert read_all(store) == 1
        (pack,) = (store.blobs.root / "packs").iterdir()
        restore = _read_refused(pack)
        with pytest.raises(DiskFailed):
            read_all(store)
        with contextlib.suppress(DiskFailed):
            store.collect()
        restore()
        assert read_all(store) == 1


@not_root
def test_D05_a_pack_that_could_not_be_read_is_not_repacked_without_its_contents(
    tmp_path: Path,
) -> None:
    other = AppId("org.example.other")
    with Store(home(tmp_path)) as store:
        install(store, package(more=MANY))
        install(store, package(app_id=other))  # of what the pack holds
        (pack,) = (store.blobs.root / "packs").iterdir()
        restore = _read_refused(pack)
        with pytest.raises(DiskFailed):
            store.uninstall(HELLO)
        restore()
        assert read_all(store, other) == 1
        assert store.library.find(HELLO) is None
    with Store(home(tmp_path)) as store:  # and what was begun is finished
        assert read_all(store, other) == 1
        assert list(store.home.staging.iterdir()) == []


@not_root
def test_D05_a_database_that_cannot_be_opened_is_not_called_damaged(tmp_path: Path) -> None:
    place = home(tmp_path)
    with Store(place) as store:
        install(store, package())
    restore = _read_refused(place.database)
    with pytest.raises(DiskFailed):
        Store(place)
    restore()
    with Store(place) as store:
        assert read_all(store) == 1


def test_D05_what_a_first_start_left_of_the_key_is_taken_away(tmp_path: Path) -> None:
    place = home(tmp_path)
    place.prepare()
    (place.root / "receipts.key.new").write_bytes(b"half")
    with Store(place) as store:
        install(store, package())
    assert not (place.root / "receipts.key.new").exists()
    with Store(place) as store:
        assert read_all(store) == 1


def test_D02_bytes_that_change_under_the_reader_always_hash_to_the_index(tmp_path: Path) -> None:
    (tmp_path / "blobs").mkdir()
    (tmp_path / "staging").mkdir()
    store = BlobStore(tmp_path / "blobs")
    good, bad = b"g" * 4096, b"b" * 4096
    digest = store.put(good)
    place, spare = store.path(digest), tmp_path / "spare"
    stop = threading.Event()

    def swap() -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            spare.write_bytes(bad if turn % 2 else good)
            os.replace(spare, place)

    swapper = threading.Thread(target=swap)
    swapper.start()
    served = refused = 0
    try:
        for _ in range(10_000):
            try:
                assert store.read(digest, 4096) == good
                served += 1
            except StoreCorrupt:
                refused += 1
    finally:
        stop.set()
        swapper.join()
    assert served + refused == 10_000
    assert served > 0
    assert refused > 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE apps SET floor_code = 1",
        "UPDATE apps SET head_key = '" + "0" * 64 + "'",
        "UPDATE apps SET publisher = '" + "0" * 64 + "'",
        "UPDATE apps SET origin_kind = 'registry', origin_place = 'mine'",
        "UPDATE apps SET origin_kind = 'nonsense'",
        "UPDATE apps SET mac = ''",
        "UPDATE versions SET declared = '[]'",
        "UPDATE versions SET envelope = x'00'",
        "UPDATE versions SET index_digest = '" + "0" * 64 + "'",
        "DELETE FROM versions WHERE code = 2",
    ],
)
def test_D04_an_edited_receipt_is_not_opened_and_asks_anew(tmp_path: Path, statement: str) -> None:
    place = home(tmp_path)
    with Store(place) as store:
        install(store, package(1))
        install(store, package(2, scopes=["location"], request=["https://a.example"]))
        store.grants.remember(HELLO, KEY.key_id, Scope.LOCATION, Grant.ALLOW)
    edit(place.database, statement)
    with Store(place) as store:
        with pytest.raises(StoreCorrupt):
            store.library.get(HELLO)
        assert store.library.installed() == ()
        assert [app.app_id for app in store.library.damaged()] == [HELLO]
        with pytest.raises(StoreCorrupt):
            store.library.bundle(HELLO)
        if "apps" in statement:  # the version's own rows say nothing of who is trusted
            with pytest.raises(PublisherUnknown):
                install(store, package(2), TrustPolicy())
            assert store.library.installed() == ()
        if "floor" in statement:
            with pytest.raises(VersionRollback):
                install(store, package(1))
        install(store, package(2, scopes=["location"], request=["https://a.example"]))
        assert read_all(store) == 2
        if "apps" in statement:
            assert store.grants.answer(HELLO, KEY.key_id, Scope.LOCATION) is None


@pytest.mark.parametrize(
    ("scope", "answer", "edited", "left"),
    [
        (Scope.LOCATION, Grant.DENY, Grant.ALLOW, None),
        (Scope.CLIPBOARD_WRITE, Grant.DENY, Grant.ALLOW, Grant.DENY),
    ],
)
def test_D04_an_edited_grant_never_widens(
    tmp_path: Path, scope: Scope, answer: Grant, edited: Grant, left: Grant | None
) -> None:
    place = home(tmp_path)
    with Store(place) as store:
        store.grants.remember(HELLO, KEY.key_id, scope, answer)
    edit(place.database, "UPDATE grants SET answer = ?", edited.value)
    with Store(place) as store:
        assert store.grants.answer(HELLO, KEY.key_id, scope) == left
        assert store.grants.all(HELLO, KEY.key_id) == ()


def test_D04_a_grant_moved_from_another_app_or_scope_is_none(tmp_path: Path) -> None:
    place = home(tmp_path)
    with Store(place) as store:
        store.grants.remember(HELLO, KEY.key_id, Scope.LOCATION, Grant.ALLOW)
    edit(
        place.database,
        "INSERT INTO grants SELECT 'org.example.other', publisher, scope, answer, at, "
        "last_used_at, mac FROM grants",
    )
    edit(
        place.database,
        "INSERT INTO grants SELECT app_id, publisher, 'notification', answer, at, "
        "last_used_at, mac FROM grants WHERE app_id = 'org.example.hello'",
    )
    with Store(place) as store:
        other = type(HELLO)("org.example.other")
        assert store.grants.answer(HELLO, KEY.key_id, Scope.LOCATION) is Grant.ALLOW
        assert store.grants.answer(HELLO, KEY.key_id, Scope.NOTIFICATION) is None
        assert store.grants.answer(other, KEY.key_id, Scope.LOCATION) is None


def test_D04_a_forged_consent_or_publisher_is_asked_about(tmp_path: Path) -> None:
    place = home(tmp_path)
    with Store(place) as store:
        install(store, package(1))
        install(store, package(2, request=["https://evil.example"]))
        asked = next(iter(store.library.get(HELLO).consent_needed))
    edit(
        place.database,
        "INSERT INTO consents VALUES (?, ?, ?, '2026', ?)",
        HELLO,
        KEY.key_id,
        asked,
        "0" * 64,
    )
    edit(place.database, "UPDATE publishers SET trusted_at = 'earlier'")
    with Store(place) as store:
        assert store.library.get(HELLO).consent_needed == {asked}
        store.uninstall(HELLO)
        with pytest.raises(PublisherUnknown):
            install(store, package(2), TrustPolicy())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE floors SET floors = '{}' WHERE root_sha256 <> '*'",
        "DELETE FROM floors WHERE root_sha256 LIKE 'a%'",
        "DELETE FROM floors WHERE root_sha256 = '*'",
    ],
)
def test_D04_registry_floors_cannot_be_lowered(tmp_path: Path, statement: str) -> None:
    place = home(tmp_path)
    one, other = Digest("a" * 64), Digest("b" * 64)
    with Store(place) as store:
        assert store.floors.get(one) == Floors()
        store.floors.set(one, Floors(timestamp_version=5))
        store.floors.set(other, Floors(timestamp_version=7))
        store.floors.set(one, Floors(timestamp_version=6))
        assert store.floors.get(one).timestamp_version == 6
        assert store.floors.get(other).timestamp_version == 7
    edit(place.database, statement)
    with Store(place) as store:
        with pytest.raises(StoreCorrupt):
            store.floors.get(one)
        with pytest.raises(StoreCorrupt):
            store.floors.set(one, Floors())


def test_D04_without_the_key_nothing_is_believed(tmp_path: Path) -> None:
    place = home(tmp_path)
    with Store(place) as store:
        install(store, package())
    (place.root / "receipts.key").unlink()
    with Store(place) as store, pytest.raises(StoreCorrupt):
        store.library.get(HELLO)


@posix
@pytest.mark.parametrize(
    "name", ["", "blobs", "staging", "keys", "profiles", "library.db", "receipts.key"]
)
@pytest.mark.parametrize("mode", [0o020, 0o002])
def test_D07_a_home_others_can_write_to_is_refused(tmp_path: Path, name: str, mode: int) -> None:
    place = home(tmp_path)
    Store(place).close()
    with Store(place) as store:
        store.library.installed()
    path = place.root / name
    path.chmod(path.stat().st_mode | mode)
    with pytest.raises(StoreCorrupt, match="chmod go-w"):
        Store(place)
    path.chmod(path.stat().st_mode & ~mode)
    Store(place).close()


@posix
def test_D07_a_home_of_another_user_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = home(tmp_path)
    Store(place).close()
    somebody = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: somebody)
    with pytest.raises(StoreCorrupt, match="belongs to another user"):
        Store(place)


def test_an_app_that_was_never_there(tmp_path: Path) -> None:
    with Store(home(tmp_path)) as store:
        with pytest.raises(NotInstalled):
            store.library.get(HELLO)
        assert store.library.find(HELLO) is None
