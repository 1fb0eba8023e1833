"""A TUF repository as a host reads it: from a pinned root, under floors, over our own fetcher.

What is in the repository is its reader's business (host.store.registry.client).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bridge.names import Digest
from host.store.registry.floors import Expiry, FloorStore, advance, check_expiry

if TYPE_CHECKING:
    from tuf.api.metadata import TargetFile
    from tuf.ngclient.updater import Updater

    from host.store.fetch import HttpClient, TufFetcher
    from host.store.registry.trusted import DelegationTable


class Verified(msgspec.Struct, frozen=True):
    """One verified state; an Updater refreshes once only.

    What was read from TUF's cache is kept here: a later, refused refresh may leave an older
    state in that cache.
    """

    updater: Updater
    fetcher: TufFetcher
    delegations: DelegationTable
    expiries: dict[str, Expiry] = msgspec.field(default_factory=dict)


class Repository:
    """Blocking; one refresh or look-up at a time (python-tuf shares `cache` between them).

    `root` is the pinned root: every refresh starts from it and ends with the floors, so what
    was seen once is never undone. Both URLs end with a slash.
    """

    def __init__(
        self,
        name: str,
        metadata_url: str,
        targets_url: str,
        root: bytes,
        cache: Path,
        client: HttpClient,
        floors: FloorStore,
        now_ms: Callable[[], int],
    ) -> None:
        self.targets_url = targets_url
        self._name = name
        self._metadata_url = metadata_url
        self._root = root
        self._root_sha256 = Digest.of(root)
        self._cache = cache
        self._client = client
        self._floors = floors
        self._now_ms = now_ms

    @property
    def own_name(self) -> str:
        """What the registry calls itself, by the pinned root; else what it is called here."""
        from host.store.registry.trusted import read_root

        return read_root(self._root).name or self._name

    def refresh(self, paths: Iterable[str] = ()) -> Verified:
        """Fetch and verify the four top-level roles, then hold them against the floors.

        `paths` are targets that will be looked for: what names them is fetched on the way.
        Raises RegistryUnreachable, RegistryExpired, RegistryRollback, RegistrySignature,
        RegistryInvalid; StoreCorrupt, StoreFull.
        """
        from tuf.ngclient.updater import Updater

        from host.store.fetch import TufFetcher
        from host.store.registry.faults import typed_faults
        from host.store.registry.foresight import Foresight
        from host.store.registry.trusted import read_delegations, read_seen

        foresight = Foresight(self._metadata_url, self._cache, paths) if paths else None
        fetcher = TufFetcher(self._client, foresight.after if foresight is not None else None)
        if foresight is not None:
            fetcher.begin(foresight.first())
        with typed_faults(self._name, fetcher, self._cache):
            updater = Updater(
                str(self._cache),
                self._metadata_url,
                target_dir=str(self._cache.parent),
                target_base_url=self.targets_url,
                fetcher=fetcher,
                bootstrap=self._root,
            )
            updater.refresh()
            seen, delegations = read_seen(self._cache), read_delegations(self._cache)
        floors = advance(self._floors.get(self._root_sha256), seen, self._now_ms(), self._name)
        self._floors.set(self._root_sha256, floors)
        return Verified(updater, fetcher, delegations)

    def find(self, verified: Verified, path: str) -> TargetFile | None:
        """The target of that path, by whichever role it is delegated to. Raises as `refresh`."""
        from host.store.registry.faults import typed_faults

        with typed_faults(self._name, verified.fetcher, self._cache):
            return verified.updater.get_targetinfo(path)

    def check_role(self, verified: Verified, role: str) -> None:
        """Refuse a delegated role, just read, that has expired by the floors' time.

        Raises RegistryExpired.
        """
        from host.store.registry.faults import typed_faults
        from host.store.registry.trusted import read_expiry

        if role not in verified.expiries:
            with typed_faults(self._name, verified.fetcher, self._cache):
                verified.expiries[role] = read_expiry(self._cache, role)
        floors = self._floors.get(self._root_sha256)
        check_expiry(verified.expiries[role], floors, self._now_ms(), self._name)

    def check_roles(self, verified: Verified, path: str) -> None:
        """As `check_role`, for all the delegated roles by which `path` was just looked for.

        Raises RegistryExpired.
        """
        from host.store.registry.faults import typed_faults
        from host.store.registry.trusted import read_bin

        delegate = verified.delegations.find(path)
        if delegate is None:
            return
        self.check_role(verified, delegate.role)
        with typed_faults(self._name, verified.fetcher, self._cache):
            hash_bin = read_bin(self._cache, delegate.role, path)
        if hash_bin is not None:
            self.check_role(verified, hash_bin)

    def fetch(self, verified: Verified, target: TargetFile, file: Path) -> bytes:
        """A small target whole, kept at `file`; one that is there already is not fetched again.

        Raises as `refresh`.
        """
        from host.store.registry.faults import typed_faults

        with typed_faults(self._name, verified.fetcher, self._cache):
            if verified.updater.find_cached_target(target, str(file)) is None:
                verified.updater.download_target(target, str(file))
            content = file.read_bytes()
            target.verify_length_and_hashes(content)
        return content
