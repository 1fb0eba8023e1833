"""A quiet line at the foot of the launcher: there is a newer version of Fanlight itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from host.shell.controls import FrameRole, GlyphButton, TextRole, frame, label
from host.shell.glyphs import Glyph
from host.shell.style import Appearance


class OwnNewsNotice(QWidget):
    """Until it is put away; the command in it can be marked and copied."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._texts = appearance.texts.store
        self.words = label("", TextRole.MUTED, wraps=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.away = GlyphButton(appearance, Glyph.CLOSE, appearance.texts.window.close)
        self.away.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.setContentsMargins(24, 4, 16, 4)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(frame(FrameRole.RULE))
        column.addLayout(row)

    def say(self, version: str, command: str) -> None:
        """`version` is there, and `command` brings it."""
        # Without the marks that keep strangers' names apart: a terminal would not take them.
        self.words.setText(self._texts.own_newer.format(version=version, command=command))
        self.show()
