"""Something that is read in a thread, and is mostly there when it is asked for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable


class Reading:
    """Begins to `read` in a thread of its own; on the event loop."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._settled = threading.Event()
        self._found: str | None = None
        # Not asyncio.to_thread, which begins with the loop's next turn.
        self._work = asyncio.get_running_loop().run_in_executor(None, self._do, read)

    def within(self, wait_s: float) -> str | None:
        """What was read, waited for in place for so long; None when it is not there by then, or
        could not be read."""
        self._settled.wait(wait_s)
        return self._found

    async def done(self) -> str:
        """What was read. Raises what reading raised."""
        return await self._work

    def _do(self, read: Callable[[], str]) -> str:
        try:
            self._found = found = read()
        finally:
            self._settled.set()
        return found
