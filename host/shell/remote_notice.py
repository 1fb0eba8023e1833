"""The line that never goes away while another program drives a window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from host.shell.texts.tools import ToolTexts


class RemoteNotice(QLabel):
    """Stands between the bar and the page, where no page can reach."""

    def __init__(self, words: ToolTexts) -> None:
        super().__init__(words.remote_control)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setProperty("role", "notice")
        self.setAccessibleName(words.remote_control)
        self.setContentsMargins(12, 4, 12, 4)
