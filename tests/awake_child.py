"""A desktop that can be asked to keep the screen on, and a host that asks: on one session bus.

`dbus-run-session -- python -m tests.awake_child` prints what the desktop saw, as JSON.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServiceWatcher, QDBusVirtualObject

from bridge.errors import NotSupported
from host.services.awake import BusKeeping

LONGEST_S = 30.0


class Desktop(QDBusVirtualObject):
    """org.freedesktop.ScreenSaver; `here` are the connections that hold the screen."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self.asked: list[Any] = []
        self.here: set[str] = set()
        self._watcher = QDBusServiceWatcher()
        self._watcher.setConnection(bus)
        self._watcher.setWatchMode(QDBusServiceWatcher.WatchModeFlag.WatchForUnregistration)
        self._watcher.serviceUnregistered.connect(self.here.discard)

    def introspect(self, path: str, /) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection, /) -> bool:
        self.asked += [message.member(), message.signature(), message.arguments()]
        self.here.add(message.service())
        self._watcher.addWatchedService(message.service())
        return connection.send(message.createReply([7]))


async def told(keeping: BusKeeping) -> str:
    try:
        await keeping.hold("Notes")
    except NotSupported as error:
        return error.code
    return "held"


async def play() -> dict[str, Any]:
    bus, keeping = QDBusConnection.sessionBus(), BusKeeping()
    seen: dict[str, Any] = {"before": await told(keeping)}
    desktop = Desktop(bus)
    assert bus.registerVirtualObject("/org/freedesktop/ScreenSaver", desktop)
    assert bus.registerService("org.freedesktop.ScreenSaver")
    async with asyncio.timeout(LONGEST_S):
        assert await told(keeping) == "held"
        seen["asked"] = list(desktop.asked)
        assert desktop.here
        keeping.release()
        while desktop.here:
            await asyncio.sleep(0.01)
        seen["gone"] = True
        seen["again"] = await told(keeping) == "held" and bool(desktop.here)
    return seen


def main() -> None:
    application = QCoreApplication([])
    loop = qasync.QEventLoop(application)
    with loop:
        print(json.dumps(loop.run_until_complete(play())), flush=True)


if __name__ == "__main__":
    main()
