"""The edit loop: open a folder, watch it, open it anew after each save."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

from bridge.errors import FanlightError
from host.compose.host import Host
from host.launch.instance import Instance, State, now_s
from host.launch.request import OpenRequest, Scene
from host.paths import Home

STEP_MS = 100
"""Saves that come closer together than this count as one."""


async def develop(host: Host, folder: Path, say: Callable[[str], None]) -> None:
    """Run the edit loop of `folder` until its window is closed.

    A save that does not build is reported by `say`, and the app goes on as it was.
    Raises what the first opening raises.
    """
    instance = await _open(host, folder)
    say(f"{folder} is open; saving a file opens it anew. Close the window to end")
    stop = threading.Event()
    saves: asyncio.Queue[None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def note() -> None:
        loop.call_soon_threadsafe(saves.put_nowait, None)

    watching = asyncio.ensure_future(asyncio.to_thread(_watch, folder, stop, note))
    try:
        while True:
            saved = asyncio.ensure_future(saves.get())
            closed = asyncio.ensure_future(instance.reached(State.CLOSED))
            await asyncio.wait({saved, closed}, return_when=asyncio.FIRST_COMPLETED)
            if closed.done():
                saved.cancel()
                return
            closed.cancel()
            instance = await _anew(host, folder, instance, say)
    finally:
        stop.set()
        await watching


async def _open(host: Host, folder: Path) -> Instance:
    return await host.open_folder(folder, OpenRequest(now_s(), Scene.COMMAND_LINE))


async def _anew(host: Host, folder: Path, old: Instance, say: Callable[[str], None]) -> Instance:
    try:
        await asyncio.to_thread(_check, folder, host.home)
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


def _check(folder: Path, home: Home) -> None:
    """Pack the folder for its errors alone. Raises BuildError."""
    from host.store.keys import KeyStore
    from sandbox.package.pack import pack_folder

    pack_folder(folder, KeyStore(home.keys).development_key())


def _watch(folder: Path, stop: threading.Event, saved: Callable[[], object]) -> None:
    from watchfiles import watch

    for _ in watch(folder, stop_event=stop, step=STEP_MS, raise_interrupt=False):
        saved()
