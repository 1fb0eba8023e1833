"""An app in the background: frozen after a while, out of memory when others need it, and back."""

from __future__ import annotations

import asyncio
import enum
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from bridge.api import lifecycle

if TYPE_CHECKING:
    from bridge.methods import EventSpec
    from host.launch.instance import Instance
    from sandbox.view.outside.view import SystemView
    from sandbox.view.qtview import QtView

KEEPING_S = 1.0
"""How long an app may take to hand over what it wants kept, before it is frozen."""


class Rest(enum.Enum):
    """How an app rests."""

    AWAKE = enum.auto()
    FROZEN = enum.auto()
    """Its page and its Workers stand still; nothing of them is lost."""
    DISCARDED = enum.auto()
    """Its renderer has ended; what it kept is with the host."""


class Resting:
    """Of one app, beside its box. Only an app out of sight rests."""

    def __init__(
        self,
        instance: Instance,
        view: QtView | SystemView,
        emit: Callable[[EventSpec], None],
        begin_again: Callable[[bytes | None], None],
    ) -> None:
        """`begin_again` brings a discarded app back, given what it kept."""
        self.state = Rest.AWAKE
        self.hidden_s: float | None = None
        """Since when nobody sees it, on time.monotonic."""
        self._instance = instance
        self._view = view
        self._emit = emit
        self._begin_again = begin_again

    def hidden(self) -> None:
        """The app went out of sight."""
        if self.hidden_s is None:
            self.hidden_s = time.monotonic()

    @property
    def may_freeze(self) -> bool:
        """Music goes on, and so does what has not come to its first screen."""
        ready = self._instance.is_settled and not self._view.is_heard
        return self.state is Rest.AWAKE and self.hidden_s is not None and ready

    async def freeze(self) -> bool:
        """Let the app hand over what it wants kept, and halt it; False when it came back."""
        self._instance.kept.clear()
        self._emit(lifecycle.APP_FREEZING)
        with suppress(TimeoutError):
            async with asyncio.timeout(KEEPING_S):
                await self._instance.kept.wait()
        if not self.may_freeze:
            return False
        self.state = Rest.FROZEN
        self._instance.rest(True)
        self._view.freeze()
        return True

    def discard(self) -> None:
        """Give the memory of a frozen app back."""
        if self.state is Rest.FROZEN:
            self.state = Rest.DISCARDED
            self._view.discard()

    def shown(self) -> None:
        """The app is in sight: it goes on, or comes back where it was."""
        self.hidden_s = None
        before, self.state = self.state, Rest.AWAKE
        if before is Rest.AWAKE:
            return
        self._instance.rest(False)
        self._view.wake()
        if before is Rest.DISCARDED:
            self._begin_again(self._instance.kept_state)
