"""Newer versions of installed apps: found after a first screen, run from the next start on."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from bridge.errors import ConsentNeeded, FanlightError
from host.launch.instance import State
from host.store.origin import OriginKind

if TYPE_CHECKING:
    from bridge.names import AppId
    from host.compose.host import Host
    from host.compose.market import Market
    from host.launch.instance import Instance
    from host.shell.tray import Tray
    from host.store.obtain import RegistryInstaller

log = logging.getLogger("fanlight.host")

FIRST_ASKED_S = 10.0
ASKED_AGAIN_S = 600.0
"""After a registry could not be asked."""


class Newer:
    """Asks for one launcher, while it is open."""

    def __init__(self, host: Host, market: Market, tray: Tray) -> None:
        self._host = host
        self._market = market
        self._tray = tray
        self._brought_s: dict[AppId, float] = {}
        self._asking: asyncio.Future[None] | None = None

    def begin(self) -> None:
        """Ask all registries now and then, beside all else; `end` ends it."""
        if self._host.settings.registries_asked_every_h > 0:
            self._asking = asyncio.ensure_future(self._ask())

    def end(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()

    async def _ask(self) -> None:
        every_s = self._host.settings.registries_asked_every_h * 3600
        wait_s = min(FIRST_ASKED_S, every_s)
        while True:
            await asyncio.sleep(wait_s)
            wait_s = every_s
            with suppress(FanlightError):
                if (await self._market.ask()).unreachable:
                    wait_s = min(every_s, ASKED_AGAIN_S)

    async def opened(self, instance: Instance) -> None:
        """Wait for the first screen; then bring in what its registry has that is newer.

        What asks for more than was agreed to waits for the person: it is shown as an update.
        """
        settings, ref = self._host.settings, instance.ref
        with suppress(FanlightError):  # its window says what made it fail
            await instance.reached(State.SHOWN)
        every_s = settings.registries_asked_every_h * 3600
        last_s = self._brought_s.get(ref.app_id, -every_s)
        due = every_s > 0 and time.monotonic() - last_s >= every_s
        if ref.origin is not OriginKind.REGISTRY or not settings.automatic_updates or not due:
            return
        self._brought_s[ref.app_id] = time.monotonic()
        brought = False

        def act(installer: RegistryInstaller) -> None:
            nonlocal brought
            done = installer.update(ref.app_id, by_name=False, widening=False)
            brought = done.report is not None

        try:
            await self._market.quietly(act)
        except ConsentNeeded:
            await self._market.ask()
        except FanlightError as error:
            log.info("%s was not updated: %s", ref.app_id, error)
        if brought:
            await self._market.changed(ref.app_id)
            app = await asyncio.to_thread(self._host.store.library.get, ref.app_id)
            name = instance.manifest.name_for(self._host.language)
            self._tray.tell_updated(name, app.version.name)
