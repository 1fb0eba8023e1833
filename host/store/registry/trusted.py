"""What TUF has verified and keeps in its cache, read back as far as a host needs it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Delegations, Metadata, Root, Snapshot, T, Targets, Timestamp

from bridge.errors import RegistryInvalid, RegistrySignature
from bridge.names import Digest, KeyId
from host.store.registry.floors import Expiry, Seen
from host.store.registry.layout import ROOT_MEMBER
from host.store.registry.refs import Delegate


class RootFacts(msgspec.Struct, frozen=True):
    """What root metadata says of its registry. `releases`: it offers Fanlight itself, no apps."""

    sha256: Digest
    version: int
    name: str | None
    url: str | None
    releases: bool = False


def read_root(content: bytes) -> RootFacts:
    """Check that `content` is root metadata signed by its own keys.

    Raises RegistryInvalid or RegistrySignature.
    """
    try:
        metadata = Metadata[Root].from_bytes(content)
    except (RepositoryError, RecursionError) as error:
        raise RegistryInvalid(
            f"this is not TUF root metadata ({error}); ask the registry's operator for root.json"
        ) from error
    root = metadata.signed
    if not isinstance(root, Root):
        raise RegistryInvalid(f"this is {metadata.signed.type} metadata, not a registry's root")
    try:
        root.verify_delegate(Root.type, metadata.signed_bytes, metadata.signatures)
    except (RepositoryError, ValueError) as error:
        raise RegistrySignature(
            f"the root metadata is not signed by enough of its own keys ({error}); "
            "ask the registry's operator for an unaltered root.json"
        ) from error
    own = root.unrecognized_fields.get(ROOT_MEMBER)
    told = own if isinstance(own, dict) else {}
    name, url = told.get("name"), told.get("url")
    return RootFacts(
        sha256=Digest.of(content),
        version=root.version,
        name=name if isinstance(name, str) else None,
        url=url if isinstance(url, str) else None,
        releases=told.get("releases") is True,
    )


def vouches(old: bytes, new: bytes) -> bool:
    """Whether the keys of the root `old` have signed the root `new`: it is that one's successor."""
    try:
        root, metadata = Metadata[Root].from_bytes(old).signed, Metadata[Root].from_bytes(new)
        root.verify_delegate(Root.type, metadata.signed_bytes, metadata.signatures)
    except (RepositoryError, RecursionError, ValueError):
        return False
    return True


def read_seen(cache: Path) -> Seen:
    """The versions and dates of the top-level roles that a refresh has just verified.

    Raises RepositoryError or OSError when the cache cannot be read.
    """
    root = Metadata[Root].from_bytes((cache / "root.json").read_bytes()).signed
    timestamp = _signed(cache, Timestamp.type, Metadata[Timestamp])
    snapshot = _signed(cache, Snapshot.type, Metadata[Snapshot])
    targets = _signed(cache, Targets.type, Metadata[Targets])
    online = {*root.roles[Timestamp.type].keyids, *root.roles[Snapshot.type].keyids}
    return Seen(
        root_version=root.version,
        timestamp_version=timestamp.version,
        snapshot_version=snapshot.version,
        online_keys=tuple(sorted(online)),
        expiries=tuple(
            Expiry(signed.type, _ms(signed.expires))
            for signed in (root, timestamp, snapshot, targets)
        ),
    )


def read_expiry(cache: Path, role: str) -> Expiry:
    """When a delegated role, just verified, expires. Raises RepositoryError or OSError."""
    return Expiry(role, _ms(_signed(cache, role, Metadata[Targets]).expires))


def read_bin(cache: Path, role: str, path: str) -> str | None:
    """Which bin of a delegated role, just verified, `path` belongs to; None where it has none.

    Raises RepositoryError or OSError.
    """
    delegations = _signed(cache, role, Metadata[Targets]).delegations
    if delegations is None or delegations.succinct_roles is None:
        return None
    return delegations.succinct_roles.get_role_for_target(path)


class DelegationTable:
    """Who may sign what, as the verified top-level targets role says."""

    def __init__(self, delegations: Delegations | None) -> None:
        self._delegations = delegations

    def find(self, path: str) -> Delegate | None:
        """The role that `path` is delegated to, with its Ed25519 keys."""
        if self._delegations is None:
            return None
        for role_name, _ in self._delegations.get_roles_for_target(path):
            role = (self._delegations.roles or {})[role_name]
            keys = (self._delegations.keys.get(key_id) for key_id in role.keyids)
            return Delegate(
                role_name,
                tuple(
                    KeyId.of(bytes.fromhex(key.keyval["public"]))
                    for key in keys
                    if key is not None and (key.keytype, key.scheme) == ("ed25519", "ed25519")
                ),
            )
        return None


def read_delegations(cache: Path) -> DelegationTable:
    """The delegations that a refresh has just verified. Raises RepositoryError or OSError."""
    return DelegationTable(_signed(cache, Targets.type, Metadata[Targets]).delegations)


def _signed(cache: Path, role: str, kind: type[Metadata[T]]) -> T:
    return kind.from_bytes((cache / f"{role}.json").read_bytes()).signed


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
