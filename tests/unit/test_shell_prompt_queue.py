"""How often a mini-program may put questions to the person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bridge.errors import CallCancelled, RateLimited
from bridge.names import AppId, KeyId
from bridge.permissions import Grant, Scope
from host.shell.prompt_queue import PromptQueue, PromptRules, Question
from host.shell.prompt_turns import PromptTurns

ONE = AppId("org.example.one")
TWO = AppId("org.example.two")
KEY = KeyId("a" * 64)
OTHER_KEY = KeyId("b" * 64)


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def question(app: AppId = ONE, scope: Scope = Scope.LOCATION, publisher: KeyId = KEY) -> Question:
    return Question(app, publisher, scope)


def test_questions_come_one_after_another() -> None:
    queue = PromptQueue(Clock())
    first, second = question(), question(TWO)
    assert queue.current is None
    assert queue.join(first)
    assert queue.join(second)
    assert queue.current == first
    queue.settle(first, Grant.ALLOW)
    assert queue.current == second
    queue.withdraw(second)
    assert queue.current is None


def test_the_same_question_stands_in_line_once() -> None:
    queue = PromptQueue(Clock())
    assert queue.join(question())
    assert not queue.join(question())
    queue.settle(question(), Grant.ALLOW)
    assert queue.current is None


def test_refusals_make_the_app_wait_longer_and_an_allowance_ends_that() -> None:
    clock = Clock()
    queue = PromptQueue(clock, PromptRules(backoff_s=(0.0, 10.0, 60.0)))
    for pause_s in (0.0, 10.0, 60.0, 60.0):
        assert queue.join(question())
        queue.settle(question(), Grant.DENY)
        if pause_s:
            clock.now_s += pause_s - 0.1
            with pytest.raises(RateLimited):
                queue.join(question())
            clock.now_s += 0.1
    queue.join(question())
    queue.settle(question(), Grant.ALLOW_ONCE)
    queue.join(question())
    queue.settle(question(), Grant.DENY)
    assert queue.join(question())


def test_one_apps_refusals_do_not_silence_another() -> None:
    queue = PromptQueue(Clock(), PromptRules(backoff_s=(99.0,)))
    queue.join(question())
    queue.settle(question(), Grant.DENY)
    with pytest.raises(RateLimited) as refused:
        queue.join(question(scope=Scope.NOTIFICATION))
    assert refused.value.detail["wait_s"] == 99.0
    assert queue.join(question(TWO))


def test_an_app_asks_a_few_times_a_minute() -> None:
    clock = Clock()
    queue = PromptQueue(clock, PromptRules(max_per_window=3, window_s=60))
    for _ in range(3):
        queue.join(question())
        queue.settle(question(), Grant.ALLOW)
    with pytest.raises(RateLimited):
        queue.join(question())
    clock.now_s += 60
    assert queue.join(question())


def test_an_app_has_a_few_questions_waiting() -> None:
    queue = PromptQueue(Clock(), PromptRules(max_waiting=2))
    queue.join(question())
    queue.join(question(scope=Scope.NOTIFICATION))
    with pytest.raises(RateLimited):
        queue.join(question(scope=Scope.CLIPBOARD_READ))


class Screen:
    """Stands where the sheet stands: shows one question, hands in the person's answer."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.answer: Callable[[Grant], None] | None = None

    def shows(self, name: str) -> Callable[[Callable[[Grant], None]], Callable[[], None]]:
        def show(answer: Callable[[Grant], None]) -> Callable[[], None]:
            self.shown.append(name)
            self.answer = answer

            def take_away() -> None:
                self.shown.remove(name)

            return take_away

        return show


async def test_apps_of_one_id_by_two_publishers_share_no_answer() -> None:
    turns = PromptTurns(PromptQueue(Clock()))
    shown: list[Callable[[Grant], None]] = []

    def show(answered: Callable[[Grant], None]) -> Callable[[], None]:
        shown.append(answered)
        return lambda: None

    asked = [
        asyncio.ensure_future(turns.put(question(publisher=key), show)) for key in (KEY, OTHER_KEY)
    ]
    await asyncio.sleep(0)
    shown[0](Grant.ALLOW)
    assert await asked[0] is Grant.ALLOW
    assert not asked[1].done()
    shown[1](Grant.DENY)
    assert await asked[1] is Grant.DENY


async def test_turns_show_one_question_at_a_time() -> None:
    screen, turns = Screen(), PromptTurns(PromptQueue(Clock()))
    first = asyncio.ensure_future(turns.put(question(), screen.shows("first")))
    again = asyncio.ensure_future(turns.put(question(), screen.shows("again")))
    second = asyncio.ensure_future(turns.put(question(TWO), screen.shows("second")))
    await asyncio.sleep(0)
    assert screen.shown == ["first"]
    assert screen.answer is not None
    screen.answer(Grant.ALLOW)
    assert await first is Grant.ALLOW
    assert await again is Grant.ALLOW
    await asyncio.sleep(0)
    assert screen.shown == ["second"]
    screen.answer(Grant.DENY)
    screen.answer(Grant.ALLOW)
    assert await second is Grant.DENY
    assert screen.shown == []


async def test_a_closed_window_is_no_refusal() -> None:
    screen = Screen()
    queue = PromptQueue(Clock(), PromptRules(backoff_s=(99.0,)))
    turns = PromptTurns(queue)
    asked = asyncio.ensure_future(turns.put(question(), screen.shows("asked")))
    joined = asyncio.ensure_future(turns.put(question(), screen.shows("joined")))
    await asyncio.sleep(0)
    turns.cancel(question())
    for waiting in (asked, joined):
        with pytest.raises(CallCancelled):
            await waiting
    assert screen.shown == []
    assert queue.current is None
    assert queue.join(question())


async def test_a_cancelled_call_takes_its_question_away() -> None:
    screen, turns = Screen(), PromptTurns(PromptQueue(Clock()))
    asked = asyncio.ensure_future(turns.put(question(), screen.shows("asked")))
    second = asyncio.ensure_future(turns.put(question(TWO), screen.shows("second")))
    await asyncio.sleep(0)
    asked.cancel()
    await asyncio.wait([asked])
    assert screen.shown == ["second"]
    turns.cancel(question(TWO))
    with pytest.raises(CallCancelled):
        await second
