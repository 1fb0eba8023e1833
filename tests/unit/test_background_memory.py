"""What discarded apps leave in the host's heap goes back to the system."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, cast

import pytest

from host.compose.background import LET_GO_S, Leavings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from host.compose.box import Box
    from host.launch.instance import Instance

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


def running(*apps: str) -> Mapping[Instance, Box]:
    return cast("Mapping[Instance, Box]", dict.fromkeys(apps))


def test_it_is_looked_for_once_after_each_change_when_the_engine_has_let_go() -> None:
    leavings = Leavings()
    both, one = running("a", "b"), running("a")
    assert not leavings.are_due(False, running(), 0.0)
    assert not leavings.are_due(False, running(), 100.0)  # nothing ever ran
    assert not leavings.are_due(False, both, 100.0)
    assert not leavings.are_due(False, both, 100.0 + LET_GO_S / 2)
    assert leavings.are_due(False, both, 100.0 + LET_GO_S)
    assert not leavings.are_due(False, both, 200.0)
    assert not leavings.are_due(True, both, 200.0)  # taken out of memory: its renderer ends now
    assert not leavings.are_due(True, both, 203.0)  # and another's
    assert not leavings.are_due(False, both, 200.0 + LET_GO_S)
    assert leavings.are_due(False, both, 203.0 + LET_GO_S)
    assert not leavings.are_due(False, one, 300.0)  # closed
    assert leavings.are_due(False, one, 300.0 + LET_GO_S)
