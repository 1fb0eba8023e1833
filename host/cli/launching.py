"""The launcher of a home, once: brought to the front, or opened; what the system hands over."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from host.cli.invocation import Invocation
    from host.paths import Home

PROGRAM = "Fanlight"
_SHOWING_S = 10.0


def open_launcher(invocation: Invocation, handed: tuple[str, ...] = ()) -> None:
    """Until Fanlight ends; at once where it runs on this home already.

    `handed`: links and packages that are opened in it (`host.launch.handed.taken_over`).
    """
    from host.compose.choices import HostChoices
    from host.compose.launcher_first import with_launcher

    with invocation.opening(PROGRAM):
        if not shown_already(invocation.home, handed):
            with_launcher(invocation.home, HostChoices(joinable=True), handed)


def opens_by_itself(home: Home, word: str) -> bool:
    """Whether it is a link to an app that is installed: then nothing has to be asked or said
    first, and the app's own window is all that a person wants."""
    from bridge.errors import FanlightError
    from host.launch.handed import is_link
    from host.links import parse_link
    from host.store.store import Store

    if not is_link(word):
        return False
    with suppress(FanlightError), Store(home) as store:
        return store.library.find(parse_link(word).app_id) is not None
    return False


def shown_already(home: Home, handed: tuple[str, ...] = ()) -> bool:
    """Bring the launcher of the home's running host to the front, and have it open what is
    `handed` over; False when there is none."""
    if not home.single.exists():
        return False
    from host.single.client import joined
    from host.single.messages import AskLauncher
    from host.single.place import display_name
    from host.version import VERSION

    with joined(home) as running:
        ask = AskLauncher(VERSION, display_name(), handed)
        return running is not None and running.ask(ask, _SHOWING_S) is not None
