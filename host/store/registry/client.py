"""One registry, read through python-tuf's `ngclient`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bridge.errors import RegistryInvalid, StoreBusy, StoreCorrupt, TargetNotFound, TargetRevoked
from bridge.names import AppId, Digest
from host.store.registry.catalogue import (
    MAX_CATALOGUE_BYTES,
    Catalogue,
    CatalogueApp,
    Standing,
    decode_catalogue,
)
from host.store.registry.floors import Expiry, FloorStore, advance, check_expiry
from host.store.registry.layout import (
    CATALOGUE_PATH,
    METADATA_FOLDER,
    TARGETS_FOLDER,
    RegistryName,
    target_path,
)
from host.store.registry.refs import AppRef, VerifiedTarget, is_revoked, make_ref

if TYPE_CHECKING:
    from tuf.ngclient.updater import Updater

    from host.store.fetch import HttpClient, HttpSource, Progress, TufFetcher
    from host.store.registry.trusted import DelegationTable

LOCK_WAIT_S = 60.0
SESSION_AGE_S = 3600.0


class _Session(msgspec.Struct, frozen=True):
    """One verified state of the registry; an Updater refreshes once only.

    What was read from TUF's cache is kept here: a later, refused refresh may leave an older
    state in that cache.
    """

    updater: Updater
    fetcher: TufFetcher
    catalogue: Catalogue
    delegations: DelegationTable
    begun_s: float
    expiries: dict[str, Expiry] = msgspec.field(default_factory=dict)


class Registry:
    """A trusted registry. Blocking; safe from several threads and processes, one at a time.

    `folder` holds `root.json` (the pinned root, never replaced by the network), `cache/`
    (TUF's metadata) and `catalogue.json` (the last verified one). Every refresh starts from
    the pinned root and ends with the floors: what was seen once is never undone.
    """

    def __init__(
        self,
        name: RegistryName,
        url: str,
        root: bytes,
        folder: Path,
        client: HttpClient,
        floors: FloorStore,
        now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self.name = name
        self.url = url if url.endswith("/") else f"{url}/"
        self._root = root
        self._root_sha256 = Digest.of(root)
        self._folder = folder
        self._cache = folder / "cache"
        self._client = client
        self._floors = floors
        self._now_ms = now_ms
        self._session: _Session | None = None

    def refresh(self) -> Catalogue:
        """Fetch and verify the registry's present state.

        Raises RegistryUnreachable, RegistryExpired, RegistryRollback, RegistrySignature,
        RegistryInvalid; StoreBusy, StoreCorrupt, StoreFull. After any of them the state
        before stays in use.
        """
        with self._locked():
            self._session = self._begin()
            return self._session.catalogue

    def catalogue(self) -> Catalogue:
        """The catalogue of the present session; refreshes first when there is none, or it is
        older than an hour. Raises what `refresh` raises.
        """
        return self._current().catalogue

    def last_catalogue(self) -> Catalogue | None:
        """The catalogue of the last successful refresh, without network: to be shown, not
        to be installed from. None when there is none that can be read.
        """
        try:
            return decode_catalogue((self._folder / CATALOGUE_PATH).read_bytes())
        except (OSError, RegistryInvalid):
            return None

    def standing(self, app_id: AppId, version_code: int) -> Standing:
        """How the registry sees this version now. Raises what `refresh` raises."""
        return self.catalogue().standing(app_id, version_code)

    def resolve(self, app_id: AppId, version_code: int | None = None) -> AppRef:
        """The newest version of an app that is not revoked, or exactly `version_code`.

        Which bytes and which signers comes from the publisher's own delegated role. Raises
        TargetNotFound, TargetRevoked, and what `refresh` raises.
        """
        session = self._current()
        code = self._choose(session.catalogue, app_id, version_code)
        path = target_path(app_id, code)
        with self._locked():
            return self._read_target(session, app_id, code, path)

    def source(self, ref: AppRef, progress: Progress | None = None) -> HttpSource:
        """The package as a ByteSource over range requests; nothing is fetched yet."""
        from host.store.fetch import HttpSource

        return HttpSource(self._client, ref.url, ref.size_bytes, progress)

    def download(self, ref: AppRef, folder: Path, progress: Progress | None = None) -> Path:
        """The whole package in `folder`, resumed where an earlier try broke off.

        Raises RegistryUnreachable, RegistryInvalid, ContentMismatch, StoreFull.
        """
        from host.store.fetch import download

        return download(
            self._client,
            ref.url,
            folder / f"{ref.sha256}.ma",
            size_bytes=ref.size_bytes,
            sha256=ref.sha256,
            progress=progress,
        )

    def _current(self) -> _Session:
        session = self._session
        if session is None or time.monotonic() - session.begun_s > SESSION_AGE_S:
            with self._locked():
                session = self._session = self._begin()
        return session

    def _begin(self) -> _Session:
        from tuf.ngclient.updater import Updater

        from host.store.fetch import TufFetcher
        from host.store.registry.faults import typed_faults
        from host.store.registry.trusted import read_delegations, read_seen

        fetcher = TufFetcher(self._client)
        with typed_faults(self.name, fetcher, self._cache):
            updater = Updater(
                str(self._cache),
                f"{self.url}{METADATA_FOLDER}/",
                target_dir=str(self._folder),
                target_base_url=f"{self.url}{TARGETS_FOLDER}/",
                fetcher=fetcher,
                bootstrap=self._root,
            )
            updater.refresh()
            seen, delegations = read_seen(self._cache), read_delegations(self._cache)
        floors = advance(self._floors.get(self._root_sha256), seen, self._now_ms(), self.name)
        self._floors.set(self._root_sha256, floors)
        with typed_faults(self.name, fetcher, self._cache):
            catalogue = self._read_catalogue(updater)
        return _Session(updater, fetcher, catalogue, delegations, time.monotonic())

    def _read_catalogue(self, updater: Updater) -> Catalogue:
        target = updater.get_targetinfo(CATALOGUE_PATH)
        if target is None:
            raise RegistryInvalid(
                f"registry {self.name} has no {CATALOGUE_PATH}: not a Fanlight registry"
            )
        if target.length > MAX_CATALOGUE_BYTES:
            raise RegistryInvalid(
                f"registry {self.name}'s catalogue is {target.length} bytes; "
                f"at most {MAX_CATALOGUE_BYTES} are read",
                limit_bytes=MAX_CATALOGUE_BYTES,
            )
        path = self._folder / CATALOGUE_PATH
        if updater.find_cached_target(target, str(path)) is None:
            updater.download_target(target, str(path))
        content = path.read_bytes()
        target.verify_length_and_hashes(content)
        return decode_catalogue(content)

    def _choose(self, catalogue: Catalogue, app_id: AppId, version_code: int | None) -> int:
        app = catalogue.find(app_id)
        if app is None or not app.versions:
            raise TargetNotFound(
                f"registry {self.name} has no app {app_id}; `fanlight registry list` shows the "
                "registries of this host",
                app_id=app_id,
                registry=self.name,
            )
        if version_code is None:
            newest = app.newest
            if newest is None:
                raise self._revoked(app_id, app.versions[-1].code)
            return newest.code
        return self._exactly(app, version_code)

    def _exactly(self, app: CatalogueApp, version_code: int) -> int:
        version = app.find(version_code)
        if version is None:
            offered = ", ".join(str(v.code) for v in app.versions[-10:])
            raise TargetNotFound(
                f"registry {self.name} has no version {version_code} of {app.app_id}; "
                f"it has {offered}",
                app_id=app.app_id,
                registry=self.name,
            )
        if version.revoked:
            raise self._revoked(app.app_id, version_code)
        return version.code

    def _read_target(self, session: _Session, app_id: AppId, code: int, path: str) -> AppRef:
        from host.store.registry.faults import typed_faults
        from host.store.registry.trusted import read_expiry

        with typed_faults(self.name, session.fetcher, self._cache):
            found = session.updater.get_targetinfo(path)
            delegate = session.delegations.find(path)
            if found is None or delegate is None:
                raise TargetNotFound(
                    f"registry {self.name} lists {app_id} version {code}, but the publisher "
                    "who owns that name has not signed it; refused",
                    app_id=app_id,
                    registry=self.name,
                )
            if delegate.role not in session.expiries:
                session.expiries[delegate.role] = read_expiry(self._cache, delegate.role)
        expiry = session.expiries[delegate.role]
        check_expiry(expiry, self._floors.get(self._root_sha256), self._now_ms(), self.name)
        target = VerifiedTarget(path, found.length, found.hashes, found.custom)
        if is_revoked(target, self.name):
            raise self._revoked(app_id, code)
        return make_ref(target, delegate, app_id, code, self.name, f"{self.url}{TARGETS_FOLDER}/")

    def _revoked(self, app_id: AppId, version_code: int) -> TargetRevoked:
        return TargetRevoked(
            f"registry {self.name} has revoked {app_id} version {version_code}; "
            "it is not installed any more: use another version",
            app_id=app_id,
            version_code=version_code,
            registry=self.name,
        )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One updater at a time on one metadata folder, which is what python-tuf asks for."""
        import filelock

        try:
            self._cache.mkdir(mode=0o700, parents=True, exist_ok=True)
            with filelock.FileLock(self._folder / "lock", timeout=LOCK_WAIT_S):
                yield
        except filelock.Timeout as error:
            raise StoreBusy(
                f"another process has been reading registry {self.name} for more than "
                f"{LOCK_WAIT_S:.0f} s; try again",
                registry=self.name,
            ) from error
        except PermissionError as error:
            raise StoreCorrupt(
                f"{self._folder} cannot be written ({error}); check the data folder's rights"
            ) from error
