"""A source folder, opened as its developer's own: built, signed and verified like any other."""

from __future__ import annotations

from pathlib import Path

from bridge.names import AppId
from host.launch.folder_build import FolderBuilds, check_source, is_weixin
from host.launch.source import AppRef, Fetched
from host.store.origin import OriginKind
from sandbox.manifest import MANIFEST_PATH, read_manifest
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import VerifiedBundle, open_package, verify


class FolderSource:
    """Builds and packs the folder in memory with this host's development key.

    Nothing is installed. What a WeChat-syntax project declares is known only once it is compiled:
    that happens when the app is resolved.
    """

    def __init__(self, folder: Path, key: SigningKey, builds: FolderBuilds) -> None:
        self._folder = folder
        self._key = key
        self._builds = builds
        self._bundle: VerifiedBundle | None = None
        self._app_id: AppId | None = None

    @property
    def app_id(self) -> AppId | None:
        """None until it was resolved."""
        return self._app_id

    def resolve(self) -> AppRef:
        """Raises BuildError without a mini-program, ManifestInvalid for a wrong manifest; for a
        WeChat-syntax project BuildError with all its errors."""
        check_source(self._folder)
        if is_weixin(self._folder):
            manifest = self._packed().manifest
        else:
            manifest = read_manifest((self._folder / MANIFEST_PATH).read_bytes())
        self._app_id = manifest.app_id
        return AppRef(manifest.app_id, manifest.version, self._key.key_id, OriginKind.DEVELOPMENT)

    def fetch(self, ref: AppRef) -> Fetched:
        """Raises BuildError with every problem of the folder."""
        self._packed()
        return Fetched(ref, cached=False, network_bytes=0)

    def verify(self, fetched: Fetched) -> VerifiedBundle:
        """Raises a PackageError leaf."""
        return self._packed()

    def _packed(self) -> VerifiedBundle:
        """The folder as it was when this was first asked."""
        if self._bundle is None:
            package = self._builds.package(self._folder, self._key)
            self._bundle = verify(open_package(BytesSource(package)))
        return self._bundle
