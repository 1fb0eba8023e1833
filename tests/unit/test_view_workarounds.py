"""Workarounds for faults of the engine's binding, each tested for its effect."""

from __future__ import annotations

import subprocess
import sys

CALL_OFTEN = """
from sandbox.view.workarounds import hold_constants
hold_constants()
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    sent = Signal(str)
sender = Sender()
for _ in range(20_000):
    sender.sent.emit("x")
    sender.blockSignals(False)
    sender.setObjectName("x")
print("alive", True, False, None)
"""


def test_sixty_thousand_calls_leave_python_alive() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CALL_OFTEN], capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stdout) == (0, "alive True False None\n"), ended.stderr


SCAN = """
import sys
import PySide6.QtCore
from sandbox.view.workarounds import skip_feature_scan
assert skip_feature_scan()
import inspect
read = []
real = inspect.getsource
inspect.getsource = lambda module: read.append(module) or real(module)
import colorsys, wave
print(read)
"""


def test_pyside_reads_no_module_after_it() -> None:
    ended = subprocess.run([sys.executable, "-c", SCAN], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (0, "[]\n"), ended.stderr
