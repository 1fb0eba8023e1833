"""The engine's page: goes nowhere, opens nothing, asks for nothing."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineDesktopMediaRequest,
    QWebEngineFileSystemAccessRequest,
    QWebEngineFullScreenRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineRegisterProtocolHandlerRequest,
    QWebEngineSettings,
    QWebEngineWebAuthUxRequest,
)

from sandbox.view.environment import SCHEME
from sandbox.view.guard import Guard
from sandbox.view.lines import console_line
from sandbox.view.manners import manners
from sandbox.view.port import ConsoleLevel
from sandbox.view.scheme import BLANK_PATH

_Level = QWebEnginePage.JavaScriptConsoleMessageLevel
_LEVELS = {
    _Level.InfoMessageLevel: ConsoleLevel.INFO,
    _Level.WarningMessageLevel: ConsoleLevel.WARNING,
    _Level.ErrorMessageLevel: ConsoleLevel.ERROR,
}
_BLANK = {"about:blank", "about:srcdoc"}


class Page(QWebEnginePage):
    """A page of one app. Its overrides have Qt's names."""

    def __init__(self, profile: QWebEngineProfile, guard: Guard) -> None:
        super().__init__(profile)
        self._guard = guard
        self._host = guard.host
        self._denied = guard.denied
        self.scripts().insert(manners())
        self.permissionRequested.connect(self._refuse_permission)
        self.fullScreenRequested.connect(self._refuse_full_screen)
        self.fileSystemAccessRequested.connect(self._refuse_file_system)
        self.desktopMediaRequested.connect(self._refuse_desktop_media)
        self.registerProtocolHandlerRequested.connect(self._refuse_protocol_handler)
        self.webAuthUxRequested.connect(self._refuse_web_auth)
        self.newWindowRequested.connect(self._refuse_window)

    def use_plain_letters(self) -> None:
        """Text whose font is not here has no serifs, as on telephones: apps written for those
        name theirs without a family to fall back on."""
        settings = self.settings()
        plain = settings.fontFamily(QWebEngineSettings.FontFamily.SansSerifFont)
        settings.setFontFamily(QWebEngineSettings.FontFamily.StandardFont, plain)

    def acceptNavigationRequest(
        self,
        url: QUrl | str,
        type: QWebEnginePage.NavigationType,  # Qt's name
        isMainFrame: bool,
    ) -> bool:
        target = QUrl(url)
        own = target.scheme() == SCHEME and target.host() == self._host
        path = target.path(QUrl.ComponentFormattingOption.FullyEncoded).removeprefix("/")
        if own and (self._guard.may_show(path) or (path == BLANK_PATH and not self._guard.bound)):
            return True
        if not isMainFrame and target.toString() in _BLANK:
            return True
        self._denied("navigation", target.toString().split("?", 1)[0][:300])
        return False

    def chooseFiles(
        self,
        mode: QWebEnginePage.FileSelectionMode,
        oldFiles: object,
        acceptedMimeTypes: object,
    ) -> list[str]:
        self._denied("file_input", "use fanlight.chooseFile")
        return []

    def javaScriptAlert(self, securityOrigin: QUrl | str, msg: str) -> None:
        self._denied("dialog", "alert: use fanlight.showModal")

    def javaScriptConfirm(self, securityOrigin: QUrl | str, msg: str) -> bool:
        self._denied("dialog", "confirm: use fanlight.showModal")
        return False

    def javaScriptPrompt(
        self, securityOrigin: QUrl | str, msg: str, defaultValue: str
    ) -> tuple[bool, str]:
        self._denied("dialog", "prompt: use fanlight.showModal")
        return False, ""

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        lineNumber: int,
        sourceID: str,
    ) -> None:
        told = _LEVELS.get(level, ConsoleLevel.INFO)
        line = console_line(told, message, sourceID, lineNumber, self._host)
        self._guard.console(line, len(message))

    def _refuse_permission(self, permission: QWebEnginePermission) -> None:
        permission.deny()
        self._denied("permission", permission.permissionType().name)

    def _refuse_full_screen(self, request: QWebEngineFullScreenRequest) -> None:
        request.reject()
        self._denied("full_screen", "")

    def _refuse_file_system(self, request: QWebEngineFileSystemAccessRequest) -> None:
        request.reject()
        self._denied("file_system", "")

    def _refuse_desktop_media(self, request: QWebEngineDesktopMediaRequest) -> None:
        request.cancel()
        self._denied("screen_capture", "")

    def _refuse_protocol_handler(self, request: QWebEngineRegisterProtocolHandlerRequest) -> None:
        request.reject()
        self._denied("protocol_handler", request.scheme()[:80])

    def _refuse_web_auth(self, request: QWebEngineWebAuthUxRequest) -> None:
        request.cancel()
        self._denied("web_authentication", "")

    def _refuse_window(self, request: QWebEngineNewWindowRequest) -> None:
        # A request that nobody opens opens nothing.
        self._denied("window", request.requestedUrl().toString()[:300])
