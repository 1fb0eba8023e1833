"""A tray as desktops have it: `python -m tests.tray_child` on a session bus.

Speaks the StatusNotifierItem specification's watcher, as far as Qt asks it, and the Desktop
Notifications Specification's `Notify`. Prints `ready`, then a line of JSON for each icon that came
(`{"icon": NAME}`) and each notification (`{"title", "body"}`).
"""

from __future__ import annotations

import json
import signal

from PySide6.QtCore import ClassInfo, Property, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection

EXPORTED = QDBusConnection.RegisterOption.ExportAllContents


@ClassInfo({"D-Bus Interface": "org.kde.StatusNotifierWatcher"})
class Watcher(QObject):
    @Slot(str)
    def RegisterStatusNotifierItem(self, name: str) -> None:
        say({"icon": name})

    @Property(bool)
    def IsStatusNotifierHostRegistered(self) -> bool:
        return True


@ClassInfo({"D-Bus Interface": "org.freedesktop.Notifications"})
class Notifications(QObject):
    @Slot(str, "uint", str, str, str, "QStringList", "QVariantMap", int, result="uint")
    def Notify(
        self,
        program: str,
        replaces: int,
        icon: str,
        title: str,
        body: str,
        actions: list[str],
        hints: dict[str, object],
        expires_ms: int,
    ) -> int:
        say({"title": title, "body": body})
        return 1


def say(told: dict[str, str]) -> None:
    print(json.dumps(told), flush=True)


def main() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    watcher, notifications = Watcher(), Notifications()
    for service, place, served in (
        ("org.freedesktop.Notifications", "/org/freedesktop/Notifications", notifications),
        ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", watcher),
    ):
        assert bus.registerObject(place, served, EXPORTED)
        assert bus.registerService(service)
    print("ready", flush=True)
    application.exec()


if __name__ == "__main__":
    main()
