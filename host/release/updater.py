"""`fanlight self-update`: look, bring, prove, switch. Each step leaves a Fanlight that starts."""

from __future__ import annotations

import enum
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bridge.errors import UpdateManaged
from host.paths import Home
from host.release.bundle import Bundle
from host.release.index import BuildName
from host.release.installed import Installation
from host.release.place import Place
from host.release.proof import prove
from host.release.running import wait_for_none
from host.release.version import ReleaseVersion
from host.store.durable import full_disk_typed

if TYPE_CHECKING:
    from host.release.repository import Offer
    from host.store.fetch import FetchSettings, HttpClient, Progress

Ground = Place | Bundle
"""What an installation stands on: versions side by side, or one bundle that is exchanged."""
Prove = Callable[[Path, ReleaseVersion], None]


class State(enum.StrEnum):
    """How this Fanlight stands to what is offered."""

    MANAGED = "managed"
    NO_SOURCE = "no_source"
    UP_TO_DATE = "up_to_date"
    AVAILABLE = "available"
    UPDATED = "updated"


class UpdateReport(msgspec.Struct, frozen=True):
    """`version` is the one that the next start runs, `offered` the newest that is offered.
    `failed` was taken before and did not start."""

    state: State
    version: ReleaseVersion
    offered: ReleaseVersion | None = None
    failed: ReleaseVersion | None = None
    fetched_bytes: int = 0

    def as_json(self) -> dict[str, object]:
        """`{"state", "version", "offered", "failed", "bytes_downloaded"}`."""
        return {
            "state": self.state.value,
            "version": str(self.version),
            "offered": str(self.offered) if self.offered else None,
            "failed": str(self.failed) if self.failed else None,
            "bytes_downloaded": self.fetched_bytes,
        }


class Updater:
    """One installation's updates. Blocks."""

    def __init__(
        self,
        installation: Installation,
        running: ReleaseVersion,
        home: Home,
        fetch: FetchSettings | None = None,
        proof: Prove = prove,
    ) -> None:
        """`running` is this program's version; `home` must not be open when versions switch."""
        self._installation = installation
        self._running = running
        self._home = home
        self._fetch = fetch
        self._proof = proof

    def check(self) -> UpdateReport:
        """What is offered. Raises StoreBusy, and what find_offer raises, but NoUpdateSource."""
        found = self._own()
        if found is None:
            return UpdateReport(State.MANAGED, self._running)
        place, build = found
        from host.store.fetch import HttpClient

        if not place.pinned_root.exists():
            return UpdateReport(State.NO_SOURCE, place.current(), failed=place.failed())
        place.refuse_others()
        with place.locked(), HttpClient(self._fetch) as client:
            return self._compare(place, self._offer(place, build, client))

    def update(self, progress: Progress | None = None) -> UpdateReport:
        """Take what is offered, if it is newer; the next start runs it.

        Raises UpdateManaged, NoUpdateSource, UpdateRefused, UpdateWaits, ReleaseInvalid,
        ReleaseBroken, StoreBusy, a RegistryError, ContentMismatch, StoreFull, DiskFailed.
        """
        found = self._own()
        if found is None:
            installer = self._installation.installer
            raise UpdateManaged(
                f"this Fanlight was installed by other means ({installer.value}), which update it "
                f"as well: {self._installation.advice}",
                installer=installer.value,
                command=self._installation.command or None,
            )
        place, build = found
        place.refuse_others()
        from host.store.fetch import HttpClient

        with place.locked(), HttpClient(self._fetch) as client:
            offer = self._offer(place, build, client)
            report = self._compare(place, offer)
            if offer is None or report.state is not State.AVAILABLE:
                return report
            wait_for_none(place, self._home)
            fetched_bytes = self._take(place, build, offer, client, progress)
        return UpdateReport(
            State.UPDATED, offer.index.release, offer.index.release, fetched_bytes=fetched_bytes
        )

    def _own(self) -> tuple[Ground, BuildName] | None:
        installation = self._installation
        if installation.place is None or installation.build is None:
            return None
        return installation.place, installation.build

    def _offer(self, place: Ground, build: BuildName, client: HttpClient) -> Offer | None:
        from host.release.repository import find_offer

        return find_offer(place, build, client)

    def _compare(self, place: Ground, offer: Offer | None) -> UpdateReport:
        """Only what is newer than everything that stands here: never back."""
        current = place.current()
        newest = max(current, self._running, place.previous() or current)
        offered = offer.index.release if offer is not None else None
        newer = offered is not None and offered > newest
        state = State.AVAILABLE if newer else State.UP_TO_DATE
        return UpdateReport(state, current, offered, place.failed())

    def _take(
        self,
        place: Ground,
        build: BuildName,
        offer: Offer,
        client: HttpClient,
        progress: Progress | None,
    ) -> int:
        from host.release.bring import Bringing

        version = offer.index.release
        arriving = place.arriving / offer.sha256
        with full_disk_typed("preparing the new version"):
            place.arriving.mkdir(mode=0o700, exist_ok=True)
        place.take_up(version, arriving)
        place.sweep(keep_arriving=offer.sha256)
        bringing = Bringing(offer, arriving, client)
        bringing.bring(place.present, progress)
        place.seal(arriving)
        self._proof(place.program(arriving, build), version)
        wait_for_none(place, self._home)
        place.put(arriving, version)
        return bringing.fetched_bytes
