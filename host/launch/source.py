"""Where an app comes from: each stage's type is made only by the stage before it."""

from __future__ import annotations

from typing import Protocol

import msgspec

from bridge.names import AppId, AppVersion, KeyId
from host.store.origin import OriginKind
from sandbox.package.verify import VerifiedBundle


class AppRef(msgspec.Struct, frozen=True):
    """Which app and version is meant.

    `publisher` is the identity that owns its storage and grants: the first key this host knew
    the publisher by, so that a rotated key keeps its data and another publisher gets none.
    """

    app_id: AppId
    version: AppVersion
    publisher: KeyId
    origin: OriginKind
    publisher_name: str | None = None
    """Where a registry's delegation vouches for one."""

    @property
    def host(self) -> str:
        """The host of the app's origin, `miniapp://<host>/`."""
        return self.app_id.host(self.publisher)


class Fetched(msgspec.Struct, frozen=True):
    """That the package's bytes are at hand; `network_bytes` is 0 when they were before."""

    ref: AppRef
    cached: bool
    network_bytes: int


class Source(Protocol):
    """The stages before the view, for one way an app may come. Blocking: run in a thread."""

    @property
    def app_id(self) -> AppId | None:
        """Which app is meant, as far as that is known; it may be refused yet."""

    def resolve(self) -> AppRef:
        """Which app and version. Raises NotInstalled, BuildError, PackageError …"""

    def fetch(self, ref: AppRef) -> Fetched:
        """Make its bytes available. Raises RegistryError, StoreError."""

    def verify(self, fetched: Fetched) -> VerifiedBundle:
        """Check what is there against its signature. Raises PackageError, TrustError."""
