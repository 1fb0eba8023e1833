"""A package in memory that its developer has just made and has not published yet."""

from __future__ import annotations

from bridge.names import AppId
from host.launch.source import AppRef, Fetched
from host.store.origin import OriginKind
from sandbox.package.source import BytesSource
from sandbox.package.verify import VerifiedBundle, open_package, verify


class PackedSource:
    """Opens a package's bytes as their developer's own; nothing is installed."""

    def __init__(self, content: bytes) -> None:
        """Raises a PackageError leaf."""
        self._bundle = verify(open_package(BytesSource(content)))

    @property
    def app_id(self) -> AppId:
        return self._bundle.index.app_id

    def resolve(self) -> AppRef:
        """The app as its signer's, on this machine alone."""
        index = self._bundle.index
        return AppRef(index.app_id, index.version, index.publisher, OriginKind.DEVELOPMENT)

    def fetch(self, ref: AppRef) -> Fetched:
        """Nothing to fetch."""
        return Fetched(ref, cached=True, network_bytes=0)

    def verify(self, fetched: Fetched) -> VerifiedBundle:
        """Checked when this was made; each file when it is read."""
        return self._bundle
