"""What a registry with hash bins says, asked for app by app: a few kilobytes at a time."""

from __future__ import annotations

from pathlib import Path

from bridge.errors import RegistryInvalid, RegistrySignature
from bridge.names import AppId, Digest
from host.store.registry.bins import (
    MAX_RECORD_BYTES,
    SEARCH_PATH,
    AppRecord,
    PublisherRecord,
    decode_app,
    decode_publisher,
    publisher_path,
    record_path,
)
from host.store.registry.catalogue import CatalogueApp, Standing
from host.store.registry.offers import check_offer
from host.store.registry.refs import Delegate, VerifiedTarget
from host.store.registry.repository import Repository, Verified
from host.store.registry.search import MAX_SEARCH_BYTES, Line, SearchIndex, decode_search

RECORDS_FOLDER = "records"


class BinnedListing:
    """One verified state of a registry with hash bins. Every method may ask the network.

    All raise what `Registry.refresh` raises. The caller holds the registry's lock. `folder` is
    where small targets are kept.
    """

    def __init__(self, repository: Repository, verified: Verified, folder: Path) -> None:
        self.registry = repository.own_name
        self._repository = repository
        self._verified = verified
        self._folder = folder
        self._records: dict[AppId, AppRecord | None] = {}
        self._publishers: dict[AppId, PublisherRecord | None] = {}
        self._lines: SearchIndex | None = None

    def find(self, app_id: AppId) -> CatalogueApp | None:
        """The app as the registry lists it, None where it does not."""
        record = self._record(app_id)
        return record.app if record else None

    def standing(self, app_id: AppId, version_code: int) -> Standing:
        """Whether this version is offered, was revoked, or is not known here."""
        app = self.find(app_id)
        version = app.find(version_code) if app else None
        if version is None:
            return Standing.UNLISTED
        return Standing.REVOKED if version.revoked else Standing.LISTED

    def lines(self) -> tuple[Line, ...]:
        """All apps, a line each; fetched whole when it was never asked for or has changed."""
        if self._lines is None:
            content = self._small(SEARCH_PATH, self._folder / SEARCH_PATH, MAX_SEARCH_BYTES)
            if content is None:
                raise RegistryInvalid(f"registry {self.registry} has no {SEARCH_PATH}; refused")
            self._lines = decode_search(content)
        return self._lines.apps

    def offered(self, app_id: AppId, path: str) -> tuple[VerifiedTarget, Delegate] | None:
        """A package that its publisher has offered, and that publisher; None where there is none.

        The publisher is whom the offline role names for a prefix of the app's id.
        """
        record = self._record(app_id)
        found = self._repository.find(self._verified, path)
        if record is None or found is None:
            return None
        self._repository.check_roles(self._verified, path)
        publisher = self._publisher(record.prefix)
        if publisher is None or publisher.name != record.app.publisher:
            raise RegistrySignature(
                f"registry {self.registry} lists {app_id} under {record.prefix} as "
                f"{record.app.publisher}'s, but its offline keys name no such publisher; refused",
                app_id=app_id,
                registry=self.registry,
            )
        target = VerifiedTarget(path, found.length, found.hashes, found.custom)
        check_offer(self.registry, target, publisher.keys)
        return target, Delegate(publisher.name, publisher.key_ids)

    def _record(self, app_id: AppId) -> AppRecord | None:
        if app_id not in self._records:
            content = self._record_bytes(record_path(app_id))
            self._records[app_id] = decode_app(content, app_id) if content else None
        return self._records[app_id]

    def _publisher(self, prefix: AppId) -> PublisherRecord | None:
        if prefix not in self._publishers:
            content = self._record_bytes(publisher_path(prefix))
            self._publishers[prefix] = decode_publisher(content, prefix) if content else None
        return self._publishers[prefix]

    def _record_bytes(self, path: str) -> bytes | None:
        # An app's id may be a name that Windows keeps for a device.
        name = f"{Digest.of(path.encode())}.json"
        return self._small(path, self._folder / RECORDS_FOLDER / name, MAX_RECORD_BYTES)

    def _small(self, path: str, file: Path, limit_bytes: int) -> bytes | None:
        """A target's bytes, kept in `file`; None where there is none of that path."""
        target = self._repository.find(self._verified, path)
        self._repository.check_roles(self._verified, path)
        if target is None:
            return None
        if target.length > limit_bytes:
            raise RegistryInvalid(
                f"registry {self.registry}'s {path} is {target.length} bytes; at most "
                f"{limit_bytes} are read",
                limit_bytes=limit_bytes,
            )
        return self._repository.fetch(self._verified, target, file)
