"""Puts a mini-program's questions to the person over its window, in the turns all windows share."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable

import shiboken6

from bridge.errors import CallCancelled, RateLimited
from bridge.permissions import Grant
from host.services.ports import Agreement
from host.shell.agreement_sheet import AgreementSheet
from host.shell.app_icons import IconShelf
from host.shell.face import AppFace
from host.shell.prompt_queue import Question
from host.shell.prompt_turns import PromptTurns, TakeAway
from host.shell.question_sheet import QuestionSheet
from host.shell.style import Appearance
from host.shell.window import MiniProgramWindow

Answer = Callable[[Grant], None]


class WindowPrompts:
    """One window's questions: of rights and of agreements, never two at once."""

    def __init__(self, window: MiniProgramWindow, turns: PromptTurns) -> None:
        self._window = window
        self._turns = turns
        self.sheet: QuestionSheet | None = None
        """The question that is on screen."""

    async def put(self, question: Question, make: Callable[[Answer], QuestionSheet]) -> Grant:
        """Show what `make` makes when its turn comes; the person's answer.

        What an app asks before its first screen waits for that: many ask as they begin.
        Raises RateLimited (nothing was shown: the app asks too often, or nobody is there) and
        CallCancelled (the window closed or went out of sight): neither is an answer.
        """
        window = self._window
        if window.is_closed:
            raise CallCancelled(f"{question.app_id} was closed")
        if not window.hands.has_come:
            await self._first_screen(question)
        if not window.hands.here:
            raise RateLimited(
                f"{question.app_id} asks while its window is out of sight or long untouched; ask "
                "when the person does something that needs it",
                scope=question.subject,
            )

        def call_off(*_: object) -> None:
            if not window.hands.sees:
                self._turns.cancel(question)

        window.visibility_changed.connect(call_off)
        not_closing = window.on_close(lambda: self._turns.cancel(question))
        try:
            return await self._turns.put(question, lambda answer: self._show(make, answer))
        finally:
            not_closing()
            if shiboken6.isValid(window):  # it may be gone with its app
                window.visibility_changed.disconnect(call_off)

    async def _first_screen(self, question: Question) -> None:
        """Returns when the app is open. Raises CallCancelled when its window closes before."""
        window = self._window
        seen: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def came() -> None:
            if not seen.done():
                seen.set_result(None)

        def closing() -> None:
            if not seen.done():
                seen.set_exception(CallCancelled(f"{question.app_id} was closed"))

        window.hands.came.connect(came)
        not_closing = window.on_close(closing)
        try:
            await seen
        finally:
            not_closing()
            if shiboken6.isValid(window):
                window.hands.came.disconnect(came)

    def _show(self, make: Callable[[Answer], QuestionSheet], answer: Answer) -> TakeAway:
        sheet = make(answer)
        self.sheet = sheet
        sheet.open()

        def take_away() -> None:
            self.sheet = None
            if shiboken6.isValid(sheet):  # the window may have gone with its children
                sheet.close_for_good()

        return take_away


class AgreementPrompts:
    """Asks for agreement to one thing, once (host.services.ports.Consenting)."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        window: MiniProgramWindow,
        face: AppFace,
        turns: PromptTurns,
    ) -> None:
        self._appearance = appearance
        self._shelf = shelf
        self._window = window
        self._face = face
        self._prompts = WindowPrompts(window, turns)
        self._numbers = itertools.count(1)

    @property
    def sheet(self) -> QuestionSheet | None:
        """The question that is on screen."""
        return self._prompts.sheet

    async def agree(self, what: Agreement, about: str, development: bool) -> bool:
        """Raises RateLimited; False when the window closes or goes out of sight."""
        face = self._face
        # Two payments are two questions, whatever they say.
        question = Question(face.app_id, face.publisher, what, next(self._numbers))

        def make(answer: Answer) -> QuestionSheet:
            def answered(yes: bool) -> None:
                answer(Grant.ALLOW_ONCE if yes else Grant.DENY)

            return AgreementSheet(
                self._appearance,
                self._shelf,
                self._window,
                face,
                what,
                about,
                development,
                answered,
            )

        try:
            return await self._prompts.put(question, make) is not Grant.DENY
        except CallCancelled:
            return False
