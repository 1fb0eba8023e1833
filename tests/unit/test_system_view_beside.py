"""The frame that a page's window stands above, where no window holds another process's (macOS)."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.fanlight_child import ROOT

SCENE = """
import time

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from sandbox.view.outside.beside import BesideFrame

app = QApplication([])


def until(seen):
    given_up_s = time.monotonic() + 20
    while not seen() and time.monotonic() < given_up_s:
        app.processEvents()
        time.sleep(0.01)
    assert seen(), told[-1]


told = []
window = QWidget()
window.resize(400, 600)
column = QVBoxLayout(window)
column.setContentsMargins(0, 0, 0, 0)
column.setSpacing(0)
title = QLabel("title")
title.setFixedHeight(40)
column.addWidget(title)
frame = BesideFrame("#ffffff", told.append, lambda view: 7)
column.addWidget(frame)
window.show()
app.processEvents()
assert told == [], told  # nothing stands there yet
frame.hold(99)
first = told[-1]
assert (first.shown, first.above) == (True, 7), first
assert (first.x_px, first.y_px) == tuple(frame.mapToGlobal(QPoint(0, 0)).toTuple())
assert (first.width_px, first.height_px) == (400, 560), first
count = len(told)
frame.follow()
assert len(told) == count  # it is there already
window.move(50, 60)
app.processEvents()
assert told[-1].x_px == window.geometry().x(), told[-1]
window.resize(500, 700)
app.processEvents()
assert (told[-1].width_px, told[-1].height_px) == (500, 660), told[-1]

# What the host asks a person lies in its own window, so the page's must not lie over it.
sheet = QLabel("may it?", window)
sheet.setGeometry(0, 300, 500, 400)
sheet.show()
until(lambda: not told[-1].shown)
sheet.hide()
until(lambda: told[-1].shown)
sheet.setGeometry(0, 0, 500, 30)  # over the title
sheet.show()
for _ in range(20):
    app.processEvents()
assert told[-1].shown

frame.hide()
until(lambda: not told[-1].shown)
frame.show()
until(lambda: told[-1].shown)
count = len(told)
frame.let_go()
window.move(1, 1)
app.processEvents()
assert len(told) == count  # its process has ended
print("seen")
"""


def test_a_pages_window_follows_its_frame() -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCENE],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "seen\n", done.stderr
