"""The launcher's list as it is kept; pins; staying at a version; what registries offer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.errors import NotInstalled
from bridge.names import AppId
from host.paths import Home
from host.pins import read_pins, write_pins
from host.store import shown_file
from host.store.homecheck import receipt_key
from host.store.library import Library
from host.store.obtain import RegistryInstaller, Skipped
from host.store.shown_file import ShownApp, early_list
from host.store.store import Store
from host.store.storefront import ask_offers, known_offers, look
from host.timings.recent import recent_apps
from tests.registry_kit import BadServer, Shop, open_book, reply
from tests.store_apps import HELLO, home, install, package


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(home(tmp_path)) as opened:
        yield opened


def read(store: Store) -> tuple[ShownApp, ...]:
    """As the launcher reads, and keeps, it."""
    shown = store.shown.read()
    store.shown.keep(shown, "en")
    return shown.apps


def names(store: Store) -> list[tuple[str, str, str]]:
    return [(app.name, app.version, app.previous) for app in read(store)]


def test_the_list_is_kept_until_the_library_changes(store: Store) -> None:
    assert read(store) == ()
    install(store, package(1))
    assert store.shown.kept("en") is None
    assert names(store) == [("Hello", "1.0.0", "")]
    assert store.shown.kept("en") == read(store)
    assert store.shown.kept("zh-CN") is None  # where the order is another
    install(store, package(2, name="Hello again"))
    assert store.shown.kept("en") is None
    assert names(store) == [("Hello again", "2.0.0", "1.0.0")]
    store.roll_back(HELLO)
    assert names(store) == [("Hello", "1.0.0", "")]
    store.stay(HELLO, wanted=False)
    assert store.shown.kept("en") is None
    store.uninstall(HELLO)
    assert store.shown.kept("en") is None
    assert names(store) == []


def test_what_is_kept_is_read_without_verifying(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        install(store, package(1, app_id=f"org.example.a{number}"))
    shown = read(store)

    def refused(*_: object) -> None:
        raise AssertionError("nothing is verified to show the list")

    monkeypatch.setattr(Library, "bundle", refused)
    monkeypatch.setattr(Library, "installed", refused)
    assert store.shown.kept("en") == shown


def test_a_list_that_was_changed_from_outside_is_not_believed(store: Store) -> None:
    install(store, package(1))
    shown = read(store)
    file = store.home.shown
    content = file.read_bytes()
    assert content.count(b"Hello") == 1
    file.write_bytes(content.replace(b"Hello", b"Other"))
    assert store.shown.kept("en") is None
    assert read(store) == shown
    for broken in (b"", content[:70], b"\xff" * 200):
        file.write_bytes(broken)
        assert store.shown.kept("en") is None
    assert names(store) == [("Hello", "1.0.0", "")]


def test_the_first_screenful_stands_by_itself(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is believed by its own seal, and nothing that follows it is read."""
    monkeypatch.setattr(shown_file, "FIRST_APPS", 2)
    for number in range(5):
        install(store, package(1, app_id=f"org.example.a{number}", name=f"App {number}"))
    whole, key = read(store), receipt_key(store.home)
    assert store.shown.kept("en") == whole
    first = early_list(store.home, key, "en")
    assert first is not None
    assert (first.apps, first.total) == (whole[:2], 5)
    assert early_list(store.home, key, "zh-CN") is None
    content = store.home.shown.read_bytes()
    store.home.shown.write_bytes(content.replace(b"App 4", b"App X"))
    assert early_list(store.home, key, "en") == first
    assert store.shown.kept("en") is None
    store.home.shown.write_bytes(content.replace(b"App 1", b"App X"))
    assert early_list(store.home, key, "en") is None
    for length in (0, 30, 64, 66, 68, 90, len(content) - 3):
        store.home.shown.write_bytes(content[:length])
        assert store.shown.kept("en") is None
    store.home.shown.write_bytes(content)
    assert early_list(store.home, key, "en") == first
    store.stay(AppId("org.example.a0"), wanted=True)  # no longer as the library is
    assert early_list(store.home, key, "en") is None


def test_parts_of_two_lists_are_no_list(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown_file, "FIRST_APPS", 1)
    contents, lengths = [], []
    for number in range(3):
        install(store, package(1, app_id=f"org.example.a{number}", name=f"App {number}"))
        read(store)
        contents.append(store.home.shown.read_bytes())
        lengths.append(68 + int.from_bytes(contents[-1][64:68], "big"))
    store.home.shown.write_bytes(contents[2][: lengths[2]] + contents[1][lengths[1] :])
    assert store.shown.kept("en") is None
    store.home.shown.write_bytes(contents[2])
    assert store.shown.kept("en") is not None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE apps SET pinned = 1",
        "DELETE FROM versions; DELETE FROM apps",
        "INSERT OR REPLACE INTO apps SELECT * FROM apps",
        "DELETE FROM publisher_names",
        "INSERT INTO publisher_names VALUES ('org.example.b', 'demo', 'key', 'name', '')",
        "UPDATE publisher_names SET name = 'other'",
    ],
)
def test_every_change_of_the_library_makes_the_list_an_old_one(store: Store, change: str) -> None:
    install(store, package(1))
    row = "INSERT INTO publisher_names VALUES ('org.example.hello', 'demo', 'key', 'name', '')"
    store.database.write(lambda held: held.execute(row))
    before = read(store)
    assert store.shown.kept("en") == before
    for each in change.split(";"):
        store.database.write(lambda held, sql=each: held.execute(sql))
    assert store.shown.kept("en") is None


def test_pins_are_kept_and_a_damaged_file_is_none(tmp_path: Path) -> None:
    file = tmp_path / "pins.json"
    assert read_pins(file) == frozenset()
    write_pins(file, [HELLO, AppId("org.example.a")])
    assert read_pins(file) == {HELLO, AppId("org.example.a")}
    for broken in ("{", '{"pinned": ["Not An Id"]}', '{"pinned": 1}'):
        file.write_text(broken)
        assert read_pins(file) == frozenset()


def test_what_was_opened_last_comes_first(store: Store) -> None:
    def launched(app_id: str) -> None:
        store.database.write(
            lambda held: held.execute(
                "INSERT INTO launches (app_id, publisher, version_code, version_name, launch, "
                "engine, page, marks, facts, at) VALUES (?, '', 1, '1', 'cold', 'qt', '', '[]', "
                "'{}', '')",
                (app_id,),
            )
        )

    for app_id in ("org.example.a", "org.example.b", "org.example.a", "org.example.c"):
        launched(app_id)
    assert recent_apps(store.database) == ("org.example.c", "org.example.a", "org.example.b")
    assert recent_apps(store.database, 1) == ("org.example.c",)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop")


def test_staying_at_a_version(tmp_path: Path, shop: Shop) -> None:
    shop.publish(1)
    app_id = AppId("org.alice.hello")
    with BadServer(shop.files) as server, Store(home(tmp_path)) as store:
        with open_book(store.home) as book:
            book.add(server.url, fingerprint=shop.root_sha256)
            installer = RegistryInstaller(store, book)
            installer.install(app_id)
            store.stay(app_id, wanted=True)
            shop.publish(2)
            assert installer.update(app_id, by_name=False).skipped is Skipped.PINNED
            store.stay(app_id, wanted=False)
            assert installer.update(app_id, by_name=False).report is not None
        with pytest.raises(NotInstalled):
            store.stay(AppId("org.alice.other"), wanted=True)


def test_offers_and_a_look_at_one(tmp_path: Path, shop: Shop) -> None:
    shop.publish(1)
    package_2 = shop.publish(2, filling=b"\0" * 10, scopes=("location",))
    app_id = AppId("org.alice.hello")
    with BadServer(shop.files) as server, open_book(Home(tmp_path / "home")) as book:
        assert known_offers(book).registries == 0
        book.add(server.url, fingerprint=shop.root_sha256)
        assert known_offers(book).offers == ()
        found = ask_offers(book)
        (offer,) = found.offers
        assert (offer.app_id, offer.code, offer.size_bytes) == (app_id, 2, len(package_2))
        assert found.unreachable == ()
        seen = look(book, app_id, "shop")
        assert {str(ask) for ask in seen.asks} == {"scope:location"}
        assert seen.icon is not None
        shop.maker.yank(app_id, 2)
        (offer,) = ask_offers(book).offers
        assert (offer.code, offer.revoked) == (1, frozenset({2}))
        server.answers["/metadata/timestamp.json"] = reply("503 Service Unavailable")
        found = ask_offers(book)
        assert [name for name, _ in found.unreachable] == ["shop"]
        assert found.offers == known_offers(book).offers == (offer,)
