"""Rows S05, S07 and S10 between registries: what one is called makes it no other one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bridge.errors import PublisherChanged, RegistryUnknown, UsageError
from bridge.names import Digest
from host.dev.publish.keys import Role
from host.dev.publish.tree import sign
from host.paths import Home
from host.store.arrive import begin_arrival
from host.store.obtain import RegistryInstaller
from host.store.registry import RegistryBook
from host.store.store import Store
from tests.registry_kit import HASTY, HELLO, BadServer, Shop
from tests.store_apps import read_all


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(Home(tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def book(store: Store) -> Iterator[RegistryBook]:
    with RegistryBook(store.home, store.floors, HASTY) as opened:
        yield opened


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    made = Shop(tmp_path / "shop")
    made.publish(1)
    return made


@pytest.fixture
def mallory(tmp_path: Path) -> Shop:
    """A registry of the same name whose operator names another key for the same publisher."""
    made = Shop(tmp_path / "mallory")
    made.publish(2)
    return made


def test_S07_a_registry_of_the_same_name_replaces_no_publishers_key(
    store: Store, book: RegistryBook, shop: Shop, mallory: Shop
) -> None:
    """ "We have moved: remove our registry, and add the new one." What came from the old one is
    updated by its own publisher's key, or not at all."""
    installer = RegistryInstaller(store, book)
    with BadServer(shop.files) as server, BadServer(mallory.files) as moved:
        book.add(server.url, fingerprint=shop.root_sha256)
        installer.install(HELLO)
        book.remove("shop")
        with pytest.raises(UsageError, match="another registry was named shop"):
            book.add(moved.url, fingerprint=mallory.root_sha256, name="shop")
        entry = book.add(moved.url, fingerprint=mallory.root_sha256)
        assert (entry.name, [each.name for each in book.list()]) == ("shop-2", ["shop-2"])
        with pytest.raises(RegistryUnknown):
            installer.update(HELLO, by_name=False)
        with pytest.raises(PublisherChanged):
            installer.install(HELLO, "shop-2")
        assert read_all(store, HELLO) == 1
        # The number is no other's either, and the name is its own again.
        book.remove("shop-2")
        assert book.add(moved.url, fingerprint=mallory.root_sha256).name == "shop-2"
        assert book.add(server.url, fingerprint=shop.root_sha256).name == "shop"


def test_S07_a_registrys_later_root_keeps_its_name(book: RegistryBook, shop: Shop) -> None:
    """Its keys have signed it; one that they have not signed is another registry's."""
    keys = shop.bench.ring.load(Role.ROOT)
    root = shop.bench.tree.root()
    root.signed.version = 2
    later = sign(root, keys, datetime.now(UTC), 365)
    with BadServer(shop.files) as server:
        book.add(server.url, fingerprint=shop.root_sha256)
        book.remove("shop")
        shop.metadata("2.root.json").write_bytes(later)
        assert book.add(server.url, fingerprint=Digest.of(later)).name == "shop"


def test_S10_who_keeps_one_registry_away_does_not_choose_the_other(
    store: Store, book: RegistryBook, shop: Shop, mallory: Shop
) -> None:
    """An id that two registries have is chosen by a person, also while one of them is held back:
    the other's publisher would be taken for it."""
    with BadServer(mallory.files) as other:
        with BadServer(shop.files) as server:
            book.add(server.url, fingerprint=shop.root_sha256)
            book.add(other.url, fingerprint=mallory.root_sha256, name="other")
            with pytest.raises(UsageError, match="several registries have"):
                RegistryInstaller(store, book).find(HELLO)
        with RegistryBook(store.home, store.floors, HASTY) as later:
            installer = RegistryInstaller(store, later)
            with pytest.raises(UsageError, match="is not known"):
                installer.install(HELLO)
            with pytest.raises(UsageError, match="is not known"):
                begin_arrival(store, later, HELLO)
            assert store.library.installed() == ()
            # By its name it is had all the same.
            assert installer.install(HELLO, "other").version.code == 2
