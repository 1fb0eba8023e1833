"""The edit loop: open a folder, watch it, open it anew after each save."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

from bridge.errors import FanlightError
from host.compose.host import Host
from host.launch.folder_report import FolderReport
from host.launch.instance import Instance, State, now_s
from host.launch.request import OpenRequest, Scene

STEP_MS = 100
"""Saves that come closer together than this count as one."""
TURN_MS = 200
"""How often the watcher says that it watches; the first time is waited for."""


async def develop(host: Host, folder: Path, say: Callable[[str], None]) -> None:
    """Run the edit loop of `folder` until its window is closed.

    A save that does not build is reported by `say`, and the app goes on as it was.
    Raises what the first opening raises.
    """
    report = FolderReport(host.folders, folder, say)
    host.folders.stay_ready()
    await asyncio.to_thread(report.check)
    stop, watched = threading.Event(), threading.Event()
    saves: asyncio.Queue[None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def note() -> None:
        loop.call_soon_threadsafe(saves.put_nowait, None)

    watching = asyncio.ensure_future(asyncio.to_thread(_watch, folder, stop, watched, note))
    try:
        instance = await _open(host, folder)
        await asyncio.to_thread(watched.wait)
        say(f"{folder} is open; saving a file opens it anew. Close the window to end")
        while True:
            saved = asyncio.ensure_future(saves.get())
            closed = asyncio.ensure_future(instance.reached(State.CLOSED))
            await asyncio.wait({saved, closed}, return_when=asyncio.FIRST_COMPLETED)
            if closed.done():
                saved.cancel()
                return
            closed.cancel()
            instance = await _anew(host, folder, instance, say, report)
    finally:
        stop.set()
        await watching


async def _open(host: Host, folder: Path) -> Instance:
    return await host.open_folder(folder, OpenRequest(now_s(), Scene.COMMAND_LINE))


async def _anew(
    host: Host, folder: Path, old: Instance, say: Callable[[str], None], report: FolderReport
) -> Instance:
    try:
        await asyncio.to_thread(report.check)
    except FanlightError as error:
        say(error.message)
        return old
    page = old.page
    old.close()
    request = OpenRequest(now_s(), Scene.COMMAND_LINE)
    try:
        new = await host.open_folder(folder, OpenRequest(now_s(), Scene.COMMAND_LINE, page))
    except FanlightError:  # the page may be gone from the manifest
        new = await host.open_folder(folder, request)
    say("opened anew")
    return new


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
