"""Installing: trust, key continuity, floors, consent, delta, rollback, uninstall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bridge.dispatch import AuditRow
from bridge.errors import (
    ContentMismatch,
    IndexInvalid,
    NotInstalled,
    PackageError,
    PublisherChanged,
    PublisherUnknown,
    StoreCorrupt,
    VersionRollback,
)
from bridge.names import AppVersion, Digest, InstanceId, KeyId
from bridge.permissions import Grant, Reason, Scope
from host.store.consent import Ask
from host.store.origin import FromFolder, FromRegistry, OriginKind
from host.store.registry import AppRef, RegistryName
from host.store.store import Store
from host.store.trust import TrustPolicy
from sandbox.manifest import Manifest
from sandbox.package.index import encode_index
from sandbox.package.lineage import succeed
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package
from tests.package_forge import KEY
from tests.store_apps import FILE, HELLO, TRUSTED, home, install, package, read_all


@dataclass
class Person:
    """Answers the trust question, and remembers being asked."""

    says: bool
    asked: list[tuple[KeyId, str]] = field(default_factory=list)

    def ask(self, publisher: KeyId, manifest: Manifest) -> bool:
        self.asked.append((publisher, manifest.app_id))
        return self.says


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(home(tmp_path)) as opened:
        yield opened


def second_key() -> SigningKey:
    return SigningKey.generate()


def from_registry(content: bytes, *keys: KeyId, name: str = "main") -> FromRegistry:
    index = open_package(BytesSource(content)).index
    return FromRegistry(
        AppRef(
            app_id=index.app_id,
            version=index.version,
            target_path="",
            size_bytes=len(content),
            sha256=Digest.of(content),
            index_sha256=Digest.of(encode_index(index)),
            publisher="someone",
            publisher_key_ids=keys,
            registry=RegistryName(name),
            url="",
        )
    )


def install_from(store: Store, content: bytes, origin: FromRegistry) -> None:
    store.installer.install(BytesSource(content), origin, TrustPolicy())


def test_a_report_and_the_library_after_an_install(store: Store) -> None:
    report = install(store, package(1))
    assert report.app_id == HELLO
    assert report.version == AppVersion(1, "1.0.0")
    assert report.bytes_reused == 0
    assert 0 < report.verify_ms <= report.total_ms
    assert set(report.as_json()) >= {
        "app_id",
        "version",
        "bytes_downloaded",
        "bytes_reused",
        "verify_ms",
        "total_ms",
    }
    app = store.library.get(HELLO)
    assert (app.version.code, app.previous, app.title) == (1, None, "Hello")
    assert (app.publisher, app.head_key) == (KEY.key_id, KEY.key_id)
    assert app.origin_kind is OriginKind.SIDELOAD
    assert app.consent_needed == frozenset()
    assert [each.app_id for each in store.library.installed()] == [HELLO]
    assert read_all(store) == 1


def test_a_person_is_asked_once(store: Store) -> None:
    person = Person(says=True)
    install(store, package(1), TrustPolicy(asker=person))
    install(store, package(2), TrustPolicy(asker=person))
    install(store, package(1, app_id="org.example.other"), TrustPolicy(asker=person))
    assert person.asked == [(KEY.key_id, HELLO)]


@pytest.mark.parametrize("trust", [TrustPolicy(), TrustPolicy(asker=Person(says=False))])
def test_an_unknown_publisher_is_refused_without_trace(store: Store, trust: TrustPolicy) -> None:
    with pytest.raises(PublisherUnknown) as refused:
        install(store, package(1), trust)
    assert KEY.key_id.fingerprint in refused.value.message
    assert store.library.installed() == ()
    assert list(store.blobs.digests()) == []
    assert list(store.home.staging.iterdir()) == []
    (row,) = store.audit.recent(HELLO)
    assert (row.method, row.outcome) == ("install", "trust.publisher_unknown")


def test_a_fingerprint_of_another_key_is_no_trust(store: Store) -> None:
    with pytest.raises(PublisherUnknown):
        install(store, package(1), TrustPolicy(frozenset({second_key().key_id})))


def test_a_broken_package_leaves_nothing(store: Store) -> None:
    install(store, package(1))
    before = set(store.blobs.digests())
    more = {f"common/{number}.txt": bytes([number]) * 3000 for number in range(100)}
    good = package(2, more=more)
    entry = open_package(BytesSource(good)).index.by_path()["common/99.txt"]
    broken = bytearray(good)
    broken[entry.offset + 30 + len(entry.path) + 3] ^= 1
    with pytest.raises(ContentMismatch, match=r"common/99\.txt"):
        install(store, bytes(broken))
    assert set(store.blobs.digests()) == before
    assert list(store.home.staging.iterdir()) == []
    assert read_all(store) == 1
    assert store.audit.recent(HELLO)[0].outcome == "package.content"


def test_only_new_files_are_read_and_stored(store: Store) -> None:
    install(store, package(1))
    content = package(2)
    read: list[tuple[int, int]] = []

    class Watched(BytesSource):
        def read(self, offset: int, length: int) -> bytes:
            read.append((offset, length))
            return super().read(offset, length)

    opened = open_package(Watched(content))
    read.clear()
    report = store.installer.install(opened, FILE, TRUSTED, lambda: 7)
    wanted = {opened.index.by_path()[path].offset for path in ("manifest.json", "app.css")}
    assert {offset for offset, _ in read} == wanted
    new = sum(opened.index.by_path()[path].size_bytes for path in ("manifest.json", "app.css"))
    assert report.bytes_reused == opened.index.content_bytes - new
    assert report.bytes_downloaded == 7
    assert read_all(store) == 2


def test_versions_never_go_down_and_keep_their_bytes(store: Store) -> None:
    install(store, package(2))
    with pytest.raises(VersionRollback, match="older"):
        install(store, package(1))
    with pytest.raises(VersionRollback, match="other content"):
        install(store, package(2, name="Other"))
    install(store, package(2))
    assert read_all(store) == 2


def test_rollback_is_one_step_and_keeps_the_floor(store: Store) -> None:
    for code in (1, 2, 3):
        install(store, package(code))
    app = store.roll_back(HELLO)
    assert (app.version.code, app.previous, app.pinned) == (2, None, True)
    assert read_all(store) == 2
    with pytest.raises(NotInstalled, match="before"):
        store.roll_back(HELLO)
    with pytest.raises(VersionRollback):
        install(store, package(2, name="Other"))
    with pytest.raises(VersionRollback):
        install(store, package(3, name="Other"))
    install(store, package(3))
    app = store.library.get(HELLO)
    assert (app.version.code, app.pinned) == (3, False)
    assert app.previous is not None
    assert app.previous.code == 2


def test_rollback_to_damaged_files_is_refused(store: Store) -> None:
    install(store, package(1))
    install(store, package(2))
    bundle = store.library.bundle_of(HELLO, 1)
    assert bundle is not None
    store.blobs.delete(bundle.file("app.css").sha256)
    with pytest.raises(StoreCorrupt):
        store.roll_back(HELLO)
    assert read_all(store) == 2


def test_another_publishers_update_is_refused(store: Store) -> None:
    install(store, package(1))
    other = second_key()
    with pytest.raises(PublisherChanged):
        install(store, package(2, key=other), TrustPolicy(frozenset({other.key_id})))
    assert read_all(store) == 1


def test_s7_a_lineage_moves_the_key_forward_only(store: Store) -> None:
    fresh = SigningKey.generate()
    new = SigningKey.from_pem(fresh.to_pem(), succeed(KEY, fresh))
    install(store, package(1))
    host = store.library.get(HELLO).host
    install(store, package(2, key=new), TrustPolicy())
    app = store.library.get(HELLO)
    assert (app.head_key, app.publisher) == (new.key_id, KEY.key_id)
    assert app.host == host
    with pytest.raises(PublisherChanged):  # the old key signs a newer version
        install(store, package(3))


def test_s7_a_key_without_its_lineage_is_another_publisher(store: Store) -> None:
    fresh = SigningKey.generate()
    install(store, package(1))
    with pytest.raises(PublisherChanged):  # stripped
        install(store, package(2, key=fresh), TrustPolicy(frozenset({fresh.key_id})))
    stranger = SigningKey.generate()
    forked = SigningKey.from_pem(fresh.to_pem(), succeed(stranger, fresh))
    with pytest.raises(PublisherChanged):  # of a lineage that the installed key is not in
        install(store, package(2, key=forked), TrustPolicy(frozenset({fresh.key_id})))
    assert read_all(store) == 1


def test_a_registry_vouches_for_its_own_apps_only(store: Store) -> None:
    other = second_key()
    one, two = package(1), package(2, key=other)
    install_from(store, one, from_registry(one, KEY.key_id))
    app = store.library.get(HELLO)
    assert (app.origin_kind, app.origin_place) == (OriginKind.REGISTRY, "main")
    with pytest.raises(PublisherChanged):  # not named by the delegation
        install_from(store, two, from_registry(two, KEY.key_id))
    with pytest.raises(PublisherChanged):  # another registry than the app came from
        install_from(store, two, from_registry(two, other.key_id, name="elsewhere"))
    install_from(store, two, from_registry(two, other.key_id))
    app = store.library.get(HELLO)
    assert (app.head_key, app.publisher) == (other.key_id, KEY.key_id)
    with pytest.raises(PublisherUnknown):  # what a registry names is not trusted for files
        install(store, package(1, app_id="org.example.more"), TrustPolicy())


def test_s5_a_registrys_package_must_be_the_one_it_names(store: Store) -> None:
    named, swapped = package(1), package(1, app_id="org.example.other")
    newer, changed = package(2), package(1, name="Other")
    for content in (swapped, newer, changed):
        with pytest.raises(IndexInvalid, match="swapped"):
            install_from(store, content, from_registry(named, KEY.key_id))
    assert store.library.installed() == ()


def test_a_development_folder_may_change_without_a_new_version(store: Store) -> None:
    key = second_key()
    origin = FromFolder(Path("/src"), key.key_id)
    for name in ("Hello", "Changed"):
        content = package(1, key=key, name=name, scopes=["location"])
        store.installer.install(BytesSource(content), origin, TrustPolicy())
        app = store.library.get(HELLO)
        assert (app.title, app.consent_needed) == (name, frozenset())
    with pytest.raises(PublisherChanged):
        install(store, package(2))


def test_s8_an_update_that_asks_for_more_waits_for_consent(store: Store) -> None:
    install(store, package(1, scopes=["notification"], request=["https://a.example"]))
    assert store.library.get(HELLO).consent_needed == frozenset()
    store.grants.remember(HELLO, KEY.key_id, Scope.NOTIFICATION, Grant.ALLOW)
    two = package(2, scopes=["location"], request=["https://a.example", "https://b.example"])
    report = install(store, two)
    waiting = {Ask.scope("location"), Ask.network("request", "https://b.example")}
    assert report.consent_needed == waiting
    assert store.library.get(HELLO).consent_needed == waiting
    assert store.grants.answer(HELLO, KEY.key_id, Scope.NOTIFICATION) is None
    assert store.accept(HELLO, [Ask.scope("location")]).consent_needed == {
        Ask.network("request", "https://b.example")
    }
    # Asked for again after a version without it: a new question, a new grant.
    three = install(store, package(3, scopes=["notification", "location"]))
    assert three.consent_needed == {Ask.scope("notification")}
    four = install(store, package(4, request=["https://b.example"]))
    assert four.consent_needed == {Ask.network("request", "https://b.example")}


def test_x2_x3_uninstall_leaves_nothing_and_another_publisher_finds_nothing(store: Store) -> None:
    install(store, package(1, scopes=["location"]))
    install(store, package(1, app_id="org.example.other"))
    shared = set(store.blobs.digests())
    store.grants.remember(HELLO, KEY.key_id, Scope.LOCATION, Grant.ALLOW)
    host = store.library.get(HELLO).host
    data = store.home.profiles / host
    (data / "browser").mkdir(parents=True)
    (data / "storage.db").write_bytes(b"secret")
    report = store.uninstall(HELLO)
    assert (report.files, report.freed_bytes > 0) == (1, True)  # its manifest; the rest is shared
    assert len(shared - set(store.blobs.digests())) == 1
    assert not data.exists()
    assert store.grants.answer(HELLO, KEY.key_id, Scope.LOCATION) is None
    assert store.audit.recent(HELLO) == ()
    with pytest.raises(NotInstalled):
        store.uninstall(HELLO)
    assert read_all(store, type(HELLO)("org.example.other")) == 1
    other = second_key()
    install(store, package(1, key=other), TrustPolicy(frozenset({other.key_id})))
    assert store.library.get(HELLO).host != host


def test_only_two_versions_are_kept(store: Store) -> None:
    for code in range(1, 6):
        install(store, package(code))
    assert store.library.bundle_of(HELLO, 3) is None
    assert store.library.bundle_of(HELLO, 4) is not None
    collected = store.collect()
    assert collected.files == 6  # app.css and manifest.json of three versions
    assert read_all(store) == 5
    assert store.roll_back(HELLO).version.code == 4


def test_files_of_a_version_that_still_runs_can_be_kept(store: Store) -> None:
    install(store, package(1))
    running = store.library.bundle(HELLO)
    install(store, package(2))
    install(store, package(3))
    store.collect(keep=[file.sha256 for file in running.index.files])
    for _ in running.contents():
        pass
    store.collect()
    with pytest.raises(StoreCorrupt):
        running.read("app.css")


def test_bytes_that_are_no_package_are_refused(store: Store) -> None:
    with pytest.raises(PackageError):
        install(store, b"PK not really")
    assert list(store.home.staging.iterdir()) == []


def test_audit_rows_of_a_running_app(store: Store) -> None:
    sink = store.audit.sink(HELLO, InstanceId("0" * 16))
    for number in range(5):
        sink.record(AuditRow(f"m{number}", Scope.LOCATION, Reason.GRANTED, "ok", 1.5, 10, 20))
    rows = store.audit.recent(HELLO, last=3)
    assert [row.method for row in rows] == ["m4", "m3", "m2"]
    assert (rows[0].scope, rows[0].decision, rows[0].call_bytes) == ("location", "granted", 10)


def test_a_flood_of_audit_rows_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from host.store import audit

    monkeypatch.setattr(audit, "KEPT_ROWS_PER_APP", 100)
    monkeypatch.setattr(audit, "PRUNED_EVERY_ROWS", 10)
    sink = store.audit.sink(HELLO, InstanceId("0" * 16))
    for number in range(3000):
        sink.record(AuditRow(f"m{number}", None, None, "ok", 0.0, 0, 0))
    rows = store.audit.recent(HELLO, last=5000)
    assert rows[0].method == "m2999"
    assert len(rows) <= 110


def test_packs_are_written_anew_when_much_of_them_is_left_over(store: Store) -> None:
    files = {f"common/{number}.txt": bytes([number]) * 4000 for number in range(80)}
    install(store, package(1, more=files))
    packed = store.blobs.packs.all()[0].places.keys()
    kept = dict(list(files.items())[:20])
    for code in (2, 3):
        install(store, package(code, more=kept))
    collected = store.collect()
    assert collected.files >= 60
    assert collected.freed_bytes > 60 * 4000
    wanted = {Digest.of(content) for content in kept.values()}
    assert set(store.blobs.digests()) & packed >= wanted
    assert len(set(store.blobs.digests())) < 40
    assert read_all(store) == 3
    assert store.roll_back(HELLO).version.code == 2
