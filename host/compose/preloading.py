"""Views made ahead for WeChat-syntax apps, while the host has nothing else to do.

Such a view stands on an origin of its own that no other ever gets, in a profile that keeps nothing,
with the runtime loaded and its Worker started: all that is the same for every app of that kind, and
no line of any app. It is given once, to one app, which it ends with.
"""

from __future__ import annotations

import asyncio
import base64
import logging
import secrets
from typing import TYPE_CHECKING

from host.compose.engine import EngineRoom
from host.compose.looks import Looks
from host.compose.spare import Spare

if TYPE_CHECKING:
    pass

log = logging.getLogger("fanlight.host")

IDLE_S = 0.5
"""After a launch has shown its first screen, before the next view is made."""
_HOST_BYTES = 32


class Preloading:
    """Keeps one view ready; on the event loop. `end` disposes of it."""

    def __init__(self, room: EngineRoom, looks: Looks) -> None:
        self._room = room
        self._looks = looks
        self._ready: Spare | None = None
        self._due: asyncio.TimerHandle | None = None
        self._on = False

    @property
    def stands(self) -> bool:
        """Whether there is a view for the next launch."""
        return self._ready is not None

    @property
    def pid(self) -> int:
        """The process of its renderer; 0 when there is none."""
        return 0 if self._ready is None else self._ready.blank.page.renderProcessPid()

    def begin(self) -> None:
        """From now on there shall be a view; the engine is loaded."""
        self._on = True
        self.idle()

    def idle(self) -> None:
        """Nothing is being launched: make a view soon, if there is none."""
        if self._on and self._ready is None and self._due is None:
            self._due = asyncio.get_running_loop().call_later(IDLE_S, self._make)

    def busy(self) -> None:
        """Something is being launched: that comes first."""
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def take(self) -> Spare | None:
        """The view, if it stands; it is given once."""
        self.busy()
        spare, self._ready = self._ready, None
        return spare

    def end(self) -> None:
        """No more views."""
        self._on = False
        if (spare := self.take()) is not None:
            spare.end()

    def _make(self) -> None:
        from sandbox.view.blank import BlankSettings, BlankView
        from sandbox.view.environment import SCHEME
        from sandbox.view.scheme import BLANK_PATH
        from sandbox.weixin_runtime import RuntimeAhead

        self._due = None
        # As an app's own origin looks (bridge.names.AppId.host), and nobody's.
        host = base64.b32encode(secrets.token_bytes(_HOST_BYTES)).decode().lower().rstrip("=")
        blank = BlankView(BlankSettings(host, None, self._looks.tag()))
        spare = self._ready = Spare(None, blank)
        blank.page.renderProcessTerminated.connect(lambda *_: self._lost(spare))
        blank.preload(RuntimeAhead(f"{SCHEME}://{host}", BLANK_PATH), self._room.scripts)

    def _lost(self, spare: Spare) -> None:
        if self._ready is spare:
            log.warning("a view made ahead lost its renderer")
            self._ready = None
            spare.end()
