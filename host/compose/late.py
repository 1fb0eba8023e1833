"""The slow half of a host, brought in by a thread while the engine starts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.errors import UsageError
from sandbox.view.workarounds import import_aside

if TYPE_CHECKING:
    from bridge.api.network import NetworkStatus
    from bridge.api.system import Theme
    from bridge.messages import AppFacts
    from host.compose.inner import Inner
    from host.compose.parts import HostParts
    from host.launch.instance import Instance
    from host.services.apps import Launch
    from host.services.awake import Screens
    from host.services.lent_files import LentFiles
    from host.services.outside import QtLauncher
    from host.services.person import PersonBook
    from host.services.ports import Events
    from host.services.qt import QtClipboard, QtConnectivity, QtNotifier
    from host.shell.app_icons import IconShelf
    from host.shell.face import AppFace
    from host.shell.style import Appearance
    from host.shell.window import MiniProgramWindow

STEPS = (
    "host.services.qt",
    "host.services.account.development",
    "host.compose.accounts",
    "host.shell.prompt_queue",
    "host.shell.veil",
    "host.compose.sheets",
    "host.compose.asking",
    "host.services.appfiles.service",
    "host.services.webfetch",
    "host.compose.web",
    "host.services.app_log",
    "host.services.battery_watch",
    "host.services.account.service",
    "host.services.choosing",
    "host.services.location",
    "host.services.navigation",
    "host.services.person",
    "host.services.request",
    "host.services.sharing",
    "host.services.sockets",
    "host.services.storage",
    "host.services.transfer",
    "host.services.catalogue",
    "host.shell.file_dialogs",
    "host.compose.inner",
)
"""The modules of an Inner, in an order in which each brings little in."""


class SystemPorts:
    """Clipboard, notifications, connectivity and other programs of this machine, made at first
    use."""

    def __init__(
        self,
        network_changed: Callable[[NetworkStatus], None],
        lent_files: Path,
        person_file: Path,
        beside: Callable[[Coroutine[None, None, object]], None],
    ) -> None:
        """`lent_files` is Home.lent, `person_file` Home.person; `beside` runs work that nothing
        waits for."""
        self._network_changed = network_changed
        self._lent_files = lent_files
        self._person_file = person_file
        self._book: PersonBook | None = None
        self._beside = beside
        self._lent: LentFiles | None = None
        self._launcher: QtLauncher | None = None
        self._screens: Screens | None = None
        self._clipboard: QtClipboard | None = None
        self._notifier: QtNotifier | None = None
        self._connectivity: QtConnectivity | None = None

    @property
    def clipboard(self) -> QtClipboard:
        if self._clipboard is None:
            from host.services.qt import QtClipboard

            self._clipboard = QtClipboard()
        return self._clipboard

    @property
    def notifier(self) -> QtNotifier:
        if self._notifier is None:
            from PySide6.QtWidgets import QApplication

            from host.services.qt import QtNotifier

            self._notifier = QtNotifier(QApplication.windowIcon())
        return self._notifier

    @property
    def connectivity(self) -> QtConnectivity:
        if self._connectivity is None:
            from host.services.qt import QtConnectivity

            self._connectivity = QtConnectivity(self._network_changed)
        return self._connectivity

    @property
    def book(self) -> PersonBook:
        if self._book is None:
            from host.services.person import PersonBook

            self._book = PersonBook(self._person_file)
        return self._book

    @property
    def screens(self) -> Screens:
        if self._screens is None:
            from host.services.awake import Screens, system_keeping

            self._screens = Screens(system_keeping())
        return self._screens

    @property
    def launcher(self) -> QtLauncher:
        if self._launcher is None:
            from host.services.lent_files import LentFiles
            from host.services.outside import QtLauncher

            self._lent = LentFiles(self._lent_files)
            self._launcher = QtLauncher(self._lent)
            self._beside(asyncio.to_thread(self._lent.sweep))
        return self._launcher

    def close(self) -> None:
        """Let the system's objects go."""
        if self._lent is not None:
            self._lent.close()
        if self._notifier is not None:
            self._notifier.close()
        if self._connectivity is not None:
            self._connectivity.close()


class Skin:
    """How this host's windows look; made with the first of them."""

    def __init__(self, tag: str, theme: Theme | None) -> None:
        """`tag` is BCP 47; `theme` None follows the system."""
        self._tag = tag
        self._theme = theme
        self._appearance: Appearance | None = None
        self._shelf: IconShelf | None = None

    def adopt(self, appearance: Appearance, shelf: IconShelf) -> None:
        """Take these, which a window has that was there before the host."""
        self._appearance, self._shelf = appearance, shelf

    @property
    def appearance(self) -> Appearance:
        if self._appearance is None:
            from PySide6.QtWidgets import QApplication

            from host.shell.style import Appearance
            from host.shell.tokens import Tone, tokens_for

            application = QApplication.instance()
            if not isinstance(application, QApplication):
                raise UsageError("a host's windows need a running application")
            self._appearance = Appearance.of_system(application, self._tag)
            if self._theme is not None:
                dark = self._theme.value == "dark"
                self._appearance.show(application, tokens_for(Tone.DARK if dark else Tone.LIGHT))
        return self._appearance

    @property
    def shelf(self) -> IconShelf:
        if self._shelf is None:
            from host.shell.app_icons import IconShelf

            self._shelf = IconShelf()
        return self._shelf


class LateInner:
    """One app's Inner, made once its page is on its way; whoever needs it waits for it."""

    def __init__(
        self,
        parts: HostParts,
        instance: Instance,
        app: AppFacts,
        launch: Launch,
        window: MiniProgramWindow,
        face: AppFace,
        events: Events,
    ) -> None:
        self._make: Callable[[], Inner] = lambda: parts.make_inner(
            instance, app, launch, window, face, events
        )
        self._making: asyncio.Future[Inner] | None = None

    def begin(self) -> None:
        """Bring the modules in, in a thread; then make the Inner here."""
        if self._making is None:
            self._making = asyncio.ensure_future(self._bring())

    async def get(self) -> Inner:
        """The Inner; a caller that gives up waiting does not end it for others."""
        self.begin()
        if self._making is None:  # for the type checker: begin has just set it
            raise RuntimeError("not begun")
        return await asyncio.shield(self._making)

    def hidden(self) -> None:
        """Tell it, if it was made, that the app is out of sight."""
        if self._making is not None and self._making.done() and not self._making.exception():
            self._making.result().hidden()

    async def close(self) -> None:
        """Close it, if it was made."""
        if self._making is not None:
            await (await self._making).close()

    async def _bring(self) -> Inner:
        await import_aside(*STEPS)
        return self._make()
