"""The app that is probably opened next is made ready for; nothing of it runs.

A WeChat-syntax app has its first frame drawn (`host.compose.foreseeing`). A web app owns browser
storage, so its view must be made for it: with its profile, on a blank page of its origin. One of
each stands at a time, of what is installed and verifies. A view goes when another app is likelier,
and when another process wants the profile.
"""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.errors import FanlightError
from host.launch.installed_source import InstalledSource
from sandbox.manifest import Kind

if TYPE_CHECKING:
    from bridge.names import AppId
    from host.compose.host import Host
    from host.compose.spare import Spare
    from sandbox.package.verify import VerifiedBundle

log = logging.getLogger("fanlight.host")

HINTED_S = 0.12
"""How long a card is pointed at before that means something."""
IDLE_S = 2.0
"""After a launch, before the next is guessed."""
LETTING_GO_S = 5.0
MB = 1_000_000
_MEMORY = Path("/proc/meminfo")


class Likely:
    """Of one host, on its event loop. `end` it with the host."""

    def __init__(self, host: Host, named: Spare | None) -> None:
        """`named` is a view for an app that a command has named: no guess."""
        self._host = host
        self._named = named
        self._guess: tuple[AppId, Spare] | None = None
        self._due: asyncio.TimerHandle | None = None
        self._making: asyncio.Lock | None = None
        self._on = False
        self._wasted = 0
        self._facts: dict[str, dict[str, str | int | float | bool | None]] = {}

    @property
    def stands_for(self) -> str | None:
        """The origin's host of the app that a view stands for."""
        return None if self._guess is None else self._guess[1].host

    def begin(self) -> None:
        """From now on the next launch is guessed; the engine is loaded."""
        self._on = True
        self._making = asyncio.Lock()
        self.idle()

    def idle(self) -> None:
        """Nothing is being launched: guess soon, unless a person points at something now."""
        if self._due is None:
            self._after(IDLE_S, None)

    def hint(self, app_id: AppId) -> None:
        """A person points at an app, or its card has the keyboard's focus."""
        self._after(HINTED_S, app_id)

    def busy(self) -> None:
        """Something is being launched: that comes first."""
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def take(self, host: str) -> Spare | None:
        """The view that stands for the app of this origin; it is given once. Called for each
        launch, which is told whether the guess was right."""
        self.busy()
        named, self._named = self._named, None
        if named is not None and named.host == host:
            return named
        if named is not None:
            named.end()
        guesses = {self.stands_for, self._drawn_for} - {None}
        told = ("used" if host in guesses else "missed") if guesses else "none"
        self._facts[host] = {"guess": told, "views_wasted": self._wasted}
        self._wasted = 0
        if self._guess is None or self._guess[1].host != host:
            return None
        (_, spare), self._guess = self._guess, None
        return spare

    def facts(self, host: str) -> dict[str, str | int | float | bool | None]:
        """Of the latest launch of the app of this origin: whether a view stood for it (`used`),
        for another app (`missed`) or for none, and how many were thrown away before."""
        return self._facts.pop(host, {})

    async def forget(self, app_id: AppId) -> None:
        """The app is being removed: nothing may hold its profile, or stand for it."""
        preloading = self._host.preloading
        if preloading.intended is not None and preloading.intended.ref.app_id == app_id:
            preloading.forget()
        if self._guess is not None and self._guess[0] == app_id:
            await self.give_up()

    async def give_up(self) -> None:
        """Let the view go, and its profile once nothing of it is in use."""
        if self._guess is None:
            return
        (_, spare), self._guess = self._guess, None
        self._wasted += 1
        spare.end_view()
        with suppress(TimeoutError):
            async with asyncio.timeout(LETTING_GO_S):
                await spare.blank.gone.wait()
        spare.unlock()

    def end(self) -> None:
        """No more views."""
        self._on = False
        self.busy()
        named, guess = self._named, self._guess
        self._named = self._guess = None  # ending a renderer tells that it ended
        if named is not None:
            named.end()
        if guess is not None:
            guess[1].end()

    def _after(self, wait_s: float, app_id: AppId | None) -> None:
        if not self._on:
            return
        self.busy()

        def look() -> None:
            self._due = None
            self._host.spawn(self._prepare(app_id))

        self._due = asyncio.get_running_loop().call_later(wait_s, look)

    async def _prepare(self, hinted: AppId | None) -> None:
        if self._making is None:
            return
        async with self._making:
            found = await asyncio.to_thread(self._wanted, hinted)
            if found is None or not self._on:
                return
            app_id, host, bundle = found
            if self.stands_for == host or any(x.ref.host == host for x in self._host.running):
                return
            if bundle.manifest.kind is Kind.WEIXIN:
                await self._foresee(app_id, host)
                return
            await self.give_up()
            try:
                isolated = bundle.index.cross_origin_isolated
                spare = await self._host.make_spare(host, cross_origin_isolated=isolated)
            except FanlightError as error:  # it is open in another process
                log.info("no view was made ahead for %s: %s", app_id, error)
                return
            if not self._on or any(x.ref.host == host for x in self._host.running):
                spare.end()
                return
            spare.is_guess = True
            self._host.preloading.house(spare)
            self._guess = (app_id, spare)
            spare.blank.page.renderProcessTerminated.connect(lambda *_: self._lost(spare))
            spare.blank.start()

    async def _foresee(self, app_id: AppId, host: str) -> None:
        before = self._drawn_for
        await self._host.foresee(app_id)
        if before not in (None, host, self._drawn_for):
            self._wasted += 1

    @property
    def _drawn_for(self) -> str | None:
        foreseen = self._host.preloading.foreseen
        return None if foreseen is None else foreseen.host

    def _wanted(self, hinted: AppId | None) -> tuple[AppId, str, VerifiedBundle] | None:
        """A verified app, its origin's host, and what it was verified from. Blocks."""
        from host.timings.likely import likely_apps

        if not self._affordable(pointed_at=hinted is not None):
            return None
        store = self._host.store
        running = {each.ref.app_id for each in self._host.running}
        guesses = (hinted,) if hinted is not None else likely_apps(store.database)
        for app_id in guesses:
            if app_id in running:
                continue
            try:
                source = InstalledSource(store.library, app_id)
                ref = source.resolve()
                bundle = source.verify(source.fetch(ref))
            except FanlightError:  # the launch's to tell
                continue
            return app_id, ref.host, bundle
        return None

    def _affordable(self, *, pointed_at: bool) -> bool:
        settings = self._host.settings.ahead
        if not settings.likely or _free_bytes() < settings.least_free_mb * MB:
            return False
        from host.services.battery import SystemBattery

        charge = SystemBattery().charge()
        if charge.saving or not (charge.on_mains or settings.on_battery):
            return False
        return pointed_at or not _is_busy()

    def _lost(self, spare: Spare) -> None:
        if self._guess is not None and self._guess[1] is spare:
            log.warning("a view made ahead lost its renderer")
            self._guess = None
            self._wasted += 1
            spare.end()


def _free_bytes() -> float:
    """What could be used without swapping (proc(5), MemAvailable); endless where nobody says."""
    try:
        lines = _MEMORY.read_text().splitlines()
    except OSError:
        return float("inf")
    return next(
        (float(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")),
        float("inf"),
    )


def _is_busy() -> bool:
    """Whether each processor has something to do already."""
    try:
        return os.getloadavg()[0] > (os.cpu_count() or 1)
    except (OSError, AttributeError):  # Windows has no such average
        return False
