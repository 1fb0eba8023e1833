"""How the host looks now, for apps: the services' Appearance over Qt."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

from bridge.api.system import Theme


class Looks:
    """Language by the person's settings, else the system's; theme as Qt shows it."""

    def __init__(self, language: str | None) -> None:
        self._language = language

    def language(self) -> str:
        """As WeChat writes it: `zh_CN`, `en`."""
        tag = self._language or next(iter(QLocale.system().uiLanguages()), "en")
        return _wechat_tag(tag)

    def theme(self) -> Theme:
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Theme.DARK if dark else Theme.LIGHT

    def font_size_px(self) -> float:
        return float(QFontInfo(QApplication.font()).pixelSize())

    def __call__(self) -> tuple[str, str]:
        """(language, theme) for a Welcome."""
        return self.language(), self.theme().value


def _wechat_tag(tag: str) -> str:
    parts = tag.replace("_", "-").split("-")
    if parts[0] == "zh":
        traditional = {"Hant", "TW", "HK", "MO"} & set(parts)
        return "zh_TW" if traditional else "zh_CN"
    return parts[0]
