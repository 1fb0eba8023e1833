"""Battery and screen, for one app."""

from __future__ import annotations

import asyncio

from bridge.api import device
from bridge.api.device import BatteryOutcome, ScreenParams
from bridge.methods import Binding, Done, NoParams, bind
from host.services.ports import Battery, Screen


class DeviceService:
    """The battery is read at each call; the screen is held for this app alone."""

    def __init__(self, battery: Battery, screen: Screen) -> None:
        self._battery = battery
        self._screen = screen

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(device.GET_BATTERY_INFO, self.battery),
            bind(device.SET_KEEP_SCREEN_ON, self.keep_screen_on),
        )

    async def battery(self, params: NoParams) -> BatteryOutcome:
        charge = await asyncio.to_thread(self._battery.charge)
        return BatteryOutcome(
            level=charge.percent,
            is_charging=charge.on_mains,
            is_low_power_mode_enabled=charge.saving,
        )

    async def keep_screen_on(self, params: ScreenParams) -> Done:
        """Raises NotSupported."""
        if params.keep_screen_on:
            await self._screen.hold()
        else:
            self._screen.release()
        return Done()
