"""Whether there is a newer Fanlight, asked for while a launcher is open where it updates itself."""

from __future__ import annotations

import asyncio
import logging
import shlex
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bridge.errors import FanlightError
from host.own_program import own_command
from host.release.installed import find_installation
from host.release.updater import State, Updater
from host.release.version import ReleaseVersion
from host.shell.own_news_notice import OwnNewsNotice
from host.version import VERSION

if TYPE_CHECKING:
    from host.compose.host import Host
    from host.shell.style import Appearance

log = logging.getLogger("fanlight.host")

FIRST_ASKED_S = 20.0
"""After the registries of apps, which matter more."""


def begin_own_news(host: Host, launcher: QWidget) -> OwnNews | None:
    """Ask as often as registries are asked; None where another program updates Fanlight."""
    every_s = host.settings.registries_asked_every_h * 3600
    try:
        installation = find_installation()
        if installation.place is None or every_s <= 0:
            return None
        updater = Updater(installation, ReleaseVersion.parse(VERSION), host.store.home)
    except FanlightError as error:
        log.info("newer versions of Fanlight are not looked for: %s", error)
        return None
    news = OwnNews(launcher, host.skin.appearance, updater)
    news.begin(every_s)
    return news


class OwnNews:
    """Says on `launcher` what `updater` finds. Nothing is brought: versions do not change while
    one runs."""

    def __init__(self, launcher: QWidget, appearance: Appearance, updater: Updater) -> None:
        self._launcher = launcher
        self._appearance = appearance
        self._updater = updater
        self._told: ReleaseVersion | None = None
        self._asking: asyncio.Future[None] | None = None
        self.notice: OwnNewsNotice | None = None

    def begin(self, every_s: float) -> None:
        """Ask now and then, beside all else; `end` ends it."""
        self._asking = asyncio.ensure_future(self._ask_on(every_s))

    def end(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()

    async def _ask_on(self, every_s: float) -> None:
        await asyncio.sleep(min(FIRST_ASKED_S, every_s))
        while True:
            await self.ask()
            await asyncio.sleep(every_s)

    async def ask(self) -> None:
        """Ask once. A version that was told of is not told of again, or it would come back to
        whoever has put it away; nor is one that did not start here."""
        try:
            report = await asyncio.to_thread(self._updater.check)
        except FanlightError as error:
            log.info("newer versions of Fanlight could not be asked for: %s", error)
            return
        offered = report.offered
        if report.state is not State.AVAILABLE or offered is None:
            return
        if offered in (self._told, report.failed):
            return
        self._told = offered
        if self.notice is None:
            self.notice = OwnNewsNotice(self._appearance)
            layout = self._launcher.layout()
            if layout is not None:
                layout.addWidget(self.notice)
        self.notice.say(str(offered), shlex.join((*own_command(), "self-update")))
