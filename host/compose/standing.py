"""Views that stand for web apps which will probably be opened next.

Each has its app's profile and a renderer, on a blank page of the app's origin, in a window that is
nobody's; nothing of the app runs in it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from bridge.errors import FanlightError

if TYPE_CHECKING:
    from bridge.names import AppId
    from host.compose.host import Host
    from host.compose.spare import Spare

log = logging.getLogger("fanlight.host")

STANDS_WITHIN_S = 2.0
LETTING_GO_S = 5.0


class Standing:
    """Of one host, on its event loop. `end` disposes of them."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._views: dict[AppId, Spare] = {}
        """The one that was wanted last is last."""
        self._under_way: dict[AppId, asyncio.Future[None]] = {}
        self._ended = False
        self.wasted = 0
        """How many were thrown away; whoever tells of them takes them off."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The origins' hosts of the apps that a view stands for."""
        return tuple(spare.host for spare in self._views.values())

    def of(self, app_id: AppId) -> Spare | None:
        """The view that stands for this app; it stays."""
        return self._views.get(app_id)

    async def make(
        self, app_id: AppId, host: str, *, cross_origin_isolated: bool, keep: Collection[AppId] = ()
    ) -> None:
        """Have a view for the app whose origin is `host`, for which the one goes that was wanted
        longest ago and is not among `keep`; none is made while the app is opened or runs."""
        await self.settled(app_id)
        if (there := self._views.pop(app_id, None)) is not None:
            self._views[app_id] = there
            return
        while len(self._views) >= max(1, self._host.settings.ahead.web_views):
            oldest = next((each for each in self._views if each not in keep), None)
            if oldest is None:
                return
            await self._give_up(oldest)
        if not self._is_wanted(app_id, host):
            return
        await self._follow(app_id, self._make(app_id, host, cross_origin_isolated))

    def take(self, host: str) -> Spare | None:
        """The view that stands for the app of this origin; it is given once."""
        found = next((each for each, spare in self._views.items() if spare.host == host), None)
        return None if found is None else self._views.pop(found)

    async def settled(self, app_id: AppId) -> None:
        """Wait until a view for this app that is being made stands, and one that is let go has
        gone: either holds the app's profile."""
        while (work := self._under_way.get(app_id)) is not None:
            await asyncio.wait((work,))

    async def give_up(self, host: str) -> None:
        """Let the view go that stands for the app of this origin, and its profile once nothing of
        it is in use."""
        for app_id, spare in tuple(self._views.items()):
            if spare.host == host:
                await self._give_up(app_id)

    def end(self) -> None:
        """No more views."""
        self._ended = True
        views, self._views = self._views, {}  # ending a renderer tells that it ended
        for spare in views.values():
            spare.end()

    def _is_wanted(self, app_id: AppId, host: str) -> bool:
        running = any(each.ref.host == host for each in self._host.running)
        return not (self._ended or running or self._host.is_opening(app_id))

    async def _follow(self, app_id: AppId, work: asyncio.Future[None]) -> None:
        self._under_way[app_id] = work
        try:
            await asyncio.wait((work,))
        finally:
            self._under_way.pop(app_id, None)
        work.result()

    def _make(self, app_id: AppId, host: str, cross_origin_isolated: bool) -> asyncio.Future[None]:
        async def make() -> None:
            try:
                spare = await self._host.make_spare(
                    host, cross_origin_isolated=cross_origin_isolated
                )
            except FanlightError as error:  # it is open in another process
                log.info("no view was made ahead for %s: %s", app_id, error)
                return
            if self._ended:
                spare.end()
                return
            spare.is_guess = True
            self._host.preloading.house(spare)
            spare.blank.page.renderProcessTerminated.connect(lambda *_: self._lost(app_id, spare))
            with suppress(TimeoutError):
                async with asyncio.timeout(STANDS_WITHIN_S):
                    await spare.blank.greeted.wait()
            if self._ended or not spare.blank.greeted.is_set():
                spare.end()
            else:
                self._views[app_id] = spare

        return asyncio.ensure_future(make())

    async def _give_up(self, app_id: AppId) -> None:
        spare = self._views.pop(app_id)
        self.wasted += 1
        spare.end_view()

        async def let_go() -> None:
            with suppress(TimeoutError):
                async with asyncio.timeout(LETTING_GO_S):
                    await spare.blank.gone.wait()
            spare.unlock()

        await self._follow(app_id, asyncio.ensure_future(let_go()))

    def _lost(self, app_id: AppId, spare: Spare) -> None:
        if self._views.get(app_id) is spare:
            log.warning("a view made ahead lost its renderer")
            del self._views[app_id]
            self.wasted += 1
            spare.end()
