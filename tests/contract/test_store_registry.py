"""Apps from a real registry on loopback: install, delta update, rotation, floors."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.errors import (
    ConsentNeeded,
    RegistryRollback,
    RegistryUnknown,
    RegistryUnreachable,
    TargetNotFound,
    UsageError,
)
from bridge.names import AppId
from host.paths import Home
from host.store.obtain import RegistryInstaller, Skipped
from host.store.origin import OriginKind
from host.store.registry import RegistryBook
from host.store.store import Store
from tests.registry_kit import HASTY, HELLO, BadServer, Shop
from tests.store_apps import read_all

FILLING = random.Random(1).randbytes(400_000)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    made = Shop(tmp_path / "shop")
    made.publish(1, FILLING)
    return made


@pytest.fixture
def server(shop: Shop) -> Iterator[BadServer]:
    with BadServer(shop.files) as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(Home(tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def book(store: Store, shop: Shop, server: BadServer) -> Iterator[RegistryBook]:
    with RegistryBook(store.home, store.floors, HASTY) as opened:
        opened.add(server.url, fingerprint=shop.root_sha256)
        yield opened


def test_install_then_update_by_ranges(store: Store, shop: Shop, book: RegistryBook) -> None:
    first = RegistryInstaller(store, book).install(HELLO)
    assert first.bytes_downloaded > len(FILLING)
    app = store.library.get(HELLO)
    assert (app.origin_kind, app.origin_place) == (OriginKind.REGISTRY, "shop")
    assert app.publisher == shop.alice.key_id
    assert read_all(store, HELLO) == 1
    assert list((store.home.staging / "downloads").iterdir()) == []
    assert RegistryInstaller(store, book).update(HELLO, by_name=True).skipped is Skipped.UP_TO_DATE
    shop.publish(2, FILLING)
    book.open("shop").refresh()
    update = RegistryInstaller(store, book).update(HELLO, by_name=False)
    assert update.report is not None
    assert update.report.version.code == 2
    assert update.report.bytes_reused >= len(FILLING)
    # Blocks of 64 KiB: the package's tail, and the start where its manifest stands.
    assert 0 < update.report.bytes_downloaded < len(FILLING) / 2
    assert read_all(store, HELLO) == 2


def test_an_update_says_that_the_registry_has_withdrawn_what_is_installed(
    store: Store, shop: Shop, book: RegistryBook
) -> None:
    installer = RegistryInstaller(store, book)
    installer.install(HELLO)
    shop.maker.yank(HELLO, 1)
    book.open("shop").refresh()
    assert installer.update(HELLO, by_name=True).skipped is Skipped.REVOKED
    shop.publish(2, FILLING)
    book.open("shop").refresh()
    report = installer.update(HELLO, by_name=True).report
    assert report is not None
    assert report.version.code == 2


def test_an_update_of_mostly_new_files_is_downloaded_whole(
    store: Store, shop: Shop, book: RegistryBook
) -> None:
    RegistryInstaller(store, book).install(HELLO)
    package = shop.publish(2, random.Random(2).randbytes(400_000))
    report = RegistryInstaller(store, book).update(HELLO, by_name=True).report
    assert report is not None
    assert report.bytes_downloaded == len(package)
    assert read_all(store, HELLO) == 2


@pytest.mark.parametrize("filling", [FILLING, b""], ids=["by ranges", "whole"])
def test_an_update_that_asks_for_more_is_refused_where_nobody_is_asked(
    store: Store, shop: Shop, book: RegistryBook, filling: bytes
) -> None:
    installer = RegistryInstaller(store, book)
    installer.install(HELLO)
    assert installer.has_update(HELLO) is False
    shop.publish(2, filling, scopes=("location",))
    book.open("shop").refresh()
    assert installer.has_update(HELLO) is True
    with pytest.raises(ConsentNeeded, match="scope:location"):
        installer.update(HELLO, by_name=False, widening=False)
    app = store.library.get(HELLO)
    assert (app.version.code, app.consent_needed, app.pinned) == (1, frozenset(), False)
    shop.publish(3, filling)
    book.open("shop").refresh()
    report = installer.update(HELLO, by_name=False, widening=False).report
    assert report is not None
    assert report.version.code == 3


@pytest.mark.parametrize("path", ["manifest.json", "pages/index/index.html", "common/filling.bin"])
def test_d1_an_update_by_name_fetches_what_was_changed(
    store: Store, book: RegistryBook, path: str
) -> None:
    installer = RegistryInstaller(store, book)
    installer.install(HELLO)
    file = store.library.bundle(HELLO).file(path)
    place = store.blobs.path(file.sha256)
    right = place.read_bytes()
    place.write_bytes(b"x" * len(right))
    assert installer.update(HELLO, by_name=False).skipped is Skipped.UP_TO_DATE
    report = installer.update(HELLO, by_name=True).report
    assert report is not None
    assert report.version.code == 1
    assert place.read_bytes() == right
    assert read_all(store, HELLO) == 1
    assert installer.update(HELLO, by_name=True).skipped is Skipped.UP_TO_DATE


def test_what_is_left_of_downloads_goes_with_time(
    store: Store, shop: Shop, book: RegistryBook
) -> None:
    folder = store.home.staging / "downloads"
    folder.mkdir()
    old, fresh = folder / "old.ma.part", folder / "fresh.ma.part"
    for path in (old, fresh):
        path.write_bytes(b"part")
    week_ago = time.time() - 8 * 24 * 3600
    os.utime(old, (week_ago, week_ago))
    RegistryInstaller(store, book).install(HELLO)
    assert [path.name for path in folder.iterdir()] == ["fresh.ma.part"]


def test_a_pinned_app_is_updated_by_name_only(store: Store, shop: Shop, book: RegistryBook) -> None:
    RegistryInstaller(store, book).install(HELLO)
    shop.publish(2, FILLING)
    RegistryInstaller(store, book).update(HELLO, by_name=True)
    store.roll_back(HELLO)
    installer = RegistryInstaller(store, book)
    assert installer.has_update(HELLO) is False
    assert installer.update(HELLO, by_name=False).skipped is Skipped.PINNED
    assert installer.update(HELLO, by_name=True).report is not None
    assert store.library.get(HELLO).pinned is False


def test_unknown_apps_registries_and_choices(
    store: Store, shop: Shop, server: BadServer, book: RegistryBook
) -> None:
    installer = RegistryInstaller(store, book)
    with pytest.raises(TargetNotFound):
        installer.install(AppId("org.alice.nothing"))
    with pytest.raises(RegistryUnknown):
        installer.install(HELLO, "elsewhere")
    book.add(server.url, fingerprint=shop.root_sha256, name="mirror")
    with pytest.raises(UsageError, match="mirror"):
        installer.install(HELLO)
    assert installer.install(HELLO, "mirror").version.code == 1
    assert store.library.get(HELLO).origin_place == "mirror"
    shop.publish(2, FILLING)
    assert installer.install(HELLO).version.code == 2  # from where it came


def test_without_any_registry(store: Store) -> None:
    with RegistryBook(store.home, store.floors, HASTY) as book:
        with pytest.raises(RegistryUnknown, match="registry add"):
            RegistryInstaller(store, book).install(HELLO)


def test_offline_the_installed_version_still_opens(
    store: Store, shop: Shop, tmp_path: Path
) -> None:
    with BadServer(shop.files) as server, RegistryBook(store.home, store.floors, HASTY) as book:
        book.add(server.url, fingerprint=shop.root_sha256)
        RegistryInstaller(store, book).install(HELLO)
    with RegistryBook(store.home, store.floors, HASTY) as book:
        with pytest.raises(RegistryUnreachable):
            RegistryInstaller(store, book).update(HELLO, by_name=True)
    assert read_all(store, HELLO) == 1


def test_s11_the_databases_floors_outlive_tufs_cache(
    store: Store, shop: Shop, book: RegistryBook
) -> None:
    import shutil

    old = shop.keep("old")
    shop.publish(2, FILLING)
    RegistryInstaller(store, book).install(HELLO)
    shop.put_back(old)
    shutil.rmtree(store.home.registries / "shop" / "cache")
    with RegistryBook(store.home, store.floors, HASTY) as fresh:
        with pytest.raises(RegistryRollback):
            RegistryInstaller(store, fresh).update(HELLO, by_name=True)
    assert read_all(store, HELLO) == 2
