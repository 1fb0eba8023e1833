"""What discarded apps leave in the host's heap goes back to the system."""

from __future__ import annotations

import subprocess
import sys
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from host.compose.background import LET_GO_S, Leavings, rest_once
from host.compose.resting import Rest
from host.settings import Background
from sandbox.view.port import Usage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from host.compose.box import Box
    from host.launch.instance import Instance

HEAP = """
from host.compose.background import give_back

def resident_mb():
    with open("/proc/self/statm") as facts:
        return int(facts.read().split()[1]) * 4096 / 1e6

blocks = [bytearray(b"x") * 60_000 for _ in range(2_000)]
kept = blocks[::100]  # or the heap's end would go back by itself
del blocks
before_mb = resident_mb()
give_back()
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


MB = 1_000_000


def frozen(hidden_s: float, usage: Usage | None) -> tuple[Any, Any]:
    """A frozen app, so long out of sight, and its box."""
    rest = SimpleNamespace(
        state=Rest.FROZEN, hidden_s=time.monotonic() - hidden_s, may_freeze=False
    )
    rest.discard = lambda: setattr(rest, "state", Rest.DISCARDED)
    view = SimpleNamespace(usage=lambda: usage)
    # Compared by what they are, as an app is.
    return type("App", (), {"view": view})(), SimpleNamespace(resting=rest)


@pytest.mark.parametrize(
    ("budget_mb", "kept"), [(0, []), (31, []), (32, ["left"]), (52, ["left", "before"])]
)
async def test_those_longest_out_of_sight_go_until_the_rest_fits_by_what_is_their_own(
    budget_mb: int, kept: list[str]
) -> None:
    apps = {
        "before": frozen(200, Usage(110 * MB, 10, 0.0, 20 * MB)),
        "left": frozen(100, Usage(130 * MB, 10, 0.0, 32 * MB)),
        "first": frozen(300, Usage(30 * MB, 10, 0.0)),  # where its own is not known, all counts
    }
    settings = Background(memory_mb=budget_mb)
    assert await rest_once(settings, dict(apps.values()))
    now = {name for name, (_, box) in apps.items() if box.resting.state is Rest.FROZEN}
    assert now == set(kept)


async def test_the_app_that_was_just_left_stays_by_default() -> None:
    """A small one: the figures are those of pages of 200 cards (docs/bench.md)."""
    left, before = (frozen(at, Usage(130 * MB, 10, 0.0, 25 * MB)) for at in (100, 200))
    assert await rest_once(Background(), dict([before, left]))
    assert left[1].resting.state is Rest.FROZEN
    assert before[1].resting.state is Rest.DISCARDED
