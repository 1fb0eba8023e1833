"""The catalogue while it is being changed: pure steps from one catalogue to the next."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from bridge.names import AppId, KeyId
from host.store.registry.catalogue import (
    Catalogue,
    CatalogueApp,
    CatalogueName,
    CataloguePublisher,
    CatalogueVersion,
)
from host.store.registry.layout import PublisherName
from sandbox.manifest import Manifest


def with_publisher(
    catalogue: Catalogue, name: PublisherName, prefix: AppId, key_id: KeyId
) -> Catalogue:
    """`catalogue` with a publisher added, or with its key replaced."""
    key_ids = (key_id,)
    others = [publisher for publisher in catalogue.publishers if publisher.name != name]
    publishers = sorted(
        [*others, CataloguePublisher(name, prefix, key_ids)], key=lambda one: one.name
    )
    apps = [
        msgspec.structs.replace(app, publisher_key_ids=key_ids) if app.publisher == name else app
        for app in catalogue.apps
    ]
    return msgspec.structs.replace(catalogue, publishers=tuple(publishers), apps=tuple(apps))


def without_publisher(catalogue: Catalogue, name: PublisherName) -> Catalogue:
    """`catalogue` without a publisher; its apps stay listed, every version revoked.

    So that a host on which one of them is installed learns of it.
    """
    apps = [
        msgspec.structs.replace(
            app,
            publisher_key_ids=(),
            versions=tuple(msgspec.structs.replace(v, revoked=True) for v in app.versions),
        )
        if app.publisher == name
        else app
        for app in catalogue.apps
    ]
    publishers = tuple(one for one in catalogue.publishers if one.name != name)
    return msgspec.structs.replace(catalogue, publishers=publishers, apps=tuple(apps))


def with_version(
    catalogue: Catalogue,
    publisher: CataloguePublisher,
    manifest: Manifest,
    version: CatalogueVersion,
) -> Catalogue:
    """`catalogue` with a new version, described as the version's own manifest does."""
    present = catalogue.find(manifest.app_id)
    older = present.versions if present else ()
    app = CatalogueApp(
        app_id=manifest.app_id,
        name=manifest.name,
        publisher=publisher.name,
        publisher_key_ids=publisher.key_ids,
        kind=manifest.kind.value,
        versions=tuple(sorted((*older, version), key=lambda one: one.code)),
        description=manifest.description,
        category=manifest.listing.category,
        names={
            tag: CatalogueName(text.name, text.description)
            for tag, text in sorted(manifest.i18n.items())
            if text.name or text.description
        },
    )
    return _with_app(catalogue, app)


def with_revoked(catalogue: Catalogue, app: CatalogueApp, version_code: int) -> Catalogue:
    """`catalogue` with one version revoked."""
    versions = tuple(
        msgspec.structs.replace(version, revoked=True) if version.code == version_code else version
        for version in app.versions
    )
    return _with_app(catalogue, msgspec.structs.replace(app, versions=versions))


def _with_app(catalogue: Catalogue, app: CatalogueApp) -> Catalogue:
    others: Iterable[CatalogueApp] = (one for one in catalogue.apps if one.app_id != app.app_id)
    apps = sorted((*others, app), key=lambda one: one.app_id)
    return msgspec.structs.replace(catalogue, apps=tuple(apps))
