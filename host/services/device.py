"""Battery and screen, for one app."""

from __future__ import annotations

from bridge.api import device
from bridge.api.device import BatteryOutcome, ScreenParams, WatchParams
from bridge.methods import Binding, Done, NoParams, bind
from host.services.battery_watch import BatteryWatch, outcome
from host.services.ports import Screen


class DeviceService:
    """The battery is read at each call; the screen is held for this app alone."""

    def __init__(self, battery: BatteryWatch, screen: Screen) -> None:
        self._battery = battery
        self._screen = screen

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(device.GET_BATTERY_INFO, self.battery),
            bind(device.WATCH_BATTERY_INFO, self.watch_battery),
            bind(device.SET_KEEP_SCREEN_ON, self.keep_screen_on),
        )

    async def battery(self, params: NoParams) -> BatteryOutcome:
        return outcome(await self._battery.charge())

    async def watch_battery(self, params: WatchParams) -> Done:
        if params.watch:
            self._battery.watch()
        else:
            self._battery.leave()
        return Done()

    async def keep_screen_on(self, params: ScreenParams) -> Done:
        """Raises NotSupported."""
        if params.keep_screen_on:
            await self._screen.hold()
        else:
            self._screen.release()
        return Done()
