"""Views made ahead for WeChat-syntax apps, while the host has nothing else to do.

Such a view stands on an origin of its own that no other ever gets, in a profile that keeps nothing,
with the runtime loaded and its Worker started, in a window that is on no screen and nobody's, where
the engine paints it: all that is the same for every app of that kind, and no line of any app. View
and window are given once, to one app, and end with it. Another window stands beside it, for an app
whose view cannot be made ahead.

For an app that will probably be opened next, another such view shows its first frame already: the
operations of a verified package, drawn by the runtime; its window has the app's dress. None of the
app's code is served to it before the app is opened.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import secrets
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from host.compose import windows
from host.compose.spare import Spare
from sandbox.view.workarounds import import_aside

if TYPE_CHECKING:
    from bridge.names import PageRoute
    from host.compose.parts import HostParts
    from host.launch.source import AppRef
    from host.shell.window import MiniProgramWindow
    from sandbox.package.verify import VerifiedBundle
    from sandbox.weixin_mount import WeixinMount

log = logging.getLogger("fanlight.host")

IDLE_S = 0.5
"""After a launch has shown its first screen, before the next view is made."""
LOOK_EVERY_S = 0.1
"""Whether a foreseen first frame is painted."""
_HOST_BYTES = 32
_FORESEE = """{{
  const {{ policy, lang, route }} = {facts};
  const element = document.createElement("meta");
  element.httpEquiv = "Content-Security-Policy";
  element.content = policy;
  document.head.append(element);
  document.documentElement.lang = lang;
  globalThis.fanlightForesee(route);
  ""
}}"""


class Foreseen(msgspec.Struct, frozen=True):
    """A page of one version of one app, whose index has this digest."""

    ref: AppRef
    digest: str
    route: str

    @property
    def host(self) -> str:
        """That of the app's own origin."""
        return self.ref.host


def foreseen_as(ref: AppRef, bundle: VerifiedBundle, route: PageRoute) -> Foreseen:
    """What a launch of `route` is known by."""
    from host.store.trust import index_digest

    return Foreseen(ref, str(index_digest(bundle)), route)


class Preloading:
    """Keeps one view ready, and one drawn; on the event loop. `end` disposes of them."""

    def __init__(self) -> None:
        self._parts: HostParts | None = None
        self._ready: Spare | None = None
        self._window: MiniProgramWindow | None = None
        self._loaded = False
        self._drawn: tuple[Foreseen, Spare] | None = None
        self._wanted: tuple[Foreseen, Callable[[], None]] | None = None
        self._due: asyncio.TimerHandle | None = None

    @property
    def stands(self) -> bool:
        """Whether there is a view for the next launch."""
        return self._ready is not None

    @property
    def foreseen(self) -> Foreseen | None:
        """What is drawn ahead."""
        return None if self._drawn is None else self._drawn[0]

    @property
    def intended(self) -> Foreseen | None:
        """What is drawn ahead, or will be once there is a view."""
        known = self._drawn or self._wanted
        return None if known is None else known[0]

    @property
    def drawn(self) -> Spare | None:
        """The view in which that is drawn, or about to be."""
        return None if self._drawn is None else self._drawn[1]

    @property
    def pid(self) -> int:
        """The process of its renderer; 0 when there is none."""
        return 0 if self._ready is None else self._ready.blank.page.renderProcessPid()

    def begin(self, parts: HostParts) -> None:
        """From now on there shall be a view; the engine is loaded."""
        self._parts = parts
        self.idle()

    def idle(self) -> None:
        """Nothing is being launched: make soon what is missing."""
        missing = self._ready is None or self._window is None
        if self._parts is not None and missing and self._due is None:
            self._due = asyncio.get_running_loop().call_later(IDLE_S, self._begin_one)

    def busy(self) -> None:
        """Something is being launched: that comes first."""
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def foresee(
        self,
        what: Foreseen,
        mount: WeixinMount,
        policy: str,
        dress: Callable[[MiniProgramWindow], None],
    ) -> None:
        """Have a page's first frame drawn in the next view that stands, in place of what was
        foreseen before; `dress` makes that view's window the app's. `mount` is used for nothing
        else (sandbox.weixin_ahead.is_foreseeable); `policy` is that of the app's media."""
        if self._parts is None or self.intended == what:
            return
        self.forget()
        self._wanted = what, lambda: self._draw(what, mount, policy, dress)
        if self._ready is not None and self._loaded:
            self._wanted[1]()

    def take_for(self, ref: AppRef, bundle: VerifiedBundle, route: PageRoute) -> Spare | None:
        """The view that shows this page's first frame, else the one that stands; each is given
        once."""
        drawn = self._drawn
        if drawn is None or drawn[0] != foreseen_as(ref, bundle, route):
            return self.take()
        self.busy()
        self._drawn = None
        return drawn[1]

    def take(self) -> Spare | None:
        """The view that stands for any app; it is given once. One whose page is still loading could
        not be told whose it is, and stays for the next."""
        self.busy()
        return self._take_any() if self._loaded else None

    def _take_any(self) -> Spare | None:
        spare, self._ready = self._ready, None
        return spare

    def house(self, spare: Spare) -> None:
        """Have a view for one app stand in the window that has none, or in another such."""
        if self._parts is not None and windows.MODULE in sys.modules:
            spare.dress(self._parts.looks)
            spare.put_into(self.take_window() or windows.make_nobodys(self._parts))
            self.idle()

    def take_window(self) -> MiniProgramWindow | None:
        """The window that stands without a view; it is given once."""
        window, self._window = self._window, None
        return window

    def end(self) -> None:
        """No more views."""
        self._parts = None
        self.let_go()

    def let_go(self) -> None:
        """Nothing stands ready until `idle` says that it shall again."""
        self.forget()
        self.busy()
        if (spare := self._take_any()) is not None:
            spare.end()
        if (window := self.take_window()) is not None:
            window.close()
            window.deleteLater()

    def forget(self) -> None:
        """Nothing is foreseen."""
        self._wanted = None
        drawn, self._drawn = self._drawn, None
        if drawn is not None:
            drawn[1].end()

    def _begin_one(self) -> None:
        self._due = None
        if self._parts is not None:
            self._parts.spawn(self._bring(self._parts))

    async def _bring(self, parts: HostParts) -> None:
        if windows.MODULE not in sys.modules:
            await import_aside(*windows.STEPS)
        if self._parts is not None and self._ready is None:
            self._make(parts)
        if self._parts is not None and self._window is None:
            self._window = windows.make_nobodys(parts)

    def _make(self, parts: HostParts) -> None:
        from sandbox.view.blank import BlankSettings, BlankView
        from sandbox.view.environment import SCHEME
        from sandbox.view.scheme import BLANK_PATH
        from sandbox.weixin_runtime import RuntimeAhead

        self._loaded = False
        # As an app's own origin looks (bridge.names.AppId.host), and nobody's.
        host = base64.b32encode(secrets.token_bytes(_HOST_BYTES)).decode().lower().rstrip("=")
        blank = BlankView(BlankSettings(host, None, parts.looks.tag()))
        spare = self._ready = Spare(None, blank)
        spare.dress(parts.looks)
        spare.put_into(windows.make_nobodys(parts))
        blank.page.renderProcessTerminated.connect(lambda *_: self._lost(spare))
        blank.page.loadFinished.connect(lambda well: self._stands(spare, well))
        blank.preload(RuntimeAhead(f"{SCHEME}://{host}", BLANK_PATH), parts.room.scripts)

    def _stands(self, spare: Spare, well: bool) -> None:
        if self._ready is not spare or not well:
            return
        self._loaded = True
        if self._wanted is not None:
            self._wanted[1]()

    def _draw(
        self,
        what: Foreseen,
        mount: WeixinMount,
        policy: str,
        dress: Callable[[MiniProgramWindow], None],
    ) -> None:
        from sandbox.view.environment import SCHEME
        from sandbox.view.port import Sandboxed
        from sandbox.view.renderer import renderer_sandbox
        from sandbox.view.scheme import BLANK_PATH
        from sandbox.weixin_ahead import ForeseenResources
        from sandbox.weixin_runtime import RuntimeAhead

        spare = self._ready
        self._wanted = None
        # As every document's: an unproven renderer is given nothing of an app.
        if spare is None or spare.window is None or renderer_sandbox(self.pid) is Sandboxed.NO:
            return
        self._ready = None
        origin = f"{SCHEME}://{spare.host}"
        mount.stand_at(origin)
        dress(spare.window)
        self._drawn = what, spare
        facts = json.dumps({"policy": policy, "lang": mount.lang, "route": what.route})
        resources = ForeseenResources(RuntimeAhead(origin, BLANK_PATH), mount)
        spare.blank.foresee(resources, _FORESEE.format(facts=facts))
        self._look_at(spare)
        self.idle()

    def _look_at(self, spare: Spare) -> None:
        """Until its first frame is painted, or it is somebody's."""
        if self.drawn is not spare or spare.is_drawn:
            return

        def painted() -> None:
            spare.is_drawn = True

        spare.blank.when_painted(painted)
        asyncio.get_running_loop().call_later(LOOK_EVERY_S, self._look_at, spare)

    def _lost(self, spare: Spare) -> None:
        if self._ready is spare:
            log.warning("a view made ahead lost its renderer")
            self._ready = None
            spare.end()
        elif self.drawn is spare:
            log.warning("a view that shows a first frame lost its renderer")
            self.forget()
