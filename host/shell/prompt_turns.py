"""Waits for a question's turn and for its answer, over `PromptQueue`. asyncio, no Qt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bridge.errors import CallCancelled
from bridge.permissions import Grant
from host.shell.prompt_queue import PromptQueue, Question

TakeAway = Callable[[], None]
Show = Callable[[Callable[[Grant], None]], TakeAway]
"""Shows a question, calls what it is given with the answer; returns how to take it away."""


@dataclass(slots=True)
class _Entry:
    show: Show
    answer: asyncio.Future[Grant]
    take_away: TakeAway | None = field(default=None)


class PromptTurns:
    """Shared by all windows of a host: one question on screen, the others wait in line."""

    def __init__(self, queue: PromptQueue) -> None:
        self._queue = queue
        self._entries: dict[Question, _Entry] = {}

    async def put(self, question: Question, show: Show) -> Grant:
        """Show `question` when its turn comes; the person's answer.

        The same question asked twice at once is shown once and answers both.
        Raises RateLimited (nothing was shown) and CallCancelled (see `cancel`).
        """
        if not self._queue.join(question):
            return await asyncio.shield(self._entries[question].answer)
        entry = _Entry(show, asyncio.get_running_loop().create_future())
        self._entries[question] = entry
        self._advance()
        try:
            grant = await asyncio.shield(entry.answer)
        except (CallCancelled, asyncio.CancelledError):
            self.cancel(question)
            self._queue.withdraw(question)
            raise
        else:
            self._queue.settle(question, grant)
            return grant
        finally:
            del self._entries[question]
            if entry.take_away is not None:
                entry.take_away()
            self._advance()

    def cancel(self, question: Question) -> None:
        """Nobody can answer `question` any more: its window closed. That is no refusal."""
        entry = self._entries.get(question)
        if entry is not None and not entry.answer.done():
            entry.answer.set_exception(
                CallCancelled(f"{question.app_id} closed before the person answered")
            )
            entry.answer.exception()  # nobody may be waiting for it

    def _advance(self) -> None:
        question = self._queue.current
        entry = self._entries.get(question) if question is not None else None
        if entry is None or entry.take_away is not None or entry.answer.done():
            return

        def settle(grant: Grant) -> None:
            if not entry.answer.done():
                entry.answer.set_result(grant)

        entry.take_away = entry.show(settle)
