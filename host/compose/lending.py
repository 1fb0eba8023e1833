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

    async def _open(self, app_id: AppId, path: str, extra_data: bytes) -> None:
        page: PageRoute | None = None
        query: dict[str, str] = {}
        if path:
            try:
                page, query = parse_page(path)
            except LinkInvalid as error:
                raise InvalidParams(f"navigateToMiniProgram: path {error.message}") from None
        request = OpenRequest(
            now_s(), Scene.OTHER_APP, page, query, self._opener.ref.app_id, extra_data
        )
        try:
            await self._host.open_installed(app_id, request)
        except PageNotFound:
            raise NotFound(f"navigateToMiniProgram: {app_id} has no page {page}") from None
        except NotInstalled:
            raise
        except FanlightError as error:
            log.warning("%s was not opened for %s: %s", app_id, self._opener.ref.app_id, error)
            raise NotSupported(f"navigateToMiniProgram: {app_id} cannot be opened now") from None


class SettledPlaces:
    """The place a person set (host.services.ports.PlaceSettings)."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def place(self) -> Place | None:
        return self._settings.location
