"""A publisher's name is its registry's word, kept under seal; without one it is a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from bridge.names import AppId, KeyId
from host.compose.shown_rows import publisher_text
from host.launch.installed_source import InstalledSource
from host.paths import Home
from host.store.obtain import RegistryInstaller
from host.store.registry import RegistryBook
from host.store.store import Store
from host.store.trust import TrustPolicy
from tests.registry_kit import HASTY, HELLO, BadServer, Shop, app_package
from tests.store_apps import install

Damage = Callable[[Store], object]


def run(sql: str, *values: str) -> Damage:
    """Change the database behind the host's back."""
    return lambda store: store.database.write(lambda held: held.execute(sql, values))


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    made = Shop(tmp_path / "shop")
    made.publish(1)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(Home(tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def book(shop: Shop, store: Store) -> Iterator[RegistryBook]:
    with BadServer(shop.files) as server:
        with RegistryBook(store.home, store.floors, HASTY) as book:
            book.add(server.url, fingerprint=shop.root_sha256)
            yield book


@pytest.fixture
def installer(store: Store, book: RegistryBook) -> RegistryInstaller:
    return RegistryInstaller(store, book)


def shown(store: Store) -> str:
    """As the launcher's card has it."""
    (app,) = store.shown.read().apps
    return publisher_text(app)


def key_of(store: Store) -> str:
    """The beginning of the key, as a card has it."""
    head: KeyId = store.library.get(HELLO).head_key
    return f"{head.fingerprint[:19]} …"


def test_an_app_of_a_registry_has_its_publishers_name(
    store: Store, installer: RegistryInstaller
) -> None:
    installer.install(HELLO)
    app = store.library.get(HELLO)
    assert (app.publisher_name, app.as_json()["publisher_name"]) == ("alice", "alice")
    assert InstalledSource(store.library, HELLO).resolve().publisher_name == "alice"
    assert shown(store) == f"alice · {app.origin_place}"
    store.uninstall(HELLO)
    count = "SELECT count(*) FROM publisher_names"
    assert store.database.read(lambda held: held.execute(count).fetchone()[0]) == 0


def test_a_package_from_a_file_has_a_key_and_no_name(store: Store, shop: Shop) -> None:
    install(store, app_package(shop.alice), TrustPolicy(frozenset({shop.alice.key_id})))
    assert store.library.get(HELLO).publisher_name is None
    assert shown(store) == key_of(store)


@pytest.mark.parametrize(
    "damage",
    [
        run("UPDATE publisher_names SET name = 'fanlight'"),
        run("UPDATE publisher_names SET key_id = ?", "0" * 64),
        run("UPDATE publisher_names SET mac = ''"),
        run("UPDATE publisher_names SET app_id = 'org.alice.other'"),
        run("DELETE FROM publisher_names"),
    ],
    ids=["name", "key", "seal", "app", "gone"],
)
def test_a_name_that_was_changed_from_outside_is_not_shown(
    store: Store, installer: RegistryInstaller, damage: Damage
) -> None:
    installer.install(HELLO)
    damage(store)
    assert store.library.get(HELLO).publisher_name is None
    assert InstalledSource(store.library, HELLO).resolve().publisher_name is None


def test_one_apps_name_is_not_anothers(
    store: Store, shop: Shop, installer: RegistryInstaller
) -> None:
    """The seal holds which app it is of: bob's row under alice's id is nobody's word."""
    installer.install(HELLO)
    bobs = app_package(shop.bob, app_id=AppId("org.bob.hello"))
    shop.offer(bobs, "bob", shop.bob)
    installer.install(AppId("org.bob.hello"))
    run("DELETE FROM publisher_names WHERE app_id = ?", HELLO)(store)
    run("UPDATE publisher_names SET app_id = ?", HELLO)(store)
    assert store.library.get(HELLO).publisher_name is None


def test_a_name_is_learned_of_an_app_that_stays_as_it_is(
    store: Store, installer: RegistryInstaller
) -> None:
    """It was installed before names were kept."""
    installer.install(HELLO)
    run("DELETE FROM publisher_names")(store)
    apps = store.shown.read()
    store.shown.keep(apps, "en")
    assert shown(store) == key_of(store)
    installer.update(HELLO, by_name=False)
    assert store.library.get(HELLO).publisher_name == "alice"
    assert store.shown.kept("en") is None
    assert shown(store).startswith("alice · ")


def test_a_key_that_the_delegation_does_not_hold_gets_no_name(
    store: Store, shop: Shop, installer: RegistryInstaller, book: RegistryBook
) -> None:
    installer.install(HELLO)
    run("DELETE FROM publisher_names")(store)
    ref = book.open(store.library.get(HELLO).origin_place).resolve(HELLO)
    others = msgspec.structs.replace(ref, publisher_key_ids=(shop.bob.key_id,), publisher="bob")
    store.learn_publisher_name(others)
    store.learn_publisher_name(msgspec.structs.replace(ref, registry="elsewhere"))
    assert store.library.get(HELLO).publisher_name is None
    store.learn_publisher_name(ref)
    assert store.library.get(HELLO).publisher_name == "alice"
