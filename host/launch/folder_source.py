"""A source folder, opened as its developer's own: packed, signed and verified like any other."""

from __future__ import annotations

from pathlib import Path

from bridge.errors import BuildError, StoreCorrupt
from host.launch.source import AppRef, Fetched
from host.store.origin import OriginKind
from sandbox.manifest import MANIFEST_PATH, read_manifest
from sandbox.package.pack import pack_folder
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import VerifiedBundle, open_package, verify


class FolderSource:
    """Packs the folder in memory with this host's development key; nothing is installed."""

    def __init__(self, folder: Path, key: SigningKey) -> None:
        self._folder = folder
        self._key = key
        self._package: bytes | None = None

    def resolve(self) -> AppRef:
        """Raises BuildError without a manifest, ManifestInvalid for a wrong one."""
        place = self._folder / MANIFEST_PATH
        try:
            manifest = read_manifest(place.read_bytes())
        except OSError as error:
            raise BuildError(
                f"{place}: {error.strerror}; a mini-program's folder holds a {MANIFEST_PATH}",
                path=str(place),
            ) from None
        return AppRef(manifest.app_id, manifest.version, self._key.key_id, OriginKind.DEVELOPMENT)

    def fetch(self, ref: AppRef) -> Fetched:
        """Raises BuildError with every problem of the folder."""
        self._package = pack_folder(self._folder, self._key)
        return Fetched(ref, cached=False, network_bytes=0)

    def verify(self, fetched: Fetched) -> VerifiedBundle:
        """Raises a PackageError leaf."""
        if self._package is None:
            raise StoreCorrupt(f"{self._folder} was not packed")
        return verify(open_package(BytesSource(self._package)))
