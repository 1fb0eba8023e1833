"""Rows of "name: value", aligned; long values wrap and can be selected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from host.shell.controls import TextRole, label

_NAME_COLUMN_PX = 112


class FactsGrid(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, _NAME_COLUMN_PX)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, value: str) -> None:
        """Add a row; `value` is plain text."""
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(name, TextRole.MUTED), row, 0, top)
        shown = label(value, TextRole.BODY, wraps=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(value)
        self._grid.addWidget(shown, row, 1, top)


def size_text(size_bytes: int) -> str:
    """A size for people, in the units of the International System: 12 kB, 3.4 MB."""
    if size_bytes < 1000:
        return f"{size_bytes} B"
    size = float(size_bytes)
    for unit in ("kB", "MB", "GB"):
        size /= 1000
        if size < 999.5 or unit == "GB":
            return f"{size:.0f} {unit}" if size >= 10 else f"{size:.1f} {unit}"
    raise AssertionError("the loop returns at its last unit")
