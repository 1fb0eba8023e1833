"""A person's mouse and keys at a window, as the system delivers them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def by_hand(act: Callable[[], object]) -> None:
    """Do `act` outside of any task: QTest lets the loop turn while it presses at a window, and
    a task cannot be gone on with inside of another."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def do() -> None:
        try:
            act()
        finally:
            done.set_result(None)

    loop.call_soon(do)
    await done
