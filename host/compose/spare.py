"""Views made ahead of their app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from bridge.api.system import Theme
from host.compose.claim import Claim
from host.compose.looks import Looks
from host.paths import Home

if TYPE_CHECKING:
    from host.shell.window import MiniProgramWindow
    from sandbox.view.blank import BlankView

# As host.shell.tokens has them; a view may be made before the shell is imported.
GROUNDS = {Theme.LIGHT: "#ffffff", Theme.DARK: "#16181b"}


class Spare:
    """A blank view and the lock on its app's profile, once it has an app; `end` lets both go."""

    def __init__(self, lock: QLockFile | None, blank: BlankView) -> None:
        self.lock = lock
        self.blank = blank
        self.is_guess = False
        """Whether it was made before anybody asked for its app."""
        self.is_drawn = False
        """Whether its app's first frame stands in it, painted."""
        self._window: MiniProgramWindow | None = None

    def take_for(self, claim: Claim) -> None:
        """It is that app's from now on, for life."""
        self.lock = claim.lock

    def put_into(self, window: MiniProgramWindow) -> None:
        """Have it stand in a window that stands unseen: there it is laid out and painted."""
        self._window = window
        window.set_content(self.blank.view)

    @property
    def window(self) -> MiniProgramWindow | None:
        """The window that it stands in."""
        return self._window

    def take_window(self) -> MiniProgramWindow | None:
        """The window that it stands in; it is given once."""
        window, self._window = self._window, None
        return window

    @property
    def host(self) -> str:
        return self.blank.settings.host

    async def gone(self) -> None:
        """Wait until nothing of a view that was closed is in use."""
        await self.blank.gone.wait()

    def dress(self, looks: Looks) -> None:
        """Make the view fit to be seen."""
        self.blank.dress(GROUNDS[looks.theme()])

    def end(self) -> None:
        """Dispose of the view and unlock its profile."""
        self.end_view()
        self.unlock()

    def end_view(self) -> None:
        """Dispose of the view and its window; `gone` is when the profile can be unlocked."""
        self.blank.dispose()
        if (window := self.take_window()) is not None:
            window.close()
            window.deleteLater()

    def unlock(self) -> None:
        """Let the app's profile go."""
        if self.lock is not None:
            self.lock.unlock()


def make_spare(
    home: Home,
    host: str,
    looks: Looks,
    claim: Claim | None = None,
    *,
    cross_origin_isolated: bool = True,
) -> Spare:
    """A blank view with the profile of the app whose origin is `host`; the engine is loaded.

    `claim` is on that profile already; `cross_origin_isolated` as the app's pages are. Raises
    StoreBusy when another host has that app open.
    """
    from sandbox.view.blank import BlankSettings, BlankView

    held = claim or Claim(home, host)
    storage = home.profiles / host / "browser"
    settings = BlankSettings(host, storage, looks.tag(), cross_origin_isolated)
    return Spare(held.lock, BlankView(settings))
