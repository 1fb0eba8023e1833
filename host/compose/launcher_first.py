"""A host whose launcher is on screen first. Without Qt until there is an application."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home

if TYPE_CHECKING:
    from host.compose.early import EarlyLauncher
    from host.compose.handed_events import HandedEvents
    from host.compose.host import Host
    from host.single.place import Turn


def with_launcher(
    home: Home,
    choices: HostChoices,
    handed: tuple[str, ...] = (),
    turn: Turn | None = None,
) -> None:
    """A host that shows its launcher, for as long as a person has anything of it open
    (`host.compose.staying`); `handed` as of `Desk.open_handed`, `turn` as of
    `with_host`. Raises as that does."""
    made: list[EarlyLauncher] = []
    events: list[HandedEvents] = []

    def first() -> None:
        from PySide6.QtWidgets import QApplication

        from host.compose.early import EarlyLauncher

        application = QApplication.instance()
        if isinstance(application, QApplication):
            if sys.platform == "darwin":
                from host.compose.handed_events import HandedEvents

                events.append(HandedEvents(application))
            made.append(EarlyLauncher(home, application))
            made[0].show()

    async def work(host: Host) -> None:
        from host.compose.desk import Desk
        from host.own_program import stands

        desk = Desk(host, made[0] if made else None)
        await desk.show()
        stands()
        desk.open_handed(handed)
        for each in events:
            each.give_to(desk.come_up)
        await host.staying.over()
        for each in events:
            each.give_to(None)

    try:
        with_host(home, work, choices, first, turn)
    finally:
        for each in made:
            each.end()
