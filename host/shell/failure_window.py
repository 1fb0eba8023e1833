"""Why something could not be opened, where there is no window to say it in."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout

from bridge.errors import FanlightError
from host.shell.cards import ProblemCard
from host.shell.display_text import isolated
from host.shell.glyphs import Glyph, glyph_pixmap
from host.shell.problems import facts, sentence
from host.shell.style import Appearance

_ICON_PX = 64


class FailureWindow(QDialog):
    """The failure card in a window of its own. `again` says how it was closed: whether the person
    wants another try, which only an error that may pass by itself offers."""

    def __init__(self, appearance: Appearance, name: str, error: FanlightError) -> None:
        """`name` is what was to be opened; it may be a stranger's word."""
        super().__init__()
        self.again = False
        words = appearance.texts.window
        self.card = ProblemCard(appearance)
        self.setProperty("role", "window")
        self.setWindowTitle(appearance.texts.launcher.title)
        accent = appearance.tokens.colours.accent
        self.setWindowIcon(QIcon(glyph_pixmap(Glyph.FANLIGHT, accent, _ICON_PX)))
        self.setMinimumSize(QSize(360, 400))
        self.resize(520, 500)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.card)
        title = words.failed_title.format(name=isolated(name, 60))
        reason = sentence(error, appearance.texts.language)
        advice = words.failed_body if error.retriable else ""
        action = words.retry if error.retriable else words.close_app
        self.card.present(title, reason, advice, facts(error), action)
        self.card.advice.setVisible(bool(advice))
        self.card.action.setDefault(True)
        self.card.action.clicked.connect(self._try_again if error.retriable else self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self).activated.connect(self.close)

    def _try_again(self) -> None:
        self.again = True
        self.close()
