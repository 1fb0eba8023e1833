"""Title and colours of the bar above the page."""

from __future__ import annotations

from bridge.api import navigation
from bridge.api.navigation import SetBarColorParams, SetTitleParams
from bridge.methods import Binding, Done, bind
from host.services.ports import BarColors, Surface


class NavigationService:
    """Over the window of one app."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(navigation.SET_NAVIGATION_BAR_TITLE, self.set_title),
            bind(navigation.SET_NAVIGATION_BAR_COLOR, self.set_color),
        )

    async def set_title(self, params: SetTitleParams) -> Done:
        self._surface.set_title(params.title)
        return Done()

    async def set_color(self, params: SetBarColorParams) -> Done:
        self._surface.set_bar_color(
            BarColors(params.front_color.value, params.background_color.lower())
        )
        return Done()
