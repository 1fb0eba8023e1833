"""A host for the length of one command: display, application, engine, store, and their end."""

from __future__ import annotations

import asyncio
import gc
import importlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from host.compose.choices import HostChoices, ThemeChoice
from host.compose.interrupts import Interrupts
from host.display import Display
from host.paths import Home
from sandbox.view.environment import EngineSettings, detect_rendering

if TYPE_CHECKING:
    from host.compose.host import Host
    from host.store.store import Store

T = TypeVar("T")

_DARK = {ThemeChoice.SYSTEM: None, ThemeChoice.LIGHT: False, ThemeChoice.DARK: True}


def with_host(home: Home, work: Callable[[Host], Awaitable[T]], choices: HostChoices) -> T:
    """Run `work` with a host on `home`; everything it started is gone afterwards.

    Raises DisplayUnavailable, StoreBusy, StoreCorrupt, and what `work` raises.
    """
    settings = EngineSettings(
        detect_rendering(), _DARK[choices.theme], unsafe_no_sandbox=choices.unsafe_no_sandbox
    )
    # Collecting while a thousand modules come in finds nothing; the application takes over.
    gc.disable()
    with Display(), Interrupts() as interrupts:
        from host.compose.application import run_application

        return run_application(settings, lambda: _run(home, work, choices), interrupts)


async def _run(home: Home, work: Callable[[Host], Awaitable[T]], choices: HostChoices) -> T:
    from bridge.api.system import Theme
    from host.compose.engine import EngineRoom
    from host.compose.looks import Looks
    from host.compose.spare import foresee, make_spare
    from host.settings import read_settings

    settings = read_settings(home.settings)
    theme = None if choices.theme is ThemeChoice.SYSTEM else Theme(choices.theme.value)
    room = EngineRoom(require_sandbox=not choices.unsafe_no_sandbox)
    looks, spare = Looks(settings.language, theme), None
    if choices.at_once:
        room.enter()
    bringing = asyncio.ensure_future(asyncio.to_thread(_bring, home))
    try:
        if choices.at_once:
            await room.ignite()
            if choices.foreseen is not None and (host_name := foresee(home, choices.foreseen)):
                spare = make_spare(home, host_name, looks)
                spare.blank.start()
        store = await bringing
    except BaseException:
        bringing.add_done_callback(_let_go)
        if spare is not None:
            spare.end()
        raise
    try:
        from host.compose.host import Host, application

        host = Host(home, store, settings, application(), choices, room, looks, spare)
        try:
            return await work(host)
        finally:
            await host.close()
    finally:
        store.close()


def _bring(home: Home) -> Store:
    """Import the host and open its store: beside Chromium's own start."""
    importlib.import_module("host.compose.host")
    from host.store.store import Store

    return Store(home)


def _let_go(bringing: asyncio.Future[Store]) -> None:
    if not bringing.cancelled() and bringing.exception() is None:
        bringing.result().close()
