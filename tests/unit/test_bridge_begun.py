"""Coroutines that are begun without a task."""

from __future__ import annotations

import asyncio

import pytest

from bridge.begun import Begun, within_a_task


async def test_what_does_not_wait_has_its_outcome_at_once() -> None:
    async def quick() -> int:
        return 3

    begun = Begun(quick())
    assert begun.outcome == (3,)
    assert await begun == 3


async def test_what_waits_goes_on_in_the_task_that_awaits_it() -> None:
    first, second = asyncio.Event(), asyncio.Event()
    seen: list[object] = []

    async def slow() -> str:
        seen.append(asyncio.current_task())
        await first.wait()
        seen.append(asyncio.current_task())
        async with asyncio.timeout(60):
            await second.wait()
        return "tea"

    async def finish() -> str:
        return await begun

    here = asyncio.current_task()
    begun = Begun(slow())
    assert begun.outcome is None
    task = asyncio.ensure_future(finish())
    first.set()
    await asyncio.sleep(0)
    second.set()
    assert await task == "tea"
    assert seen == [here, task]


async def test_errors_come_where_they_happen() -> None:
    async def fails(event: asyncio.Event | None) -> None:
        if event is not None:
            await event.wait()
        raise ValueError("tea")

    with pytest.raises(ValueError, match="tea"):
        Begun(fails(None))
    event = asyncio.Event()
    begun = Begun(fails(event))
    event.set()
    with pytest.raises(ValueError, match="tea"):
        await begun


async def test_cancelling_the_task_ends_the_coroutine() -> None:
    ended: list[str] = []

    async def waits() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    async def finish() -> None:
        await begun

    begun = Begun(waits())
    task = asyncio.ensure_future(finish())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == ["cancelled"]


async def test_who_needs_a_task_goes_on_in_it_as_it_begins() -> None:
    seen: list[str] = []

    async def needs() -> None:
        seen.append("before" if asyncio.current_task() is None else "in a task")
        await within_a_task()
        async with asyncio.timeout(60):
            seen.append("within")

    async def finish(begun: Begun[None]) -> None:
        await begun

    def begin() -> None:  # as a message's slot does: outside of all tasks
        task = asyncio.ensure_future(finish(Begun(needs())))
        task.add_done_callback(lambda _: seen.append("done"))
        # Each turn costs as much as a call: no second one.
        loop.call_soon(seen.append, "next turn")

    loop = asyncio.get_running_loop()
    loop.call_soon(begin)
    while "done" not in seen:
        await asyncio.sleep(0)
    assert seen == ["before", "within", "next turn", "done"]


async def test_who_is_in_a_task_goes_on_at_once() -> None:
    async def needs() -> int:
        await within_a_task()
        return 3

    assert Begun(needs()).outcome == (3,)
