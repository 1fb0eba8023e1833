"""How the host looks now, for apps: the services' Appearance over Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from bridge.api.system import Theme


class Looks:
    """Language by the person's settings, else the system's; theme as chosen, else the system's."""

    def __init__(self, language: str | None, theme: Theme | None) -> None:
        self._language = language
        self._theme = theme

    @property
    def forced_theme(self) -> Theme | None:
        """The theme chosen for this run, None when the system's counts."""
        return self._theme

    def tag(self) -> str:
        """The language as a BCP 47 tag; `en` where the system names none (the C locale)."""
        tag = self._language or next(iter(QLocale.system().uiLanguages()), "en")
        return "en" if tag in {"C", "POSIX"} else tag.replace("_", "-")

    def language(self) -> str:
        """As WeChat writes it: `zh_CN`, `en`."""
        return _wechat_tag(self.tag())

    def theme(self) -> Theme:
        if self._theme is not None:
            return self._theme
        # Not at the top: Qt's hundred enums take 10 ms to make, and a launch needs none at first.
        from PySide6.QtCore import Qt

        from bridge.api.system import Theme

        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Theme.DARK if dark else Theme.LIGHT

    def font_size_px(self) -> float:
        return float(QFontInfo(QApplication.font()).pixelSize())

    def __call__(self) -> tuple[str, str]:
        """(language, theme) for a Welcome."""
        return self.language(), self.theme().value


def _wechat_tag(tag: str) -> str:
    parts = tag.split("-")
    if parts[0] == "zh":
        traditional = {"Hant", "TW", "HK", "MO"} & set(parts)
        return "zh_TW" if traditional else "zh_CN"
    return parts[0]
