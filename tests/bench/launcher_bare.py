"""Bare Qt Widgets for bench_launcher: `python launcher_bare.py paint CARDS BEGUN_S` shows a window
with so many cards; `python launcher_bare.py gaps SECONDS` has a small one and counts its gaps."""

from __future__ import annotations

import json
import sys
import time

from gap_clock import GapClock
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

COLUMNS = 3


def window(cards: int) -> QWidget:
    """A search field above a grid of cards."""
    made = QWidget()
    made.resize(QSize(980, 680))
    layout = QVBoxLayout(made)
    layout.addWidget(QLineEdit())
    area, inner = QScrollArea(), QWidget()
    grid = QGridLayout(inner)
    for number in range(cards):
        grid.addWidget(card(number), number // COLUMNS, number % COLUMNS)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    layout.addWidget(area)
    return made


def card(number: int) -> QFrame:
    """An icon, a name, a description and a foot."""
    made = QFrame()
    made.setFrameShape(QFrame.Shape.StyledPanel)
    row = QHBoxLayout(made)
    icon = QLabel()
    pixmap = QPixmap(48, 48)
    pixmap.fill(QColor("#0f6e66"))
    icon.setPixmap(pixmap)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    lines = QVBoxLayout()
    for text in (f"App {number}", "Keeps what you write on this computer.", "Sideloaded"):
        lines.addWidget(QLabel(text))
    row.addLayout(lines)
    return made


def paint(cards: int, begun_s: float) -> None:
    """Say when the window was painted first."""
    application = QApplication(sys.argv[:1])

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
            if event.type() is QEvent.Type.Paint:
                now_s = time.monotonic()
                took = {
                    "started_ms": (now_s - begun_s) * 1000,
                    "window_ms": (now_s - asked_s) * 1000,
                }
                print(json.dumps(took), flush=True)
                QTimer.singleShot(0, application.quit)
                shown.removeEventFilter(self)
            return False

    asked_s = time.monotonic()
    shown, watch = window(cards), Watch()
    shown.installEventFilter(watch)
    shown.show()
    application.exec()


def gaps(seconds: float) -> None:
    """Say the longest gap of an event loop that has nothing to do."""
    application = QApplication(sys.argv[:1])
    shown = window(1)
    shown.show()
    clock = GapClock()
    QTimer.singleShot(round(seconds * 1000), application.quit)
    application.exec()
    print(json.dumps({"rest": clock.end()}), flush=True)


def main() -> None:
    if sys.argv[1] == "paint":
        paint(int(sys.argv[2]), float(sys.argv[3]))
    else:
        gaps(float(sys.argv[2]))


if __name__ == "__main__":
    main()
