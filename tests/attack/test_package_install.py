"""Rows Z01, Z12, S01, S02, S05, S07 as a person meets them: a package that is to be installed.

Hostile packages are signed by a publisher whom the person trusts; whatever is wrong with one,
nothing of it is left anywhere, what was installed still opens, and the refusal is in the audit.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from bridge.errors import (
    ArchiveInvalid,
    EntryNameInvalid,
    FanlightError,
    IndexInvalid,
    PackageError,
    PublisherChanged,
    SignatureInvalid,
)
from bridge.names import AppId, Digest
from host.store.obtain import RegistryInstaller
from host.store.registry import RegistryBook
from host.store.registry.layout import target_path
from host.store.store import Store
from host.store.trust import TrustPolicy
from sandbox.package.archive import TAIL_BYTES
from sandbox.package.index import LineageLink, encode_index
from sandbox.package.lineage import succeed
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify_all
from tests.package_forge import KEY, Forge, sample_files
from tests.registry_kit import HASTY, BadServer, Shop, app_package
from tests.store_apps import FILE, HELLO, TRUSTED, home, install, package, read_all

EVIL = "fanlight-evil.txt"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(home(tmp_path)) as opened:
        install(opened, package(1))
        yield opened


def places(folder: Path) -> set[Path]:
    """Every file and folder below, but the database's own, which note the refusal."""
    return {path for path in folder.rglob("*") if not path.name.startswith("library.db")}


def refused(
    store: Store,
    content: bytes,
    kind: type[FanlightError] = PackageError,
    trust: TrustPolicy = TRUSTED,
) -> FanlightError:
    """Install, and look that nothing came of it."""
    around = store.home.root.parent
    before = places(around)
    with pytest.raises(kind) as caught:
        install(store, content, trust)
    assert places(around) == before
    assert not any(around.parent.rglob(f"*{EVIL}"))
    assert read_all(store) == 1
    return caught.value


def newest_outcome(store: Store) -> str:
    return store.audit.recent(last=1)[0].outcome


@pytest.mark.parametrize(
    "name", [f"../{EVIL}", f"../../{EVIL}", f"a/../../{EVIL}", f"..\\{EVIL}", "absolute"]
)
def test_Z01_nothing_of_a_traversing_package_is_written(store: Store, name: str) -> None:
    path = f"{store.home.root.parent}/{EVIL}" if name == "absolute" else name
    forge = Forge.sample(("fine.txt", b"fine"), (path, b"evil"), ("also.txt", b"fine"))
    error = refused(store, forge.build(), EntryNameInvalid)
    assert newest_outcome(store) == error.code


def zipped(*names: str) -> bytes:
    """What other tools' hostile archives are: a ZIP with these names, unsigned."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sample_files().items():
            archive.writestr(path, content)
        for name in names:
            archive.writestr(name, b"evil")
    return made.getvalue()


def test_Z01_S01_an_ordinary_zip_slip_archive_is_not_even_unpacked(store: Store) -> None:
    deep = "../" * 40 + f"tmp/{EVIL}"
    for content in (zipped(deep, f"..\\..\\{EVIL}"), zipped(f"/tmp/{EVIL}"), zipped("good.txt")):
        refused(store, content, SignatureInvalid)
    assert newest_outcome(store) == SignatureInvalid.code


def with_extra_entry() -> bytes:
    """Entry and directory record of a file that the signed index does not name."""
    forge = Forge.sample(("extra.js", b"evil"))
    forge.records.pop()
    return forge.build()


def with_entry_in_directory_alone() -> bytes:
    forge = Forge.sample(("extra.js", b"evil"))
    forge.records.pop()
    forge.entries.pop()
    return forge.build()


def with_entry_removed() -> bytes:
    forge = Forge.sample()
    number = forge.number("app.css")
    del forge.entries[number], forge.central[number]
    return forge.build()


def with_entry_of_another_name() -> bytes:
    """As many entries as the index has files, but one of them is another."""
    forge = Forge.sample(("b.js", b"1"))
    other = Forge.sample(("c.js", b"1"))
    forge.entries[-1], forge.central[-1] = other.entries[-1], other.central[-1]
    return forge.build()


@pytest.mark.parametrize(
    "make",
    [
        with_extra_entry,
        with_entry_in_directory_alone,
        with_entry_removed,
        with_entry_of_another_name,
    ],
)
def test_Z12_files_and_index_must_be_the_same_set(store: Store, make: Callable[[], bytes]) -> None:
    error = refused(store, make())
    assert isinstance(error, IndexInvalid | ArchiveInvalid)
    assert newest_outcome(store) == error.code


class Shifting(BytesSource):
    """A file that somebody replaces after its first `reads` reads."""

    def __init__(self, first: bytes, then: bytes, reads: int) -> None:
        super().__init__(first)
        self._then = BytesSource(then)
        self._left = reads

    def read(self, offset: int, length: int) -> bytes:
        self._left -= 1
        return super().read(offset, length) if self._left >= 0 else self._then.read(offset, length)


def test_S02_what_was_verified_is_what_is_used(store: Store) -> None:
    """Another package of the same length takes the first one's place, after each of the reads."""
    filling = b"\x01\x02\x03" * (TAIL_BYTES // 3)
    first, then = (
        Forge(list((sample_files() | {"z.bin": letter + filling}).items()), deflated=False)
        for letter in (b"A", b"B")
    )
    assert len(first.build()) == len(then.build())
    of_first, of_then, refusals = 0, 0, 0
    for reads in range(20):
        source = Shifting(first.build(), then.build(), reads)
        try:
            bundle = verify_all(open_package(source))
            found = {path: bundle.read(path) for path in bundle.paths}
        except PackageError:
            refusals += 1
            continue
        if bundle.index == first.index():
            assert found == dict(first.files)
            of_first += 1
        else:
            assert found == dict(then.files)
            of_then += 1
    # The tail, the manifest, each file for the check, each file as it is used.
    assert (of_then, refusals, of_first) == (1, 13, 6)
    with pytest.raises(PackageError):
        source = Shifting(package(2), package(2, name="Other"), 2)
        store.installer.install(source, FILE, TRUSTED)
    assert read_all(store) == 1


# S05: one app's package in another's place


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    made = Shop(tmp_path / "shop")
    made.publish(1)
    made.maker.publish(app_package(made.alice, 1, AppId("org.alice.other")), made.alice)
    made.maker.publish(app_package(made.bob, 1, AppId("org.bob.app")), made.bob)
    return made


OTHER, BOBS = AppId("org.alice.other"), AppId("org.bob.app")


@pytest.fixture
def server(shop: Shop) -> Iterator[BadServer]:
    with BadServer(shop.files) as server:
        yield server


@pytest.fixture
def book(store: Store, shop: Shop, server: BadServer) -> Iterator[RegistryBook]:
    with RegistryBook(store.home, store.floors, HASTY) as opened:
        opened.add(server.url, fingerprint=shop.root_sha256)
        yield opened


def swap(
    shop: Shop, role: str, key: SigningKey, app_id: AppId, package: bytes, **custom: object
) -> None:
    """`role` names `package` as version 1 of `app_id`, and says so with all that goes with it."""
    index = open_package(BytesSource(package)).index
    bench, path = shop.bench, target_path(app_id, 1)
    with bench.change() as change:
        target = change.add_target(path, package)
        target.unrecognized_fields["custom"] = {
            "app_id": app_id,
            "version_code": 1,
            "version_name": "1.1.0",
            "index_sha256": Digest.of(encode_index(index)),
            "signer": key.key_id,
        } | custom
        metadata = bench.tree.role(role)
        assert metadata is not None
        metadata.signed.targets[path] = target
        bench.sign_publisher(change, role, metadata, key)
        bench.sign_catalogue(change, bench.catalogue())


def installed(store: Store) -> set[AppId]:
    return {app.app_id for app in store.library.installed()}


def test_S05_a_package_under_another_apps_name_is_refused(
    store: Store, shop: Shop, book: RegistryBook
) -> None:
    """The path, the index and the key must agree, whoever of the publishers has listed it."""
    installer = RegistryInstaller(store, book)
    foreign = app_package(shop.alice, 1)
    mine = app_package(shop.bob, 1, BOBS)
    cases: list[tuple[str, SigningKey, AppId, bytes, dict[str, object], type[FanlightError]]] = [
        ("bob", shop.bob, BOBS, foreign, {}, IndexInvalid),
        ("bob", shop.bob, BOBS, foreign, {"signer": shop.alice.key_id}, IndexInvalid),
        ("alice", shop.alice, OTHER, foreign, {}, IndexInvalid),
        ("bob", shop.bob, BOBS, mine, {"index_sha256": Digest.of(b"another")}, IndexInvalid),
        ("bob", shop.bob, BOBS, mine, {"version_name": "9.9.9"}, IndexInvalid),
        ("bob", shop.bob, BOBS, app_package(KEY, 1, BOBS), {}, PublisherChanged),
    ]
    for role, key, app_id, content, custom, kind in cases:
        swap(shop, role, key, app_id, content, **custom)
        book.open("shop").refresh()
        with pytest.raises(kind, match=r"swapped|does not name"):
            installer.install(app_id)
        assert newest_outcome(store) == kind.code
        assert installed(store) == {HELLO}
    swap(shop, "bob", shop.bob, BOBS, mine)
    book.open("shop").refresh()
    installer.install(BOBS)
    assert installed(store) == {HELLO, BOBS}


def test_S05_a_mirror_that_swaps_two_packages_is_refused(
    store: Store, shop: Shop, book: RegistryBook
) -> None:
    stored = {path.name: path for path in shop.files.rglob("*.ma")}
    assert len(stored) == 3
    contents = [path.read_bytes() for path in stored.values()]
    for path, content in zip(stored.values(), contents[1:] + contents[:1], strict=True):
        path.write_bytes(content)
    for app_id in (OTHER, BOBS):
        with pytest.raises(FanlightError) as caught:
            RegistryInstaller(store, book).install(app_id)
        assert newest_outcome(store) == caught.value.code
    assert installed(store) == {HELLO}


# S07: keys that follow one another


def signed(key: SigningKey, lineage: tuple[LineageLink, ...], code: int) -> bytes:
    """A package by `key` with any lineage, which the packer would not let pass."""
    files = dict(open_contents(package(code)))
    forge = Forge(list(files.items()), key=key)
    index = msgspec.structs.replace(
        forge.index(), lineage=lineage, version_code=code, version_name=f"{code}.0.0"
    )
    forge.block = forge.sign(encode_index(index))
    return forge.build()


def open_contents(content: bytes) -> Iterator[tuple[str, bytes]]:
    bundle = verify_all(open_package(BytesSource(content)))
    return ((file.path, text) for file, text in bundle.contents())


def trusting(*keys: SigningKey) -> TrustPolicy:
    """A person who has accepted these keys too: that is no reason to change a publisher."""
    return TrustPolicy(frozenset(key.key_id for key in (KEY, *keys)))


def test_S07_a_key_is_replaced_by_its_lineage_only(store: Store) -> None:
    second, third, stranger = (SigningKey.generate() for _ in range(3))
    one = succeed(KEY, second)
    two = succeed(SigningKey.from_pem(second.to_pem(), one), third)
    for_another = succeed(stranger, second)
    forged = LineageLink(KEY.public_bytes.hex(), stranger.sign(b"x").hex())
    everybody = trusting(second, third, stranger)
    for what, key, lineage, kind in (
        ("without lineage", second, (), PublisherChanged),
        ("another's lineage", second, for_another, PublisherChanged),
        ("forged", second, (forged,), SignatureInvalid),
        ("for another key", third, one, SignatureInvalid),
        ("re-ordered", third, (two[1], two[0]), SignatureInvalid),
        ("first link stripped", third, two[1:], SignatureInvalid),
        ("last link stripped", third, two[:1], SignatureInvalid),
        ("twice", third, (*two, two[0]), SignatureInvalid),
    ):
        error = refused(store, signed(key, lineage, 2), kind, everybody)
        assert newest_outcome(store) == error.code, what
    assert store.library.get(HELLO).head_key == KEY.key_id


def test_S07_after_a_rotation_the_older_keys_sign_nothing_newer(store: Store) -> None:
    second, third, fork = (SigningKey.generate() for _ in range(3))
    one = succeed(KEY, second)
    two = succeed(SigningKey.from_pem(second.to_pem(), one), third)
    beside = succeed(KEY, fork)
    install(store, signed(third, two, 2))
    assert store.library.get(HELLO).head_key == third.key_id
    for key, lineage in ((KEY, ()), (second, one), (fork, beside), (fork, succeed(KEY, fork))):
        with pytest.raises(PublisherChanged):
            install(store, signed(key, lineage, 3), trusting(second, third, fork))
        assert newest_outcome(store) == PublisherChanged.code
    assert (read_all(store), store.library.get(HELLO).publisher) == (2, KEY.key_id)
