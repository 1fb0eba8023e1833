"""Rows S05, S09–S12 and S14: what a registry, or whoever stands before it, may try.

Each attack is mounted on a real repository behind a real server; what was known before stays
usable, and what is refused leaves no trace that a later refresh would trust.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tuf.api.metadata import DelegatedRole, Delegations, Metadata, Snapshot, Timestamp

from bridge.errors import (
    PublishRefused,
    RegistryError,
    RegistryExpired,
    RegistryInvalid,
    RegistryRollback,
    RegistrySignature,
    RegistryUnreachable,
    StoreCorrupt,
    TargetNotFound,
    TargetRevoked,
)
from bridge.names import AppId, Digest
from host.dev.publish.keys import Role
from host.dev.publish.tree import sign, tuf_key
from host.paths import Home
from host.store.registry import (
    FileFloors,
    PublisherName,
    Registry,
    RegistryBook,
    Standing,
)
from host.store.registry.layout import target_path
from sandbox.package.signing import SigningKey
from tests.registry_kit import ALICE, HELLO, BadServer, Shop, app_package, open_book, reply, trickle

CAROL = PublisherName("carol")
VICTIM = AppId("org.alice.victim")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path / "shop")
    shop.publish(1)
    return shop


@pytest.fixture
def server(shop: Shop) -> Iterator[BadServer]:
    with BadServer(shop.files) as server:
        yield server


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def book(home: Home, shop: Shop, server: BadServer) -> Iterator[RegistryBook]:
    with open_book(home) as book:
        book.add(server.url, fingerprint=shop.root_sha256)
        yield book


@pytest.fixture
def registry(book: RegistryBook) -> Registry:
    """A registry that has been refreshed once, and so remembers the present state."""
    registry = book.open("shop")
    know(registry)
    return registry


def know(registry: Registry) -> None:
    """Read the present state, of alice's role too."""
    registry.refresh()
    registry.resolve(HELLO)


def refused(registry: Registry, kind: type[RegistryError], *words: str) -> RegistryError:
    """The refresh is refused for these reasons, and the state before stays in use."""
    before = registry.resolve(HELLO)
    with pytest.raises(kind) as caught:
        registry.refresh()
    for word in words:
        assert word in caught.value.message
    assert type(caught.value) is kind
    assert registry.resolve(HELLO) == before
    return caught.value


def resign(shop: Shop, name: str, role: Role, days: int = 7) -> bytes:
    """A file's metadata signed again as it is; used after it was edited."""
    metadata = Metadata[Timestamp].from_bytes(shop.metadata(name).read_bytes())
    return sign(metadata, shop.bench.ring.load(role), datetime.now(UTC), days)


def test_S09_rollback_to_an_older_timestamp(shop: Shop, registry: Registry) -> None:
    old = shop.keep("old")
    shop.publish(2)
    know(registry)
    shop.put_back(old)
    error = refused(registry, RegistryRollback, "timestamp version 4", "version 5 was seen")
    assert error.detail["offered_version"] == 4
    assert registry.resolve(HELLO).version.code == 2


def test_S09_rollback_of_the_snapshot_under_a_new_timestamp(shop: Shop, registry: Registry) -> None:
    """Whoever holds the timestamp key alone cannot go back either."""
    old = Metadata[Timestamp].from_bytes(shop.metadata("timestamp.json").read_bytes()).signed
    shop.publish(2)
    know(registry)
    path = shop.metadata("timestamp.json")
    forged = Metadata[Timestamp].from_bytes(path.read_bytes())
    forged.signed.version += 1
    forged.signed.snapshot_meta = old.snapshot_meta
    path.write_bytes(sign(forged, shop.bench.ring.load(Role.TIMESTAMP), datetime.now(UTC), 7))
    refused(registry, RegistryRollback, "snapshot version 4", "version 5 was seen")


def test_S09_rollback_of_one_role_in_a_new_snapshot(shop: Shop, registry: Registry) -> None:
    shop.publish(2)
    know(registry)
    bench = shop.bench
    snapshot = bench.tree.snapshot()
    snapshot.signed.meta["alice.json"].version = 1
    _publish_snapshot(shop, snapshot)
    refused(registry, RegistryRollback, "alice version 1", "version 2 was seen")


def _publish_snapshot(
    shop: Shop, snapshot: Metadata[Snapshot], signer: Role = Role.SNAPSHOT
) -> None:
    """Sign this snapshot as the next one and let the timestamp name it."""
    bench = shop.bench
    timestamp = bench.tree.timestamp()
    snapshot.signed.version += 1
    content = sign(snapshot, bench.ring.load(signer), datetime.now(UTC), 7)
    shop.metadata(f"{snapshot.signed.version}.snapshot.json").write_bytes(content)
    timestamp.signed.version += 1
    meta = timestamp.signed.snapshot_meta
    meta.version, meta.length = snapshot.signed.version, len(content)
    meta.hashes = {"sha256": str(Digest.of(content))}
    shop.metadata("timestamp.json").write_bytes(
        sign(timestamp, bench.ring.load(Role.TIMESTAMP), datetime.now(UTC), 7)
    )


def test_S09_freeze(tmp_path: Path, home: Home) -> None:
    """An old state, all signatures right, served for longer than it is good for."""
    shop = Shop(tmp_path / "old", now=lambda: datetime.now(UTC) - timedelta(days=8))
    shop.publish(1)
    with BadServer(shop.files) as server, open_book(home) as book:
        book.add(server.url, fingerprint=shop.root_sha256)
        with pytest.raises(RegistryExpired) as caught:
            book.open("shop").refresh()
    since = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%d")
    assert caught.value.detail["role"] == "timestamp"
    assert f"expired on {since}" in caught.value.message


@pytest.mark.parametrize("role", ["root", "targets", "catalogue", "alice"])
def test_S09_expired_role_is_named(tmp_path: Path, home: Home, role: str) -> None:
    """Everything was signed long ago; of it all but `role` has been signed anew since."""
    past = {"days": 100}
    shop = Shop(tmp_path / "old", now=lambda: datetime.now(UTC) - timedelta(**past))
    shop.publish(1)
    past["days"] = 0
    bench = shop.bench
    if role == "root":
        root = bench.tree.root()
        shop.metadata("1.root.json").write_bytes(
            sign(root, bench.ring.load(Role.ROOT), datetime.now(UTC), -1)
        )
        fingerprint = Digest.of(shop.metadata("1.root.json").read_bytes())
    else:
        fingerprint = shop.root_sha256
    with bench.change() as change:
        for name in ("targets", "catalogue", "alice"):
            signed = bench.tree.role(name)
            assert signed is not None
            keys = (shop.alice,) if name == "alice" else bench.ring.load(Role(name))
            change.sign_role(name, signed, keys, -1 if name == role else 7)
    with BadServer(shop.files) as server, open_book(home) as book:
        book.add(server.url, fingerprint=fingerprint)
        with pytest.raises(RegistryExpired, match=f"its {role} metadata expired on") as caught:
            book.open("shop").resolve(HELLO)
    assert caught.value.detail["role"] == role


@pytest.mark.parametrize("role", ["snapshot", "targets", "catalogue"])
def test_S09_mix_and_match(shop: Shop, server: BadServer, registry: Registry, role: str) -> None:
    """A file of the state before, rightly signed, in the place of the one that is meant."""
    before = _version(shop, role)
    shop.maker.add_publisher(CAROL, AppId("org.carol"), SigningKey.generate().public_bytes)
    assert _version(shop, role) == before + 1
    stale = shop.metadata(f"{before}.{role}.json").read_bytes()
    server.answers[f"/metadata/{before + 1}.{role}.json"] = reply("200 OK", stale)
    refused(registry, RegistryInvalid, "not the one its signed metadata names")


def _version(shop: Shop, role: str) -> int:
    if role == "snapshot":
        return shop.bench.tree.snapshot().signed.version
    metadata = shop.bench.tree.role(role)
    assert metadata is not None
    return metadata.signed.version


def test_S09_altered_catalogue(shop: Shop, server: BadServer, book: RegistryBook) -> None:
    role = shop.bench.tree.role("catalogue")
    assert role is not None
    target = role.signed.targets["catalogue.json"]
    path = f"/targets/{target.hashes['sha256']}.catalogue.json"
    content = (shop.files / path.lstrip("/")).read_bytes()
    server.answers[path] = reply("200 OK", content.replace(b"Hello", b"Jello"))
    with pytest.raises(RegistryInvalid, match="not the one its signed metadata names"):
        book.open("shop").refresh()


@pytest.mark.parametrize("role", [Role.SNAPSHOT, Role.TARGETS, Role.CATALOGUE])
def test_S09_timestamp_signed_by_another_role(shop: Shop, registry: Registry, role: Role) -> None:
    shop.publish(2)
    shop.metadata("timestamp.json").write_bytes(resign(shop, "timestamp.json", role))
    refused(registry, RegistrySignature, "timestamp was signed by 0/1 keys")


def test_S09_snapshot_signed_by_the_timestamp_key(shop: Shop, registry: Registry) -> None:
    _publish_snapshot(shop, shop.bench.tree.snapshot(), Role.TIMESTAMP)
    refused(registry, RegistrySignature, "snapshot was signed by 0/1 keys")


@pytest.mark.parametrize("role", ["targets", "catalogue", "alice"])
def test_S09_targets_role_signed_by_bob(shop: Shop, book: RegistryBook, role: str) -> None:
    bench = shop.bench
    with bench.change() as change:
        metadata = bench.tree.role(role)
        assert metadata is not None
        change.sign_role(role, metadata, (shop.bob,), 7)
    with pytest.raises(RegistrySignature, match=f"{role} was signed by 0/1 keys"):
        book.open("shop").resolve(HELLO)


def _next_root(shop: Shop, keys: tuple[SigningKey, ...], version: int) -> bytes:
    root = shop.bench.tree.root()
    root.signed.version = version
    return sign(root, keys, datetime.now(UTC), 365)


def test_S09_root_below_its_threshold(tmp_path: Path, home: Home) -> None:
    shop = Shop(tmp_path / "shop", root_threshold=3)
    shop.publish(1)
    keys = shop.bench.ring.load(Role.ROOT)
    assert len(keys) == 3
    with BadServer(shop.files) as server, open_book(home) as book:
        book.add(server.url, fingerprint=shop.root_sha256)
        registry = book.open("shop")
        registry.refresh()
        too_few = {
            keys[:1]: "1/3",
            keys[:2]: "2/3",
            (keys[0], keys[0], keys[0]): "1/3",
            (SigningKey.generate(), *keys[:2]): "2/3",
        }
        for few, count in too_few.items():
            shop.metadata("2.root.json").write_bytes(_next_root(shop, few, 2))
            refused(registry, RegistrySignature, f"root was signed by {count} keys")
        shop.metadata("2.root.json").write_bytes(_next_root(shop, keys, 2))
        registry.refresh()


def test_S09_root_skip(shop: Shop, registry: Registry) -> None:
    """Version 3 in the place of version 2: the chain must be walked step by step."""
    keys = shop.bench.ring.load(Role.ROOT)
    shop.metadata("2.root.json").write_bytes(_next_root(shop, keys, 3))
    refused(registry, RegistryInvalid, "Expected root version 2")


def test_S09_root_of_another_registry(shop: Shop, registry: Registry, tmp_path: Path) -> None:
    other = Shop(tmp_path / "other")
    keys = other.bench.ring.load(Role.ROOT)
    root = other.bench.tree.root()
    root.signed.version = 2
    shop.metadata("2.root.json").write_bytes(sign(root, keys, datetime.now(UTC), 365))
    refused(registry, RegistrySignature, "root was signed by 0/1 keys")


@pytest.mark.parametrize("name", ["timestamp.json", "2.root.json"])
def test_S09_S13_endless_metadata(server: BadServer, registry: Registry, name: str) -> None:
    server.answers[f"/metadata/{name}"] = trickle(b"{" * 65536, 0.0, b"HTTP/1.1 200 OK\r\n\r\n")
    begun_s = time.monotonic()
    refused(registry, RegistryInvalid, "sent more data than")
    assert time.monotonic() - begun_s < 10


def test_S13_slow_metadata(server: BadServer, registry: Registry) -> None:
    server.answers["/metadata/timestamp.json"] = trickle(b"{", 0.02, b"HTTP/1.1 200 OK\r\n\r\n")
    begun_s = time.monotonic()
    error = refused(registry, RegistryUnreachable, "could not be fetched")
    assert time.monotonic() - begun_s < 10
    assert error.retriable


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff\xfe", b"<!doctype html>", b"[" * 16_000, b'{"signed":1}']
)
def test_S09_metadata_that_is_none(server: BadServer, registry: Registry, content: bytes) -> None:
    server.answers["/metadata/timestamp.json"] = reply("200 OK", content)
    refused(registry, RegistryInvalid, "cannot be used")


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "500 Oops", "503 Later"])
def test_S13_server_that_fails(server: BadServer, registry: Registry, status: str) -> None:
    server.answers["/metadata/timestamp.json"] = reply(status)
    error = refused(registry, RegistryUnreachable, status[:3])
    assert error.detail["status"] == int(status[:3])


def _forge(shop: Shop, role: str, key: SigningKey, app: AppId, **custom: object) -> None:
    """Version 9 of `app` in this role, signed by `key`, and listed by the operator."""
    shop.offer(app_package(key, 9, app), role, key, **custom)


def test_S10_publisher_in_anothers_namespace(shop: Shop, registry: Registry) -> None:
    """Bob signs an app of alice's, and the operator's online keys help him to list it."""
    _forge(shop, "bob", shop.bob, VICTIM)
    assert registry.refresh().find(VICTIM) is not None
    with pytest.raises(TargetNotFound, match="has not signed it"):
        registry.resolve(VICTIM)
    assert registry.resolve(HELLO).publisher == "alice"


def test_S10_publisher_above_anothers_namespace(shop: Shop, registry: Registry) -> None:
    """`org.alicex` and `org` are not under `org.alice`: a `*` ends at no dot but the prefix's."""
    for app_id in (AppId("org.alicex"), AppId("org.alicex.app"), AppId("com.alice.app")):
        _forge(shop, "alice", shop.alice, app_id)
        registry.refresh()
        with pytest.raises(TargetNotFound):
            registry.resolve(app_id)


def test_S10_operator_cannot_forge_what_a_publisher_signs(shop: Shop, registry: Registry) -> None:
    """With all online keys, but not alice's: her role no longer verifies, nothing is taken."""
    bench = shop.bench
    with bench.change() as change:
        role = bench.tree.role("alice")
        assert role is not None
        change.sign_role("alice", role, bench.ring.load(Role.CATALOGUE), 7)
    registry.refresh()
    with pytest.raises(RegistrySignature, match="alice was signed by 0/1 keys"):
        registry.resolve(HELLO)


@pytest.mark.parametrize(
    "custom",
    [
        {"app_id": "org.alice.hello"},
        {"version_code": 8},
        {"version_name": "no version\n"},
        {"index_sha256": "x"},
        {"signer": 7},
    ],
)
def test_S05_target_that_says_it_is_another(
    shop: Shop, registry: Registry, custom: dict[str, object]
) -> None:
    """App A's target under app B's name."""
    _forge(shop, "alice", shop.alice, VICTIM, **custom)
    registry.refresh()
    with pytest.raises(RegistryInvalid, match=r"apps/org.alice.victim/9.ma"):
        registry.resolve(VICTIM)


@pytest.mark.parametrize("lured", [False, True], ids=["victim first", "lure first"])
def test_S10_diamond_role(shop: Shop, registry: Registry, lured: bool) -> None:
    """Bob's role delegates to a role that is named as alice's, with his own key, and the
    operator's online keys publish his file of that name. A reader that keeps roles by their
    names alone would take what it verified by bob's delegation for alice's."""
    bench, key = shop.bench, tuf_key(shop.bob.public_bytes)
    lure = AppId("org.bob.lure")
    for app_id, role in ((lure, "bob"), (VICTIM, "alice")):
        shop.offer(app_package(shop.bob, 9, app_id), role, shop.bob)
    with bench.change() as change:
        bob, alice = bench.tree.role("bob"), bench.tree.role("alice")
        assert bob is not None and alice is not None
        path = target_path(lure, 9)
        alice.signed.targets[path] = bob.signed.targets.pop(path)
        ours = DelegatedRole("alice", [key.keyid], 1, False, ["apps/*/*"])
        bob.signed.delegations = Delegations({key.keyid: key}, {"alice": ours})
        for name, metadata in (("bob", bob), ("alice", alice)):
            bench.sign_publisher(change, name, metadata, shop.bob)
    assert registry.refresh().find(VICTIM) is not None
    if lured:
        with suppress(RegistryError):  # his own name: he may, and what it is signed by is his
            registry.resolve(lure)
    for app_id in (VICTIM, HELLO):
        with pytest.raises(RegistrySignature, match="alice was signed by 0/1 keys"):
            registry.resolve(app_id)


def test_S10_diamond_is_not_made(shop: Shop) -> None:
    """Two publishers whose prefixes overlap, or one key for two roles, are refused."""
    key = SigningKey.generate().public_bytes
    for prefix in ("org.alice", "org.alice.hello"):
        with pytest.raises(PublishRefused, match="overlaps"):
            shop.maker.add_publisher(CAROL, AppId(prefix), key)
    with pytest.raises(PublishRefused, match="bob's already"):
        shop.maker.add_publisher(CAROL, AppId("org.carol"), shop.bob.public_bytes)


@pytest.mark.parametrize("gone", ["cache", "cache/timestamp.json", "cache/snapshot.json"])
def test_S11_cache_deleted_then_old_repository(
    shop: Shop, home: Home, registry: Registry, book: RegistryBook, gone: str
) -> None:
    """TUF alone forgets with its cache; the floors do not."""
    old = shop.keep("old")
    shop.publish(2)
    know(registry)
    shop.put_back(old)
    for name in {gone, "cache/timestamp.json"}:
        _delete(home.registries / "shop" / name)
    refused(registry, RegistryRollback, "was seen before")
    with pytest.raises(RegistryRollback):
        book.open("shop").refresh()
    _delete(home.registries / ".floors")
    _delete(home.registries / "shop" / "cache")
    assert book.open("shop").refresh().find(HELLO), "without floors TUF takes it: the test bites"


def test_S11_cache_replaced_by_an_older_copy(
    shop: Shop, home: Home, registry: Registry, tmp_path: Path
) -> None:
    old, cache = shop.keep("old"), home.registries / "shop" / "cache"
    shutil.copytree(cache, tmp_path / "cache", symlinks=True)
    shop.publish(2)
    know(registry)
    shop.put_back(old)
    shutil.rmtree(cache)
    shutil.copytree(tmp_path / "cache", cache, symlinks=True)
    refused(registry, RegistryRollback, "timestamp version 4")


def test_S11_registry_removed_and_added_again_remembers(
    shop: Shop, registry: Registry, book: RegistryBook, server: BadServer
) -> None:
    old = shop.keep("old")
    shop.publish(2)
    know(registry)
    book.remove("shop")
    shop.put_back(old)
    book.add(server.url, fingerprint=shop.root_sha256)
    with pytest.raises(RegistryRollback):
        book.open("shop").refresh()


def test_S11_root_history_deleted_then_old_root(shop: Shop, home: Home, registry: Registry) -> None:
    """A stolen root key was replaced in version 2; without it version 1 would rule again."""
    root = shop.metadata("2.root.json")
    root.write_bytes(_next_root(shop, shop.bench.ring.load(Role.ROOT), 2))
    know(registry)
    root.unlink()
    _delete(home.registries / "shop" / "cache")
    refused(registry, RegistryRollback, "root version 1", "version 2 was seen")


def test_S11_local_root_replaced(
    shop: Shop, home: Home, book: RegistryBook, tmp_path: Path
) -> None:
    """The pinned root is compared with the fingerprint noted when it was trusted."""
    other = Shop(tmp_path / "other")
    pinned = home.registries / "shop" / "root.json"
    pinned.write_bytes(other.metadata("1.root.json").read_bytes())
    with pytest.raises(StoreCorrupt, match="not the root that was trusted"):
        book.open("shop")


def test_S12_clock_set_back(shop: Shop, home: Home, book: RegistryBook, registry: Registry) -> None:
    """Eight days ago by this clock, the held-back timestamp was still good."""
    later_ms = _now_ms() + 6 * 86_400_000
    book.open("shop", now_ms=lambda: later_ms).refresh()
    shop.maker.renew()
    registry.refresh()
    expires_ms = _now_ms() + 7 * 86_400_000
    floors = FileFloors(home.registries / ".floors")
    seen = floors.get(shop.root_sha256)
    assert seen.last_seen_ms == later_ms
    floors.set(shop.root_sha256, msgspec.structs.replace(seen, last_seen_ms=expires_ms + 5_000))
    error = refused(registry, RegistryExpired, "this computer's clock says", "set the clock right")
    assert error.detail["role"] == "timestamp"


def test_S12_clock_far_ahead(book: RegistryBook, registry: Registry) -> None:
    """Everything looks expired, which is said; setting the clock right heals it."""
    ahead_ms = _now_ms() + 3650 * 86_400_000
    with pytest.raises(RegistryExpired):
        book.open("shop", now_ms=lambda: ahead_ms).refresh()
    registry.refresh()


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def test_S14_revoked_version(shop: Shop, registry: Registry) -> None:
    """An installed version learns of it, and nobody gets it any more."""
    shop.publish(2)
    know(registry)
    assert registry.standing(HELLO, 2) is Standing.LISTED
    shop.maker.yank(HELLO, 2)
    registry.refresh()
    assert registry.standing(HELLO, 2) is Standing.REVOKED
    assert registry.resolve(HELLO).version.code == 1
    with pytest.raises(TargetRevoked):
        registry.resolve(HELLO, 2)
    shop.maker.yank(HELLO, 1)
    registry.refresh()
    with pytest.raises(TargetRevoked):
        registry.resolve(HELLO)


def test_S14_publisher_revokes_though_the_catalogue_does_not_say(
    shop: Shop, registry: Registry
) -> None:
    _forge(shop, "alice", shop.alice, VICTIM, revoked=True)
    registry.refresh()
    with pytest.raises(TargetRevoked):
        registry.resolve(VICTIM)


def test_S14_removed_publisher(shop: Shop, registry: Registry) -> None:
    shop.maker.remove_publisher(ALICE)
    registry.refresh()
    assert registry.standing(HELLO, 1) is Standing.REVOKED
    with pytest.raises(TargetRevoked):
        registry.resolve(HELLO)
