"""Chromium's own developer tools over one view, in this process: no port is opened for them."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView

from sandbox.view.qtview import QtView

_OWN_SCHEMES = frozenset({"devtools", "chrome-devtools", "about", "blob", "data"})


class _ToolsPage(QWebEnginePage):
    """Shows the tools alone; links in them lead nowhere."""

    def acceptNavigationRequest(
        self, url: QUrl | str, type: QWebEnginePage.NavigationType, isMainFrame: bool
    ) -> bool:
        return QUrl(url).scheme() in _OWN_SCHEMES


class Inspector:
    """A widget with the tools of one view. Nothing of theirs is kept; `close` it before the view
    it looks at."""

    def __init__(self, inspected: QtView) -> None:
        """For an app's own developer only: the tools see and change all of the page."""
        self._profile = QWebEngineProfile()
        self._page = _ToolsPage(self._profile)
        self.widget = QWebEngineView()
        self.widget.setPage(self._page)
        self._inspected = inspected
        inspected.inspected_by(self._page)

    def close(self) -> None:
        """End the tools; their page goes before its profile."""
        # Else the inspected page's own end would reach for tools that are gone (Qt 6.12, SIGSEGV).
        self._inspected.inspected_by(None)
        self.widget.close()
        self.widget.setParent(None)
        self._page.destroyed.connect(self._profile.deleteLater)
        self._page.deleteLater()
        self.widget.deleteLater()
