"""Openings that other commands bring to this host: `fanlight open`, links, `fanlight` itself.

What a command opened ends with it, as it would in a host of its own; an app that ran before is
brought to the front and stays. The launcher, and what is opened in it, is a person's.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import sys
from collections.abc import Set
from typing import TYPE_CHECKING

from bridge.errors import FanlightError, InternalError
from host.compose.launcher_at_need import LauncherAtNeed
from host.launch.instance import Instance, now_s
from host.version import VERSION

if TYPE_CHECKING:
    from host.compose.host import Host
    from host.single.door import Door
    from host.single.messages import Answer, Asked, AskOpen
    from host.single.pipe_door import PipeDoor
    from host.single.place import Turn

log = logging.getLogger("fanlight.single")

MOST_GUESTS = 16
REPORTING_S = 5.0
"""What an opening has to end in when its person quits."""


class Guests:
    """Those of one host; on its event loop. `end` it before the host."""

    def __init__(self, host: Host, display: str, turn: Turn | None = None) -> None:
        """`display` is where this host's windows are (host.single.place.display_name), `turn`
        this process's to be found, where it has it already."""
        self._host = host
        self._display = display
        self._turn = turn
        self._door: Door | PipeDoor | None = None
        self._at_need: LauncherAtNeed | None = None
        self._openings: set[asyncio.Task[Answer]] = set()
        self._instances: set[Instance] = set()

    async def begin(self) -> None:
        """Be found by other commands, unless another host of this home is found already."""
        if not self._host.has_launcher:
            self._at_need = LauncherAtNeed(self._host)
            self._host.when_launcher_wanted(self._at_need)
        door = self._own_door()
        if door is None:
            return
        try:
            if await door.open():
                self._door = door
        except OSError as error:
            log.warning("this Fanlight is not found by other commands: %s", error)

    def _own_door(self) -> Door | PipeDoor | None:
        from host.single.place import note_place, socket_place

        if sys.platform == "win32":
            from host.single.pipe_door import PipeDoor

            return PipeDoor(note_place(self._host.home), self._refusal, self._serve)
        from host.single.door import Door

        place = socket_place(self._host.home)
        return None if place is None else Door(place, self._refusal, self._serve, self._turn)

    async def leave(self) -> None:
        """The host's own work is done: guests stay as long as they wish, and so does what a
        person has open by a launcher; without one, the work's own apps are closed. As with
        browsers, the first command lives until the last window is closed."""
        if self._at_need is None or not self._at_need.is_made:
            self._close_all_but(self._instances)
        if self._at_need is not None:
            await self._host.staying.over()
        while self._openings and not self._host.staying.quits:
            await asyncio.wait(self._openings)
        if self._openings:  # what they opened is closed, and they report it
            self._close_all_but(frozenset())
            await asyncio.wait(self._openings, timeout=REPORTING_S)

    def _close_all_but(self, stay: Set[Instance]) -> None:
        for instance in self._host.running:
            if instance not in stay:
                instance.close()

    async def end(self) -> None:
        """Nobody is heard any more; what guests opened is closed."""
        if self._door is not None:
            await self._door.close()
            self._door = None

    def _refusal(self, asked: Asked) -> str | None:
        """Only what comes out as it would in a host of the command's own is taken on."""
        from host.single.messages import AskLauncher, AskYield

        if isinstance(asked, AskYield):
            mine = asked.host in self._host.likely.standing
            return None if mine else "nothing was made ahead for this app"
        if asked.version != VERSION:
            return f"this host is Fanlight {VERSION}"
        if asked.display != self._display:
            return "this host's windows are on another display"
        if self._host.staying.quits:
            return "this host is ending"
        if isinstance(asked, AskLauncher):
            return None
        if len(self._openings) >= MOST_GUESTS:
            return f"{MOST_GUESTS} commands wait for this host already"
        return None

    async def _serve(self, asked: Asked) -> Answer:
        from host.launch.handed import MOST_HANDED, taken_over
        from host.single.messages import AskLauncher, AskYield, Done, failed

        if isinstance(asked, AskYield):
            await self._host.likely.give_up(asked.host)
            return Done({})
        if isinstance(asked, AskLauncher):
            try:
                handed = tuple(taken_over(word) for word in asked.handed[:MOST_HANDED])
            except FanlightError as error:
                return failed(error)
            self._host.show_launcher(handed)
            return Done({})
        opening = asyncio.ensure_future(self._open(asked))
        self._openings.add(opening)
        self._host.staying.hold(opening)
        try:
            return await opening
        except FanlightError as error:
            return failed(error)
        except Exception:
            number = secrets.token_hex(4)
            log.exception("incident %s", number)
            return failed(InternalError(f"something went wrong (incident {number})"))
        finally:
            self._openings.discard(opening)
            self._host.staying.let_go(opening)

    async def _open(self, asked: AskOpen) -> Answer:
        from host.compose.opening import open_and_report
        from host.single.messages import Done, opening_of

        opened: list[Instance] = []

        def note(instance: Instance) -> None:
            opened.append(instance)
            self._instances.add(instance)

        try:
            opening = opening_of(asked, now_s())
            report = await open_and_report(self._host, opening, note, self._host.recorded)
            return Done({**report, "joined": True})
        finally:
            for instance in opened:
                self._instances.discard(instance)
                await asyncio.shield(self._host.end_instance(instance))
