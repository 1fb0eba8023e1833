"""A host for the length of one command: display, application, engine, store, and their end."""

from __future__ import annotations

import gc
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from bridge.errors import FanlightError, UsageError
from host.compose.choices import HostChoices, ThemeChoice
from host.compose.engine import EngineRoom
from host.compose.interrupts import Interrupts
from host.display import Display
from host.paths import Home
from host.settings import Settings, read_settings
from host.single.place import display_name, socket_place, take_turn
from sandbox.view.enums import make_enums_quickly
from sandbox.view.environment import EngineSettings, default_engine, detect_rendering
from sandbox.view.library import read_fonts_beside
from sandbox.view.port import Engine
from sandbox.view.signatures import defer_signatures
from sandbox.view.workarounds import make_types_in_turn, make_types_of_events

if TYPE_CHECKING:
    import asyncio

    from host.compose.bringing import Bringing
    from host.compose.guests import Guests
    from host.compose.host import Host
    from host.single.place import Turn

T = TypeVar("T")

RECALLS_AFTER_S = 3.0
FOUND_AFTER_S = 1.0
"""When a host that opens an app at once begins to hear other commands."""
_DARK = {ThemeChoice.SYSTEM: None, ThemeChoice.LIGHT: False, ThemeChoice.DARK: True}


def with_host(
    home: Home,
    work: Callable[[Host], Awaitable[T]],
    choices: HostChoices,
    first: Callable[[], None] | None = None,
    turn: Turn | None = None,
) -> T:
    """Run `work` with a host on `home`; everything it started is gone afterwards.

    `first` is called when there is an application, before all that a host needs comes in. `turn`
    is this process's to be the home's host, where it has it already.
    Raises UsageError, DisplayUnavailable, StoreBusy, StoreCorrupt, and what `work` raises.
    """
    settings = read_settings(home.settings)
    engine = EngineSettings(
        detect_rendering(),
        _DARK[choices.theme],
        unsafe_no_sandbox=choices.unsafe_no_sandbox,
        software_webgl=settings.software_webgl,
        remote_port=choices.remote_port,
    )
    # Collecting while a thousand modules come in finds nothing; the application takes over.
    gc.disable()
    display = display_name()
    with Display(), Interrupts() as interrupts:
        make_enums_quickly()
        defer_signatures()
        make_types_in_turn()
        chosen = choices.engine or settings.engine or default_engine()
        room = _room(chosen, engine)
        if choices.at_once:
            _enter(room, home, choices)
        from host.compose.application import run_application
        from host.compose.bringing import Bringing

        with Bringing(home, room, choices) as bringing:

            def ahead() -> None:
                # From here on: while Chromium starts in C++, this thread has Python to itself.
                if first is not None:
                    read_fonts_beside()
                    first()
                # Before there are threads: whatever is made twice at a time crashes the binding.
                make_types_of_events()
                if choices.at_once:
                    room.ignite(bringing.start)
                else:
                    bringing.start()
                bringing.wait()

            return run_application(
                engine,
                ahead,
                lambda: _run(home, settings, work, choices, room, bringing, display, turn),
                interrupts,
            )


def _room(chosen: Engine, settings: EngineSettings) -> EngineRoom:
    if chosen is Engine.QT:
        return EngineRoom(settings)
    if settings.remote_port is not None:
        raise UsageError(
            "--remote-control is Chromium's, and the system view has no such port: use --engine qt"
        )
    from host.compose.system_room import SystemRoom, draw_by_x11

    draw_by_x11(os.environ)
    return SystemRoom(settings)


def _enter(room: EngineRoom, home: Home, choices: HostChoices) -> None:
    """Before there is a store: what is refused here is noted all the same, if it can be."""
    try:
        room.enter()
    except FanlightError as error:
        from host.store.audit import HostAct
        from host.store.store import Store

        with suppress(FanlightError), Store(home) as store:
            store.audit.note_refusal(choices.foreseen, HostAct.LAUNCH, error)
        raise


async def _watch_recalls(host: Host) -> None:
    """Begin when a first screen no longer waits for what has to be imported, and what was imported
    can be kept for the next start."""
    import asyncio

    await asyncio.sleep(RECALLS_AFTER_S)
    from host.compose.recalls import watch_recalls
    from host.kept_modules import keep_what_came

    await asyncio.to_thread(keep_what_came)
    await watch_recalls(host)


async def _be_found(host: Host, choices: HostChoices, display: str, turn: Turn | None) -> Guests:
    import asyncio

    if choices.at_once:
        place = socket_place(host.home)
        if turn is None and place is not None:
            with suppress(OSError):  # who comes meanwhile waits for it
                turn = take_turn(place.parent)
        await asyncio.sleep(FOUND_AFTER_S)
    from host.compose.guests import Guests

    guests = Guests(host, display, turn)
    await guests.begin()
    return guests


def _found(finding: asyncio.Future[Guests] | None) -> Guests | None:
    """What is done by now; what is not never will be."""
    if finding is None or finding.cancel() or finding.cancelled():
        return None
    return finding.result()


async def _run(
    home: Home,
    settings: Settings,
    work: Callable[[Host], Awaitable[T]],
    choices: HostChoices,
    room: EngineRoom,
    bringing: Bringing,
    display: str,
    turn: Turn | None,
) -> T:
    import asyncio

    from bridge.api.system import Theme
    from host.compose.looks import Looks
    from host.compose.spare import make_spare

    theme = None if choices.theme is ThemeChoice.SYSTEM else Theme(choices.theme.value)
    looks, spare = Looks(settings.language, theme), None
    try:
        claim = await bringing.claim()
        if claim is not None and not room.makes_ahead:
            claim.end()  # the view claims it when there is one
        elif claim is not None:
            spare = make_spare(home, claim.host, looks, claim)
        store, ahead = await bringing.done()
    except BaseException:
        if spare is not None:
            spare.end()
        raise
    from host.compose.about import AboutAtNeed
    from host.compose.host import Host, application
    from host.compose.log_limit import limited_log

    host = Host(home, store, settings, application(), choices, room, looks, spare, ahead)
    host.when_about_wanted(AboutAtNeed(host))
    recalls = asyncio.ensure_future(_watch_recalls(host))
    finding: asyncio.Future[Guests] | None = None
    if choices.joinable:
        finding = asyncio.ensure_future(_be_found(host, choices, display, turn))
    # What the start made lives on: looking through it all would hold up the first screen.
    gc.freeze()
    with limited_log():
        try:
            result = await work(host)
            if (guests := _found(finding)) is not None:
                await guests.leave()
            return result
        finally:
            recalls.cancel()
            if (guests := _found(finding)) is not None:
                await guests.end()
            await host.close()
