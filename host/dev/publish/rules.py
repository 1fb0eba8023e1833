"""What a registry's maker may not do. Each function passes or raises, and changes nothing."""

from __future__ import annotations

from bridge.errors import KeyInvalid, PublishRefused, SignatureInvalid, TargetNotFound
from bridge.names import AppId, AppVersion, KeyId
from host.store.registry.catalogue import Catalogue, CatalogueApp, CataloguePublisher
from host.store.registry.layout import PublisherName, covers, overlap
from sandbox.package.signing import check_public_key, key_id_of


def known_publisher(catalogue: Catalogue, name: PublisherName) -> CataloguePublisher:
    """The publisher of this name. Raises TargetNotFound."""
    for publisher in catalogue.publishers:
        if publisher.name == name:
            return publisher
    raise TargetNotFound(
        f"no publisher named {name} here; add it with `fanlight registry add-publisher`",
        publisher=name,
    )


def published_app(catalogue: Catalogue, app_id: AppId, version_code: int) -> CatalogueApp:
    """The app that has this version. Raises TargetNotFound."""
    app = catalogue.find(app_id)
    if app is None or app.find(version_code) is None:
        raise TargetNotFound(
            f"{app_id} version {version_code} is not published here; "
            "`fanlight registry status` lists what is",
            app_id=app_id,
            version_code=version_code,
        )
    return app


def owner(catalogue: Catalogue, app_id: AppId, key_id: KeyId) -> CataloguePublisher:
    """The publisher who owns `app_id`, if `key_id` is its key. Raises PublishRefused."""
    for publisher in catalogue.publishers:
        if covers(publisher.prefix, app_id):
            if key_id in publisher.key_ids:
                return publisher
            raise PublishRefused(
                f"{app_id} lies under {publisher.prefix}, which belongs to publisher "
                f"{publisher.name}; key {key_id[:16]}… is not its key",
                app_id=app_id,
                publisher=publisher.name,
            )
    raise PublishRefused(
        f"{app_id} lies under no publisher's prefix; add one with "
        "`fanlight registry add-publisher`",
        app_id=app_id,
    )


def check_signer(app_id: AppId, signer: KeyId, publisher: CataloguePublisher, key: KeyId) -> None:
    """The package must be signed by the key that publishes it. Raises PublishRefused."""
    if signer != key:
        raise PublishRefused(
            f"{app_id} is signed by key {signer[:16]}…, not by {publisher.name}'s "
            f"{key[:16]}…; build it with the publisher's key",
            app_id=app_id,
            signer=signer,
        )


def check_version(catalogue: Catalogue, app_id: AppId, version: AppVersion) -> None:
    """The version must be above every published one, revoked or not. Raises PublishRefused."""
    app = catalogue.find(app_id)
    highest = max((one.code for one in app.versions), default=0) if app else 0
    if version.code <= highest:
        raise PublishRefused(
            f"{app_id} version code {version.code} is not above {highest}, the highest that "
            "was published; raise version.code in manifest.json and build again",
            app_id=app_id,
            version_code=version.code,
            highest=highest,
        )


def check_new_publisher(catalogue: Catalogue, name: PublisherName, prefix: AppId) -> None:
    """Name and prefix must be free. Raises PublishRefused."""
    for other in catalogue.publishers:
        if other.name == name:
            raise PublishRefused(
                f"a publisher named {name} exists; use --rotate to give it another key",
                publisher=name,
            )
        if overlap(other.prefix, prefix):
            raise PublishRefused(
                f"the prefix {prefix} overlaps {other.prefix} of publisher {other.name}; "
                "every app id belongs to one publisher: choose another prefix",
                prefix=prefix,
                publisher=other.name,
            )


def check_new_key(catalogue: Catalogue, public_key: bytes) -> KeyId:
    """A sound Ed25519 key that is nobody's yet; its id. Raises KeyInvalid, PublishRefused."""
    try:
        check_public_key(public_key)
    except SignatureInvalid as error:
        raise KeyInvalid(f"the publisher's key is unusable: {error.message}") from error
    key_id = key_id_of(public_key)
    for other in catalogue.publishers:
        if key_id in other.key_ids:
            raise PublishRefused(
                f"key {key_id[:16]}… is publisher {other.name}'s already; "
                "every publisher needs a key of its own",
                publisher=other.name,
            )
    return key_id
