"""A registry with one catalogue: a delegated role a publisher, and all apps in one file."""

from __future__ import annotations

from tuf.api.metadata import Metadata, TargetFile, Targets

from bridge.names import AppId
from host.dev.publish.bench import Bench
from host.dev.publish.delegation import delegate, new_targets, undelegate
from host.dev.publish.keys import Role
from host.dev.publish.tree import Change
from host.store.registry.catalogue import CATALOGUE_FORMAT, Catalogue
from host.store.registry.layout import (
    CATALOGUE_PATH,
    CATALOGUE_ROLE,
    PublisherName,
    delegated_patterns,
)
from sandbox.package.signing import SigningKey


def begin_flat(bench: Bench, change: Change, name: str) -> None:
    """The first, empty state."""
    targets = new_targets()
    catalogue_key = bench.ring.load(Role.CATALOGUE)[0]
    delegate(targets, CATALOGUE_ROLE, [CATALOGUE_PATH], catalogue_key.public_bytes)
    bench.sign_targets(change, Metadata(targets))
    bench.sign_catalogue(change, Catalogue(CATALOGUE_FORMAT, name))


class FlatBook:
    """A `Book`."""

    def __init__(self, bench: Bench, change: Change) -> None:
        self._bench = bench
        self._change = change

    def around(self, app_id: AppId) -> Catalogue:
        """All there is."""
        return self._bench.catalogue()

    def everybody(self) -> Catalogue:
        """All there is."""
        return self._bench.catalogue()

    def everything_of(self, publisher: PublisherName) -> Catalogue:
        """All there is."""
        return self._bench.catalogue()

    def put_publisher(self, name: PublisherName, prefix: AppId, public_key: bytes) -> None:
        """Delegate to a role of the publisher's own. Needs the targets key."""
        targets = self._bench.targets()
        delegate(targets.signed, name, delegated_patterns(prefix), public_key)
        self._bench.sign_targets(self._change, targets)

    def drop_publisher(self, name: PublisherName, prefix: AppId) -> None:
        """Take the delegation away. Needs the targets key."""
        targets = self._bench.targets()
        undelegate(targets.signed, name)
        self._bench.sign_targets(self._change, targets)

    def offer(self, publisher: str, target: TargetFile, key: SigningKey) -> None:
        """Into the publisher's role."""
        role = self._bench.tree.role(publisher) or Metadata(Targets())
        role.signed.targets[target.path] = target
        self._bench.sign_publisher(self._change, publisher, role, key)

    def sign_again(self, publisher: PublisherName, key: SigningKey) -> None:
        """The publisher's role."""
        role = self._bench.tree.role(publisher)
        if role is not None:
            self._bench.sign_publisher(self._change, publisher, role, key)

    def revoke(self, publisher: str, path: str, key: SigningKey) -> None:
        """In the publisher's role."""
        role = self._bench.tree.role(publisher)
        if role is not None:
            role.signed.targets[path].unrecognized_fields["custom"]["revoked"] = True
            self._bench.sign_publisher(self._change, publisher, role, key)

    def write(self, catalogue: Catalogue) -> None:
        """The catalogue, whole."""
        self._bench.sign_catalogue(self._change, catalogue)

    def renew(self) -> list[str]:
        """The catalogue's role."""
        bench = self._bench
        role = bench.tree.role(CATALOGUE_ROLE)
        if role is None:
            return []
        days = bench.ring.lifetimes().catalogue_days
        if bench.days_left(role.signed.expires) >= days / 2:
            return []
        bench.sign_catalogue(self._change, bench.catalogue())
        return [CATALOGUE_ROLE]
