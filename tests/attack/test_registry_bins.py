"""Rows S09, S10 and S12 below hash bins: what whoever holds the registry's online keys may try.

The bins of apps are signed by the online key; that a package is its publisher's, and who that
publisher is, stands on the publisher's offer and on the offline key.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tuf.api.metadata import TargetFile

from bridge.errors import (
    RegistryError,
    RegistryExpired,
    RegistryInvalid,
    RegistrySignature,
    TargetRevoked,
)
from bridge.names import AppId
from host.dev.publish import KeyRing, Role
from host.dev.publish.bench import Bench
from host.dev.publish.binned import BinnedBook
from host.dev.publish.tree import Change
from host.dev.serve import Serving
from host.paths import Home
from host.store.registry import Registry, RegistryBook
from host.store.registry.bins import SEARCH_PATH
from host.store.registry.layout import target_path
from host.store.registry.offers import sign_offer
from host.store.registry.refs import VerifiedTarget
from sandbox.package.signing import SigningKey
from tests.registry_kit import BOB, HELLO, Shop, app_package

PATH = target_path(HELLO, 1)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path / "shop", bins=4)
    shop.publish(1)
    return shop


@pytest.fixture
def registry(shop: Shop, tmp_path: Path) -> Iterator[Registry]:
    with Serving(shop.files) as serving, RegistryBook(Home(tmp_path / "home")) as book:
        book.add(serving.url, fingerprint=shop.root_sha256)
        registry = book.open("shop")
        registry.resolve(HELLO)
        yield registry


class Thief(BinnedBook):
    """Whoever has the online keys: changes a package's target, and the bin fits again."""

    def target(self, path: str) -> TargetFile:
        return self._package(path)

    def rewrite(self, path: str, target: TargetFile) -> None:
        self._bin_of("apps", path, changed=True).targets[path] = target


def steal(shop: Shop, act: Callable[[Change, Thief], None]) -> None:
    """One change signed by the online keys alone."""
    online = shop.folder / "stolen"
    shutil.copytree(shop.keys, online, dirs_exist_ok=True)
    for offline in (*online.glob("root-*.pem"), *online.glob("targets-*.pem")):
        offline.unlink()
    bench = Bench(shop.files, online, shop.now)
    with bench.change() as change:
        act(change, Thief(bench, change))


def refused(registry: Registry, kind: type[RegistryError], words: str) -> None:
    registry.refresh()
    with pytest.raises(kind, match=words) as caught:
        registry.resolve(HELLO)
    assert type(caught.value) is kind


def said(target: TargetFile) -> VerifiedTarget:
    return VerifiedTarget(target.path, target.length, target.hashes, target.custom)


@pytest.mark.parametrize("whose", ["another publisher's", "a new one", "a publisher's id"])
def test_S10_online_keys_offer_a_package_under_another_key(
    shop: Shop, registry: Registry, whose: str
) -> None:
    key = shop.bob if "publisher" in whose else SigningKey.generate()

    def act(change: Change, thief: Thief) -> None:
        target = change.add_target(PATH, app_package(key))
        target.unrecognized_fields["custom"] = dict(thief.target(PATH).custom, signer=key.key_id)
        offer = sign_offer("shop", said(target), key)
        if "id" in whose:
            offer["key_id"] = shop.alice.key_id
        target.unrecognized_fields["custom"]["offer"] = offer
        thief.rewrite(PATH, target)
        thief.write(thief.around(HELLO))

    steal(shop, act)
    words = "does not fit" if "id" in whose else "is not its publisher's"
    refused(registry, RegistrySignature, words)


@pytest.mark.parametrize("member", ["bytes", "sha256", "version_name", "revoked", "signer", "more"])
def test_S10_online_keys_change_what_a_publisher_offered(
    shop: Shop, registry: Registry, member: str
) -> None:
    def act(change: Change, thief: Thief) -> None:
        target = thief.target(PATH)
        custom = target.unrecognized_fields["custom"]
        if member == "bytes":
            target.length += 1
        elif member == "sha256":
            target.hashes["sha256"] = "0" * 64
        elif member == "signer":
            custom["signer"] = shop.bob.key_id
        else:
            custom[member] = True if member == "revoked" else "9"
        thief.write(thief.around(HELLO))

    steal(shop, act)
    refused(registry, RegistrySignature, "does not fit")


def test_S10_online_keys_take_an_offer_away(shop: Shop, registry: Registry) -> None:
    def act(change: Change, thief: Thief) -> None:
        del thief.target(PATH).unrecognized_fields["custom"]["offer"]
        thief.write(thief.around(HELLO))

    steal(shop, act)
    refused(registry, RegistryInvalid, "carries no offer")


def test_S10_an_offer_made_to_another_registry(
    shop: Shop, registry: Registry, tmp_path: Path
) -> None:
    """Alice has published version 2 elsewhere, and did not want it here."""

    def act(change: Change, thief: Thief) -> None:
        target = change.add_target(PATH, app_package(shop.alice))
        target.unrecognized_fields["custom"] = dict(thief.target(PATH).custom)
        offer = sign_offer("other-shop", said(target), shop.alice)
        target.unrecognized_fields["custom"]["offer"] = offer
        thief.rewrite(PATH, target)
        thief.write(thief.around(HELLO))

    steal(shop, act)
    refused(registry, RegistrySignature, "of another registry")


@pytest.mark.parametrize(
    ("prefix", "kind", "words"),
    [
        ("org.bob", RegistryInvalid, "under org.bob; refused"),
        ("org.alice", RegistrySignature, "name no such publisher"),
        ("org.alice.hello", RegistrySignature, "name no such publisher"),
    ],
)
def test_S10_online_keys_list_an_app_under_another_publisher(
    shop: Shop, registry: Registry, prefix: str, kind: type[RegistryError], words: str
) -> None:
    """Bob may not publish under alice's prefix, wherever the listing sends a host to look."""

    def act(change: Change, thief: Thief) -> None:
        target = thief.target(PATH)
        target.unrecognized_fields["custom"]["offer"] = sign_offer("shop", said(target), shop.bob)
        catalogue = thief.around(HELLO)
        (app,) = catalogue.apps
        apps = (msgspec.structs.replace(app, publisher=BOB),)
        thief._prefixes[BOB] = AppId(prefix)
        thief.write(msgspec.structs.replace(catalogue, apps=apps))

    steal(shop, act)
    refused(registry, kind, words)


def test_S10_online_keys_name_a_publisher(shop: Shop, registry: Registry) -> None:
    """The bins of publishers are signed by the offline key."""
    keys = KeyRing(shop.keys)

    def act(change: Change, thief: Thief) -> None:
        (place,) = (shop.folder / "stolen").glob("catalogue-*.pem")
        shutil.copy(place, place.with_name("targets-1.pem"))
        listed = thief.around(HELLO)
        thief.put_publisher(BOB, AppId("org.alice"), shop.bob.public_bytes)
        thief.write(listed)

    steal(shop, act)
    assert keys.has(Role.TARGETS)
    refused(registry, RegistrySignature, "publishers-")


def test_S09_a_bin_of_before_in_place_of_the_present_one(shop: Shop, registry: Registry) -> None:
    old = {path.name: path.read_bytes() for path in (shop.files / "metadata").glob("*.apps-*")}
    shop.maker.yank(HELLO, 1)
    registry.refresh()
    for path in (shop.files / "metadata").glob("*.apps-*"):
        if path.name not in old:
            version, name = path.name.split(".", 1)
            path.write_bytes(old[f"{int(version) - 1}.{name}"])
    refused(registry, RegistryInvalid, "apps-.*different states")


def test_S12_a_bin_that_expired_by_the_time_seen_last(shop: Shop, tmp_path: Path) -> None:
    """The clock was set back after it had run on; the bin is not good again."""
    clock = [datetime.now(UTC)]
    late = Shop(tmp_path / "late", lambda: clock[0], bins=4)
    late.publish(1)
    with Serving(late.files) as serving, RegistryBook(Home(tmp_path / "h")) as book:
        book.add(serving.url, fingerprint=late.root_sha256)
        now_ms = [int(clock[0].timestamp() * 1000)]
        registry = book.open("shop", now_ms=lambda: now_ms[0])
        registry.resolve(HELLO)
        now_ms[0] += int(timedelta(days=6).total_seconds() * 1000)
        registry.refresh()
        bench = late.bench
        bench.ring.folder.joinpath("registry.json").write_bytes(
            bench.ring.folder.joinpath("registry.json")
            .read_bytes()
            .replace(b'"catalogue_days": 90', b'"catalogue_days": 1')
        )
        late.publish(2)
        now_ms[0] -= int(timedelta(days=5.5).total_seconds() * 1000)
        registry.refresh()
        for ask in (registry.find, registry.resolve):
            with pytest.raises(RegistryExpired, match="apps-"):
                ask(HELLO)


def test_S10_a_search_index_that_swells(shop: Shop, registry: Registry) -> None:
    """300 MB out of 300 KB: reading stops at the limit."""
    bomb = zlib.compress(b" " * 300_000_000, 9)
    assert len(bomb) < 400_000

    def act(change: Change, thief: Thief) -> None:
        role = change.role("search")
        assert role is not None
        role.signed.targets = {SEARCH_PATH: change.add_target(SEARCH_PATH, bomb)}
        keys = thief._bench.ring.load(Role.CATALOGUE)
        change.sign_role("search", role, keys, 30)

    steal(shop, act)
    registry.refresh()
    with pytest.raises(RegistryInvalid, match="larger than"):
        registry.search("hello")
    assert registry.resolve(HELLO).version.code == 1


def test_S10_an_operator_may_revoke_but_not_bring_back(shop: Shop, registry: Registry) -> None:
    """What the publisher has revoked itself stays so, whatever the listing says."""
    shop.maker.yank(HELLO, 1, shop.alice)

    def act(change: Change, thief: Thief) -> None:
        catalogue = thief.around(HELLO)
        apps = tuple(
            msgspec.structs.replace(
                app,
                versions=tuple(msgspec.structs.replace(one, revoked=False) for one in app.versions),
            )
            for app in catalogue.apps
        )
        thief.write(msgspec.structs.replace(catalogue, apps=apps))

    steal(shop, act)
    refused(registry, TargetRevoked, "has revoked")
