"""Whether a signed package may be installed: who signed it, and what was installed before."""

from __future__ import annotations

from typing import Protocol

import msgspec

from bridge.errors import (
    IndexInvalid,
    PublisherChanged,
    PublisherUnknown,
    VersionRollback,
)
from bridge.names import Digest, KeyId
from host.store.origin import FromFolder, FromRegistry, Origin, OriginKind
from host.store.rows import AppRow, PublisherRow, TrustedHow
from sandbox.manifest import Manifest
from sandbox.package.index import encode_index
from sandbox.package.verify import VerifiedBundle

_SAID_BY_A_PERSON = {TrustedHow.ASKED, TrustedHow.FINGERPRINT, TrustedHow.DEVELOPMENT}


class TrustAsker(Protocol):
    """A terminal or window that can ask a person about a publisher."""

    def ask(self, publisher: KeyId, manifest: Manifest) -> bool:
        """Show `publisher.fingerprint` and what the app calls itself; True for yes. Blocks."""
        ...


class TrustPolicy(msgspec.Struct, frozen=True):
    """How an unknown publisher may become known in this operation.

    `fingerprints` are what `--trust` named; without `asker` there is nobody to ask.
    """

    fingerprints: frozenset[KeyId] = frozenset()
    asker: TrustAsker | None = None


class Floor(msgspec.Struct, frozen=True):
    """The highest version that was installed; `digest` is None when its record was edited."""

    code: int
    digest: Digest | None
    developed: bool


def index_digest(bundle: VerifiedBundle) -> Digest:
    """The SHA-256 of the signed index: the identity of one version's bytes."""
    return Digest.of(encode_index(bundle.index))


def check_origin(bundle: VerifiedBundle, origin: Origin) -> None:
    """A registry's package is the one its publisher's role names, by one of that role's keys.

    Raises IndexInvalid (another app, version or content) or PublisherChanged (another signer).
    """
    if not isinstance(origin, FromRegistry):
        return
    ref = origin.ref
    for what, said, found in (
        ("app", ref.app_id, bundle.index.app_id),
        ("version", ref.version, bundle.index.version),
        ("index", ref.index_sha256, index_digest(bundle)),
    ):
        if said != found:
            raise IndexInvalid(
                f"registry {ref.registry} names {what} {said}, but the package is {found}; "
                "refused: it was swapped",
                app_id=ref.app_id,
            )
    if bundle.publisher not in ref.publisher_key_ids:
        raise PublisherChanged(
            f"{ref.app_id} is signed by {bundle.publisher.fingerprint}, a key that registry "
            f"{ref.registry} does not name for publisher {ref.publisher}; refused",
            app_id=ref.app_id,
            key_id=bundle.publisher,
        )


def check_continuity(bundle: VerifiedBundle, origin: Origin, installed: AppRow | None) -> None:
    """An update comes from the same publisher, by the same key or one that came after it.

    A later key proves itself by the package's lineage, or by the delegation of the registry
    that the app was installed from. Raises PublisherChanged.
    """
    if installed is None or installed.head_key in bundle.lineage:
        return
    same_registry = (
        isinstance(origin, FromRegistry)
        and installed.origin_kind is OriginKind.REGISTRY
        and installed.origin_place == origin.place
    )
    if same_registry:  # check_origin has found the new key in the delegation
        return
    raise PublisherChanged(
        f"{installed.app_id} was installed from the publisher with key "
        f"{installed.head_key.fingerprint}; this package is signed by "
        f"{bundle.publisher.fingerprint}, and nothing vouches for the change. Refused; if you "
        "mean to change the publisher, uninstall the app first (its data goes with it)",
        app_id=installed.app_id,
        installed_key=installed.head_key,
        key_id=bundle.publisher,
    )


def check_floor(bundle: VerifiedBundle, origin: Origin, floor: Floor | None) -> None:
    """No version below the highest that was installed, and that one with the same bytes only.

    A folder under development is exempt as long as it stays one. Raises VersionRollback.
    """
    if floor is None or (floor.developed and isinstance(origin, FromFolder)):
        return
    app_id, version = bundle.index.app_id, bundle.index.version
    if version.code < floor.code:
        raise VersionRollback(
            f"{app_id} {version} is older than version code {floor.code}, which was installed "
            "here before; refused. `fanlight rollback` goes back one version",
            app_id=app_id,
            version_code=version.code,
            floor_code=floor.code,
        )
    same = floor.digest is None or index_digest(bundle) == floor.digest
    if version.code == floor.code and not same:
        raise VersionRollback(
            f"{app_id} {version} has other content than the version of the same code that was "
            "installed here before; refused: new content needs a higher code",
            app_id=app_id,
            version_code=version.code,
            floor_code=floor.code,
        )


def decide_trust(
    bundle: VerifiedBundle,
    origin: Origin,
    installed: AppRow | None,
    known: PublisherRow | None,
    policy: TrustPolicy,
) -> TrustedHow | None:
    """How the publisher becomes trusted now; None when nothing new was decided. May ask.

    `known` is the row of the package's key, if its seal holds. Raises PublisherUnknown.
    """
    publisher = bundle.publisher
    if isinstance(origin, FromRegistry):
        return TrustedHow.REGISTRY if known is None else None
    if isinstance(origin, FromFolder) and publisher == origin.key_id:
        return TrustedHow.DEVELOPMENT if known is None else None
    if installed is not None:  # continuity was checked: the publisher of what runs here already
        return None
    if known is not None and known.trusted_how in _SAID_BY_A_PERSON:
        return None
    if publisher in policy.fingerprints:
        return TrustedHow.FINGERPRINT
    if policy.asker is not None and policy.asker.ask(publisher, bundle.manifest):
        return TrustedHow.ASKED
    refused = "was not trusted" if policy.asker else "nobody can be asked here"
    raise PublisherUnknown(
        f"{bundle.index.app_id} is signed by a publisher this host does not know, and {refused}. "
        f"The key's fingerprint is {publisher.fingerprint}; compare it with the publisher's own, "
        f"then add: --trust {publisher}",
        app_id=bundle.index.app_id,
        key_id=publisher,
        fingerprint=publisher.fingerprint,
    )
