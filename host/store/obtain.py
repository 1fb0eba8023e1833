"""Installing and updating from a registry: the whole package, or only what is new in it."""

from __future__ import annotations

import contextlib
import enum
import functools
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import msgspec

from bridge.errors import (
    ConsentNeeded,
    FanlightError,
    PackageError,
    RegistryError,
    RegistryUnknown,
    TargetNotFound,
    TargetRevoked,
    UsageError,
)
from bridge.names import AppId
from host.store.audit import HostAct
from host.store.consent import Ask, asks_of
from host.store.durable import full_disk_typed
from host.store.install import InstallReport
from host.store.library import InstalledApp
from host.store.origin import FromRegistry, OriginKind
from host.store.pieces import SUFFIX, PieceFile
from host.store.receive import needed
from host.store.trust import TrustPolicy
from sandbox.package.source import FileSource
from sandbox.package.verify import Package, open_package, verify

if TYPE_CHECKING:
    from host.store.fetch import Progress
    from host.store.registry import AppRef, Registry, RegistryBook
    from host.store.store import Store

P = ParamSpec("P")
T = TypeVar("T")

DOWNLOADS = "downloads"
RANGES_BELOW_SHARE = 0.5
KEPT_PARTS_S = 7 * 24 * 3600
"""How long what came of a broken-off download waits to be taken up again."""


class Skipped(enum.StrEnum):
    """Why nothing was updated."""

    UP_TO_DATE = "up_to_date"
    PINNED = "pinned"
    """The person went back a version; `update APP` by name moves on."""
    REVOKED = "revoked"
    """The registry has withdrawn the installed version, and has no newer one."""
    NO_REGISTRY = "no_registry"
    """Sideloaded or under development: there is nowhere to ask."""


class Updated(msgspec.Struct, frozen=True):
    """What became of one app: a report, or the reason there is none."""

    app_id: AppId
    report: InstallReport | None = None
    skipped: Skipped | None = None


def _noted(
    method: Callable[Concatenate[RegistryInstaller, AppId, P], T],
) -> Callable[Concatenate[RegistryInstaller, AppId, P], T]:
    """What the method refuses stands in the app's audit."""

    @functools.wraps(method)
    def noted(self: RegistryInstaller, app_id: AppId, /, *rest: P.args, **named: P.kwargs) -> T:
        with self.audit.noting(app_id, HostAct.INSTALL), full_disk_typed(f"fetching {app_id}"):
            return method(self, app_id, *rest, **named)

    return noted


class RegistryInstaller:
    """Brings apps from the registries this host trusts. Blocks."""

    def __init__(
        self,
        store: Store,
        book: RegistryBook,
        trust: TrustPolicy | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.audit = store.audit
        self._store = store
        self._book = book
        self._trust = trust or TrustPolicy()
        self._progress = progress

    @_noted
    def install(self, app_id: AppId, registry: str | None = None) -> InstallReport:
        """Install the newest version from `registry`, or from the one registry that has it.

        Raises RegistryUnknown, TargetNotFound, UsageError (several have it: name one), the
        RegistryError of the one that could have it, and what Installer.install raises.
        """
        if registry is not None:
            found = self._book.open(registry)
            return self._fetch(found, found.resolve(app_id), None)
        installed = self._store.library.find(app_id)
        if installed is not None and installed.origin_kind is OriginKind.REGISTRY:
            found = self._book.open(installed.origin_place)
            return self._fetch(found, found.resolve(app_id), installed)
        found, ref = self.find(app_id)
        return self._fetch(found, ref, installed)

    @_noted
    def install_whole(self, app_id: AppId, registry: Registry, ref: AppRef) -> InstallReport:
        """Install what `find` gave by downloading all of it. Raises as `install`."""
        return self._whole(registry, ref, None)

    def has_update(self, app_id: AppId) -> bool:
        """Whether `update` would install something. Raises NotInstalled, a RegistryError."""
        return not isinstance(self._newer(app_id, by_name=False), Skipped)

    @_noted
    def update(self, app_id: AppId, *, by_name: bool, widening: bool = True) -> Updated:
        """Install what the app's registry offers beyond the installed version.

        `by_name` is a person's wish for this very app: it moves on from a pinned version, and
        files of the installed one that are missing or were changed are fetched again. Without
        `widening`, a version that asks for more than the installed one is refused, and nothing
        changes. Raises NotInstalled, ConsentNeeded, a RegistryError, and what Installer.install
        raises.
        """
        newer = self._newer(app_id, by_name=by_name)
        if newer is Skipped.UP_TO_DATE and by_name and not self._store.library.is_whole(app_id):
            return Updated(app_id, report=self._fetch_again(app_id))
        if isinstance(newer, Skipped):
            return Updated(app_id, skipped=newer)
        registry, ref, installed = newer
        within = None if widening else asks_of(self._store.library.bundle(app_id).manifest)
        return Updated(app_id, report=self._fetch(registry, ref, installed, within))

    def _fetch_again(self, app_id: AppId) -> InstallReport:
        installed = self._store.library.get(app_id)
        registry = self._book.open(installed.origin_place)
        ref = registry.resolve(app_id, installed.version.code)
        return self._fetch(registry, ref, installed, None)

    def _newer(
        self, app_id: AppId, *, by_name: bool
    ) -> tuple[Registry, AppRef, InstalledApp] | Skipped:
        from host.store.registry import Standing

        installed = self._store.library.get(app_id)
        if installed.origin_kind is not OriginKind.REGISTRY:
            return Skipped.NO_REGISTRY
        if installed.pinned and not by_name:
            with contextlib.suppress(RegistryError):
                self._learn(installed)
            return Skipped.PINNED
        registry = self._learn(installed)
        standing = registry.standing(app_id, installed.version.code)
        try:
            ref = registry.resolve(app_id)
        except TargetRevoked:
            return Skipped.REVOKED
        if ref.version.code <= installed.version.code:
            if ref.publisher != installed.publisher_name:
                self._store.learn_publisher_name(ref)
            revoked = standing is Standing.REVOKED
            return Skipped.REVOKED if revoked else Skipped.UP_TO_DATE
        return registry, ref, installed

    def learn(self, app_id: AppId) -> None:
        """Hear from the app's registry which of its versions are revoked, and remember.

        Raises NotInstalled, a RegistryError, StoreError.
        """
        installed = self._store.library.get(app_id)
        if installed.origin_kind is OriginKind.REGISTRY:
            self._learn(installed)

    def learn_arriving(self, app_id: AppId, registry: str, code: int) -> None:
        """As `learn`, of a version that runs while it comes from `registry`: no library knows it.

        Raises RegistryUnknown, a RegistryError, StoreError.
        """
        self._store.revocations.learn(self._book.open(registry), app_id, (code,))

    def _learn(self, installed: InstalledApp) -> Registry:
        registry = self._book.open(installed.origin_place)
        kept = (installed.version, installed.previous)
        codes = [version.code for version in kept if version is not None]
        self._store.revocations.learn(registry, installed.app_id, codes)
        return registry

    def find(self, app_id: AppId) -> tuple[Registry, AppRef]:
        """The newest version of an app in the one registry that has it; nothing is installed.

        Every registry has to be heard. Raises as `install`.
        """
        entries = self._book.list()
        if not entries:
            raise RegistryUnknown(
                f"no registry to get {app_id} from; add one with `fanlight registry add`, or "
                "install a package file"
            )
        found: list[tuple[Registry, AppRef]] = []
        failures: list[FanlightError] = []
        for entry in entries:
            registry = self._book.open(entry.name)
            try:
                found.append((registry, registry.resolve(app_id)))
            except FanlightError as error:
                failures.append(error)
        if len(found) > 1:
            names = ", ".join(registry.name for registry, _ in found)
            raise UsageError(
                f"several registries have {app_id}: {names}; choose one with --registry",
                app_id=app_id,
                registries=names,
            )
        unasked = [error for error in failures if not isinstance(error, TargetNotFound)]
        if found and unasked:
            # Whoever keeps one registry from being asked does not choose the other.
            raise UsageError(
                f"{found[0][0].name} has {app_id}, but whether another registry has it as well is "
                f"not known ({unasked[0].message}); choose one with "
                f"`fanlight install {app_id} --registry NAME`",
                app_id=app_id,
                registries=str(found[0][0].name),
            )
        if not found:
            # A registry that could not be asked says more than those that do not have it.
            raise (unasked or failures)[0]
        return found[0]

    def _fetch(
        self,
        registry: Registry,
        ref: AppRef,
        installed: InstalledApp | None,
        within: frozenset[Ask] | None = None,
    ) -> InstallReport:
        """`within`: what the package may ask for at most; None: anything."""
        if installed is not None:
            from host.store.fetch import RangesUnsupported

            with contextlib.suppress(RangesUnsupported):
                report = self._by_ranges(registry, ref, within)
                if report is not None:
                    return report
        return self._whole(registry, ref, within)

    def _by_ranges(
        self, registry: Registry, ref: AppRef, within: frozenset[Ask] | None
    ) -> InstallReport | None:
        """Fetch only the files that are new; None when they are most of the package.

        The index alone says what the bytes must be, and `ref` says what the index must be. What
        came of an update that was broken off is taken up again.
        """
        from host.store.fetch import RangesUnsupported
        from host.store.partial import PartialPackage

        folder = downloads(self._store)
        pieces = PieceFile(folder / f"{ref.sha256}{SUFFIX}", ref.size_bytes)
        partial = PartialPackage(
            registry.source(ref, self._progress), pieces, tail_bytes=ref.tail_bytes
        )
        try:
            package = partial.open(ref.index_sha256)
            lacking = needed(package.index.files, self._store.blobs)
            if lacking.compressed_bytes > RANGES_BELOW_SHARE * ref.size_bytes:
                partial.remove()
                return None
            partial.bring(lacking.files)
            _check_within(package, within)
            report = self._store.installer.install(
                package, FromRegistry(ref), self._trust, lambda: partial.fetched_bytes
            )
            partial.remove()
        except (PackageError, RangesUnsupported):
            partial.remove()
            raise
        finally:
            partial.close()
        return report

    def _whole(
        self, registry: Registry, ref: AppRef, within: frozenset[Ask] | None
    ) -> InstallReport:
        folder = downloads(self._store)
        path = registry.download(ref, folder, self._progress)
        try:
            with FileSource(path) as source:
                package = open_package(source)
                _check_within(package, within)
                return self._store.installer.install(
                    package, FromRegistry(ref), self._trust, lambda: ref.size_bytes
                )
        finally:
            path.unlink(missing_ok=True)


def downloads(store: Store) -> Path:
    """The folder of what is being fetched, without what nobody took up again. Raises OSError."""
    folder = store.home.staging / DOWNLOADS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _forget_old(folder, time.time())
    return folder


def _check_within(package: Package, within: frozenset[Ask] | None) -> None:
    """Raises ConsentNeeded when the package asks for more."""
    if within is None:
        return
    more = asks_of(verify(package).manifest) - within
    if more:
        asks = ", ".join(sorted(more))
        raise ConsentNeeded(
            f"{package.index.app_id} {package.index.version} asks for more than was agreed to "
            f"({asks}); it is not installed unseen: use `fanlight update {package.index.app_id}`",
            app_id=package.index.app_id,
            asks=asks,
        )


def _forget_old(folder: Path, now_s: float) -> None:
    """Remove what nobody has taken up for KEPT_PARTS_S. Raises OSError."""
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):  # another process was first
                if now_s - entry.stat(follow_symlinks=False).st_mtime > KEPT_PARTS_S:
                    os.unlink(entry.path)
