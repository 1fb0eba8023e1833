"""What is installed, and the verified bundle of each app: the launch path's way into the store."""

from __future__ import annotations

import sqlite3

import msgspec

from bridge.errors import StoreCorrupt
from bridge.names import AppId, AppVersion, Digest, KeyId
from host.store.blobs import BlobStore
from host.store.consent import Ask, Consents, decode_asks
from host.store.database import Database
from host.store.origin import OriginKind
from host.store.receipts import Receipts
from host.store.rows import AppRow, VersionRow
from host.store.trust import index_digest
from sandbox.manifest import Kind
from sandbox.package.block import decode_block
from sandbox.package.index import IndexFile, decode_index
from sandbox.package.limits import DEFAULT_LIMITS
from sandbox.package.verify import VerifiedBundle, verify_stored


class InstalledApp(msgspec.Struct, frozen=True):
    """One installed app as the library has it.

    `publisher` is the key it was first installed under and, with the id, names its storage;
    `head_key` may sign its next version. `origin_place` is the registry's name, the file's or
    the folder's path. `consent_needed` must be accepted before it is opened.
    """

    app_id: AppId
    publisher: KeyId
    head_key: KeyId
    version: AppVersion
    previous: AppVersion | None
    title: str
    kind: Kind
    origin_kind: OriginKind
    origin_place: str
    pinned: bool
    files: int
    size_bytes: int
    index_digest: Digest
    installed_at: str
    updated_at: str
    consent_needed: frozenset[Ask]
    publisher_name: str | None = None
    """What its registry calls the publisher; None where none vouches for `head_key`."""

    @property
    def host(self) -> str:
        """The host of its origin and the name of its folders."""
        return self.app_id.host(self.publisher)

    def as_json(self) -> dict[str, object]:
        """One element of `fanlight list --json`."""
        return {
            "app_id": self.app_id,
            "name": self.title,
            "version": self.version.as_json(),
            "previous": self.previous.as_json() if self.previous else None,
            "kind": self.kind.value,
            "publisher": self.publisher,
            "publisher_name": self.publisher_name,
            "origin": {"kind": self.origin_kind.value, "place": self.origin_place},
            "pinned": self.pinned,
            "files": self.files,
            "bytes": self.size_bytes,
            "installed_at": self.installed_at,
            "updated_at": self.updated_at,
            "consent_needed": sorted(self.consent_needed),
        }


class DamagedApp(msgspec.Struct, frozen=True):
    """An app whose rows were changed from outside: shown, never opened."""

    app_id: AppId
    reason: str


class BlobContent:
    """The files of an installed app, out of the blob store (a ContentSource)."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs

    def content(self, file: IndexFile) -> bytes:
        """The bytes of one file of a signed index. Raises StoreCorrupt."""
        return self._blobs.read(file.sha256, file.size_bytes)


class Library:
    """Reads what is installed. Blocks for a millisecond or so; safe from several threads."""

    def __init__(
        self, database: Database, blobs: BlobStore, receipts: Receipts, consents: Consents
    ) -> None:
        self._database = database
        self._receipts = receipts
        self._consents = consents
        self._blobs = blobs

    def installed(self) -> tuple[InstalledApp, ...]:
        """Every app whose rows are sound, in the order of their ids."""
        return self._all()[0]

    def damaged(self) -> tuple[DamagedApp, ...]:
        """The others."""
        return self._all()[1]

    def get(self, app_id: AppId) -> InstalledApp:
        """One app. Raises NotInstalled or StoreCorrupt."""
        return self._database.read(lambda held: self._get(held, app_id))

    def find(self, app_id: AppId) -> InstalledApp | None:
        """One app, None when it is not installed. Raises StoreCorrupt."""

        def act(held: sqlite3.Connection) -> InstalledApp | None:
            return self._get(held, app_id) if self._receipts.find(held, app_id) else None

        return self._database.read(act)

    def is_revoked(self, app: InstalledApp) -> bool:
        """Whether the registry it came from has revoked this version, as this host last heard.

        Raises StoreCorrupt.
        """
        if app.origin_kind is not OriginKind.REGISTRY:
            return False
        revoked = self._database.read(lambda held: self._receipts.revoked(held, app.app_id))
        return revoked.holds(app.origin_place, app.version.code)

    def bundle(self, app_id: AppId) -> VerifiedBundle:
        """The current version, its signatures checked anew; every read of a file is hashed.

        Raises NotInstalled, StoreCorrupt or a PackageError leaf.
        """
        version = self._database.read(lambda held: self._receipts.get(held, app_id)).version
        return checked_bundle(version, self._blobs)

    def bundle_of(self, app_id: AppId, version_code: int) -> VerifiedBundle | None:
        """A kept version, None when it is not kept. Raises as `bundle` does."""
        version = self._database.read(
            lambda held: self._receipts.version(held, app_id, version_code)
        )
        return checked_bundle(version, self._blobs) if version else None

    def is_whole(self, app_id: AppId) -> bool:
        """Whether every file of the current version is there as it was signed; reads them all.

        Raises NotInstalled, StoreCorrupt (its rows), DiskFailed or a PackageError leaf.
        """
        version = self._database.read(lambda held: self._receipts.get(held, app_id)).version
        payload = decode_block(version.envelope, DEFAULT_LIMITS).envelope.payload
        files = decode_index(payload, DEFAULT_LIMITS).files
        return all(self._blobs.sound(file.sha256, file.size_bytes) for file in files)

    def _all(self) -> tuple[tuple[InstalledApp, ...], tuple[DamagedApp, ...]]:
        def act(
            held: sqlite3.Connection,
        ) -> tuple[tuple[InstalledApp, ...], tuple[DamagedApp, ...]]:
            sound: list[InstalledApp] = []
            damaged: list[DamagedApp] = []
            for app_id in self._receipts.app_ids(held):
                try:
                    sound.append(self._get(held, app_id))
                except StoreCorrupt as error:
                    damaged.append(DamagedApp(app_id, error.message))
            return tuple(sound), tuple(damaged)

        return self._database.read(act)

    def _get(self, held: sqlite3.Connection, app_id: AppId) -> InstalledApp:
        receipt = self._receipts.get(held, app_id)
        app, version = receipt.app, receipt.version
        previous = (
            self._receipts.version(held, app_id, app.previous_code)
            if app.previous_code is not None
            else None
        )
        accepted = self._consents.accepted(held, app_id, app.publisher)
        waiting = decode_asks(version.declared) - accepted
        name = self._receipts.publisher_name(held, app)
        return _installed(app, version, previous, waiting, name)


def checked_bundle(version: VersionRow, blobs: BlobStore) -> VerifiedBundle:
    """A kept version as what its row claims it is, its signatures checked.

    Raises StoreCorrupt or a PackageError leaf.
    """
    bundle = verify_stored(version.envelope, BlobContent(blobs))
    found = (bundle.index.app_id, bundle.index.version_code, index_digest(bundle))
    if found != (version.app_id, version.code, version.index_digest):
        raise StoreCorrupt(
            f"the library holds another package under the name of {version.app_id}; it is "
            "not opened. Install the app again",
            app_id=version.app_id,
        )
    return bundle


def _installed(
    app: AppRow,
    version: VersionRow,
    previous: VersionRow | None,
    waiting: frozenset[Ask],
    publisher_name: str | None,
) -> InstalledApp:
    return InstalledApp(
        app_id=app.app_id,
        publisher=app.publisher,
        head_key=app.head_key,
        version=AppVersion(version.code, version.name),
        previous=AppVersion(previous.code, previous.name) if previous else None,
        title=version.title,
        kind=version.kind,
        origin_kind=app.origin_kind,
        origin_place=app.origin_place,
        pinned=app.pinned,
        files=version.files,
        size_bytes=version.size_bytes,
        index_digest=version.index_digest,
        installed_at=app.installed_at,
        updated_at=app.updated_at,
        consent_needed=waiting,
        publisher_name=publisher_name,
    )
