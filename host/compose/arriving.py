"""Apps that run while they arrive: fetched on after their first screen, installed at the end."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from bridge.errors import FanlightError
from bridge.names import AppId
from host.launch.instance import Instance, State
from host.store.audit import HostAct
from host.store.beginning import Beginning

if TYPE_CHECKING:
    from host.compose.host import Host
    from host.launch.arriving_source import ArrivingSource
    from host.launch.installed_source import InstalledSource
    from host.launch.request import OpenRequest
    from host.store.arrive import Arrival
    from host.store.install import InstallReport

log = logging.getLogger("fanlight.host")

ENDING_S = 5.0


class Arrived(msgspec.Struct, frozen=True):
    """What became of an app that was opened before it was here; sizes in bytes.

    `registry` is where it comes from. `error` is why it is not installed, None when it is,
    or is still on its way.
    """

    registry: str
    first_screen_bytes: int
    fetched_bytes: int
    total_bytes: int
    installed: bool
    error: FanlightError | None

    def as_json(self) -> dict[str, object]:
        """The member `arrival` of `fanlight open --json` (docs/cli.md)."""
        return {
            "first_screen_bytes": self.first_screen_bytes,
            "fetched_bytes": self.fetched_bytes,
            "total_bytes": self.total_bytes,
            "installed": self.installed,
            "error": self.error and {"code": self.error.code, "message": self.error.message},
        }


class Arriving:
    """One host's apps on their way in. Its connections are closed by `close()`, with the host."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._beginning: Beginning | None = None
        self._arrivals: dict[Instance, Arrival] = {}
        self._first: dict[Instance, int] = {}
        self._ended: dict[Instance, InstallReport | FanlightError] = {}

    def source(self, installed: InstalledSource, request: OpenRequest) -> ArrivingSource:
        """Where an app that a person named comes from."""
        from host.launch.arriving_source import ArrivingSource

        if self._beginning is None:
            host = self._host
            self._beginning = installed.beginning or Beginning(
                host.home, lambda: host.store, host.faults
            )
        begin = self._beginning.begin
        return ArrivingSource(installed, begin, request.page, self._host.store.first_files.of)

    def host_of(self, app_id: AppId) -> str | None:
        """The origin's host of an app that runs without being installed yet."""
        for instance in self._arrivals:
            if instance.ref.app_id == app_id and instance.state is not State.CLOSED:
                return instance.ref.host
        return None

    def follow(self, instance: Instance, source: ArrivingSource) -> None:
        """`instance` was opened from `source`: see to the rest of it, if that is still to come."""
        arrival = source.arrival
        if arrival is None:
            return
        self._arrivals[instance] = arrival
        instance.when_counted(lambda: self._count(instance, arrival))
        self._host.spawn(self._finish(instance, arrival))

    def of(self, instance: Instance) -> Arrived | None:
        """What became of it so far; None when it was installed before it was opened."""
        arrival = self._arrivals.get(instance)
        if arrival is None:
            return None
        end = self._ended.get(instance)
        return Arrived(
            arrival.registry,
            self._first.get(instance, arrival.fetched_bytes),
            arrival.fetched_bytes,
            arrival.total_bytes,
            installed=end is not None and not isinstance(end, FanlightError),
            error=end if isinstance(end, FanlightError) else None,
        )

    def end(self) -> None:
        """The host ends: fetch nothing more. What came is kept for the next time."""
        if self._beginning is not None:
            self._beginning.end()
        for arrival in tuple(self._arrivals.values()):
            arrival.end()

    def close(self) -> None:
        """Close the connections, when nothing is fetched any more."""
        if self._beginning is not None:
            self._beginning.close()

    def _count(self, instance: Instance, arrival: Arrival) -> int:
        self._first[instance] = arrival.fetched_bytes
        return self._first[instance]

    async def _finish(self, instance: Instance, arrival: Arrival) -> None:
        """After the first screen, which waits for nothing that is not its own.

        What an app keeps that is never installed goes at the next start, or when it is opened
        again: the engine writes the last of a profile after it was closed.
        """
        try:
            await instance.reached(State.SHOWN)
            if instance.trace.first_screen_ms is not None:  # else it was closed before
                self._ended[instance] = await asyncio.to_thread(arrival.finish)
                return
        except FanlightError as error:
            self._ended[instance] = error
            await self._failed(instance, error)
        finally:
            await asyncio.to_thread(arrival.close)

    async def _failed(self, instance: Instance, error: FanlightError) -> None:
        from host.store.arrive import is_hostile

        log.warning("%s did not arrive whole: %s", instance.ref.app_id, error)
        if not is_hostile(error) or instance.state.value >= State.FAILED.value:
            return
        self._host.store.audit.note_refusal(instance.ref.app_id, HostAct.INSTALL, error)
        if not instance.stop(error):
            instance.fail(error)
        with suppress(TimeoutError, FanlightError):
            async with asyncio.timeout(ENDING_S):
                await instance.reached(State.FAILED)
