"""One registry, read through python-tuf's `ngclient`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bridge.errors import RegistryInvalid, StoreBusy, StoreCorrupt, TargetNotFound, TargetRevoked
from bridge.names import AppId
from host.store.durable import typed
from host.store.registry.binned import BinnedListing
from host.store.registry.bins import SEARCH_PATH
from host.store.registry.catalogue import (
    MAX_CATALOGUE_BYTES,
    Catalogue,
    CatalogueApp,
    Standing,
    decode_catalogue,
)
from host.store.registry.floors import FloorStore
from host.store.registry.layout import (
    CATALOGUE_PATH,
    METADATA_FOLDER,
    TARGETS_FOLDER,
    RegistryName,
    target_path,
)
from host.store.registry.refs import AppRef, Delegate, VerifiedTarget, is_revoked, make_ref
from host.store.registry.repository import Repository, Verified
from host.store.registry.search import DEFAULT_FOUND, Line, line_of, search

if TYPE_CHECKING:
    from host.store.fetch import HttpClient, HttpSource, Progress

Listing = Catalogue | BinnedListing

LOCK_WAIT_S = 60.0
SESSION_AGE_S = 3600.0


class _Session(msgspec.Struct, frozen=True):
    """One verified state of the registry, and what it lists."""

    verified: Verified
    listing: Listing
    begun_s: float


class Registry:
    """A trusted registry. Blocking; safe from several threads and processes, one at a time.

    `folder` holds `root.json` (the pinned root, never replaced by the network), `cache/`
    (TUF's metadata) and what it last listed. Every refresh starts from
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
        self._folder = folder
        self._cache = folder / "cache"
        self._client = client
        self._repository = Repository(
            name,
            f"{self.url}{METADATA_FOLDER}/",
            f"{self.url}{TARGETS_FOLDER}/",
            root,
            self._cache,
            client,
            floors,
            now_ms,
        )
        self._session: _Session | None = None

    def refresh(self) -> Listing:
        """Fetch and verify the registry's present state; what it lists.

        Raises RegistryUnreachable, RegistryExpired, RegistryRollback, RegistrySignature,
        RegistryInvalid; StoreBusy, StoreCorrupt, StoreFull. After any of them the state
        before stays in use.
        """
        with self._locked():
            self._session = self._begin()
            return self._session.listing

    def catalogue(self) -> Catalogue:
        """The catalogue of the present session; refreshes first when there is none, or it is
        older than an hour. Raises what `refresh` raises; RegistryInvalid when the registry is
        so large that it has none: `find` and `search` serve any.
        """
        listing = self._current().listing
        if isinstance(listing, Catalogue):
            return listing
        raise RegistryInvalid(
            f"registry {self.name} is too large to be listed whole; `fanlight search` finds apps "
            "in it",
            registry=self.name,
        )

    def find(self, app_id: AppId) -> CatalogueApp | None:
        """One app as the registry lists it now. Raises what `refresh` raises."""
        session = self._current()
        with self._locked():
            return session.listing.find(app_id)

    def search(self, words: str, limit: int = DEFAULT_FOUND) -> tuple[Line, ...]:
        """Apps in which all the words occur, by name, id or publisher; the best first.

        Raises what `refresh` raises.
        """
        listing = self._current().listing
        if isinstance(listing, Catalogue):
            return search(map(line_of, listing.apps), words, limit)
        with self._locked():
            lines = listing.lines()
        return search(lines, words, limit)

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
        session = self._current()
        with self._locked():
            return session.listing.standing(app_id, version_code)

    def resolve(self, app_id: AppId, version_code: int | None = None) -> AppRef:
        """The newest version of an app that is not revoked, or exactly `version_code`.

        Which bytes and which signers comes from the publisher's own delegated role. Raises
        TargetNotFound, TargetRevoked, and what `refresh` raises.
        """
        session = self._current(app_id)
        with self._locked():
            code = self._choose(session.listing, app_id, version_code)
            return self._read_target(session, app_id, code, target_path(app_id, code))

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

    def _current(self, wanted: AppId | None = None) -> _Session:
        """`wanted`: the app that will be looked for in it."""
        session = self._session
        if session is None or time.monotonic() - session.begun_s > SESSION_AGE_S:
            with self._locked():
                session = self._session = self._begin(wanted)
        return session

    def _begin(self, wanted: AppId | None = None) -> _Session:
        # Any version's path leads to the same role.
        paths = (target_path(wanted, 1),) if wanted is not None else ()
        verified = self._repository.refresh(paths)
        binned = verified.delegations.find(SEARCH_PATH) is not None
        listing = (
            BinnedListing(self._repository, verified, self._folder)
            if binned
            else self._read_catalogue(verified)
        )
        return _Session(verified, listing, time.monotonic())

    def _read_catalogue(self, verified: Verified) -> Catalogue:
        target = self._repository.find(verified, CATALOGUE_PATH)
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
        content = self._repository.fetch(verified, target, self._folder / CATALOGUE_PATH)
        return decode_catalogue(content)

    def _choose(self, listing: Listing, app_id: AppId, version_code: int | None) -> int:
        app = listing.find(app_id)
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
        if isinstance(session.listing, BinnedListing):
            offered = session.listing.offered(app_id, path)
        else:
            offered = self._delegated(session, path)
        if offered is None:
            raise TargetNotFound(
                f"registry {self.name} lists {app_id} version {code}, but the publisher "
                "who owns that name has not signed it; refused",
                app_id=app_id,
                registry=self.name,
            )
        target, delegate = offered
        if is_revoked(target, self.name):
            raise self._revoked(app_id, code)
        targets_url = self._repository.targets_url
        return make_ref(target, delegate, app_id, code, self.name, targets_url)

    def _delegated(self, session: _Session, path: str) -> tuple[VerifiedTarget, Delegate] | None:
        """A package as its publisher's own role names it, and that role."""
        found = self._repository.find(session.verified, path)
        delegate = session.verified.delegations.find(path)
        if found is None or delegate is None:
            return None
        self._repository.check_role(session.verified, delegate.role)
        return VerifiedTarget(path, found.length, found.hashes, found.custom), delegate

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
        except OSError as error:
            raise typed(f"reading what is kept of registry {self.name}", error) from error
