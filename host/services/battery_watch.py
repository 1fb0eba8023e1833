"""The battery of one app: asked at each call, and looked at while the app listens to it."""

from __future__ import annotations

import asyncio

from bridge.api import device
from bridge.api.device import BatteryOutcome
from host.services.ports import Battery, Charge, Events

LOOK_EVERY_S = 30.0
"""Percents and the system's saving change slowly, and no system tells of both in one way."""


class BatteryWatch:
    """Tells the app's document `batteryInfoChange` when something has changed."""

    def __init__(self, battery: Battery, events: Events, every_s: float = LOOK_EVERY_S) -> None:
        self._battery = battery
        self._events = events
        self._every_s = every_s
        self._looking: asyncio.Task[None] | None = None

    async def charge(self) -> Charge:
        """Now."""
        return await asyncio.to_thread(self._battery.charge)

    def watch(self) -> None:
        """Look from time to time; once, however often it is asked."""
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())

    def leave(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    async def _look(self) -> None:
        known = await self.charge()
        while True:
            await asyncio.sleep(self._every_s)
            found = await self.charge()
            if found != known:
                known = found
                self._events.emit(device.BATTERY_INFO_CHANGE, outcome(found))


def outcome(charge: Charge) -> BatteryOutcome:
    """A charge as apps are told it."""
    return BatteryOutcome(
        level=charge.percent,
        is_charging=charge.on_mains,
        is_low_power_mode_enabled=charge.saving,
    )
