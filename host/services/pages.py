"""Which page an app with a page stack of its own shows, and the bar above it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bridge.api import pages
from bridge.api.pages import BarStyle, BarText, KeepFirstFrameParams, SetPageParams
from bridge.errors import NotFound
from bridge.methods import Binding, Done, bind
from host.services.last_frames import LastFrames
from host.services.ports import BarColors, PageBar, Surface

_FRONT = {BarText.BLACK: "#000000", BarText.WHITE: "#ffffff"}

Entered = Callable[[str], None]


class PagesService:
    """Over the window of one app, whose manifest declares the pages `routes`; `entered` hears the
    route of each page that comes on top."""

    def __init__(
        self, surface: Surface, entered: Entered, routes: tuple[str, ...], frames: LastFrames
    ) -> None:
        self._surface = surface
        self._entered = entered
        self._routes = frozenset(routes)
        self._frames = frames

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(pages.SET_PAGE, self.set_page),
            bind(pages.KEEP_FIRST_FRAME, self.keep_first_frame),
        )

    async def keep_first_frame(self, params: KeepFirstFrameParams) -> Done:
        """Raises NotFound, InvalidParams, StoreFull, DiskFailed."""
        route = params.route
        if route not in self._routes:
            raise NotFound(f"keepFirstFrame: the manifest declares no page {route[:80]!r}")
        if params.frame:
            await asyncio.to_thread(self._frames.keep, route, params.frame.encode())
        else:
            await asyncio.to_thread(self._frames.forget, route)
        return Done()

    async def set_page(self, params: SetPageParams) -> Done:
        self._entered(params.route)
        colors = None
        if params.background_color:
            colors = BarColors(_FRONT[params.text_style], params.background_color.lower())
        self._surface.show_bar(
            PageBar(
                title="" if params.navigation_style is BarStyle.CUSTOM else params.title,
                colors=colors,
                back=params.can_go_back,
                home=params.show_home,
                loading=params.loading,
                share=params.can_share,
            )
        )
        return Done()
