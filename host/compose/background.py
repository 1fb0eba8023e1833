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
MB = 1_000_000


async def keep_resting(settings: Background, boxes: Mapping[Instance, Box]) -> None:
    """Freeze and discard what is out of sight, until cancelled. `boxes` is what runs."""
    while True:
        await asyncio.sleep(min(LOOK_EVERY_S, max(settings.frozen_after_s, 0.05)))
        try:
            await rest_once(settings, boxes)
        except Exception:
            log.exception("a look at what is in the background failed")


async def rest_once(settings: Background, boxes: Mapping[Instance, Box]) -> None:
    """Freeze what has been out of sight for long enough; then discard what was out of sight the
    longest, until the rest keeps within the budget."""
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
    if _discard(settings, boxes):
        await asyncio.to_thread(_give_back)


def _discard(settings: Background, boxes: Mapping[Instance, Box]) -> bool:
    """Whether one was."""
    taken: list[tuple[float, Resting, int]] = []
    discarded = False
    for instance, box in boxes.items():
        rest = box.resting
        if rest is None or rest.state is not Rest.FROZEN or rest.hidden_s is None:
            continue
        usage = instance.view.usage()
        taken.append((rest.hidden_s, rest, 0 if usage is None else usage.memory_bytes))
    left_bytes = sum(used for _, _, used in taken)
    for _, rest, used in sorted(taken, key=lambda each: each[0]):
        if left_bytes <= settings.memory_mb * MB:
            break
        rest.discard()
        left_bytes -= used
        discarded = True
    return discarded


def _give_back() -> None:
    """Have this process' own heap return what discarded pages leave free in it: glibc keeps the
    middle of its heap until it is asked (malloc_trim(3))."""
    import ctypes  # no start needs it

    with suppress(OSError, AttributeError):  # another libc
        ctypes.CDLL(None).malloc_trim(0)
