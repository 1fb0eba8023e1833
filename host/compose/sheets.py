"""The host's own sheets over one app's window, behind the services' ports."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from bridge.errors import CallCancelled
from bridge.permissions import ASKED, Grant, Scope
from host.launch.authority import InstanceAuthority
from host.services.ports import Filled, FormKind
from host.shell.app_icons import IconShelf
from host.shell.face import AppFace
from host.shell.prompt_queue import Question, Sheet
from host.shell.prompt_turns import PromptTurns
from host.shell.style import Appearance
from host.shell.window import MiniProgramWindow
from host.shell.window_prompts import WindowPrompts

if TYPE_CHECKING:  # each sheet comes in when it is asked for: a launch needs none
    from host.shell.question_sheet import QuestionSheet
    from host.shell.rights_sheet import AnsweredRight

T = TypeVar("T")
Changed = Callable[[Scope, Grant], None]


class WindowSheets:
    """Over one window, in the turns and by the rules of all questions.

    Without `turns` nobody is asked: nothing is shown, and every answer is none. Every method
    raises RateLimited when the app may not ask now.
    """

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        window: MiniProgramWindow,
        face: AppFace,
        turns: PromptTurns | None,
    ) -> None:
        self._appearance = appearance
        self._shelf = shelf
        self._window = window
        self._face = face
        self._prompts = None if turns is None else WindowPrompts(window, turns)
        self._numbers = itertools.count(1)

    async def rights(self, answered: tuple[AnsweredRight, ...], changed: Changed) -> None:
        """Show what was answered until the person is done."""

        def make(done: Callable[[None], None]) -> QuestionSheet:
            return self._rights(answered, changed, done)

        await self._put(Sheet.RIGHTS, make, None)

    async def rights_in_menu(self, answered: tuple[AnsweredRight, ...], changed: Changed) -> None:
        """The same when the person asks for it themselves."""
        await self._window.put(lambda done: self._rights(answered, changed, done), None)

    async def share(self, title: str, link: str) -> None:
        """Show a link to hand on (host.services.ports.Sharing)."""
        from host.shell.share_sheet import ShareSheet

        def make(done: Callable[[None], None]) -> QuestionSheet:
            return ShareSheet(
                self._appearance, self._shelf, self._window, self._face, title, link, done
            )

        await self._put(Sheet.SHARE, make, None)

    async def fill(
        self,
        kind: FormKind,
        kept: tuple[Mapping[str, str], ...],
        proposed: Mapping[str, str] | None,
    ) -> Filled:
        """One form (host.services.ports.PersonForms)."""
        from host.shell.form_sheet import FormSheet

        def make(filled: Callable[[Filled], None]) -> QuestionSheet:
            return FormSheet(
                self._appearance,
                self._shelf,
                self._window,
                self._face,
                kind,
                kept,
                proposed,
                filled,
            )

        return await self._put(Sheet.FORM, make, Filled(None, kept))

    def _rights(
        self,
        answered: tuple[AnsweredRight, ...],
        changed: Changed,
        done: Callable[[None], None],
    ) -> QuestionSheet:
        from host.shell.rights_sheet import RightsSheet

        return RightsSheet(
            self._appearance, self._shelf, self._window, self._face, answered, changed, done
        )

    async def _put(
        self, sheet: Sheet, make: Callable[[Callable[[T], None]], QuestionSheet], unanswered: T
    ) -> T:
        """What the person gave; `unanswered` when the window closed or went out of sight."""
        if self._prompts is None:
            return unanswered
        given: list[T] = []

        def made(answer: Callable[[Grant], None]) -> QuestionSheet:
            def settled(value: T) -> None:
                given.append(value)
                # A form that was cancelled is a refusal: the next one waits.
                answer(Grant.DENY if sheet is Sheet.FORM and _is_refusal(value) else Grant.ALLOW)

            return make(settled)

        question = Question(self._face.app_id, self._face.publisher, sheet, next(self._numbers))
        try:
            await self._prompts.put(question, made)
        except CallCancelled:
            return unanswered
        return given[0]


def _is_refusal(value: object) -> bool:
    return isinstance(value, Filled) and value.entry is None


class AnswersOverWindow:
    """host.services.ports.RightsSheet: the answers of one instance, changed at once."""

    def __init__(
        self,
        sheets: WindowSheets,
        authority: InstanceAuthority,
        reasons: Mapping[Scope, str],
    ) -> None:
        self._sheets = sheets
        self._authority = authority
        self._reasons = reasons

    async def show(self) -> None:
        """Returns when the person is done, and every change is kept. Raises RateLimited."""
        await self._shown(self._sheets.rights)

    async def show_in_menu(self) -> None:
        """The same when the person asks for it themselves."""
        await self._shown(self._sheets.rights_in_menu)

    async def _shown(
        self, put: Callable[[tuple[AnsweredRight, ...], Changed], Awaitable[None]]
    ) -> None:
        from host.shell.rights_sheet import AnsweredRight

        answered = []
        for scope in sorted(self._authority.declared & ASKED):
            grant = await self._authority.grant(scope)
            if grant is not None:
                answered.append(AnsweredRight(scope, self._reasons[scope], grant))
        changing: list[asyncio.Future[None]] = []

        def changed(scope: Scope, answer: Grant) -> None:
            changing.append(asyncio.ensure_future(self._authority.change(scope, answer)))

        await put(tuple(answered), changed)
        await asyncio.gather(*changing)
