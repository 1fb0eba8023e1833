"""What discarded apps leave in the host's heap goes back to the system."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAP = """
from host.compose.background import _give_back

def resident_mb():
    with open("/proc/self/statm") as facts:
        return int(facts.read().split()[1]) * 4096 / 1e6

blocks = [bytearray(b"x") * 60_000 for _ in range(2_000)]
kept = blocks[::100]  # or the heap's end would go back by itself
del blocks
before_mb = resident_mb()
_give_back()
print(before_mb - resident_mb())
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only glibc keeps the middle of its heap"
)
def test_the_heaps_middle_goes_back() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HEAP], capture_output=True, text=True, timeout=60, check=True
    )
    assert float(done.stdout) > 60
