"""An app that is not installed but in a registry: opened as soon as its first files are here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from bridge.errors import FanlightError, NotInstalled
from bridge.names import AppId, KeyId, PageRoute
from host.launch.installed_source import InstalledSource
from host.launch.source import AppRef, Fetched
from host.store.install import InstallReport
from host.store.origin import OriginKind
from sandbox.package.first import first_files
from sandbox.package.verify import VerifiedBundle

if TYPE_CHECKING:
    from host.store.arrive import Arrival


class ArrivingSource:
    """An installed app where there is one; else the one that `begin` brings from a registry.

    `begin` gives None when no registry has the app: then it is not installed, as ever.
    """

    def __init__(
        self,
        installed: InstalledSource,
        begin: Callable[[AppId], Arrival | InstallReport | None],
        page: PageRoute | None,
        last: Callable[[AppId, KeyId, PageRoute], tuple[str, ...]],
    ) -> None:
        """`last` gives the files that the last launch of a page asked for; no more than a hint."""
        self._installed = installed
        self._begin = begin
        self._page = page
        self._last = last
        self._report: InstallReport | None = None
        self.arrival: Arrival | None = None
        """What came of it: None when the app was installed, or had to be first."""

    @property
    def app_id(self) -> AppId:
        return self._installed.app_id

    def resolve(self) -> AppRef:
        """Raises what InstalledSource.resolve and host.store.arrive.begin_arrival raise."""
        try:
            return self._installed.resolve()
        except NotInstalled:
            begun = self._begin(self.app_id)
            if begun is None:
                raise
        if isinstance(begun, InstallReport):
            self._report = begun
            return self._installed.resolve()
        self.arrival = begun
        version = begun.bundle.index.version
        return AppRef(
            self.app_id,
            version,
            begun.publisher,
            OriginKind.REGISTRY,
            begun.publisher_name,
        )

    def fetch(self, ref: AppRef) -> Fetched:
        """The index is here, which says what every byte must be; the first files are on their
        way."""
        if self.arrival is not None:
            threading.Thread(target=self._bring, name="fanlight-first-files", daemon=True).start()
            return Fetched(ref, cached=False, network_bytes=self.arrival.fetched_bytes)
        if self._report is not None:
            return Fetched(ref, cached=False, network_bytes=self._report.bytes_downloaded)
        return self._installed.fetch(ref)

    def verify(self, fetched: Fetched) -> VerifiedBundle:
        """Signatures, index and manifest; each file when it is read. Raises as `resolve`."""
        return self._installed.verify(fetched) if self.arrival is None else self.arrival.bundle

    def _hint(self, arrival: Arrival, page: PageRoute) -> tuple[str, ...]:
        try:
            return self._last(arrival.app_id, arrival.publisher, page)
        except FanlightError:
            return ()

    def _bring(self) -> None:
        arrival = self.arrival
        if arrival is None:
            return
        bundle = arrival.bundle
        page = self._page or bundle.manifest.entry
        try:
            paths = frozenset(bundle.paths)
            last = self._hint(arrival, page)
            arrival.bring(path for path in last if path in paths)
            arrival.bring(first_files(paths, bundle.read, bundle.manifest, page, last))
        except FanlightError:
            return  # whoever asks for a file is told why it does not come
