"""A page of one app as a link."""

from __future__ import annotations

from collections.abc import Collection

from bridge.api import sharing
from bridge.api.sharing import ShareParams
from bridge.errors import InvalidParams, LinkInvalid, NotFound, NotSupported
from bridge.messages import AppFacts
from bridge.methods import Binding, Done, bind
from bridge.names import AppId
from host.links import link_to, parse_page
from host.services.ports import Sharing


class SharingService:
    """`pages` are those that the app's manifest declares, the first one first."""

    def __init__(self, app: AppFacts, pages: Collection[str], sheet: Sharing) -> None:
        self._app = app
        self._pages = pages
        self._sheet = sheet

    def bindings(self) -> tuple[Binding, ...]:
        return (bind(sharing.SHARE, self.share),)

    async def share(self, params: ShareParams) -> Done:
        """Raises InvalidParams (no page and query), NotFound (no such page), NotSupported."""
        path = params.path or next(iter(self._pages))
        try:
            page, query = parse_page(path)
        except LinkInvalid as error:
            raise InvalidParams(f"share: path {error.message}") from None
        if page not in self._pages:
            raise NotFound(f"share: the app has no page {page}")
        try:
            link = link_to(AppId(self._app.app_id), page, query)
        except LinkInvalid as error:
            raise NotSupported(f"share: {error.message}") from None
        await self._sheet.share(params.title or self._app.name, link)
        return Done()
