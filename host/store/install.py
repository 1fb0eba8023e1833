"""Installing and updating: from a package to a version the library names, or nothing at all."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

import msgspec
import msgspec.structs

from bridge.errors import FanlightError, StoreCorrupt
from bridge.names import AppId, AppVersion
from host.paths import Home
from host.store.audit import AuditLog, HostAct
from host.store.blobs import BlobStore
from host.store.consent import Ask, Consents, asks_of, encode_asks
from host.store.database import Database, utc_now
from host.store.durable import full_disk_typed
from host.store.lock import writing
from host.store.origin import FromFolder, FromRegistry, Origin, OriginKind
from host.store.publisher_names import name_row
from host.store.receipts import Receipts
from host.store.receive import needed, receive
from host.store.rows import AppRow, PublisherRow, TrustedHow, VersionRow
from host.store.steps import NoSteps, Step, Steps
from host.store.trust import (
    Floor,
    TrustPolicy,
    check_continuity,
    check_floor,
    check_origin,
    decide_trust,
    index_digest,
)
from host.store.uninstall import Uninstaller
from sandbox.package.claim import claimed_app_id
from sandbox.package.source import ByteSource
from sandbox.package.verify import Package, VerifiedBundle, open_package, verify

LOCK_WAIT_S = 2.0


class InstallReport(msgspec.Struct, frozen=True):
    """What an install did.

    `verify_ms` ends when the last new file is checked (and, in the same pass, written to
    staging); a person's time to answer is in neither time. `bytes_reused` were in the store
    already. `consent_needed` is what an update asks for beyond what was accepted.
    """

    app_id: AppId
    version: AppVersion
    bytes_downloaded: int
    bytes_reused: int
    verify_ms: float
    total_ms: float
    consent_needed: frozenset[Ask]

    def as_json(self) -> dict[str, object]:
        """The document of `fanlight install --json` (docs/cli.md)."""
        return {
            "app_id": self.app_id,
            "version": self.version.as_json(),
            "bytes_downloaded": self.bytes_downloaded,
            "bytes_reused": self.bytes_reused,
            "verify_ms": round(self.verify_ms, 1),
            "total_ms": round(self.total_ms, 1),
            "consent_needed": sorted(self.consent_needed),
        }


class _Before(msgspec.Struct, frozen=True):
    """What was installed under the id; `edited` when its row was changed from outside."""

    app: AppRow | None
    edited: bool
    floor: Floor | None


class Installer:
    """Brings packages into the library. One at a time: it holds the store's lock."""

    def __init__(
        self,
        home: Home,
        database: Database,
        blobs: BlobStore,
        receipts: Receipts,
        consents: Consents,
        uninstaller: Uninstaller,
        audit: AuditLog,
        steps: Steps | None = None,
    ) -> None:
        self._home = home
        self._database = database
        self._blobs = blobs
        self._receipts = receipts
        self._consents = consents
        self._uninstaller = uninstaller
        self._audit = audit
        self._steps = steps or NoSteps()

    def install(
        self,
        package: Package | ByteSource,
        origin: Origin,
        trust: TrustPolicy,
        downloaded: Callable[[], int] = lambda: 0,
        *,
        running: bool = False,
    ) -> InstallReport:
        """Install a package, or update to it; afterwards the old version runs or the new one.

        Only files the store lacks are read from the package. `downloaded` says at the end how
        many bytes came over the network; `running` says that the app was opened while it arrived,
        and what it has kept since is its own. Blocks. Raises a PackageError leaf, PublisherUnknown,
        PublisherChanged, VersionRollback, StoreBusy, StoreFull, StoreCorrupt, or what the
        package's source raises; a refusal is noted in the audit.
        """
        begun_s = time.perf_counter()
        told = f"from {origin.kind}: {origin.place}"
        try:
            opened = package if isinstance(package, Package) else open_package(package)
        except FanlightError as error:
            claimed = None if isinstance(package, Package) else claimed_app_id(package)
            self._audit.note_refusal(claimed, HostAct.INSTALL, error, told)
            raise
        app_id = opened.index.app_id
        with (
            self._audit.noting(app_id, HostAct.INSTALL, told),
            full_disk_typed(f"installing {app_id}"),
        ):
            bundle = verify(opened)
            asked_s = time.perf_counter()
            how = self.judge(bundle, origin, trust)
            resumed_s = time.perf_counter()
            with writing(self._home.lock, LOCK_WAIT_S):
                self._uninstaller.finish(keep=_host(bundle) if running else None)
                before = self._database.read(lambda held: self._before(held, bundle))
                check_continuity(bundle, origin, before.app)
                check_floor(bundle, origin, before.floor)
                self._steps.reached(Step.ACCEPTED)
                reused_bytes, verified_s = self._place_files(bundle)
                waiting = self._database.write(
                    lambda held: self._record(held, bundle, origin, before, how)
                )
                self._steps.reached(Step.RECORDED)
        self._steps.reached(Step.FINISHED)
        answering_s = resumed_s - asked_s
        return InstallReport(
            app_id=bundle.index.app_id,
            version=bundle.index.version,
            bytes_downloaded=downloaded(),
            bytes_reused=reused_bytes,
            verify_ms=(verified_s - begun_s - answering_s) * 1000,
            total_ms=(time.perf_counter() - begun_s - answering_s) * 1000,
            consent_needed=waiting,
        )

    def judge(
        self, bundle: VerifiedBundle, origin: Origin, trust: TrustPolicy
    ) -> TrustedHow | None:
        """Refuse what `install` would, or say how the publisher becomes trusted; changes nothing.

        May ask a person: holds no lock. Raises IndexInvalid, PublisherUnknown, PublisherChanged,
        VersionRollback, StoreCorrupt.
        """
        check_origin(bundle, origin)

        def look(held: sqlite3.Connection) -> tuple[_Before, PublisherRow | None]:
            return self._before(held, bundle), self._receipts.publisher(held, bundle.publisher)

        before, known = self._database.read(look)
        check_continuity(bundle, origin, before.app)
        check_floor(bundle, origin, before.floor)
        return decide_trust(bundle, origin, before.app, None if before.edited else known, trust)

    def _before(self, held: sqlite3.Connection, bundle: VerifiedBundle) -> _Before:
        app_id = bundle.index.app_id
        try:
            app = self._receipts.find(held, app_id)
        except StoreCorrupt:
            code = self._receipts.highest_known(held, app_id)
            return _Before(None, True, Floor(code, None, False))
        if app is None:
            return _Before(None, False, None)
        developed = app.origin_kind is OriginKind.DEVELOPMENT
        return _Before(app, False, Floor(app.floor_code, app.floor_digest, developed))

    def _place_files(self, bundle: VerifiedBundle) -> tuple[int, float]:
        """Bring what is lacking into the store; the bytes reused, and when all were checked."""
        lacking = needed(bundle.index.files, self._blobs)
        if not lacking.files:
            return lacking.reused_bytes, time.perf_counter()
        with self._blobs.batch(len(lacking.files)) as batch:
            receive(bundle, lacking.files, batch, self._steps)
            verified_s = time.perf_counter()
            self._steps.reached(Step.STAGED)
            batch.flush()
            self._steps.reached(Step.FLUSHED)
            batch.place()
            self._steps.reached(Step.PLACED)
        return lacking.reused_bytes, verified_s

    def _record(
        self,
        held: sqlite3.Connection,
        bundle: VerifiedBundle,
        origin: Origin,
        before: _Before,
        how: TrustedHow | None,
    ) -> frozenset[Ask]:
        """Switch the library to the new version; returns what still waits for consent."""
        index, now = bundle.index, utc_now()
        if before.edited:
            self._receipts.remove(held, index.app_id)
        app = _next_row(bundle, origin, before, now)
        asks = asks_of(bundle.manifest)
        version = VersionRow(
            app_id=index.app_id,
            code=index.version_code,
            name=index.version_name,
            title=bundle.manifest.name,
            kind=index.kind,
            index_digest=index_digest(bundle),
            envelope=bundle.envelope,
            declared=encode_asks(asks),
            files=len(index.files),
            size_bytes=index.content_bytes,
            installed_at=now,
        )
        self._receipts.put(held, (app, version))
        kept = {code for code in (app.current_code, app.previous_code) if code is not None}
        self._receipts.keep_versions(held, index.app_id, kept)
        if how is not None:
            key = bundle.signers[0]
            row = PublisherRow(
                key_id=key.key_id,
                public_key=key.public_key.hex(),
                trusted_how=how,
                trusted_at=now,
            )
            self._receipts.put(held, (row,))
        if isinstance(origin, FromRegistry):
            self._receipts.put(held, (name_row(app, origin.ref.publisher),))
        # What it kept while it arrived is an installed app's from now on.
        held.execute(
            "DELETE FROM tombstones WHERE app_id = ? AND publisher = ?",
            (app.app_id, app.publisher),
        )
        if before.app is None or isinstance(origin, FromFolder):
            self._consents.add(held, app.app_id, app.publisher, asks)
        self._consents.keep_only(held, app.app_id, app.publisher, asks)
        return asks - self._consents.accepted(held, app.app_id, app.publisher)


def _host(bundle: VerifiedBundle) -> str:
    """The origin's host of an app that is not installed yet."""
    return bundle.index.app_id.host(bundle.lineage[0])


def _next_row(bundle: VerifiedBundle, origin: Origin, before: _Before, now: str) -> AppRow:
    """The app's row after the install."""
    index, digest, old = bundle.index, index_digest(bundle), before.app
    code = index.version_code
    if old is None:
        floor_code = max(code, before.floor.code if before.floor else 0)
        return AppRow(
            app_id=index.app_id,
            publisher=bundle.lineage[0],
            head_key=bundle.publisher,
            origin_kind=origin.kind,
            origin_place=origin.place,
            current_code=code,
            previous_code=None,
            floor_code=floor_code,
            floor_digest=digest,
            pinned=False,
            installed_at=now,
            updated_at=now,
        )
    # What a registry keeps up to date goes on being updated from there.
    from_registry = old.origin_kind is OriginKind.REGISTRY and not isinstance(origin, FromRegistry)
    return msgspec.structs.replace(
        old,
        head_key=bundle.publisher,
        origin_kind=old.origin_kind if from_registry else origin.kind,
        origin_place=old.origin_place if from_registry else origin.place,
        current_code=code,
        previous_code=old.previous_code if code == old.current_code else old.current_code,
        floor_code=code,
        floor_digest=digest,
        pinned=False,
        updated_at=now,
    )
