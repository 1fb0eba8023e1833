"""Who asks: the head of every sheet in which the host asks for a mini-program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from host.shell.app_icons import AppIcon, IconShelf
from host.shell.controls import BadgePill, TextRole, label
from host.shell.elided import ElidedLine
from host.shell.face import AppFace
from host.shell.style import Appearance


def asker_head(appearance: Appearance, shelf: IconShelf, face: AppFace) -> QHBoxLayout:
    """Icon, name with badge, publisher, id."""
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(AppIcon(shelf, face.icon, 44), 0, Qt.AlignmentFlag.AlignTop)
    lines = QVBoxLayout()
    lines.setSpacing(0)
    first = QHBoxLayout()
    first.setSpacing(8)
    first.addWidget(ElidedLine(TextRole.STRONG, face.plain_name))
    first.addWidget(BadgePill(appearance, face.badge))
    first.addStretch(1)
    lines.addLayout(first)
    lines.addWidget(label(face.publisher_line(appearance.texts), TextRole.CAPTION))
    lines.addWidget(label(str(face.app_id), TextRole.CAPTION))
    head.addLayout(lines, 1)
    return head
