"""Opening an app from a registry before all of it is here; at the end it is installed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bridge.errors import (
    ContentMismatch,
    FanlightError,
    NotFound,
    PackageError,
    RegistryInvalid,
    TargetRevoked,
    TrustError,
)
from bridge.names import AppId, KeyId
from host.store.durable import full_disk_typed
from host.store.fetch import RangesUnsupported
from host.store.install import InstallReport
from host.store.obtain import RegistryInstaller, downloads
from host.store.origin import FromRegistry
from host.store.partial import HEAD_BYTES, READ_AHEAD_BYTES, PartialPackage
from host.store.pieces import SUFFIX, PieceFile
from host.store.trust import TrustPolicy
from sandbox.package.verify import Package, VerifiedBundle, verify

if TYPE_CHECKING:
    from host.store.registry import AppRef, Registry, RegistryBook
    from host.store.store import Store


class Arrival:
    """An app of which enough is here to be opened; made by `begin_arrival`. `close()` it.

    Every byte that can be read of `bundle` was compared with the signed index, which is the one
    that the app's registry names. Safe from several threads.
    """

    def __init__(
        self,
        store: Store,
        ref: AppRef,
        partial: PartialPackage,
        package: Package,
        bundle: VerifiedBundle,
    ) -> None:
        self.bundle = bundle
        self._store = store
        self._ref = ref
        self._partial = partial
        self._package = package

    @property
    def app_id(self) -> AppId:
        return self.bundle.index.app_id

    @property
    def publisher(self) -> KeyId:
        """The identity that it will have when it is installed."""
        return self.bundle.lineage[0]

    @property
    def registry(self) -> str:
        """The name of the registry that it comes from."""
        return str(self._ref.registry)

    @property
    def publisher_name(self) -> str:
        """What that registry calls its publisher."""
        return str(self._ref.publisher)

    @property
    def fetched_bytes(self) -> int:
        """How many bytes of the package came over the network so far."""
        return self._partial.fetched_bytes

    @property
    def total_bytes(self) -> int:
        """The package's length."""
        return self._ref.size_bytes

    def bring(self, paths: Iterable[str]) -> None:
        """Begin to fetch these files, in their order; what the package does not hold is left out.

        Raises what ended the fetching.
        """
        found = []
        for path in paths:
            try:
                found.append(self.bundle.file(path))
            except NotFound:
                continue
        self._partial.bring(found)

    def finish(self) -> InstallReport:
        """Fetch the rest, compare the whole with what the registry signed, and install it. Blocks.

        Whatever fails, nothing is installed. After a failure of the network or the disk what came
        is kept for the next try; after any other nothing is. Raises what RegistryInstaller.install
        raises; TargetRevoked also when that was heard meanwhile.
        """
        try:
            self._partial.fetch_rest()
            if self._partial.sha256() != self._ref.sha256:
                raise ContentMismatch(
                    f"{self._ref.url} is not the file that the registry signed (its SHA-256 is "
                    "another, though all its files are right); nothing of it was kept",
                    url=self._ref.url,
                )
            self._check_not_revoked()
            report = self._store.installer.install(
                self._package,
                FromRegistry(self._ref),
                TrustPolicy(),
                lambda: self._partial.fetched_bytes,
                running=True,
            )
        except FanlightError as error:
            if is_hostile(error) or isinstance(error, TargetRevoked):
                self._partial.remove()
            raise
        self._partial.remove()
        return report

    def _check_not_revoked(self) -> None:
        """What the host has heard since it began: arriving may take hours."""
        code = self._ref.version.code
        if self._store.revocations.of(self.app_id).holds(self.registry, code):
            raise TargetRevoked(
                f"{self.app_id} {self._ref.version} was not installed: its registry has revoked "
                "this version while it arrived",
                app_id=self.app_id,
                version_code=code,
            )

    def end(self) -> None:
        """Fetch nothing more: `finish` fails now. What is here can be read."""
        self._partial.end()

    def close(self) -> None:
        """End all requests; what is here stays for the next try. May be called twice."""
        self._partial.close()


def begin_arrival(store: Store, book: RegistryBook, app_id: AppId) -> Arrival | InstallReport:
    """Fetch and check an app's signed index and its beginning; it may be opened then.

    Where the server has no ranges, it is installed whole. Whatever installing would refuse is
    refused here. Blocks. Raises what RegistryInstaller.install raises.
    """
    installer = RegistryInstaller(store, book)
    registry, ref = installer.find(app_id)
    try:
        with full_disk_typed(f"fetching {app_id}"):
            return _opened(store, registry, ref)
    except RangesUnsupported:
        return installer.install_whole(app_id, registry, ref)


def is_hostile(error: FanlightError) -> bool:
    """Whether the bytes were wrong, and not merely kept from coming."""
    return isinstance(error, PackageError | RegistryInvalid | TrustError)


def _opened(store: Store, registry: Registry, ref: AppRef) -> Arrival:
    pieces = PieceFile(downloads(store) / f"{ref.sha256}{SUFFIX}", ref.size_bytes)
    partial = PartialPackage(
        registry.source(ref),
        pieces,
        head_bytes=ref.head_bytes or HEAD_BYTES,
        tail_bytes=ref.tail_bytes,
        read_ahead_bytes=READ_AHEAD_BYTES,
    )
    try:
        package = partial.open(ref.index_sha256)
        bundle = verify(package)
        store.installer.judge(bundle, FromRegistry(ref), TrustPolicy())
        store.foresee(bundle.index.app_id, bundle.lineage[0])
    except BaseException as error:
        if isinstance(error, FanlightError) and (
            is_hostile(error) or isinstance(error, RangesUnsupported)
        ):
            partial.remove()
        partial.close()
        raise
    return Arrival(store, ref, partial, package, bundle)
