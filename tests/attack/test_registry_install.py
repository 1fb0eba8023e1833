"""Rows S06, S08, S11, S12 and S14 on a real store, fed by a real registry on loopback."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from bridge.errors import (
    FanlightError,
    RegistryExpired,
    RegistryRollback,
    StoreCorrupt,
    TargetNotFound,
    TargetRevoked,
    VersionRollback,
)
from bridge.names import AppVersion
from host.launch.installed_source import InstalledSource
from host.paths import Home
from host.store.arrive import Arrival, begin_arrival
from host.store.consent import Ask
from host.store.obtain import RegistryInstaller, Skipped
from host.store.registry import RegistryBook
from host.store.store import Store
from sandbox.package.pack import pack
from tests.fanlight_child import Fanlight, finish, needs_display, start
from tests.package_forge import sample_files
from tests.registry_kit import ALICE, HASTY, HELLO, BadServer, Shop, app_package
from tests.store_apps import read_all

DAY_MS = 86_400_000
EXPIRED = "registry.expired"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    made = Shop(tmp_path / "shop")
    made.publish(1)
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


@pytest.fixture
def installer(store: Store, book: RegistryBook) -> RegistryInstaller:
    return RegistryInstaller(store, book)


def launch(store: Store) -> AppVersion:
    """As far as a launch goes before there is a view; the version that would be opened."""
    source = InstalledSource(store.library, HELLO)
    ref = source.resolve()
    source.verify(source.fetch(ref))
    return ref.version


def written(shop: Shop, code: int, **members: object) -> bytes:
    """Version `code` of alice's hello with other manifest members."""
    files = sample_files()
    document = json.loads(files["manifest.json"])
    document |= {"app_id": HELLO, "version": {"name": f"1.{code}.0", "code": code}} | members
    return pack(files | {"manifest.json": json.dumps(document).encode()}, shop.alice)


def by_name(installer: RegistryInstaller) -> object:
    return installer.update(HELLO, by_name=True)


def anew(installer: RegistryInstaller) -> object:
    return installer.install(HELLO, "shop")


@pytest.mark.parametrize("step", [anew, by_name])
def test_S06_an_older_version_is_offered_as_the_newest(
    store: Store, shop: Shop, installer: RegistryInstaller, step: Callable[..., object]
) -> None:
    """By publisher and operator together: to TUF it is a new state like any other."""
    shop.publish(5)
    installer.install(HELLO)
    shop.offer(app_package(shop.alice, 4), "alice", shop.alice)
    if step is anew:
        with pytest.raises(VersionRollback, match="older than version code 5"):
            step(installer)
    else:
        step(installer)
    assert (read_all(store, HELLO), launch(store).code) == (5, 5)
    assert list(store.home.staging.rglob("*.ma")) == []


def test_S06_an_equal_code_with_other_bytes(
    store: Store, shop: Shop, installer: RegistryInstaller
) -> None:
    shop.publish(5)
    installer.install(HELLO)
    before = set(store.blobs.digests())
    shop.offer(app_package(shop.alice, 5, filling=b"another"), "alice", shop.alice)
    with pytest.raises(VersionRollback, match="other content"):
        installer.install(HELLO, "shop")
    assert installer.update(HELLO, by_name=True).report is None
    assert set(store.blobs.digests()) == before
    assert store.audit.recent(HELLO)[0].outcome == "trust.rollback"
    assert read_all(store, HELLO) == 5


def test_S06_after_going_back_the_floor_stays(
    store: Store, shop: Shop, installer: RegistryInstaller
) -> None:
    installer.install(HELLO)
    shop.publish(5)
    installer.install(HELLO)
    store.roll_back(HELLO)
    for code in (1, 4):
        shop.offer(app_package(shop.alice, code, filling=b"x"), "alice", shop.alice)
        with pytest.raises(VersionRollback):
            installer.install(HELLO, "shop")
    assert launch(store).code == 1


@needs_display
def test_S08_an_update_that_asks_for_more_is_not_opened(
    shop: Shop, server: BadServer, tmp_path: Path
) -> None:
    """By the commands a person types, to the first screen of a real view."""
    fanlight = Fanlight(tmp_path / "home")
    declared = {"fanlight": {"network": {"request": ["https://a.example"]}}}
    shop.maker.publish(written(shop, 2, **declared), shop.alice)
    fanlight.json("registry", "add", server.url, "--fingerprint", str(shop.root_sha256))
    assert fanlight.json("install", HELLO)["consent_needed"] == []
    wider = {
        "fanlight": {"network": {"request": ["https://a.example", "https://b.example"]}},
        "req_permissions": [{"name": "location", "reason": "to be nosy"}],
    }
    shop.maker.publish(written(shop, 3, **wider), shop.alice)
    asked = ["network:request:https://b.example", "scope:location"]
    assert fanlight.json("update", HELLO)["consent_needed"] == {HELLO: asked}
    error = fanlight.error("open", HELLO, "--until", "first-screen")
    assert error["code"] == "trust.consent_needed"
    assert sorted(error["detail"]["asks"].split(", ")) == asked
    fanlight.json("update", HELLO, "--accept")
    report = fanlight.open(HELLO)
    assert (report["version"]["code"], report["sandboxed"]) == (3, True)


def test_S08_what_was_granted_is_asked_again_after_a_gap(
    store: Store, shop: Shop, installer: RegistryInstaller
) -> None:
    """Asked for in 2, not in 3, again in 4: the answer to 2 is not an answer to 4."""
    asks = {"req_permissions": [{"name": "location", "reason": "to show it"}]}
    shop.maker.publish(written(shop, 2, **asks), shop.alice)
    installer.install(HELLO)
    assert launch(store).code == 2
    for code, members in ((3, {}), (4, asks)):
        shop.maker.publish(written(shop, code, **members), shop.alice)
        installer.update(HELLO, by_name=True)
    assert store.library.get(HELLO).consent_needed == {Ask.scope("location")}
    with pytest.raises(FanlightError) as caught:
        launch(store)
    assert caught.value.code == "trust.consent_needed"


@pytest.mark.parametrize("gone", ["cache", "cache/timestamp.json", "."])
def test_S11_the_stores_floors_outlive_tufs_cache(
    store: Store, shop: Shop, book: RegistryBook, server: BadServer, gone: str
) -> None:
    """Then an old repository; with `.` the registry itself was removed and is added again."""
    old = shop.keep("old")
    shop.publish(2)
    RegistryInstaller(store, book).install(HELLO)
    shop.put_back(old)
    doomed = store.home.registries / "shop" / gone
    if doomed.is_dir():
        shutil.rmtree(doomed)
    else:
        doomed.unlink()
    with RegistryBook(store.home, store.floors, HASTY) as fresh:
        if gone == ".":
            fresh.add(server.url, fingerprint=shop.root_sha256)
        with pytest.raises(RegistryRollback, match="was seen before"):
            RegistryInstaller(store, fresh).update(HELLO, by_name=True)
    assert (read_all(store, HELLO), launch(store).code) == (2, 2)


def test_S11_the_cache_is_another_registrys(
    store: Store, shop: Shop, book: RegistryBook, tmp_path: Path
) -> None:
    """Whoever replaces the cache whole, with a root of their own, is not believed either."""
    RegistryInstaller(store, book).install(HELLO)
    other = Shop(tmp_path / "other")
    other.publish(7)
    with BadServer(other.files) as theirs, RegistryBook(Home(tmp_path / "else"), fetch=HASTY) as it:
        it.add(theirs.url, fingerprint=other.root_sha256)
        it.open("shop").refresh()
    cache = store.home.registries / "shop" / "cache"
    shutil.rmtree(cache)
    shutil.copytree(tmp_path / "else" / "registries" / "shop" / "cache", cache, symlinks=True)
    shop.publish(2)
    with RegistryBook(store.home, store.floors, HASTY) as fresh:
        assert fresh.open("shop").resolve(HELLO).version.code == 2


def sign_for(shop: Shop, days: int) -> None:
    """Alice signs what she has published anew, for so long."""
    bench = shop.bench
    with bench.change() as change:
        role = bench.tree.role("alice")
        assert role is not None
        change.sign_role("alice", role, (shop.alice,), days)


def test_S12_a_clock_set_back_thaws_nothing(
    store: Store, shop: Shop, book: RegistryBook, server: BadServer
) -> None:
    """What had expired by a time that was seen stays expired, whatever the clock says later."""
    RegistryInstaller(store, book).install(HELLO)
    sign_for(shop, 5)
    now_ms = time.time_ns() // 1_000_000
    for ahead_ms in (0, 6 * DAY_MS, 0, -400 * DAY_MS, -now_ms):
        registry = book.open("shop", now_ms=lambda at_ms=now_ms + ahead_ms: at_ms)
        registry.refresh()
        if ahead_ms == 0 and store.floors.get(shop.root_sha256).last_seen_ms < now_ms + DAY_MS:
            assert registry.resolve(HELLO).version.code == 1
            continue
        with pytest.raises(RegistryExpired, match="its alice metadata expired on") as caught:
            registry.resolve(HELLO)
        assert ("set the clock right" in caught.value.message) == (ahead_ms <= 0)
        assert store.floors.get(shop.root_sha256).last_seen_ms == now_ms + 6 * DAY_MS
    assert launch(store).code == 1
    sign_for(shop, 30)
    registry.refresh()
    assert registry.resolve(HELLO).version.code == 1


def test_S12_the_commands_under_a_moved_clock(
    shop: Shop, server: BadServer, tmp_path: Path
) -> None:
    """The whole program under another time: a typed error, no crash, and all is well afterwards."""
    if shutil.which("faketime") is None:
        pytest.skip("faketime is not installed here (apt-get install faketime)")
    fanlight = Fanlight(tmp_path / "home")

    def update(moved: str) -> str:
        """The error's code, or none; the library can be read all the same."""
        prefix = ("faketime", "-f", moved)
        ran = fanlight.run("update", HELLO, "--json", prefix=prefix)
        assert "Traceback" not in ran.err, ran.err
        listed = fanlight.run("list", "--json", prefix=prefix).document["apps"]
        assert [app["app_id"] for app in listed] == [HELLO]
        found = ran.document.get("error", {}).get("code", "none")
        assert (ran.code != 0) == (found != "none")
        return str(found)

    fanlight.json("registry", "add", server.url, "--fingerprint", str(shop.root_sha256))
    fanlight.json("install", HELLO)
    assert [update("-3650d"), update("+3650d"), update("+0d")] == ["none", EXPIRED, "none"]
    sign_for(shop, 5)
    assert [update("+0d"), update("+6d")] == ["none", EXPIRED]
    assert [update("+0d"), update("-3650d"), update("+3650d")] == [EXPIRED] * 3
    shop.publish(2)
    assert update("+0d") == "none"
    with Store(Home(tmp_path / "home")) as store:
        assert launch(store).code == 2


def yank(shop: Shop) -> None:
    shop.maker.yank(HELLO, 2)


def yank_by_publisher_alone(shop: Shop) -> None:
    """In the publisher's role; the operator's catalogue goes on offering it."""
    bench = shop.bench
    with bench.change() as change:
        role = bench.tree.role("alice")
        assert role is not None
        target = role.signed.targets[f"apps/{HELLO}/2.ma"]
        target.unrecognized_fields["custom"]["revoked"] = True
        bench.sign_publisher(change, "alice", role, shop.alice)


def remove_publisher(shop: Shop) -> None:
    shop.maker.remove_publisher(ALICE)


REVOKING = (yank, yank_by_publisher_alone, remove_publisher)


@pytest.fixture
def newer(store: Store, shop: Shop, server: BadServer) -> None:
    """Version 2 is installed, and version 1 is kept beside it."""
    with RegistryBook(store.home, store.floors, HASTY) as book:
        book.add(server.url, fingerprint=shop.root_sha256)
        RegistryInstaller(store, book).install(HELLO)
    shop.publish(2)
    with RegistryBook(store.home, store.floors, HASTY) as book:
        assert RegistryInstaller(store, book).update(HELLO, by_name=True).report is not None
    assert launch(store).code == 2


@pytest.mark.usefixtures("newer")
@pytest.mark.parametrize("revoke", [yank, yank_by_publisher_alone, remove_publisher])
def test_S14_a_revoked_version_is_not_opened_any_more(
    store: Store, shop: Shop, revoke: Callable[[Shop], None]
) -> None:
    """Nor installed; also when the registry cannot be asked, and after the cache is gone."""
    revoke(shop)
    with RegistryBook(store.home, store.floors, HASTY) as book:
        installer = RegistryInstaller(store, book)
        with pytest.raises((TargetRevoked, VersionRollback)):  # of the older one that is left
            installer.install(HELLO, "shop")
        assert installer.update(HELLO, by_name=True).skipped is Skipped.REVOKED
    for gone in (None, "cache", "."):
        if gone is not None:
            shutil.rmtree(store.home.registries / "shop" / gone)
        with pytest.raises(TargetRevoked, match="is not opened any more"):
            launch(store)
    assert read_all(store, HELLO) == 2, "its files and its data stay"


@pytest.mark.usefixtures("newer")
def test_S14_the_ways_on_from_a_revoked_version(
    store: Store, shop: Shop, server: BadServer
) -> None:
    """Back to a version that is not revoked, or on to one; a pinned app hears of it too."""
    shop.maker.yank(HELLO, 2)
    with RegistryBook(store.home, store.floors, HASTY) as book:
        RegistryInstaller(store, book).update(HELLO, by_name=True)
    store.roll_back(HELLO)
    assert launch(store).code == 1
    shop.maker.yank(HELLO, 1)
    with RegistryBook(store.home, store.floors, HASTY) as book:
        done = RegistryInstaller(store, book).update(HELLO, by_name=False)
        assert done.skipped is Skipped.PINNED
    with pytest.raises(TargetRevoked):
        launch(store)
    shop.publish(3)
    with RegistryBook(store.home, store.floors, HASTY) as book:
        RegistryInstaller(store, book).update(HELLO, by_name=True)
    assert launch(store).code == 3
    store.roll_back(HELLO)
    with pytest.raises(TargetRevoked):
        launch(store)


@pytest.mark.usefixtures("newer")
def test_S14_a_registry_that_forgets_the_app_restores_nothing(store: Store, shop: Shop) -> None:
    shop.maker.yank(HELLO, 2)
    with RegistryBook(store.home, store.floors, HASTY) as book:
        RegistryInstaller(store, book).learn(HELLO)
    bench = shop.bench
    with bench.change() as change:
        emptied = msgspec.structs.replace(bench.catalogue(), apps=())
        bench.sign_catalogue(change, emptied)
    with RegistryBook(store.home, store.floors, HASTY) as book:
        RegistryInstaller(store, book).learn(HELLO)
        with pytest.raises(TargetNotFound):
            RegistryInstaller(store, book).install(HELLO, "shop")
    with pytest.raises(TargetRevoked):
        launch(store)


@pytest.mark.usefixtures("newer")
@pytest.mark.parametrize(
    "statement",
    [
        f"DELETE FROM floors WHERE root_sha256 = 'revoked:{HELLO}'",
        f"UPDATE floors SET floors = '{{}}' WHERE root_sha256 = 'revoked:{HELLO}'",
        f"UPDATE floors SET root_sha256 = 'revoked:other' WHERE root_sha256 = 'revoked:{HELLO}'",
    ],
)
def test_S14_a_revocation_cannot_be_edited_away(store: Store, shop: Shop, statement: str) -> None:
    shop.maker.yank(HELLO, 2)
    with RegistryBook(store.home, store.floors, HASTY) as book:
        RegistryInstaller(store, book).learn(HELLO)
    with sqlite3.connect(store.home.database) as edited:
        assert edited.execute(statement).rowcount == 1
    with pytest.raises(StoreCorrupt, match="changed from outside"):
        launch(store)


def test_S14_what_is_revoked_while_it_arrives_is_not_installed(
    store: Store, shop: Shop, server: BadServer
) -> None:
    with RegistryBook(store.home, store.floors, HASTY) as book:
        book.add(server.url, fingerprint=shop.root_sha256)
        arrival = begin_arrival(store, book, HELLO)
        assert isinstance(arrival, Arrival)
        with closing(arrival):
            shop.maker.yank(HELLO, 1)
            with RegistryBook(store.home, store.floors, HASTY) as later:
                RegistryInstaller(store, later).learn_arriving(HELLO, arrival.registry, 1)
            with pytest.raises(TargetRevoked, match="while it arrived"):
                arrival.finish()
    assert store.library.find(HELLO) is None


@needs_display
def test_S14_an_app_that_never_arrives_is_stopped_as_any_other(
    shop: Shop, server: BadServer, tmp_path: Path
) -> None:
    """Opened from its registry, it never says that it is ready: so it is never installed, and
    no library knows where it came from."""
    fanlight = Fanlight(tmp_path / "home")
    fanlight.json("registry", "add", server.url, "--fingerprint", str(shop.root_sha256))
    shop.maker.publish(written(shop, 2, fanlight={"ready": "explicit"}), shop.alice)
    (tmp_path / "home" / "settings.json").write_text(
        json.dumps({"when_revoked": "stop", "registries_asked_every_h": 0.0002})
    )
    words = [sys.executable, "-m", "tests.revoked_child", str(fanlight.home), HELLO, "stop"]
    process = start(words, {})
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "shown\n"
        assert fanlight.json("list")["apps"] == []
        yank(shop)
    finally:
        ran = finish(process)
    assert ran.code == 0, ran.err[-3000:]
    seen = ran.document
    assert (seen["state"], seen["errors"], seen["notices"]) == ("CLOSED", ["registry.revoked"], 1)
    assert not seen["renderer_lives"]
    assert fanlight.json("list")["apps"] == []


@needs_display
@pytest.mark.parametrize(
    ("policy", "revoke", "ready"),
    [
        ("stop", yank, "auto"),
        ("stop", remove_publisher, "explicit"),
        ("warn", yank_by_publisher_alone, "auto"),
    ],
)
def test_S14_a_running_app_is_stopped_or_warned_of(
    shop: Shop,
    server: BadServer,
    tmp_path: Path,
    policy: str,
    revoke: Callable[[Shop], None],
    ready: str,
) -> None:
    """While a real view shows it, its registry revokes the version; the host asks by itself.
    One app runs without ever saying that it is ready."""
    fanlight = Fanlight(tmp_path / "home")
    fanlight.json("registry", "add", server.url, "--fingerprint", str(shop.root_sha256))
    shop.maker.publish(written(shop, 2, fanlight={"ready": ready}), shop.alice)
    fanlight.json("install", HELLO)
    (tmp_path / "home" / "settings.json").write_text(
        json.dumps({"when_revoked": policy, "registries_asked_every_h": 0.0002})
    )
    words = [sys.executable, "-m", "tests.revoked_child", str(fanlight.home), HELLO, policy]
    process = start(words, {})
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "shown\n"
        revoke(shop)
    finally:
        ran = finish(process)
    assert ran.code == 0, ran.err[-3000:]
    seen = ran.document
    assert (seen["sandboxed"], seen["notices"]) == (True, 1)
    assert HELLO in seen["words"]
    assert "revoked" in seen["words"]
    assert seen["outside_the_page"]
    if policy == "stop":
        assert (seen["state"], seen["errors"], seen["windows"]) == (
            "CLOSED",
            ["registry.revoked"],
            0,
        )
        assert not seen["renderer_lives"]
    else:
        assert (seen["state"], seen["errors"], seen["windows"]) == ("SHOWN", [], 1)
    assert fanlight.error("open", HELLO, "--until", "first-screen")["code"] == "registry.revoked"
    refusals = [row for row in fanlight.json("audit", HELLO)["rows"] if row["call"] == "launch"]
    assert refusals and refusals[0]["outcome"] == "registry.revoked"
