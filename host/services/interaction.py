"""Toasts and dialogs."""

from __future__ import annotations

import asyncio

from bridge.api import interaction
from bridge.api.interaction import (
    ActionSheetOutcome,
    ModalOutcome,
    ShowActionSheetParams,
    ShowLoadingParams,
    ShowModalParams,
    ShowToastParams,
    ToastIcon,
)
from bridge.errors import CallCancelled
from bridge.methods import Binding, Done, NoParams, bind
from host.services.ports import Surface, Toast


class InteractionService:
    """Over the window of one app; one dialog of it at a time."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._one_dialog = asyncio.Lock()

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(interaction.SHOW_TOAST, self.show_toast),
            bind(interaction.HIDE_TOAST, self.hide_toast),
            bind(interaction.SHOW_LOADING, self.show_loading),
            bind(interaction.HIDE_LOADING, self.hide_toast),
            bind(interaction.SHOW_MODAL, self.show_modal),
            bind(interaction.SHOW_ACTION_SHEET, self.show_action_sheet),
        )

    async def show_toast(self, params: ShowToastParams) -> Done:
        self._surface.show_toast(Toast(params.title, params.icon, params.duration, params.mask))
        return Done()

    async def show_loading(self, params: ShowLoadingParams) -> Done:
        self._surface.show_toast(Toast(params.title, ToastIcon.LOADING, None, params.mask))
        return Done()

    async def hide_toast(self, params: NoParams) -> Done:
        """As in WeChat, toast and loading are one: hiding either hides what is shown."""
        self._surface.hide_toast()
        return Done()

    async def show_modal(self, params: ShowModalParams) -> ModalOutcome:
        async with self._one_dialog:
            answer = await self._surface.ask_modal(params)
        typed = answer.text if params.editable and answer.confirmed else None
        return ModalOutcome(confirm=answer.confirmed, cancel=not answer.confirmed, content=typed)

    async def show_action_sheet(self, params: ShowActionSheetParams) -> ActionSheetOutcome:
        """Raises CallCancelled when nothing was chosen."""
        items = tuple(params.item_list)
        async with self._one_dialog:
            chosen = await self._surface.ask_action_sheet(items, params.alert_text)
        if chosen is None:
            raise CallCancelled("cancel")
        return ActionSheetOutcome(tap_index=chosen)
