"""A host for the length of one command: display, application, store, host, and their end."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from bridge.permissions import Scope
from host.display import Display
from host.paths import Home
from sandbox.view.environment import EngineSettings, detect_rendering

if TYPE_CHECKING:
    from host.compose.host import Host

T = TypeVar("T")


class ThemeChoice(enum.StrEnum):
    """What windows look like; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_DARK = {ThemeChoice.SYSTEM: None, ThemeChoice.LIGHT: False, ThemeChoice.DARK: True}


class HostChoices(msgspec.Struct, frozen=True):
    """How a host runs. `granted` holds for development identities; `window_px` is
    (width, height) of new windows, None their own."""

    prompts: bool = True
    granted: frozenset[Scope] = frozenset()
    window_px: tuple[int, int] | None = None
    theme: ThemeChoice = ThemeChoice.SYSTEM
    unsafe_no_sandbox: bool = False


def with_host(home: Home, work: Callable[[Host], Awaitable[T]], choices: HostChoices) -> T:
    """Run `work` with a host on `home`; everything it started is gone afterwards.

    Raises DisplayUnavailable, StoreBusy, StoreCorrupt, and what `work` raises.
    """
    settings = EngineSettings(
        detect_rendering(), _DARK[choices.theme], unsafe_no_sandbox=choices.unsafe_no_sandbox
    )
    with Display():
        from host.compose.application import run_application

        async def main() -> T:
            from host.compose.host import Host, application
            from host.store.store import Store

            store = await asyncio.to_thread(Store, home)
            try:
                host = Host(home, store, application(), choices)
                try:
                    return await work(host)
                finally:
                    await host.close()
            finally:
                store.close()

        return run_application(settings, main)
