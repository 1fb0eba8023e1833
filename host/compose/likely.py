"""The app that is probably opened next is made ready for; nothing of it runs.

A WeChat-syntax app has its first frame drawn (`host.compose.foreseeing`), one at a time. A web app
owns browser storage, so its view must be made for it (`host.compose.standing`): for some of the
likeliest, and the one that is pointed at; of what is installed and verifies. A view goes when there
are too many, and when another process wants the profile.
"""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.errors import FanlightError
from host.compose.standing import Standing
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
MOST_LOOKED_AT = 6
"""Of the likeliest apps; each is verified for it."""
MB = 1_000_000
_MEMORY = Path("/proc/meminfo")


class Likely:
    """Of one host, on its event loop. `end` it with the host."""

    def __init__(self, host: Host, named: Spare | None) -> None:
        """`named` is a view for an app that a command has named: no guess."""
        self._host = host
        self._named = named
        self._standing = Standing(host)
        self._due: asyncio.TimerHandle | None = None
        self._making: asyncio.Lock | None = None
        self._on = False
        self._turn = 0
        self._wasted = 0
        self._facts: dict[str, dict[str, str | int | float | bool | None]] = {}

    @property
    def standing(self) -> tuple[str, ...]:
        """The origins' hosts of the web apps that a view stands for."""
        return self._standing.hosts

    def view_of(self, app_id: AppId) -> Spare | None:
        """The view that stands for a web app; it stays."""
        return self._standing.of(app_id)

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

    def pressed(self, app_id: AppId) -> None:
        """A person presses on an app, which is opened on letting go: some 60 to 120 ms later."""
        self._after(0.0, app_id)

    async def settled(self, app_id: AppId) -> None:
        """Wait until nothing that is made ready, or taken away, holds this app's profile: it is
        being opened."""
        await self._standing.settled(app_id)

    def busy(self) -> None:
        """Something is being launched: that comes first."""
        self._turn += 1
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
        guesses = {*self.standing, self._drawn_for} - {None}
        told = ("used" if host in guesses else "missed") if guesses else "none"
        self._facts[host] = {"guess": told, "views_wasted": self._wasted + self._standing.wasted}
        self._wasted = self._standing.wasted = 0
        return self._standing.take(host)

    def facts(self, host: str) -> dict[str, str | int | float | bool | None]:
        """Of the latest launch of the app of this origin: whether a view stood for it (`used`),
        for another app (`missed`) or for none, and how many were thrown away before."""
        return self._facts.pop(host, {})

    async def forget(self, app_id: AppId) -> None:
        """The app is being removed: nothing may hold its profile, or stand for it."""
        preloading = self._host.preloading
        if preloading.intended is not None and preloading.intended.ref.app_id == app_id:
            preloading.forget()
        await self.settled(app_id)
        if (spare := self.view_of(app_id)) is not None:
            await self.give_up(spare.host)

    async def give_up(self, host: str) -> None:
        """Let the view go that stands for the app of this origin, and its profile once nothing of
        it is in use."""
        await self._standing.give_up(host)

    async def give_up_all(self) -> None:
        """Let all of them go; nothing more is made before somebody looks again."""
        self.busy()
        for host in self.standing:
            await self.give_up(host)

    def end(self) -> None:
        """No more views."""
        self._on = False
        self.busy()
        named, self._named = self._named, None
        if named is not None:
            named.end()
        self._standing.end()

    def _after(self, wait_s: float, app_id: AppId | None) -> None:
        if not self._on:
            return
        self.busy()
        turn = self._turn

        def look() -> None:
            self._due = None
            self._host.spawn(self._prepare(app_id, turn))

        self._due = asyncio.get_running_loop().call_later(wait_s, look)

    async def _prepare(self, hinted: AppId | None, turn: int) -> None:
        """Until something else comes first, which is another turn."""
        if self._making is None:
            return
        async with self._making:
            if turn != self._turn:
                return
            found = await asyncio.to_thread(self._wanted, hinted)
            keep = [app_id for app_id, _, _ in found]
            for app_id, host, bundle in found:
                if not self._on or turn != self._turn:
                    return
                if any(x.ref.host == host for x in self._host.running):
                    continue
                if bundle.manifest.kind is Kind.WEIXIN:
                    await self._foresee(app_id, host)
                    continue
                isolated = bundle.index.cross_origin_isolated
                making = self._standing.make
                await making(app_id, host, cross_origin_isolated=isolated, keep=keep)
                pointed_at = hinted is not None
                if not await asyncio.to_thread(self._affordable, pointed_at=pointed_at):
                    return

    async def _foresee(self, app_id: AppId, host: str) -> None:
        before = self._drawn_for
        await self._host.foresee(app_id)
        if before not in (None, host, self._drawn_for):
            self._wasted += 1

    @property
    def _drawn_for(self) -> str | None:
        foreseen = self._host.preloading.foreseen
        return None if foreseen is None else foreseen.host

    def _wanted(self, hinted: AppId | None) -> list[tuple[AppId, str, VerifiedBundle]]:
        """Verified apps, the likeliest first: their origins' hosts, and what they were verified
        from. As many as may be made ready for. Blocks."""
        from host.timings.likely import likely_apps

        if not self._affordable(pointed_at=hinted is not None):
            return []
        store = self._host.store
        room = {Kind.WEIXIN: 1, Kind.WEB: max(1, self._host.settings.ahead.web_views)}
        running = {each.ref.app_id for each in self._host.running}
        guesses = (hinted,) if hinted is not None else likely_apps(store.database)
        likeliest = [app_id for app_id in guesses if app_id not in running][:MOST_LOOKED_AT]
        found = []
        for app_id in likeliest:
            try:
                source = InstalledSource(store.library, app_id)
                ref = source.resolve()
                bundle = source.verify(source.fetch(ref))
            except FanlightError:  # the launch's to tell
                continue
            if room[bundle.manifest.kind]:
                room[bundle.manifest.kind] -= 1
                found.append((app_id, ref.host, bundle))
        return found

    def _affordable(self, *, pointed_at: bool) -> bool:
        settings = self._host.settings.ahead
        if not settings.likely or _free_bytes() < settings.least_free_mb * MB:
            return False
        from host.services.battery import SystemBattery

        charge = SystemBattery().charge()
        if charge.saving or not (charge.on_mains or settings.on_battery):
            return False
        return pointed_at or not _is_busy()


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
