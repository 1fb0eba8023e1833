"""Which registries a host trusts, and reading one from several places at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bridge.errors import (
    RegistryInvalid,
    RegistrySignature,
    RegistryUnknown,
    RegistryUnreachable,
    StoreBusy,
    StoreCorrupt,
    UsageError,
)
from bridge.names import Digest
from host.dev.publish import RegistryMaker
from host.dev.publish.keys import Role
from host.dev.publish.tree import sign
from host.dev.serve import Serving
from host.paths import Home
from host.store.registry import RegistryBook, RegistryName
from host.store.registry import client as client_file
from tests.registry_kit import HELLO, Shop, open_book


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop")


@pytest.fixture
def serving(shop: Shop) -> Iterator[Serving]:
    with Serving(shop.files) as serving:
        yield serving


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def book(home: Home) -> Iterator[RegistryBook]:
    with open_book(home) as book:
        yield book


def test_added_listed_removed(book: RegistryBook, serving: Serving, home: Home) -> None:
    assert book.list() == ()
    entry = book.add(serving.url, fingerprint=serving.root_sha256)
    assert (entry.name, entry.url, entry.root_sha256) == ("shop", serving.url, serving.root_sha256)
    assert book.add(serving.url, fingerprint=serving.root_sha256) == entry, "the same again"
    other = book.add(serving.url, fingerprint=serving.root_sha256, name="other")
    with RegistryBook(home) as later:
        assert later.list() == (other, entry)
    assert book.remove("shop") == entry
    assert book.list() == (other,)
    for name in ("shop", "../other", "", ".floors"):
        with pytest.raises(RegistryUnknown):
            book.open(name)


def test_root_file_needs_no_network(book: RegistryBook, shop: Shop, tmp_path: Path) -> None:
    root = shop.metadata("1.root.json").read_bytes()
    with pytest.raises(UsageError, match="give the URL too"):
        book.add(root=root)
    assert book.add("http://127.0.0.1:1", root=root).url == "http://127.0.0.1:1/"
    status = RegistryMaker(tmp_path / "f", tmp_path / "k").init(
        RegistryName("known"), url="https://known.example/registry"
    )
    entry = book.add(root=status.root_file.read_bytes())
    assert (entry.name, entry.url) == ("known", "https://known.example/registry/")


def test_root_over_the_network_needs_its_fingerprint(
    book: RegistryBook, serving: Serving, shop: Shop
) -> None:
    with pytest.raises(UsageError, match="fingerprint"):
        book.add(serving.url)
    with pytest.raises(RegistrySignature, match="no root of"):
        book.add(serving.url, fingerprint=Digest.of(b"other"))
    with pytest.raises(RegistrySignature, match="not to the fingerprint"):
        book.add(
            serving.url,
            root=shop.metadata("1.root.json").read_bytes(),
            fingerprint=Digest.of(b"other"),
        )
    with pytest.raises(RegistryUnreachable):
        book.add("http://127.0.0.1:1/", fingerprint=serving.root_sha256)
    assert book.list() == ()


def test_newest_roots_fingerprint_works_too(
    book: RegistryBook, serving: Serving, shop: Shop
) -> None:
    root = shop.bench.tree.root()
    root.signed.version = 2
    content = sign(root, shop.bench.ring.load(Role.ROOT), shop.now(), 365)
    shop.metadata("2.root.json").write_bytes(content)
    entry = book.add(serving.url, fingerprint=Digest.of(content))
    assert entry.root_sha256 == Digest.of(content) != serving.root_sha256
    assert book.open("shop").refresh().registry == "shop"


@pytest.mark.parametrize(
    "url",
    ["shop", "ftp://shop/", "http:///x", "http://me:word@127.0.0.1/", "http://[/", "file:///x"],
)
def test_addresses_that_are_none(book: RegistryBook, shop: Shop, url: str) -> None:
    with pytest.raises(UsageError):
        book.add(url, root=shop.metadata("1.root.json").read_bytes())


def test_roots_that_are_none(book: RegistryBook, shop: Shop) -> None:
    content = shop.metadata("1.root.json").read_bytes()
    for bad in (b"", b"{}", shop.metadata("timestamp.json").read_bytes()):
        with pytest.raises(RegistryInvalid):
            book.add("http://127.0.0.1:1", root=bad)
    with pytest.raises(RegistrySignature, match="not signed by enough"):
        book.add("http://127.0.0.1:1", root=content.replace(b'"shop"', b'"chop"'))


def test_another_registry_of_the_same_name(
    book: RegistryBook, serving: Serving, tmp_path: Path
) -> None:
    book.add(serving.url, fingerprint=serving.root_sha256)
    other = Shop(tmp_path / "other")
    with pytest.raises(UsageError, match="give --name"):
        book.add("http://127.0.0.1:1", root=other.metadata("1.root.json").read_bytes())


def test_damaged_entry_is_named(book: RegistryBook, serving: Serving, home: Home) -> None:
    book.add(serving.url, fingerprint=serving.root_sha256)
    (home.registries / "shop" / "registry.json").write_bytes(b"{}")
    with pytest.raises(StoreCorrupt, match=r"registry.json is damaged"):
        book.list()


def test_without_network_the_last_catalogue_can_be_shown(
    shop: Shop, book: RegistryBook, home: Home
) -> None:
    shop.publish(1)
    with Serving(shop.files) as serving:
        book.add(serving.url, fingerprint=serving.root_sha256)
        assert book.open("shop").last_catalogue() is None
        shown = book.open("shop").refresh()
    with open_book(home) as later:
        registry = later.open("shop")
        with pytest.raises(RegistryUnreachable) as caught:
            registry.refresh()
        assert caught.value.retriable
        assert registry.last_catalogue() == shown


def test_damaged_cache_is_fetched_again(
    shop: Shop, serving: Serving, book: RegistryBook, home: Home
) -> None:
    shop.publish(1)
    book.add(serving.url, fingerprint=serving.root_sha256)
    book.open("shop").resolve(HELLO)
    files = [path for path in (home.registries / "shop").rglob("*.json") if not path.is_symlink()]
    for path in files:
        if path.name not in ("registry.json",) and path.parent.name != "shop":
            path.write_bytes(b"\x00garbage")
    assert book.open("shop").resolve(HELLO).version.code == 1


def test_many_readers_at_once(shop: Shop, serving: Serving, home: Home) -> None:
    """Threads of one host and hosts side by side share one metadata folder."""
    shop.publish(1)
    with RegistryBook(home) as book:
        book.add(serving.url, fingerprint=serving.root_sha256)

    def read(number: int) -> int:
        with RegistryBook(home) as own:
            registry = own.open("shop")
            registry.refresh()
            if number % 4 == 0:
                shop.maker.renew()
            return registry.resolve(HELLO).version.code

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(read, range(24))) == {1}


def test_lock_held_by_another(
    shop: Shop, serving: Serving, home: Home, book: RegistryBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    import filelock

    book.add(serving.url, fingerprint=serving.root_sha256)
    monkeypatch.setattr(client_file, "LOCK_WAIT_S", 0.1)
    with filelock.FileLock(home.registries / "shop" / "lock", is_singleton=False):
        with ThreadPoolExecutor(1) as other, pytest.raises(StoreBusy):
            other.submit(book.open("shop").refresh).result()
    assert book.open("shop").refresh().registry == "shop"
