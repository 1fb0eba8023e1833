"""What a view waits for in place, for a moment."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bridge.errors import NotFound
from sandbox.view.reading import Reading

LONG_S = 30.0


def test_it_is_there_before_the_loop_has_had_a_turn() -> None:
    async def work() -> str | None:
        return Reading(lambda: "read").within(LONG_S)

    assert asyncio.run(work()) == "read"


def test_who_cannot_wait_gets_it_later() -> None:
    async def work() -> tuple[str | None, str]:
        may_end = threading.Event()

        def read() -> str:
            may_end.wait(LONG_S)
            return "late"

        reading = Reading(read)
        early = reading.within(0)
        may_end.set()
        return early, await reading.done()

    assert asyncio.run(work()) == (None, "late")


def test_a_failure_is_told_to_who_waits_for_it() -> None:
    async def work() -> None:
        def read() -> str:
            raise NotFound("it is gone", path="a")

        reading = Reading(read)
        assert reading.within(LONG_S) is None
        await reading.done()

    with pytest.raises(NotFound):
        asyncio.run(work())
