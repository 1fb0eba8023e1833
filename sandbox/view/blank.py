"""A view made ahead: its own profile, its renderer running, nothing of any app in it.

It waits on a blank page of the origin it is made for and is bound once; starting the engine's
processes then lies behind us. Not on about:blank: a page that is isolated from other origins (COOP)
does not share a renderer with that, and one that is not shares none with one that is. A view for a
WeChat-syntax app can go further: its page is the runtime's own, the same for all such apps, and
stays.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView

from sandbox.view.channel import Channel, PageScripts
from sandbox.view.environment import SCHEME
from sandbox.view.guard import Guard
from sandbox.view.interceptor import Interceptor
from sandbox.view.page import Page
from sandbox.view.port import Resources
from sandbox.view.profile import make_profile
from sandbox.view.rehearsal import REHEARSAL
from sandbox.view.scheme import BLANK_PATH, SchemeHandler


class BlankSettings(msgspec.Struct, frozen=True):
    """What a view is made for.

    `host` is the origin's; `storage` the folder of its browser storage, None to keep nothing;
    `language` a BCP 47 tag; `cross_origin_isolated` what the app's pages are
    (`sandbox.package.isolation`).
    """

    host: str
    storage: Path | None
    language: str
    cross_origin_isolated: bool = True


_MOST_HELD = 8
_PAGE_WORLD = QWebEngineScript.ScriptWorldId.MainWorld.value
_PRIVATE_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"


class BlankView:
    """The engine's objects of one view, not bound to an app yet. `dispose` an unused one."""

    def __init__(self, settings: BlankSettings) -> None:
        self.settings = settings
        self.gone = asyncio.Event()
        """Set once the profile does not exist any more."""
        self.guard = Guard(settings.host)
        self.profile = make_profile(settings.host, settings.storage, self.guard.denied, None)
        self.profile.setHttpAcceptLanguage(settings.language)
        self._interceptor = Interceptor(
            settings.host, self.guard.denied, self.guard.may_ask, self.guard.passed
        )
        self.profile.setUrlRequestInterceptor(self._interceptor)
        self.handler = SchemeHandler(
            settings.host, self.guard.may_serve, blank_isolated=settings.cross_origin_isolated
        )
        self.profile.installUrlSchemeHandler(SCHEME.encode(), self.handler)
        self.page = Page(self.profile, self.guard)
        self.view = QWebEngineView()
        self.view.setPage(self.page)
        self.view.setAcceptDrops(False)
        self.key = secrets.token_urlsafe(16)
        """Opens the bridge; known to the host and to the private world of this view alone."""
        self.channel: Channel | None = None
        self.has_page = False
        """Whether its page is the one that its app will be drawn in."""
        self._held: list[tuple[str, str]] = []
        self.greeted = asyncio.Event()
        """Set once the blank page has said its Hello: before, that would be taken for its app's."""

    def start(self) -> None:
        """Start the renderer, ahead of any app's page, on the origin that page will have."""
        self.page.load(QUrl(f"{SCHEME}://{self.settings.host}/{BLANK_PATH}"))

    def wait(self, scripts: PageScripts) -> None:
        """Have the blank page wait for the app's, which begins with `scripts`: it begins so too,
        and draws a little, so that the engine has done both once. To be bound when `greeted`."""
        self.channel = Channel(self.page, self._unheard, scripts, self.key)
        self.page.loadFinished.connect(self._rehearse)
        self.start()

    def channel_to(self, take: Callable[[str, str], str], scripts: PageScripts) -> Channel:
        """The bridge's way between the documents to come and `take`."""
        if self.channel is None:
            self.channel = Channel(self.page, take, scripts, self.key)
        else:
            self.page.loadFinished.disconnect(self._rehearse)
            self.channel.hand_over(take)
        return self.channel

    def preload(self, resources: Resources, scripts: PageScripts) -> None:
        """Load the page of `resources`, at BLANK_PATH, that the app will be drawn in. What it
        says to the host waits for the binding."""
        self.page.use_plain_letters()
        self.has_page = True
        self.handler.serve_ahead(resources)
        self.channel = Channel(self.page, self._hold, scripts, self.key)
        self.start()

    def foresee(self, resources: Resources, begin: str) -> None:
        """Serve `resources` instead, and have the page that was preloaded run `begin`: it may draw,
        and makes no sound, before the app that it is for is opened."""
        self.handler.serve_ahead(resources)
        self.page.setAudioMuted(True)
        self.page.runJavaScript(begin, _PAGE_WORLD)

    def when_painted(self, act: Callable[[], None]) -> None:
        """Call `act` if the page has painted something."""

        def hear(painted: object) -> None:
            if painted is True:
                act()

        self.page.runJavaScript(_PAINTED, _PAGE_WORLD, hear)

    def release(self, take: Callable[[str, str], str]) -> None:
        """Give `take` what a preloaded page has said, and what it will say."""
        if self.channel is None:
            return
        self.page.setAudioMuted(False)
        self.channel.hand_over(take)
        for session, text in self._held:
            if answer := take(session, text):
                self.channel.send(answer)
        self._held.clear()

    def _rehearse(self, loaded: bool) -> None:
        if loaded:
            self.page.runJavaScript(REHEARSAL, _PRIVATE_WORLD)

    def _unheard(self, session: str, text: str) -> str:
        self.greeted.set()
        return ""

    def _hold(self, session: str, text: str) -> str:
        if len(self._held) < _MOST_HELD:
            self._held.append((session, text))
        return ""

    def dress(self, background: str) -> None:
        """What must be settled before anybody sees the view, but not before its page loads.

        `background` is an `#rrggbb` shown before the first paint.
        """
        from PySide6.QtCore import Qt  # its hundred enums take 10 ms to make
        from PySide6.QtGui import QColor

        from sandbox.view.ground import lay_ground

        self.page.setBackgroundColor(QColor(background))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        lay_ground(self.view, background)

    def dispose(self) -> None:
        """End the view and its renderer."""
        self.view.close()
        self.view.setParent(None)
        self.profile.destroyed.connect(self.gone.set)
        # In this order: Qt wants pages gone before their profile.
        self.page.destroyed.connect(self.profile.deleteLater)
        self.page.deleteLater()
        self.view.deleteLater()
