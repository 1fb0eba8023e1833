"""Making a registry: what is written, what is refused, and what a reader sees meanwhile."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bridge.errors import (
    FanlightError,
    KeyInvalid,
    PackageError,
    PublishRefused,
    RegistryInvalid,
    TargetNotFound,
)
from bridge.names import AppId, Digest
from host.dev.publish import Lifetimes, RegistryMaker, Role
from host.dev.publish import tree as tree_file
from host.dev.serve import Serving
from host.paths import Home
from host.store.registry import PublisherName, Registry, RegistryBook, RegistryName
from host.store.registry.writing import replace_file
from sandbox.package.signing import SigningKey
from sandbox.package.source import FileSource
from sandbox.package.verify import open_package, verify_all
from tests.registry_kit import ALICE, BOB, HELLO, Shop, app_package


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop")


@pytest.fixture
def registry(shop: Shop, tmp_path: Path) -> Iterator[Registry]:
    with Serving(shop.files) as serving, RegistryBook(Home(tmp_path / "home")) as book:
        book.add(serving.url, fingerprint=shop.root_sha256)
        yield book.open("shop")


def test_published_app_arrives_as_it_was(shop: Shop, registry: Registry, tmp_path: Path) -> None:
    package = shop.publish(1)
    ref = registry.resolve(HELLO)
    assert (ref.app_id, ref.version.code, ref.size_bytes) == (HELLO, 1, len(package))
    assert ref.sha256 == Digest.of(package)
    assert ref.publisher_key_ids == (shop.alice.key_id,)
    path = registry.download(ref, tmp_path / "staging")
    assert path.read_bytes() == package
    with FileSource(path) as source:
        assert verify_all(open_package(source)).publisher in ref.publisher_key_ids


def test_newest_and_exact_versions(shop: Shop, registry: Registry) -> None:
    for code in (1, 2, 10):
        shop.publish(code)
    assert registry.resolve(HELLO).version.code == 10
    assert registry.resolve(HELLO, 2).version.code == 2
    with pytest.raises(TargetNotFound, match="it has 1, 2, 10"):
        registry.resolve(HELLO, 3)
    with pytest.raises(TargetNotFound, match="has no app"):
        registry.resolve(AppId("org.alice.other"))


@pytest.mark.parametrize("code", [1, 4, 5])
def test_version_must_be_above_all_published(shop: Shop, code: int) -> None:
    shop.publish(5)
    shop.maker.yank(HELLO, 5)
    before = snapshot_of(shop.files)
    with pytest.raises(PublishRefused, match="not above 5"):
        shop.maker.publish(app_package(shop.alice, code, filling=b"other"), shop.alice)
    assert snapshot_of(shop.files) == before


def test_other_publishers_app_and_other_signers_package(shop: Shop) -> None:
    before = snapshot_of(shop.files)
    with pytest.raises(PublishRefused, match="is not its key"):
        shop.maker.publish(app_package(shop.bob), shop.bob)
    with pytest.raises(PublishRefused, match="is signed by key"):
        shop.maker.publish(app_package(shop.bob), shop.alice)
    stranger = SigningKey.generate()
    with pytest.raises(PublishRefused, match="under no publisher's prefix"):
        shop.maker.publish(app_package(stranger, app_id=AppId("com.other.app")), stranger)
    with pytest.raises(PackageError):
        shop.maker.publish(app_package(shop.alice)[:-1], shop.alice)
    assert snapshot_of(shop.files) == before


def test_a_reader_never_sees_a_half_published_state(
    shop: Shop, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power fails before the n-th file, for every n; the state before stays whole."""
    shop.publish(1)
    package = app_package(shop.alice, 2)
    files = left = 0

    def failing(path: Path, content: bytes, *, mode: int = 0o600) -> None:
        nonlocal left
        if left == 0:
            raise OSError("power failure")
        left -= 1
        replace_file(path, content, mode=mode)

    monkeypatch.setattr(tree_file, "replace_file", failing)
    for survivors in range(10):
        left = survivors
        try:
            shop.maker.publish(package, shop.alice)
        except OSError:
            files += 1
            registry.refresh()
            assert registry.resolve(HELLO).version.code == 1
        else:
            break
    assert files == 6, "package, catalogue, two roles, snapshot, timestamp"
    registry.refresh()
    assert registry.resolve(HELLO).version.code == 2


def test_rotated_key(shop: Shop, registry: Registry, tmp_path: Path) -> None:
    """The new key speaks for the prefix; what the old one signed is still vouched for."""
    shop.publish(1)
    new = SigningKey.generate()
    shop.maker.rotate_publisher(ALICE, new)
    registry.refresh()
    ref = registry.resolve(HELLO)
    assert ref.publisher_key_ids == (new.key_id, shop.alice.key_id)
    with pytest.raises(PublishRefused):
        shop.maker.publish(app_package(shop.alice, 2), shop.alice)
    shop.maker.publish(app_package(new, 2), new)
    registry.refresh()
    assert registry.resolve(HELLO).publisher_key_ids == (new.key_id,)
    with pytest.raises(PublishRefused, match="alice's already"):
        shop.maker.rotate_publisher(BOB, new)


def test_publisher_that_has_published_nothing(shop: Shop, registry: Registry) -> None:
    with pytest.raises(TargetNotFound):
        registry.resolve(AppId("org.bob.app"))
    shop.maker.rotate_publisher(BOB, SigningKey.generate())
    shop.publish(1)
    registry.refresh()
    assert registry.resolve(HELLO).publisher == "alice"


def test_publishing_needs_neither_root_nor_targets_key(shop: Shop) -> None:
    offline = shop.folder / "offline"
    offline.mkdir()
    for role in (Role.ROOT, Role.TARGETS):
        shutil.move(shop.keys / f"{role}-1.pem", offline)
    shop.publish(1)
    assert {one.role for one in shop.maker.status().roles if not one.keys_here} == {
        "root",
        "targets",
        "alice",
    }
    with pytest.raises(KeyInvalid, match="no targets key"):
        shop.maker.remove_publisher(BOB)
    assert shop.maker.renew() == ("snapshot", "timestamp")


def test_renew_signs_what_will_expire(tmp_path: Path, registry: Registry) -> None:
    past_days = 60
    old = Shop(tmp_path / "old", now=lambda: datetime.now(UTC) - timedelta(days=past_days))
    old.publish(1)
    past_days = 0
    assert old.maker.status().roles[1].days_left < 0
    assert old.maker.renew() == ("targets", "catalogue", "snapshot", "timestamp")
    assert all(role.days_left > 6 for role in old.maker.status().roles)
    past_days = -320
    assert old.maker.renew()[0] == "root"
    assert old.maker.status().root_file.name == "2.root.json"


def test_files_are_readable_and_keys_are_not(shop: Shop) -> None:
    shop.publish(1)
    for path in shop.files.rglob("*.*"):
        if path.is_file():
            assert stat.S_IMODE(path.stat().st_mode) == 0o644, path
    for path in shop.keys.glob("*.pem"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_only_the_timestamp_ever_changes(shop: Shop) -> None:
    shop.publish(1)
    before = snapshot_of(shop.files)
    shop.publish(2)
    shop.maker.yank(HELLO, 1, shop.alice)
    shop.maker.renew()
    after = snapshot_of(shop.files)
    assert {name for name in before if before[name] != after[name]} == {"metadata/timestamp.json"}
    assert not [name for name in after if Path(name).name.startswith(".")]


def test_keys_inside_the_served_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishRefused, match="will be served"):
        RegistryMaker(tmp_path / "r", tmp_path / "r" / "keys").init(RegistryName("r"))
    assert not (tmp_path / "r").exists()


def test_no_registry_is_made_over_another(shop: Shop, tmp_path: Path) -> None:
    for folder, keys in ((shop.files, tmp_path / "new-keys"), (tmp_path / "new", shop.keys)):
        with pytest.raises(PublishRefused, match="already"):
            RegistryMaker(folder, keys).init(RegistryName("again"))
    with pytest.raises(RegistryInvalid, match="is no registry"):
        RegistryMaker(tmp_path / "nothing", shop.keys).status()


@pytest.mark.parametrize("key", [bytes(32), b"\x01" + bytes(31), bytes(31), b"\xff" * 32])
def test_key_that_anybody_could_sign_with(shop: Shop, key: bytes) -> None:
    with pytest.raises(KeyInvalid):
        shop.maker.add_publisher(PublisherName("carol"), AppId("org.carol"), key)


def test_lifetimes_and_threshold_are_kept(tmp_path: Path) -> None:
    maker = RegistryMaker(tmp_path / "files", tmp_path / "keys")
    status = maker.init(
        RegistryName("shop"),
        url="https://shop.example/",
        root_threshold=2,
        lifetimes=Lifetimes(timestamp_days=1, snapshot_days=2),
    )
    days = {role.role: round(role.days_left) for role in status.roles}
    assert days == {"root": 365, "targets": 90, "catalogue": 90, "snapshot": 2, "timestamp": 1}
    assert status.url == "https://shop.example/"
    root = json.loads(status.root_file.read_bytes())
    assert root["signed"]["roles"]["root"]["threshold"] == 2
    assert len(root["signatures"]) == 2
    with pytest.raises(FanlightError):
        RegistryMaker(tmp_path / "f2", tmp_path / "k2").init(RegistryName("x"), root_threshold=0)


def snapshot_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
