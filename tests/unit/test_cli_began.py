"""A launch from the command line counts from the process' start."""

from __future__ import annotations

import subprocess
import sys
import time

_LATER = """
import time
while time.process_time() < 0.2:
    pass
import host.cli.began
print(host.cli.began.BEGAN_S)
"""
BUSY_S = 0.2


def test_what_the_process_did_before_counts() -> None:
    asked_s = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-c", _LATER], capture_output=True, text=True, check=True, timeout=60
    )
    began_s, ended_s = float(told.stdout), time.monotonic()
    assert asked_s <= began_s <= ended_s - BUSY_S
