"""The ports that need Qt but no window of an app: clipboard, notifications, connectivity."""

from __future__ import annotations

import sys
from collections.abc import Callable
from html import escape

from PySide6.QtGui import QClipboard, QGuiApplication, QIcon
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from bridge.api.network import NetworkStatus, NetworkType
from bridge.errors import NotSupported

_MEDIUM = QNetworkInformation.TransportMedium
_TYPES = {
    _MEDIUM.Ethernet: NetworkType.WIFI,
    _MEDIUM.WiFi: NetworkType.WIFI,
    _MEDIUM.Cellular: NetworkType.MOBILE_4G,
}
NOTIFICATION_MS = 10_000


class QtClipboard:
    """The system's clipboard through Qt."""

    def text(self) -> str:
        """Raises NotSupported when no Qt application runs."""
        return self._clipboard().text()

    def set_text(self, text: str) -> None:
        """Raises NotSupported when no Qt application runs."""
        self._clipboard().setText(text)

    def _clipboard(self) -> QClipboard:
        if not isinstance(QGuiApplication.instance(), QGuiApplication):
            raise NotSupported("this host has no clipboard")
        return QGuiApplication.clipboard()


class QtNotifier:
    """Notifications through the system's tray, as Qt reaches it on each system."""

    def __init__(self, icon: QIcon) -> None:
        """`icon` is the host's: the tray shows who speaks."""
        self._icon = icon
        self._tray: QSystemTrayIcon | None = None

    def notify(self, app_name: str, title: str, body: str) -> None:
        """Raises NotSupported when the system has no tray that takes messages."""
        if not (
            isinstance(QApplication.instance(), QApplication)
            and QSystemTrayIcon.isSystemTrayAvailable()
            and QSystemTrayIcon.supportsMessages()
        ):
            raise NotSupported("showNotification: this system takes no notifications")
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon)
            self._tray.show()
        # Desktop Notifications Specification: a body may be read as markup.
        shown = escape(body, quote=False) if sys.platform.startswith("linux") else body
        self._tray.showMessage(f"{app_name}: {title}", shown, self._icon, NOTIFICATION_MS)

    def close(self) -> None:
        """Take the tray's icon away."""
        if self._tray is not None:
            self._tray.hide()
            self._tray = None


class QtConnectivity:
    """The machine's connection as the system reports it; `unknown` where it does not."""

    def __init__(self, changed: Callable[[NetworkStatus], None]) -> None:
        """`changed` is called with each new status, on Qt's thread."""
        self._changed = changed
        # False where the system has no backend: then nothing is known and nothing is reported.
        loaded = QNetworkInformation.loadDefaultBackend()
        self._source = QNetworkInformation.instance() if loaded else None
        self._last = self.status()
        if self._source is not None:
            self._source.reachabilityChanged.connect(self._look)
            self._source.transportMediumChanged.connect(self._look)

    def status(self) -> NetworkStatus:
        """How this machine is connected now."""
        if self._source is None:
            return NetworkStatus(is_connected=True, network_type=NetworkType.UNKNOWN)
        if self._source.reachability() is QNetworkInformation.Reachability.Disconnected:
            return NetworkStatus(is_connected=False, network_type=NetworkType.NONE)
        kind = _TYPES.get(self._source.transportMedium(), NetworkType.UNKNOWN)
        return NetworkStatus(is_connected=True, network_type=kind)

    def close(self) -> None:
        """Report nothing any more."""
        if self._source is not None:
            self._source.reachabilityChanged.disconnect(self._look)
            self._source.transportMediumChanged.disconnect(self._look)
            self._source = None

    def _look(self) -> None:
        status = self.status()
        if status != self._last:
            self._last = status
            self._changed(status)
