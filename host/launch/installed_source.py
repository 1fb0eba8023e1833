"""An installed app: everything is in the store already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bridge.errors import ConsentNeeded, FanlightError, TargetRevoked
from bridge.names import AppId
from host.launch.source import AppRef, Fetched
from host.store.library import Library
from sandbox.package.verify import VerifiedBundle

if TYPE_CHECKING:
    from host.store.beginning import Beginning


class InstalledSource:
    """Reads the library. No network: what was installed opens offline."""

    def __init__(self, library: Library, app_id: AppId) -> None:
        self._library = library
        self._app_id = app_id
        self._ahead: tuple[AppRef, VerifiedBundle] | None = None
        self.beginning: Beginning | None = None
        """What is bringing it already, because it is not installed."""

    @property
    def app_id(self) -> AppId:
        return self._app_id

    @property
    def is_at_hand(self) -> bool:
        """Whether `look_ahead` found it."""
        return self._ahead is not None

    def look_ahead(self) -> None:
        """Resolve and verify now what will be asked for in a moment; failures come then."""
        try:
            ref = self.resolve()
            self._ahead = ref, self.verify(self.fetch(ref))
        except FanlightError:
            self._ahead = None

    def resolve(self) -> AppRef:
        """Raises NotInstalled, StoreCorrupt, TargetRevoked, and ConsentNeeded after an update
        that asks for more than was agreed to."""
        if self._ahead is not None:
            return self._ahead[0]
        app = self._library.get(self._app_id)
        if app.consent_needed:
            asks = ", ".join(sorted(str(ask) for ask in app.consent_needed))
            raise ConsentNeeded(
                f"{app.app_id} {app.version} asks for more than you agreed to ({asks}); "
                f"agree with `fanlight update {app.app_id} --accept`, or go back with "
                f"`fanlight rollback {app.app_id}`",
                app_id=app.app_id,
                asks=asks,
            )
        if self._library.is_revoked(app):
            raise TargetRevoked(
                f"registry {app.origin_place} has revoked {app.app_id} {app.version}; it is not "
                f"opened any more. Get another version with `fanlight update {app.app_id}`, go "
                f"back with `fanlight rollback {app.app_id}`, or remove it",
                app_id=app.app_id,
                version_code=app.version.code,
                registry=app.origin_place,
            )
        return AppRef(app.app_id, app.version, app.publisher, app.origin_kind, app.publisher_name)

    def fetch(self, ref: AppRef) -> Fetched:
        """Nothing to fetch."""
        return Fetched(ref, cached=True, network_bytes=0)

    def verify(self, fetched: Fetched) -> VerifiedBundle:
        """Signatures anew; each file when it is read. Raises StoreCorrupt, PackageError."""
        if self._ahead is not None:
            return self._ahead[1]
        return self._library.bundle(fetched.ref.app_id)
