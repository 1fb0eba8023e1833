"""What there is to know of a registry: dates, versions, publishers, apps."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import msgspec

from bridge.names import Digest
from host.dev.publish.bench import Bench
from host.dev.publish.binned import is_binned
from host.dev.publish.keys import Role
from host.dev.publish.listing import whole_catalogue
from host.store.registry.bins import APPS_ROLE, PUBLISHERS_ROLE
from host.store.registry.catalogue import Catalogue
from host.store.registry.trusted import read_root

_BIN = re.compile(rf"(?:{APPS_ROLE}|{PUBLISHERS_ROLE})-[0-9a-f]+")


class RoleStatus(msgspec.Struct, frozen=True):
    """One role's metadata; of all its hash bins (`apps-*`) the highest version and the soonest
    date. `keys_here` tells whether the operator's ring can sign it now."""

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


def read_status(bench: Bench) -> RegistryStatus:
    """Read a registry's files as they stand; signatures are the readers' business.

    Raises RegistryInvalid, RegistrySignature.
    """
    tree, ring, now = bench.tree, bench.ring, bench.now()
    root_file = tree.root_file()
    facts = read_root(root_file.read_bytes())
    root, timestamp, snapshot = tree.root().signed, tree.timestamp().signed, tree.snapshot().signed
    dates = [
        (root.type, root.version, root.expires),
        (timestamp.type, timestamp.version, timestamp.expires),
        (snapshot.type, snapshot.version, snapshot.expires),
    ]
    binned = is_binned(bench)
    bins: dict[str, tuple[int, datetime]] = {}
    for file_name, meta in sorted(snapshot.meta.items()):
        name = file_name.removesuffix(".json")
        expires = tree.role_of(name, meta.version).signed.expires
        if not (binned and _BIN.fullmatch(name)):
            dates.append((name, meta.version, expires))
            continue
        shown = f"{name.rpartition('-')[0]}-*"
        highest, soonest = bins.get(shown, (0, expires))
        bins[shown] = max(highest, meta.version), min(soonest, expires)
    dates += [(name, version, expires) for name, (version, expires) in bins.items()]
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
        catalogue=whole_catalogue(bench),
    )
