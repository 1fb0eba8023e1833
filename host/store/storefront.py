"""What the trusted registries offer, and one app of them looked at before it is installed. No Qt.

All of it blocks, and some of it asks servers: on a worker thread.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bridge.errors import FanlightError, NotFound, RegistryError, RegistryInvalid
from bridge.names import AppId
from host.store.consent import Ask, asks_of
from host.store.origin import FromRegistry
from host.store.registry.book import RegistryBook
from host.store.registry.catalogue import Catalogue, CatalogueApp, CatalogueName
from host.store.registry.client import Registry
from host.store.trust import check_origin
from sandbox.manifest import Category, Manifest
from sandbox.package.verify import VerifiedBundle, open_package, verify

MAX_PICTURE_BYTES = 4 * 1024 * 1024
_ALL = 100_000


class Offer(msgspec.Struct, frozen=True):
    """The newest version of one app in one registry. Texts are the publisher's, still unsafe.

    `size_bytes` is the package's, 0 where the registry is too large to say it in its listing.
    """

    app_id: AppId
    registry: str
    name: str
    publisher: str
    code: int
    version_name: str
    size_bytes: int = 0
    description: str = ""
    category: Category | None = None
    names: Mapping[str, CatalogueName] = msgspec.field(default_factory=dict)
    revoked: frozenset[int] = frozenset()


class Offers(msgspec.Struct, frozen=True):
    """All offers. `unreachable`: registries that could not be asked, with the reason; what they
    last said stands among the offers. `registries` is how many are trusted."""

    offers: tuple[Offer, ...]
    unreachable: tuple[tuple[str, FanlightError], ...]
    registries: int


class Preview(msgspec.Struct, frozen=True):
    """What a package says of itself before it is installed; every byte was checked."""

    manifest: Manifest
    asks: frozenset[Ask]
    pictures: tuple[bytes, ...]
    icon: bytes | None


def known_offers(book: RegistryBook) -> Offers:
    """What the registries last said; asks nobody. Raises StoreCorrupt."""
    found: list[Offer] = []
    entries = book.list()
    for entry in entries:
        catalogue = book.open(entry.name).last_catalogue()
        if catalogue is not None:
            found += _of_catalogue(entry.name, catalogue)
    return Offers(tuple(found), (), len(entries))


def ask_offers(book: RegistryBook) -> Offers:
    """Ask every registry. One that cannot be asked hides none of the others.

    Raises StoreCorrupt.
    """
    found: list[Offer] = []
    unreachable: list[tuple[str, FanlightError]] = []
    entries = book.list()
    for entry in entries:
        registry = book.open(entry.name)
        try:
            registry.refresh()
            found += _offered(registry)
        except FanlightError as error:
            unreachable.append((entry.name, error))
            last = registry.last_catalogue()
            found += _of_catalogue(entry.name, last) if last is not None else ()
    return Offers(tuple(found), tuple(unreachable), len(entries))


def _offered(registry: Registry) -> list[Offer]:
    try:
        return _of_catalogue(registry.name, registry.catalogue())
    except RegistryInvalid:  # too large to be listed whole: a line an app
        return [
            Offer(
                AppId(line.app_id),
                registry.name,
                line.name,
                line.publisher,
                line.code,
                line.version_name,
            )
            for line in registry.search("", _ALL)
        ]


def look(book: RegistryBook, app_id: AppId, registry: str) -> Preview:
    """Read what a detail page shows straight out of the signed package, by ranges.

    Raises TargetNotFound, TargetRevoked, a RegistryError, a PackageError;
    RangesUnsupported when the server sends only whole files.
    """
    found = book.open(registry)
    ref = found.resolve(app_id)
    bundle = verify(open_package(found.source(ref)))
    check_origin(bundle, FromRegistry(ref))
    manifest = bundle.manifest
    pictures = [
        content
        for path in manifest.listing.pictures
        if (content := _small(bundle, path)) is not None
    ]
    icon = _small(bundle, manifest.icons[0].src) if manifest.icons else None
    return Preview(manifest, asks_of(manifest), tuple(pictures), icon)


def _small(bundle: VerifiedBundle, path: str) -> bytes | None:
    file = bundle.index.by_path().get(path)
    if file is None or file.size_bytes > MAX_PICTURE_BYTES:
        return None
    try:
        return bundle.read(path)
    except (NotFound, RegistryError):
        return None


def _of_catalogue(registry: str, catalogue: Catalogue) -> list[Offer]:
    return [offer for app in catalogue.apps if (offer := _offer(registry, app)) is not None]


def _offer(registry: str, app: CatalogueApp) -> Offer | None:
    newest = app.newest
    if newest is None:
        return None
    return Offer(
        app_id=app.app_id,
        registry=registry,
        name=app.name,
        publisher=app.publisher,
        code=newest.code,
        version_name=newest.name,
        size_bytes=newest.size_bytes,
        description=app.description or "",
        category=_category(app.category),
        names=app.names,
        revoked=frozenset(version.code for version in app.versions if version.revoked),
    )


def _category(text: str | None) -> Category | None:
    try:
        return Category(text or "")
    except ValueError:
        return None
