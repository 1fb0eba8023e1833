"""The pure rules: names, prefixes, the catalogue, and what was seen once."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import (
    NameInvalid,
    RegistryExpired,
    RegistryInvalid,
    RegistryRollback,
    StoreCorrupt,
)
from bridge.names import AppId, Digest, KeyId
from host.store.registry import (
    Catalogue,
    CatalogueApp,
    CataloguePublisher,
    CatalogueVersion,
    FileFloors,
    Floors,
    PublisherName,
    RegistryName,
    Standing,
)
from host.store.registry.catalogue import decode_catalogue, encode_catalogue
from host.store.registry.floors import Expiry, Seen, advance
from host.store.registry.layout import covers, delegated_patterns, overlap, target_path

NOW_MS = 1_800_000_000_000
DAY_MS = 86_400_000
LATER = (Expiry("timestamp", NOW_MS + DAY_MS),)
versions = st.integers(min_value=1, max_value=5)
app_ids = st.lists(st.sampled_from(["a", "b", "ab", "a-b"]), min_size=2, max_size=5).map(
    lambda labels: AppId(".".join(labels))
)


def seen(root: int, timestamp: int, snapshot: int, keys: tuple[str, ...] = ("k",)) -> Seen:
    return Seen(root, timestamp, snapshot, keys, LATER)


@given(versions, versions, versions, versions, versions, versions)
def test_nothing_goes_back_while_the_online_keys_stay(
    r0: int, t0: int, s0: int, r1: int, t1: int, s1: int
) -> None:
    floors = Floors(r0, t0, s0, ("k",), NOW_MS)
    if (r1, t1, s1) >= (r0, t0, s0) and t1 >= t0 and s1 >= s0:
        after = advance(floors, seen(r1, t1, s1), NOW_MS, "shop")
        assert (after.root_version, after.timestamp_version, after.snapshot_version) == (r1, t1, s1)
    else:
        with pytest.raises(RegistryRollback):
            advance(floors, seen(r1, t1, s1), NOW_MS, "shop")


@given(versions, versions)
def test_versions_start_anew_only_under_a_newer_root_with_other_online_keys(
    old: int, new: int
) -> None:
    """TUF specification §5.3.11: recovery from a fast-forward attack."""
    floors = Floors(old, 1_000_000, 1_000_000, ("stolen",), NOW_MS)
    if new > old:
        after = advance(floors, seen(new, 1, 1, ("fresh",)), NOW_MS, "shop")
        assert (after.timestamp_version, after.online_keys) == (1, ("fresh",))
    else:
        with pytest.raises(RegistryRollback):
            advance(floors, seen(new, 1, 1, ("fresh",)), NOW_MS, "shop")
    with pytest.raises(RegistryRollback):
        advance(floors, seen(old + 1, 1, 1, ("stolen",)), NOW_MS, "shop")


@pytest.mark.parametrize(
    ("now_ms", "last_seen_ms", "good"),
    [
        (NOW_MS, 0, True),
        (NOW_MS + DAY_MS - 1, 0, True),
        (NOW_MS + DAY_MS, 0, False),
        (NOW_MS, NOW_MS + DAY_MS, False),
        (NOW_MS - 400 * DAY_MS, NOW_MS, True),
        (NOW_MS - 400 * DAY_MS, NOW_MS + 2 * DAY_MS, False),
    ],
)
def test_time_does_not_go_back_with_the_clock(now_ms: int, last_seen_ms: int, good: bool) -> None:
    floors = Floors(1, 1, 1, ("k",), last_seen_ms)
    if good:
        after = advance(floors, seen(1, 1, 1), now_ms, "shop")
        assert after.last_seen_ms == max(now_ms, last_seen_ms)
    else:
        with pytest.raises(RegistryExpired):
            advance(floors, seen(1, 1, 1), now_ms, "shop")


def test_floors_are_kept_and_a_damaged_file_is_no_empty_one(tmp_path: Path) -> None:
    store, root = FileFloors(tmp_path / "floors"), Digest.of(b"root")
    assert store.get(root) == Floors()
    store.set(root, Floors(3, 4, 5, ("k",), NOW_MS))
    assert FileFloors(tmp_path / "floors").get(root) == Floors(3, 4, 5, ("k",), NOW_MS)
    assert store.get(Digest.of(b"other")) == Floors()
    (tmp_path / "floors" / f"{root}.json").write_bytes(b"{")
    with pytest.raises(StoreCorrupt):
        store.get(root)


@given(app_ids, app_ids, app_ids)
def test_prefixes_overlap_exactly_when_an_app_could_be_under_both(
    one: AppId, other: AppId, app: AppId
) -> None:
    if covers(one, app) and covers(other, app):
        assert overlap(one, other)
    if overlap(one, other):
        longer = max(one, other, key=len)
        assert covers(one, longer) and covers(other, longer)
    assert overlap(one, other) == overlap(other, one)


@given(app_ids, app_ids)
def test_delegated_patterns_mean_what_covers_means(prefix: AppId, app: AppId) -> None:
    """As python-tuf matches them, for every id that can be."""
    from tuf.api.metadata import DelegatedRole

    role = DelegatedRole("p", [], 1, True, delegated_patterns(prefix))
    assert role.is_delegated_path(target_path(app, 7)) == covers(prefix, app)


@pytest.mark.parametrize(
    "name", ["", "Alice", "1a", "a.b", "a/b", "root", "timestamp", "catalogue", "con", "lpt1", "é"]
)
def test_names_no_publisher_may_have(name: str) -> None:
    with pytest.raises(NameInvalid):
        PublisherName(name)


@pytest.mark.parametrize(
    "name", ["", ".floors", "A", "a/b", "..", "nul", "nul.txt", "a.", "a" * 64]
)
def test_names_no_registry_may_have(name: str) -> None:
    with pytest.raises(NameInvalid):
        RegistryName(name)


def catalogue() -> Catalogue:
    key, digest = KeyId.of(b"key"), Digest.of(b"package")
    app = CatalogueApp(
        app_id=AppId("org.alice.hello"),
        name="你好",
        publisher="alice",
        publisher_key_ids=(key,),
        kind="web",
        versions=(
            CatalogueVersion(1, "1.0", 10, digest, digest),
            CatalogueVersion(3, "1.2", 12, digest, digest, revoked=True),
            CatalogueVersion(2, "1.1", 11, digest, digest),
        ),
    )
    publisher = CataloguePublisher("alice", AppId("org.alice"), (key,))
    return Catalogue(1, "shop", (publisher,), (app,))


def test_catalogue_comes_back_as_it_was() -> None:
    content = encode_catalogue(catalogue())
    assert decode_catalogue(content) == catalogue()
    assert encode_catalogue(decode_catalogue(content)) == content
    version = msgspec.json.decode(content)["apps"][0]["versions"][0]
    assert set(version) == {"code", "name", "bytes", "sha256", "index_sha256"}


def test_newest_is_the_highest_that_is_not_revoked() -> None:
    app = catalogue().apps[0]
    assert app.newest is not None
    assert app.newest.code == 2
    standing = catalogue().standing
    assert standing(app.app_id, 3) is Standing.REVOKED
    assert standing(app.app_id, 2) is Standing.LISTED
    assert standing(app.app_id, 9) is Standing.UNLISTED
    assert standing(AppId("org.bob.app"), 1) is Standing.UNLISTED


def test_catalogue_of_a_newer_registry_is_read_but_not_of_another_format() -> None:
    document = msgspec.json.decode(encode_catalogue(catalogue()))
    document["later"] = document["apps"][0]["later"] = [1]
    assert decode_catalogue(msgspec.json.encode(document)) == catalogue()
    document["format"] = 2
    with pytest.raises(RegistryInvalid, match="update Fanlight"):
        decode_catalogue(msgspec.json.encode(document))


@pytest.mark.parametrize(
    ("member", "value"),
    [("app_id", "../x"), ("app_id", 7), ("publisher_key_ids", ["x"]), ("versions", [{"code": 0}])],
)
def test_malformed_catalogue(member: str, value: object) -> None:
    document = msgspec.json.decode(encode_catalogue(catalogue()))
    document["apps"][0][member] = value
    with pytest.raises(RegistryInvalid, match="malformed"):
        decode_catalogue(msgspec.json.encode(document))
