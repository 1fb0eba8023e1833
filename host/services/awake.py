"""A screen that stays on: asked of each system in its own way, and given back."""

from __future__ import annotations

import asyncio
import ctypes
import itertools
import os
import subprocess
import sys
from typing import Protocol

from bridge.errors import NotSupported

_ASKED_MS = 3_000
_SERVICE = "org.freedesktop.ScreenSaver"
_PLACE = "/org/freedesktop/ScreenSaver"
# winbase.h: SetThreadExecutionState
_CONTINUOUS, _DISPLAY_REQUIRED = 0x8000_0000, 0x0000_0002


class Keeping(Protocol):
    """How one system's screen is kept on."""

    async def hold(self, why: str) -> None:
        """Begin; `why` may be shown to the person by the system. Raises NotSupported."""

    def release(self) -> None:
        """End."""


class Screens:
    """The machine's screen, kept on while at least one app wants it."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._wanting: set[AppScreen] = set()
        self._turn = asyncio.Lock()

    def of(self, app_name: str) -> AppScreen:
        """One app's wish."""
        return AppScreen(self, app_name)

    async def want(self, app: AppScreen) -> None:
        """Raises NotSupported."""
        self._wanting.add(app)
        async with self._turn:
            if len(self._wanting) > 1 or app not in self._wanting:
                return  # it is held already, or the app was hidden while it waited
            try:
                await self._keeping.hold(app.name)
            except BaseException:
                self._wanting.discard(app)
                raise
            if not self._wanting:
                self._keeping.release()

    def unwant(self, app: AppScreen) -> None:
        """The last one's going lets the screen go."""
        if app not in self._wanting:
            return
        self._wanting.discard(app)
        if not self._wanting and not self._turn.locked():
            self._keeping.release()


class AppScreen:
    """host.services.ports.Screen of one app."""

    def __init__(self, screens: Screens, name: str) -> None:
        self.name = name
        self._screens = screens

    async def hold(self) -> None:
        """Raises NotSupported."""
        await self._screens.want(self)

    def release(self) -> None:
        self._screens.unwant(self)


def system_keeping() -> Keeping:
    """This system's way."""
    if sys.platform == "win32":
        return WindowsKeeping()
    return MacKeeping() if sys.platform == "darwin" else BusKeeping()


class BusKeeping:
    """freedesktop.org's `ScreenSaver.Inhibit` on the session's bus.

    The desktop forgets an inhibition when its bus connection ends, so each has one of its own:
    nothing is left behind, however the host ends. Make it where a Qt application runs.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._connection: str | None = None

    async def hold(self, why: str) -> None:
        """Raises NotSupported where no desktop answers."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        name = f"fanlight-awake-{next(self._numbers)}"
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, name)
        try:
            if not bus.isConnected():
                raise NotSupported("setKeepScreenOn: this system has no session bus")
            message = QDBusMessage.createMethodCall(_SERVICE, _PLACE, _SERVICE, "Inhibit")
            message.setArguments(["Fanlight", why])
            answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            watcher = QDBusPendingCallWatcher(bus.asyncCall(message, _ASKED_MS))

            def finished(_: QDBusPendingCallWatcher) -> None:
                if not answered.done():
                    answered.set_result(None)

            watcher.finished.connect(finished)
            await answered
            if watcher.isError():
                raise NotSupported("setKeepScreenOn: this desktop lets no program keep it on")
        except BaseException:
            QDBusConnection.disconnectFromBus(name)
            raise
        self._connection = name

    def release(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        name, self._connection = self._connection, None
        if name is not None:
            QDBusConnection.disconnectFromBus(name)


class MacKeeping:
    """`caffeinate`, which ends with this process."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None

    async def hold(self, why: str) -> None:
        """Raises NotSupported."""
        command = ["/usr/bin/caffeinate", "-d", "-w", str(os.getpid())]
        try:
            self._running = await asyncio.to_thread(subprocess.Popen, command)
        except OSError:
            raise NotSupported("setKeepScreenOn: caffeinate cannot be started") from None

    def release(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.terminate()
            running.wait()


class WindowsKeeping:
    """SetThreadExecutionState of the thread that calls, which has to be one that stays."""

    async def hold(self, why: str) -> None:
        """Raises NotSupported."""
        if not _set_execution_state(_CONTINUOUS | _DISPLAY_REQUIRED):
            raise NotSupported("setKeepScreenOn: Windows refuses")

    def release(self) -> None:
        _set_execution_state(_CONTINUOUS)


def _set_execution_state(state: int) -> bool:
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.SetThreadExecutionState(ctypes.c_uint(state)))
    return False
