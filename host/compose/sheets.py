"""The host's own sheets over one app's window, behind the services' ports."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from bridge.permissions import ASKED, Grant, Scope
from host.launch.authority import InstanceAuthority
from host.services.ports import Filled, FormKind
from host.shell.app_icons import IconShelf
from host.shell.face import AppFace
from host.shell.form_sheet import FormSheet
from host.shell.rights_sheet import AnsweredRight, RightsSheet
from host.shell.share_sheet import ShareSheet
from host.shell.style import Appearance
from host.shell.veil import Veil
from host.shell.window import MiniProgramWindow


class WindowSheets:
    """Over one window. Without `prompts` nothing is shown, and every answer is none."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        window: MiniProgramWindow,
        face: AppFace,
        *,
        prompts: bool,
    ) -> None:
        self._appearance = appearance
        self._shelf = shelf
        self._window = window
        self._face = face
        self._prompts = prompts

    async def rights(
        self, answered: tuple[AnsweredRight, ...], changed: Callable[[Scope, Grant], None]
    ) -> None:
        """Show what was answered until the person is done."""
        if not self._prompts:
            return

        def make(done: Callable[[None], None]) -> Veil:
            return RightsSheet(
                self._appearance, self._shelf, self._window, self._face, answered, changed, done
            )

        await self._window.put(make, None)

    async def share(self, title: str, link: str) -> None:
        """Show a link to hand on (host.services.ports.Sharing)."""
        if not self._prompts:
            return

        def make(done: Callable[[None], None]) -> Veil:
            return ShareSheet(
                self._appearance, self._shelf, self._window, self._face, title, link, done
            )

        await self._window.put(make, None)

    async def fill(
        self,
        kind: FormKind,
        kept: tuple[Mapping[str, str], ...],
        proposed: Mapping[str, str] | None,
    ) -> Filled:
        """One form (host.services.ports.PersonForms)."""
        cancelled = Filled(None, kept)
        if not self._prompts:
            return cancelled

        def make(filled: Callable[[Filled], None]) -> Veil:
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

        return await self._window.put(make, cancelled)


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
        """Returns when the person is done, and every change is kept."""
        answered = []
        for scope in sorted(self._authority.declared & ASKED):
            grant = await self._authority.grant(scope)
            if grant is not None:
                answered.append(AnsweredRight(scope, self._reasons[scope], grant))
        changing: list[asyncio.Future[None]] = []

        def changed(scope: Scope, answer: Grant) -> None:
            changing.append(asyncio.ensure_future(self._authority.change(scope, answer)))

        await self._sheets.rights(tuple(answered), changed)
        await asyncio.gather(*changing)
