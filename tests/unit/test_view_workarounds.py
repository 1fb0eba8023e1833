"""Workarounds for faults of the engine's binding, each tested for its effect."""

from __future__ import annotations

import subprocess
import sys

EMIT_OFTEN = """
from sandbox.view.workarounds import keep_bools_alive
keep_bools_alive()
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    sent = Signal(str)
sender = Sender()
for _ in range(20_000):
    sender.sent.emit("x")
print("alive", True, False)
"""


def test_twenty_thousand_signals_leave_python_alive() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", EMIT_OFTEN], capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stdout) == (0, "alive True False\n"), ended.stderr
