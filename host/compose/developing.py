"""The edit loop: open a folder, watch it, bring each save to the app that runs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

from host.compose.host import Host
from host.compose.tools import DeveloperTools
from host.compose.workbench import Workbench
from host.launch.instance import State

STEP_MS = 100
"""Saves that come closer together than this count as one."""
TURN_MS = 200
"""How often the watcher says that it watches; the first time is waited for."""


async def develop(
    host: Host, folder: Path, say: Callable[[str], None], *, tools_open: bool = False
) -> None:
    """Run the edit loop of `folder` until its window is closed. `tools_open`: with the developer
    tools at once, which F12 opens otherwise.

    A save that does not build is reported by `say` and over the app, which goes on as it was.
    Raises what the first opening raises.
    """
    host.folders.stay_ready()
    bench, tools = Workbench(host, folder, say), DeveloperTools(host)
    bench.when_opened(tools.follow)
    stop, watched = threading.Event(), threading.Event()
    saves: asyncio.Queue[None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def note() -> None:
        loop.call_soon_threadsafe(saves.put_nowait, None)

    watching = asyncio.ensure_future(asyncio.to_thread(_watch, folder, stop, watched, note))
    try:
        await bench.open()
        if tools_open:
            tools.open()
        await asyncio.to_thread(watched.wait)
        say(f"{folder} is open; what you save is shown at once. F12: developer tools")
        while True:
            saved = asyncio.ensure_future(saves.get())
            closed = asyncio.ensure_future(bench.instance.reached(State.CLOSED))
            await asyncio.wait({saved, closed}, return_when=asyncio.FIRST_COMPLETED)
            if closed.done():
                saved.cancel()
                return
            closed.cancel()
            while not saves.empty():  # one build shows them all
                saves.get_nowait()
            await bench.saved()
    finally:
        stop.set()
        await watching


def _watch(
    folder: Path, stop: threading.Event, watched: threading.Event, saved: Callable[[], object]
) -> None:
    """Call `saved` after each save; `watched` is set once none can be missed, or on failure."""
    from watchfiles import watch

    changes = watch(
        folder,
        stop_event=stop,
        step=STEP_MS,
        rust_timeout=TURN_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    try:
        for found in changes:
            watched.set()
            if found:
                saved()
    finally:
        watched.set()
