"""Prompts at a window, for one app: the authority's Asker over the shell's sheets."""

from __future__ import annotations

import time

from bridge.permissions import Grant, Scope
from host.compose.sheets import WindowSheets
from host.launch.authority import Asker, Refusing
from host.services.ports import Agreement, Consenting
from host.shell.app_icons import IconShelf
from host.shell.face import AppFace
from host.shell.permission_sheet import PermissionAsk, PermissionPrompts
from host.shell.prompt_queue import PromptQueue
from host.shell.prompt_turns import PromptTurns
from host.shell.style import Appearance
from host.shell.window import MiniProgramWindow
from host.shell.window_prompts import AgreementPrompts


class _SheetAsker:
    def __init__(self, prompts: PermissionPrompts, face: AppFace) -> None:
        self._prompts = prompts
        self._face = face

    async def ask(self, scope: Scope, reason: str) -> Grant:
        return await self._prompts.ask(PermissionAsk(self._face, scope, reason))


class _NeverAgreeing:
    async def agree(self, what: Agreement, about: str, development: bool) -> bool:
        return False


class Asking:
    """Makes askers; all windows share the turns, so that one question is asked at a time."""

    def __init__(self, appearance: Appearance, shelf: IconShelf, *, prompts: bool) -> None:
        """Without `prompts` every question is refused, unasked and unremembered."""
        self._appearance = appearance
        self._shelf = shelf
        self._prompts = prompts
        self._turns = PromptTurns(PromptQueue(time.monotonic))

    def at(self, window: MiniProgramWindow, face: AppFace) -> Asker:
        """The asker of the app in `window`."""
        if not self._prompts:
            return Refusing()
        return _SheetAsker(
            PermissionPrompts(self._appearance, self._shelf, window, self._turns), face
        )

    def sheets(self, window: MiniProgramWindow, face: AppFace) -> WindowSheets:
        """The host's other sheets over the window."""
        turns = self._turns if self._prompts else None
        return WindowSheets(self._appearance, self._shelf, window, face, turns)

    def consenting(self, window: MiniProgramWindow, face: AppFace) -> Consenting:
        """Who asks for agreement to one thing, once."""
        if not self._prompts:
            return _NeverAgreeing()
        return AgreementPrompts(self._appearance, self._shelf, window, face, self._turns)
