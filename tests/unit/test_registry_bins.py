"""A registry with hash bins: the same steps as with one catalogue, a few kilobytes a question."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bridge.errors import PublishRefused, RegistryInvalid, TargetNotFound, TargetRevoked
from bridge.names import AppId, Digest
from host.dev.publish import RegistryMaker
from host.dev.serve import Serving
from host.paths import Home
from host.store.registry import PublisherName, Registry, RegistryBook, RegistryName
from sandbox.package.signing import SigningKey
from sandbox.package.source import FileSource
from sandbox.package.verify import open_package, verify_all
from tests.registry_kit import ALICE, HELLO, Shop, app_package


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop", bins=4)


@pytest.fixture
def registry(shop: Shop, tmp_path: Path) -> Iterator[Registry]:
    with Serving(shop.files) as serving, RegistryBook(Home(tmp_path / "home")) as book:
        book.add(serving.url, fingerprint=shop.root_sha256, name="called-otherwise-here")
        yield book.open("called-otherwise-here")


def test_a_published_app_is_found_resolved_and_arrives(
    shop: Shop, registry: Registry, tmp_path: Path
) -> None:
    packages = {code: shop.publish(code) for code in (1, 2, 10)}
    other = AppId("org.alice.deep.under.one-more")
    shop.maker.publish(app_package(shop.alice, app_id=other), shop.alice)
    ref = registry.resolve(HELLO)
    assert (ref.app_id, ref.version.code, ref.publisher) == (HELLO, 10, ALICE)
    assert (ref.size_bytes, ref.sha256) == (len(packages[10]), Digest.of(packages[10]))
    assert ref.publisher_key_ids == (shop.alice.key_id,)
    assert registry.resolve(HELLO, 2).sha256 == Digest.of(packages[2])
    assert registry.resolve(other).version.code == 1
    path = registry.download(ref, tmp_path / "staging")
    with FileSource(path) as source:
        assert verify_all(open_package(source)).publisher in ref.publisher_key_ids
    with pytest.raises(TargetNotFound, match="it has 1, 2, 10"):
        registry.resolve(HELLO, 3)
    with pytest.raises(TargetNotFound, match="has no app"):
        registry.resolve(AppId("org.alice.other"))
    with pytest.raises(RegistryInvalid, match="fanlight search"):
        registry.catalogue()


def test_the_rules_of_publishing_are_the_same(shop: Shop) -> None:
    shop.publish(5)
    for refused in (1, 5):
        with pytest.raises(PublishRefused, match="not above 5"):
            shop.maker.publish(app_package(shop.alice, refused, filling=b"x"), shop.alice)
    with pytest.raises(PublishRefused, match="is not its key"):
        shop.maker.publish(app_package(shop.bob), shop.bob)
    stranger = SigningKey.generate()
    with pytest.raises(PublishRefused, match="under no publisher's prefix"):
        shop.maker.publish(app_package(stranger, app_id=AppId("com.other.app")), stranger)
    new = SigningKey.generate().public_bytes
    for prefix in ("org.alice.more", "org.alice", "org.bob.x"):
        with pytest.raises(PublishRefused, match="overlaps"):
            shop.maker.add_publisher(PublisherName("eve"), AppId(prefix), new)
    with pytest.raises(PublishRefused, match="already"):
        shop.maker.add_publisher(PublisherName("eve"), AppId("org.eve"), shop.alice.public_bytes)
    assert [one.name for one in shop.maker.catalogue().publishers] == ["alice", "bob"]


def test_revoking_rotating_and_leaving(shop: Shop, registry: Registry) -> None:
    for code in (1, 2, 3):
        shop.publish(code)
    shop.maker.yank(HELLO, 3)
    shop.maker.yank(HELLO, 2, shop.alice)
    registry.refresh()
    assert registry.resolve(HELLO).version.code == 1
    for code in (2, 3):
        with pytest.raises(TargetRevoked):
            registry.resolve(HELLO, code)
    fresh = SigningKey.generate()
    shop.maker.rotate_publisher(ALICE, fresh)
    registry.refresh()
    assert set(registry.resolve(HELLO, 1).publisher_key_ids) == {fresh.key_id, shop.alice.key_id}
    shop.maker.publish(app_package(fresh, 4), fresh)
    registry.refresh()
    assert registry.resolve(HELLO).publisher_key_ids == (fresh.key_id,)
    shop.maker.remove_publisher(ALICE)
    registry.refresh()
    with pytest.raises(TargetRevoked):
        registry.resolve(HELLO)
    assert registry.search("hello") == ()
    assert [one.name for one in shop.maker.catalogue().publishers] == ["bob"]


def test_search_finds_by_name_id_and_publisher(shop: Shop, registry: Registry) -> None:
    shop.publish(1)
    second = AppId("org.bob.notes")
    shop.maker.publish(app_package(shop.bob, 7, app_id=second), shop.bob)
    assert [line.app_id for line in registry.search("")] == [HELLO, second]
    assert [line.app_id for line in registry.search("BOB notes")] == [second]
    assert [line.app_id for line in registry.search("hello org.alice")] == [HELLO]
    assert registry.search("nothing like it") == ()
    (found,) = registry.search("notes")
    assert (found.publisher, found.code) == ("bob", 7)
    assert len(registry.search("", limit=1)) == 1


def test_a_question_costs_the_bins_it_touches(shop: Shop, tmp_path: Path) -> None:
    shop.publish(1)
    asked: list[str] = []
    with Serving(shop.files) as serving, RegistryBook(Home(tmp_path / "h")) as book:
        book.add(serving.url, fingerprint=shop.root_sha256)
        registry = book.open("shop")
        registry.resolve(HELLO)
        kept = {path.stem for path in (tmp_path / "h" / "registries" / "shop" / "cache").iterdir()}
        asked += sorted(name for name in kept if name.startswith(("apps-", "publishers-")))
    assert 1 <= len([name for name in asked if name.startswith("apps-")]) <= 2
    assert len([name for name in asked if name.startswith("publishers-")]) == 1


def test_renewal_signs_what_is_due_and_status_tells_of_bins(tmp_path: Path) -> None:
    today = datetime.now(UTC)
    clock = [today]
    shop = Shop(tmp_path / "shop", lambda: clock[0], bins=8)
    shop.publish(1)
    assert shop.maker.renew() == ("snapshot", "timestamp")
    clock[0] = today + timedelta(days=50)
    renewed = shop.maker.renew()
    assert set(renewed) >= {"targets", "apps", "apps-*", "publishers", "publishers-*", "search"}
    roles = {role.role: role for role in shop.maker.status().roles}
    assert {"apps-*", "publishers-*", "search", "apps", "publishers"} <= set(roles)
    assert roles["apps-*"].days_left > 80
    assert len(roles) == 9
    (app,) = json.loads(json.dumps(shop.maker.status().as_json()))["apps"]
    assert app["app_id"] == HELLO
    for path in shop.keys.glob("targets-*.pem"):
        path.unlink()
    clock[0] = today + timedelta(days=100)
    assert set(shop.maker.renew()) == {"apps-*", "search", "snapshot", "timestamp"}


@pytest.mark.parametrize("bins", [1, 2, 3, 100, 32_768])
def test_only_powers_of_two_can_be_bins(bins: int, tmp_path: Path) -> None:
    with pytest.raises(PublishRefused, match="power of two"):
        RegistryMaker(tmp_path / "r", tmp_path / "k").init(RegistryName("r"), bins=bins)
    assert not (tmp_path / "k").exists()
