"""The line that never goes away while pages run without Chromium's sandbox."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from host.shell.style import Appearance


class SandboxNotice(QLabel):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance.texts.window.no_sandbox)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("role", "notice")
        self.setFixedHeight(24)
