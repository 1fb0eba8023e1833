"""A part of a sheet that gives way where the window is low: it scrolls instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

_LEAST_PX = 64


class YieldingArea(QScrollArea):
    """`parts` from top to bottom, as high as they are or as there is room."""

    def __init__(self, parts: Sequence[QWidget], spacing_px: int = 12) -> None:
        super().__init__()
        self._holder = QWidget()
        self._holder.setProperty("role", "plain")
        layout = QVBoxLayout(self._holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(spacing_px)
        for part in parts:
            layout.addWidget(part)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)
        self.setWidget(self._holder)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width_px: int, /) -> int:
        layout = self._holder.layout()
        if layout is None or not layout.hasHeightForWidth():
            return self._holder.sizeHint().height()
        return layout.totalHeightForWidth(width_px)

    def sizeHint(self) -> QSize:
        return self._holder.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(_LEAST_PX, self._holder.sizeHint().height()))
