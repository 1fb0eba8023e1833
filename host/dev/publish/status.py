"""What there is to know of a registry: dates, versions, publishers, apps."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from bridge.names import Digest
from host.dev.publish.keys import KeyRing, Role
from host.dev.publish.tree import Tree
from host.store.registry.catalogue import CATALOGUE_FORMAT, Catalogue, decode_catalogue
from host.store.registry.layout import CATALOGUE_PATH, CATALOGUE_ROLE
from host.store.registry.trusted import read_root


class RoleStatus(msgspec.Struct, frozen=True):
    """One role's metadata. `keys_here` tells whether the operator's ring can sign it now."""

    role: str
    version: int
    expires: datetime
    days_left: float
    keys_here: bool

    def as_json(self) -> dict[str, object]:
        """`{"role", "version", "expires", "days_left", "keys_here"}`."""
        return {
            "role": self.role,
            "version": self.version,
            "expires": self.expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "days_left": round(self.days_left, 2),
            "keys_here": self.keys_here,
        }


class RegistryStatus(msgspec.Struct, frozen=True):
    """A registry at one moment. `root_sha256` is the fingerprint to hand to its users."""

    name: str
    url: str | None
    root_file: Path
    root_sha256: Digest
    roles: tuple[RoleStatus, ...]
    catalogue: Catalogue

    def as_json(self) -> dict[str, object]:
        """`{"name", "url", "root_file", "root_sha256", "roles", "publishers", "apps"}`."""
        return {
            "name": self.name,
            "url": self.url,
            "root_file": str(self.root_file),
            "root_sha256": self.root_sha256,
            "roles": [role.as_json() for role in self.roles],
            "publishers": [
                {"name": one.name, "prefix": one.prefix, "key_ids": list(one.key_ids)}
                for one in self.catalogue.publishers
            ],
            "apps": [
                {
                    "app_id": app.app_id,
                    "name": app.name,
                    "publisher": app.publisher,
                    "versions": [
                        {
                            "code": version.code,
                            "name": version.name,
                            "bytes": version.size_bytes,
                            "sha256": version.sha256,
                            "revoked": version.revoked,
                        }
                        for version in app.versions
                    ],
                }
                for app in self.catalogue.apps
            ],
        }


def read_status(tree: Tree, ring: KeyRing, now: datetime) -> RegistryStatus:
    """Read a registry's files as they stand; signatures are the readers' business.

    Raises RegistryInvalid, RegistrySignature.
    """
    root_file = tree.root_file()
    facts = read_root(root_file.read_bytes())
    root, timestamp, snapshot = tree.root().signed, tree.timestamp().signed, tree.snapshot().signed
    dates = [
        (root.type, root.version, root.expires),
        (timestamp.type, timestamp.version, timestamp.expires),
        (snapshot.type, snapshot.version, snapshot.expires),
    ]
    catalogue = Catalogue(CATALOGUE_FORMAT, facts.name or "")
    for file_name in sorted(snapshot.meta):
        name = file_name.removesuffix(".json")
        role = tree.role(name)
        if role is not None:
            dates.append((name, role.signed.version, role.signed.expires))
            if name == CATALOGUE_ROLE:
                target = role.signed.targets[CATALOGUE_PATH]
                catalogue = decode_catalogue(tree.target(CATALOGUE_PATH, target))
    return RegistryStatus(
        name=facts.name or "",
        url=facts.url,
        root_file=root_file,
        root_sha256=facts.sha256,
        roles=tuple(
            RoleStatus(
                role=name,
                version=version,
                expires=expires,
                days_left=(expires - now).total_seconds() / 86_400,
                keys_here=name in set(Role) and ring.has(Role(name)),
            )
            for name, version, expires in dates
        ),
        catalogue=catalogue,
    )
