"""The page about an app where no launcher shows it; comes in when a person asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bridge.names import AppId
    from host.compose.app_pages import AppPages
    from host.compose.host import Host


class AboutAtNeed:
    """Called with the app a person wants to know about (Host.when_about_wanted)."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._pages: AppPages | None = None

    def __call__(self, app_id: AppId) -> None:
        if self._pages is None:
            from host.compose.app_pages import AppPages

            self._pages = AppPages(self._host, self._host.spawn)
        self._host.spawn(self._pages.about(app_id))
