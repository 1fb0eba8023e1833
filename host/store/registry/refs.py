"""What a registry says of one version of an app, once verified."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec

from bridge.errors import NameInvalid, RegistryInvalid
from bridge.names import AppId, AppVersion, Digest, KeyId
from host.store.registry.layout import RegistryName, stored_target
from sandbox.decoding import readable


class AppRef(msgspec.Struct, frozen=True):
    """One version of an app in a registry: everything needed to fetch and to judge it.

    A package is this one only if its bytes are `size_bytes` long and hash to `sha256`, its
    signed index is of `app_id` and `version`, and its signer is one of `publisher_key_ids`:
    the keys that the registry delegates the app id to, and the key that their role names as
    the signer of this very file (an older one, after a rotation).
    """

    app_id: AppId
    version: AppVersion
    target_path: str
    size_bytes: int
    sha256: Digest
    index_sha256: Digest
    publisher: str
    publisher_key_ids: tuple[KeyId, ...]
    registry: RegistryName
    url: str
    head_bytes: int = 0
    """How much of the package's beginning its first screen needs; 0 when nobody says."""
    tail_bytes: int = 0
    """What stands after its entries: signing block, directory, end record; 0 as above."""


class VerifiedTarget(msgspec.Struct, frozen=True):
    """A target as TUF verified it: its place, length, hashes and our own member."""

    path: str
    size_bytes: int
    hashes: Mapping[str, str]
    custom: object


class Delegate(msgspec.Struct, frozen=True):
    """The role that may sign a target: its name and its Ed25519 keys."""

    role: str
    key_ids: tuple[KeyId, ...]


class _Custom(msgspec.Struct, frozen=True):
    """Our member of a package's target metadata, signed by its publisher."""

    app_id: str
    version_code: int
    version_name: str
    index_sha256: str
    signer: str
    revoked: bool = False
    head_bytes: Annotated[int, msgspec.Meta(ge=0)] = 0
    tail_bytes: Annotated[int, msgspec.Meta(ge=0)] = 0


def is_revoked(target: VerifiedTarget, registry: str) -> bool:
    """Whether the publisher itself has revoked this version. Raises RegistryInvalid."""
    return _custom(target, registry).revoked


def make_ref(
    target: VerifiedTarget,
    delegate: Delegate,
    app_id: AppId,
    version_code: int,
    registry: RegistryName,
    targets_url: str,
) -> AppRef:
    """The reference to what was asked for, if the target says it is that.

    `targets_url` ends with a slash. Raises RegistryInvalid.
    """
    custom = _custom(target, registry)
    if (custom.app_id, custom.version_code) != (app_id, version_code):
        raise RegistryInvalid(
            f"registry {registry}: {target.path} says it is {custom.app_id[:80]} version "
            f"{custom.version_code}; refused",
            path=target.path,
        )
    try:
        sha256 = Digest(target.hashes.get("sha256", ""))
        return AppRef(
            app_id=app_id,
            version=AppVersion(version_code, custom.version_name),
            target_path=target.path,
            size_bytes=target.size_bytes,
            sha256=sha256,
            index_sha256=Digest(custom.index_sha256),
            publisher=delegate.role,
            publisher_key_ids=tuple(dict.fromkeys((*delegate.key_ids, KeyId(custom.signer)))),
            registry=registry,
            url=f"{targets_url}{stored_target(target.path, sha256)}",
            head_bytes=custom.head_bytes,
            tail_bytes=custom.tail_bytes,
        )
    except NameInvalid as error:
        raise _unusable(target, registry, error) from error


def _custom(target: VerifiedTarget, registry: str) -> _Custom:
    try:
        return msgspec.convert(target.custom, readable(_Custom))
    except msgspec.ValidationError as error:
        raise _unusable(target, registry, error) from error


def _unusable(target: VerifiedTarget, registry: str, error: Exception) -> RegistryInvalid:
    return RegistryInvalid(
        f"registry {registry}: what {target.path} says of itself cannot be used ({error}); "
        "tell its operator",
        path=target.path,
    )
