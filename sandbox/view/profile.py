"""One profile an app: nothing shared, nothing allowed by default."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEngineProfile, QWebEngineSettings

_Attribute = QWebEngineSettings.WebAttribute
_OFF = (
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanPaste,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.PdfViewerEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.TouchIconsEnabled,
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowGeolocationOnInsecureOrigins,
)
_ON = (_Attribute.ReadingFromCanvasEnabled, _Attribute.WebRTCPublicInterfacesOnly)


def make_profile(
    host: str, folder: Path | None, denied: Callable[[str, str], None], parent: QObject | None
) -> QWebEngineProfile:
    """A profile of its own for the app with origin host `host`.

    `folder` keeps its browser storage; without one nothing outlives the profile.
    """
    if folder is None:
        profile = QWebEngineProfile(parent)
    else:
        profile = QWebEngineProfile(host, parent)
        profile.setPersistentStoragePath(str(folder))
        profile.setCachePath(str(folder / "cache"))
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setPersistentCookiesPolicy(
        QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
    )
    profile.setPersistentPermissionsPolicy(
        QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
    )
    profile.setSpellCheckEnabled(False)
    profile.setPushServiceEnabled(False)
    settings = profile.settings()
    for attribute in _OFF:
        settings.setAttribute(attribute, False)
    for attribute in _ON:
        settings.setAttribute(attribute, True)
    settings.setUnknownUrlSchemePolicy(
        QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
    )

    def refuse(download: QWebEngineDownloadRequest) -> None:
        download.cancel()
        denied("download", download.suggestedFileName()[:200])

    profile.downloadRequested.connect(refuse)
    return profile
