"""The clipboard's text."""

from __future__ import annotations

from bridge.api import clipboard
from bridge.api.clipboard import MAX_TEXT_CHARS, ClipboardText, SetClipboardParams
from bridge.methods import Binding, Done, NoParams, bind
from host.services.ports import Clipboard


class ClipboardService:
    """Over the system's clipboard; the gate has seen to the rights."""

    def __init__(self, clipboard: Clipboard) -> None:
        self._clipboard = clipboard

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(clipboard.SET_CLIPBOARD_DATA, self.set),
            bind(clipboard.GET_CLIPBOARD_DATA, self.get),
        )

    async def set(self, params: SetClipboardParams) -> Done:
        """Raises NotSupported."""
        self._clipboard.set_text(params.data)
        return Done()

    async def get(self, params: NoParams) -> ClipboardText:
        """At most as much as can be set. Raises NotSupported."""
        return ClipboardText(data=self._clipboard.text()[:MAX_TEXT_CHARS])
