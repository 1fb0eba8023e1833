"""Apps out of sight rest: which, and when. WeChat's do so after five seconds."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from host.compose.resting import Rest

if TYPE_CHECKING:
    from host.compose.box import Box
    from host.compose.resting import Resting
    from host.launch.instance import Instance
    from host.settings import Background

log = logging.getLogger("fanlight.host")

LOOK_EVERY_S = 1.0
LET_GO_S = 5.0
"""In which the engine lets go of what a page had in the host's own process, once its renderer has
ended: pictures of its frames above all."""
MB = 1_000_000


async def keep_resting(settings: Background, boxes: Mapping[Instance, Box]) -> None:
    """Freeze and discard what is out of sight, until cancelled. `boxes` is what runs."""
    leavings = Leavings()
    while True:
        await asyncio.sleep(min(LOOK_EVERY_S, max(settings.frozen_after_s, 0.05)))
        try:
            discarded = await rest_once(settings, boxes)
            if leavings.are_due(discarded, boxes, time.monotonic()):
                await asyncio.to_thread(give_back)
        except Exception:
            log.exception("a look at what is in the background failed")


class Leavings:
    """When to look for memory that was let go of: once it is quiet after apps began, ended or were
    taken out of memory, and not before the next of these."""

    def __init__(self) -> None:
        self._ran: frozenset[Instance] = frozenset()
        self._since_s: float | None = None

    def are_due(self, discarded: bool, boxes: Mapping[Instance, Box], now_s: float) -> bool:
        """`discarded` is whether an app was just taken out of memory, `now_s` on
        time.monotonic."""
        runs = frozenset(boxes)
        if discarded or runs != self._ran:
            self._ran, self._since_s = runs, now_s
        if self._since_s is None or now_s - self._since_s < LET_GO_S:
            return False
        self._since_s = None
        return True


async def rest_once(settings: Background, boxes: Mapping[Instance, Box]) -> bool:
    """Freeze what has been out of sight for long enough; then discard what was out of sight the
    longest, until the rest keeps within the budget. Whether one was."""
    now_s = time.monotonic()
    resting = [box.resting for box in boxes.values() if box.resting is not None]
    due = [
        each
        for each in resting
        if each.may_freeze
        and each.hidden_s is not None
        and now_s - each.hidden_s >= settings.frozen_after_s
    ]
    await asyncio.gather(*(each.freeze() for each in due))
    return _discard(settings, boxes)


def _discard(settings: Background, boxes: Mapping[Instance, Box]) -> bool:
    taken: list[tuple[float, Resting, int]] = []
    discarded = False
    for instance, box in boxes.items():
        rest = box.resting
        if rest is None or rest.state is not Rest.FROZEN or rest.hidden_s is None:
            continue
        usage = instance.view.usage()
        taken.append((rest.hidden_s, rest, 0 if usage is None else usage.own_or_all_bytes))
    left_bytes = sum(used for _, _, used in taken)
    for _, rest, used in sorted(taken, key=lambda each: each[0]):
        if left_bytes <= settings.memory_mb * MB:
            break
        rest.discard()
        left_bytes -= used
        discarded = True
    return discarded


def give_back() -> None:
    """Have this process' own heap return what is free in it: glibc keeps the middle of its heap
    until it is asked (malloc_trim(3))."""
    import ctypes  # no start needs it

    with suppress(OSError, AttributeError):  # another libc
        ctypes.CDLL(None).malloc_trim(0)
