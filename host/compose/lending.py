"""What a host lends to the launch pipeline and to its apps, each seeing only its own part."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bridge.errors import (
    FanlightError,
    InvalidParams,
    LinkInvalid,
    NotFound,
    NotInstalled,
    NotSupported,
    PageNotFound,
)
from bridge.marks import LaunchKind
from bridge.names import AppId, PageRoute
from host.launch.instance import Instance, now_s
from host.launch.pipeline import Prepared, Stage
from host.launch.request import OpenRequest, Scene
from host.links import parse_page
from host.settings import Place, Settings

if TYPE_CHECKING:
    from host.compose.host import Host

log = logging.getLogger("fanlight.host")


class HostViews:
    """The pipeline's Views over a host."""

    def __init__(self, host: Host) -> None:
        self._host = host

    async def warm_up(self) -> LaunchKind:
        return await self._host.warm_up()

    def stage(self, prepared: Prepared, request: OpenRequest, instance: Instance) -> Stage:
        return self._host.stage(prepared, request, instance)


class HostOpener:
    """Opens other apps for one app; stamps who asked."""

    def __init__(self, host: Host, opener: Instance) -> None:
        self._host = host
        self._opener = opener
        self._turn = asyncio.Lock()

    async def open(self, app_id: AppId, path: str, extra_data: bytes) -> None:
        """One at a time, and only while the opener is in sight.

        Raises NotInstalled, InvalidParams (no page and query), NotFound (no such page),
        NotSupported (the app is refused; its own launch says why, not the opener's business)."""
        if self._turn.locked() or not self._host.box(self._opener).in_sight:
            raise NotSupported("navigateToMiniProgram: only the app in front may open another")
        async with self._turn:
            await self._open(app_id, path, extra_data)

    async def back(self, extra_data: bytes) -> None:
        """Raises NotFound (no app opened this one, or it is closed), NotSupported."""
        self._check_in_sight("navigateBackMiniProgram")
        if not self._host.go_back(self._opener, extra_data):
            raise NotFound(
                "navigateBackMiniProgram: no running mini-program opened this one; there is "
                "nothing to go back to"
            )

    async def restart(self, path: str) -> None:
        """Raises InvalidParams, NotFound (no such page), NotSupported."""
        self._check_in_sight("restartMiniProgram")
        pages = self._opener.manifest.pages
        page, query = _page_and_query("restartMiniProgram", path)
        if page is not None and page not in pages:
            raise NotFound(f"restartMiniProgram: the app has no page {page}")
        request = OpenRequest(now_s(), Scene.RESTARTED, page, query)
        self._host.box(self._opener).begin_anew(request, page or pages[0])

    def _check_in_sight(self, api: str) -> None:
        if not self._host.box(self._opener).in_sight:
            raise NotSupported(f"{api}: only the app in front may do that")

    async def _open(self, app_id: AppId, path: str, extra_data: bytes) -> None:
        page, query = _page_and_query("navigateToMiniProgram", path)
        sender = self._opener.ref.app_id
        try:
            bundle = await asyncio.to_thread(self._host.store.library.bundle, app_id)
            if not bundle.manifest.takes_from(sender):
                # It is opened, and learns by whom, but not what for; nor does the sender.
                page, query, extra_data = None, {}, b"null"
            request = OpenRequest(
                now_s(), Scene.OTHER_APP, page, query, sender, self._opener.id, extra_data
            )
            await self._host.open_installed(app_id, request)
        except PageNotFound:
            raise NotFound(f"navigateToMiniProgram: {app_id} has no page {page}") from None
        except NotInstalled:
            raise
        except FanlightError as error:
            log.warning("%s was not opened for %s: %s", app_id, self._opener.ref.app_id, error)
            raise NotSupported(f"navigateToMiniProgram: {app_id} cannot be opened now") from None


def _page_and_query(api: str, path: str) -> tuple[PageRoute | None, dict[str, str]]:
    if not path:
        return None, {}
    try:
        return parse_page(path)
    except LinkInvalid as error:
        raise InvalidParams(f"{api}: path {error.message}") from None


class SettledPlaces:
    """The place a person set (host.services.ports.PlaceSettings)."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def place(self) -> Place | None:
        return self._settings.location
