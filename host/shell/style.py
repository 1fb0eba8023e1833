"""One palette, one stylesheet and one font, made from the tokens; follows the system's look."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from host.shell.fusion import ensure_fusion
from host.shell.stylesheet import stylesheet
from host.shell.texts import Texts, texts_for
from host.shell.tokens import Contrast, Tokens, Tone, TypeStyle, channels, tokens_for

_FAMILIES = {
    "win32": ["Segoe UI Variable Text", "Segoe UI", "Microsoft YaHei UI"],
    "darwin": [".AppleSystemUIFont", "PingFang SC"],
    "linux": ["Inter", "Noto Sans", "Noto Sans CJK SC", "Source Han Sans SC", "DejaVu Sans"],
}
_GENERIC_FAMILIES = {"sans", "sans serif", "sans-serif", "dejavu sans", ""}


class Appearance(QObject):
    """How every window of the shell looks and which language it speaks.

    `changed` tells widgets that paint by hand to take the colours afresh; the palette and the
    stylesheet reach all others by themselves.
    """

    changed = Signal()

    def __init__(self, tokens: Tokens, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._texts = texts
        self._fonts: dict[TypeStyle, QFont] = {}

    @classmethod
    def of_system(cls, application: QApplication, language: str | None = None) -> Appearance:
        """The system's colours, contrast, motion and language; follows its changes.

        `language` is a BCP 47 tag; None takes the first UI language of the system.
        """
        chosen = language or next(iter(QLocale.system().uiLanguages()), "en")
        made = cls(_system_tokens(application), texts_for(chosen), application)
        speak(application, made.texts.language)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(lambda: made.show(application))
        hints.accessibility().contrastPreferenceChanged.connect(lambda: made.show(application))
        hints.accessibility().motionPreferenceChanged.connect(lambda: made.show(application))
        made.dress(application)
        return made

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def texts(self) -> Texts:
        return self._texts

    def show(self, application: QApplication, tokens: Tokens | None = None) -> None:
        """Change to `tokens`, by default to what the system asks for now."""
        self._tokens = tokens or _system_tokens(application)
        self._fonts.clear()
        self.dress(application)
        self.changed.emit()

    def dress(self, application: QApplication) -> None:
        """Give the application the palette, the font and the stylesheet."""
        ensure_fusion(application)
        application.setPalette(palette(self._tokens))
        application.setFont(self._base_font())
        application.setStyleSheet(stylesheet(self._tokens))

    def _base_font(self) -> QFont:
        return base_font(self._tokens, chinese=self._texts.language.startswith("zh"))

    def colour(self, name: str) -> QColor:
        """A `#rrggbb` of the tokens as a QColor."""
        return QColor(*channels(name))

    def scrim(self) -> QColor:
        name, opacity = self._tokens.colours.scrim
        return QColor(*channels(name), opacity)

    def font(self, style: TypeStyle) -> QFont:
        """The font of one step of the type scale; the caller's own."""
        # A copy also knows what Qt has found for it: each card asks for four of them.
        kept = self._fonts.get(style)
        if kept is None:
            kept = self._fonts[style] = self._base_font()
            kept.setPixelSize(style.size_px)
            kept.setWeight(QFont.Weight(style.weight))
        return QFont(kept)


def speak(application: QApplication, language: str) -> None:
    """Have Qt's own words (OK, Cancel, menus of text fields, file dialogs) in a language too."""
    if language == "en":
        return
    words = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(QLocale(language), "qtbase", "_", folder):
        application.installTranslator(words)


def base_font(tokens: Tokens, *, chinese: bool) -> QFont:
    """The system's font, with families behind it that have Latin and Chinese letters."""
    families = list(_FAMILIES.get(sys.platform, _FAMILIES["linux"]))
    own = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if own.lower() not in _GENERIC_FAMILIES and own not in families:
        families.insert(0, own)
    font = QFont(families)
    font.setPixelSize(tokens.type.body.size_px)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    if not chinese:
        # A Chinese font's quotation marks are as wide as its letters; Latin text wants its own.
        font.setFeature(QFont.Tag("pwid"), 1)
    return font


def palette(tokens: Tokens) -> QPalette:
    """Qt's own roles from the tokens, for what no stylesheet reaches (menus, tool tips, text)."""
    colours = tokens.colours
    made = QPalette()
    role = QPalette.ColorRole
    for place, name in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.window,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger_text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent_text,
        role.LinkVisited: colours.accent_text,
        role.ToolTipBase: colours.toast,
        role.ToolTipText: colours.on_toast,
        role.PlaceholderText: colours.text_muted,
        role.Light: colours.surface_hover,
        role.Midlight: colours.border,
        role.Mid: colours.border,
        role.Dark: colours.outline,
        role.Shadow: colours.outline,
    }.items():
        made.setColor(place, QColor(*channels(name)))
    muted = QColor(*channels(colours.text_muted))
    for place in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, place, muted)
    return made


def _system_tokens(application: QApplication) -> Tokens:
    hints = application.styleHints()
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    preferences = hints.accessibility()
    high = preferences.contrastPreference() is Qt.ContrastPreference.HighContrast
    still = preferences.motionPreference() is Qt.MotionPreference.ReducedMotion
    return tokens_for(
        Tone.DARK if dark else Tone.LIGHT,
        Contrast.HIGH if high else Contrast.NORMAL,
        moves=not still,
    )
