"""A registry's listing while it is being changed: one catalogue, or hash bins."""

from __future__ import annotations

from typing import Protocol

from tuf.api.metadata import TargetFile

from bridge.names import AppId
from host.store.registry.catalogue import Catalogue
from host.store.registry.layout import PublisherName
from sandbox.package.signing import SigningKey


class Book(Protocol):
    """One change of a listing. Read what is needed, say what changes, `write` last.

    The catalogues it gives hold what a change has to know, and at least that: rules and steps
    (host.dev.publish.rules, shelf) are the same for both kinds of registry.
    """

    def around(self, app_id: AppId) -> Catalogue:
        """The app, if it is listed, and every publisher whose prefix covers it."""
        ...

    def everybody(self) -> Catalogue:
        """All publishers."""
        ...

    def everything_of(self, publisher: PublisherName) -> Catalogue:
        """All publishers, and the apps of this one."""
        ...

    def put_publisher(self, name: PublisherName, prefix: AppId, public_key: bytes) -> None:
        """Let a raw Ed25519 key, and no other, publish at and under `prefix`."""
        ...

    def drop_publisher(self, name: PublisherName, prefix: AppId) -> None:
        """Let nobody publish there any more."""
        ...

    def offer(self, publisher: str, target: TargetFile, key: SigningKey) -> None:
        """Add a package, signed by its publisher."""
        ...

    def sign_again(self, publisher: PublisherName, key: SigningKey) -> None:
        """Sign everything the publisher has offered anew."""
        ...

    def revoke(self, publisher: str, path: str, key: SigningKey) -> None:
        """Write into what the publisher has signed that it revokes this package."""
        ...

    def write(self, catalogue: Catalogue) -> None:
        """List what `catalogue` has in place of what was read."""
        ...

    def renew(self) -> list[str]:
        """Sign anew what has half its time behind it, as far as keys are here; the roles."""
        ...
