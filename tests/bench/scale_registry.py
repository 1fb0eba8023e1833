"""A registry of very many apps, made in one step, and what a host fetches of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from scale_side import REGISTRY
from tuf.api.metadata import Metadata, TargetFile, Targets

from bridge.names import AppId, Digest
from host.dev.publish import RegistryMaker
from host.dev.publish.bench import Bench
from host.dev.publish.book import Book
from host.dev.publish.delegation import delegate
from host.dev.publish.listing import open_book
from host.dev.publish.tree import Change
from host.dev.serve import Serving
from host.paths import Home
from host.store.registry import PublisherName, RegistryBook, RegistryName
from host.store.registry.bins import MAX_BINS, MIN_BINS
from host.store.registry.catalogue import (
    CATALOGUE_FORMAT,
    Catalogue,
    CatalogueApp,
    CataloguePublisher,
    CatalogueVersion,
)
from host.store.registry.layout import delegated_patterns, target_path
from sandbox.package.pack import pack
from sandbox.package.signing import SigningKey

APPS_A_BIN = 50
APPS_A_PUBLISHER = 10
NAMES = ("Tea", "Ferry", "Library", "Weather", "Bicycle", "Clinic", "Market", "Museum", "Tides")


def bins_for(apps: int) -> int:
    """A power of two, some APPS_A_BIN apps each."""
    wanted = max(1, apps // APPS_A_BIN)
    return min(MAX_BINS, max(MIN_BINS, 1 << (wanted - 1).bit_length()))


class Large:
    """`apps` apps of a tenth as many publishers; one of them, `probe`, can be published for real.

    The others stand in the metadata alone, their packages and records are not there: no figure
    here is of those.
    """

    def __init__(self, folder: Path, apps: int, *, binned: bool = True) -> None:
        self.files, self._keys = folder / "files", folder / "keys"
        self.maker = RegistryMaker(self.files, self._keys)
        self.key = SigningKey.generate()
        self.probe = AppId("org.probe.app")
        self._code = 0
        status = self.maker.init(RegistryName(REGISTRY), bins=bins_for(apps) if binned else 0)
        self.root_sha256 = status.root_sha256
        self.maker.add_publisher(PublisherName("probe"), AppId("org.probe"), self.key.public_bytes)
        self._fill(apps, binned=binned)
        self.publish()

    def publish(self) -> None:
        """One more version of the probe."""
        self._code += 1
        self.maker.publish(probe_package(self.key, self.probe, self._code), self.key)

    @contextmanager
    def served_to(self, home: Path) -> Iterator[Home]:
        """A fresh home that trusts it, while it is served on loopback."""
        with Serving(self.files) as serving, RegistryBook(Home(home)) as book:
            book.add(serving.url, fingerprint=self.root_sha256, name=REGISTRY)
            yield Home(home)

    def _fill(self, apps: int, *, binned: bool) -> None:
        bench = Bench(self.files, self._keys, lambda: datetime.now(UTC))
        with bench.change() as change:
            if binned:
                _fill_bins(open_book(bench, change), apps)
                _leave_out_records(change)
            else:
                _fill_flat(bench, change, apps)


def _publishers(apps: int) -> Iterator[tuple[PublisherName, AppId, SigningKey, list[CatalogueApp]]]:
    for number in range(-(-apps // APPS_A_PUBLISHER)):
        name, prefix = PublisherName(f"p{number}"), AppId(f"com.p{number}")
        key = SigningKey.generate()
        places = range(min(APPS_A_PUBLISHER, apps - number * APPS_A_PUBLISHER))
        yield (
            name,
            prefix,
            key,
            [_app(AppId(f"{prefix}.a{at}"), number, name, key) for at in places],
        )


def _fill_bins(book: Book, apps: int) -> None:
    listed = []
    for name, prefix, key, theirs in _publishers(apps):
        book.put_publisher(name, prefix, key.public_bytes)
        for app in theirs:
            book.offer(name, _target(app, key), key)
        listed += theirs
    book.write(Catalogue(CATALOGUE_FORMAT, REGISTRY, (), tuple(listed)))


def _leave_out_records(change: Change) -> None:
    """Nobody asks for the others' records, and a hundred thousand files take minutes to flush."""
    for path in [path for path in change._targets if "/" in path]:
        del change._targets[path]


def _fill_flat(bench: Bench, change: Change, apps: int) -> None:
    listed, catalogue, targets = [], bench.catalogue(), bench.targets()
    publishers = list(catalogue.publishers)
    for name, prefix, key, theirs in _publishers(apps):
        delegate(targets.signed, name, delegated_patterns(prefix), key.public_bytes)
        found = [_target(app, key) for app in theirs]
        role = Metadata(Targets(targets={target.path: target for target in found}))
        bench.sign_publisher(change, name, role, key)
        publishers.append(CataloguePublisher(name, prefix, (key.key_id,)))
        listed += theirs
    bench.sign_targets(change, targets)
    full = Catalogue(CATALOGUE_FORMAT, REGISTRY, tuple(publishers), tuple(listed))
    bench.sign_catalogue(change, full)


def probe_package(key: SigningKey, app_id: AppId, code: int) -> bytes:
    """A package of three small files."""
    manifest = (
        f'{{"app_id": "{app_id}", "name": "Probe", "icons": [{{"src": "common/icon.png"}}], '
        f'"version": {{"name": "1.{code}.0", "code": {code}}}, "pages": ["pages/index/index"], '
        '"platform_version": {"min_code": 1}}'
    )
    page = f"<!doctype html><title>{app_id}</title>".encode()
    files = {"manifest.json": manifest.encode(), "common/icon.png": b"\x89PNG\r\n\x1a\n"}
    return pack({**files, "pages/index/index.html": page}, key)


def kept(home: Home) -> dict[str, tuple[int, int]]:
    """What a host keeps of the registry: each file's size and when it was written.

    That is what it has fetched; the state's files are kept under names without versions.
    """
    folder = home.registries / REGISTRY
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("lock", "registry.json", "root.json")
    }


def _app(app_id: AppId, number: int, publisher: str, key: SigningKey) -> CatalogueApp:
    digest = Digest.of(app_id.encode())
    version = CatalogueVersion(1, "1.0.0", 100_000, digest, digest)
    name = f"{NAMES[number % len(NAMES)]} {number}"
    about = "What is on today, where, and how to get there."
    return CatalogueApp(app_id, name, publisher, (key.key_id,), "web", (version,), about)


def _target(app: CatalogueApp, key: SigningKey) -> TargetFile:
    (version,) = app.versions
    said = {
        "app_id": str(app.app_id),
        "version_code": version.code,
        "version_name": version.name,
        "index_sha256": str(version.index_sha256),
        "signer": str(key.key_id),
        "revoked": False,
    }
    path = target_path(app.app_id, version.code)
    return TargetFile(version.size_bytes, {"sha256": str(version.sha256)}, path, {"custom": said})
