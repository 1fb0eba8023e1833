"""What apps learn about the machine: what they need to look right, nothing that singles it out."""

from __future__ import annotations

import platform
import sys

from bridge.api import system
from bridge.api.system import (
    AppBaseOutcome,
    DeviceOutcome,
    HostFacts,
    Platform,
    SafeArea,
    SystemOutcome,
    WindowOutcome,
)
from bridge.methods import Binding, NoParams, bind
from host.services.ports import Appearance, HostIdentity, Surface

_ANY_MACHINE = "desktop"


class SystemService:
    """Reads the window and the host's look at each call: both may change."""

    def __init__(self, surface: Surface, appearance: Appearance, host: HostIdentity) -> None:
        self._surface = surface
        self._appearance = appearance
        self._host = host

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(system.GET_SYSTEM_INFO, self.everything),
            bind(system.GET_WINDOW_INFO, self.window),
            bind(system.GET_DEVICE_INFO, self.device),
            bind(system.GET_APP_BASE_INFO, self.base),
        )

    async def window(self, params: NoParams) -> WindowOutcome:
        facts = self._surface.window_facts()
        width, height = facts.window_width_px, facts.window_height_px
        return WindowOutcome(
            pixel_ratio=facts.pixel_ratio,
            screen_width=facts.screen_width_px,
            screen_height=facts.screen_height_px,
            window_width=width,
            window_height=height,
            status_bar_height=0,
            safe_area=SafeArea(
                left=0, right=width, top=0, bottom=height, width=width, height=height
            ),
        )

    async def device(self, params: NoParams) -> DeviceOutcome:
        family = platform_now()
        return DeviceOutcome(
            brand=_ANY_MACHINE, model=_ANY_MACHINE, system=_system_name(family), platform=family
        )

    async def base(self, params: NoParams) -> AppBaseOutcome:
        return AppBaseOutcome(
            sdk_version=self._host.sdk_version,
            version=self._host.version,
            host=HostFacts(name=self._host.name, version=self._host.version),
            language=self._appearance.language(),
            theme=self._appearance.theme(),
            font_size_setting=self._appearance.font_size_px(),
        )

    async def everything(self, params: NoParams) -> SystemOutcome:
        window = await self.window(params)
        device = await self.device(params)
        base = await self.base(params)
        return SystemOutcome(
            brand=device.brand,
            model=device.model,
            pixel_ratio=window.pixel_ratio,
            screen_width=window.screen_width,
            screen_height=window.screen_height,
            window_width=window.window_width,
            window_height=window.window_height,
            status_bar_height=window.status_bar_height,
            safe_area=window.safe_area,
            language=base.language,
            version=base.version,
            system=device.system,
            platform=device.platform,
            font_size_setting=base.font_size_setting,
            sdk_version=base.sdk_version,
            theme=base.theme,
            host=base.host,
        )


def platform_now() -> Platform:
    """The family of the system this runs on."""
    if sys.platform == "win32":
        return Platform.WINDOWS
    return Platform.MAC if sys.platform == "darwin" else Platform.LINUX


def _system_name(family: Platform) -> str:
    if family is Platform.MAC:
        return f"macOS {platform.mac_ver()[0].partition('.')[0]}"
    name = "Windows" if family is Platform.WINDOWS else "Linux"
    return f"{name} {platform.release().partition('.')[0]}"
