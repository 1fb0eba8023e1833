"""The launcher of a home, once: brought to the front, or opened; what the system hands over."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from host.cli.invocation import Invocation
    from host.paths import Home
    from host.single.place import Turn

PROGRAM = "Fanlight"
_SHOWING_S = 10.0
_COMING_S = 10.0
"""For a host that was started a moment ago: an icon that is clicked twice is one launcher."""
_LOOK_S = 0.05


def open_launcher(invocation: Invocation, handed: tuple[str, ...] = ()) -> None:
    """Until Fanlight ends; at once where it runs on this home already.

    `handed`: links and packages that are opened in it (`host.launch.handed.taken_over`).
    """
    from host.compose.choices import HostChoices
    from host.compose.launcher_first import with_launcher
    from host.display import UNSEEN, has_display

    with invocation.opening(PROGRAM):
        turn, coming_s = _turn(invocation.home)
        if turn is None and shown_already(invocation.home, handed, coming_s):
            return
        if not has_display():
            invocation.progress(UNSEEN)
        try:
            with_launcher(invocation.home, HostChoices(joinable=True), handed, turn)
        finally:
            if turn is not None:
                turn.end()


def _turn(home: Home) -> tuple[Turn | None, float]:
    """This process's turn to be the home's host, where there is such a thing, and how long a host
    that has it may take until it is found."""
    from host.single.place import socket_place, take_turn

    place = socket_place(home)
    if place is None:
        return None, 0.0
    try:
        home.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        return take_turn(place.parent), 0.0
    except BlockingIOError:
        return None, _COMING_S
    except OSError:  # the home cannot be written: the store says so, and what to do
        return None, 0.0


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


def shown_already(home: Home, handed: tuple[str, ...] = (), coming_s: float = 0.0) -> bool:
    """Bring the launcher of the home's running host to the front, and have it open what is
    `handed` over; False when there is none, and none was found within `coming_s`."""
    if not home.single.exists():
        return False
    import time

    from host.single.client import joined
    from host.single.messages import AskLauncher
    from host.single.place import display_name
    from host.version import VERSION

    given_up_s = time.monotonic() + coming_s
    while True:
        with joined(home) as running:
            if running is not None:
                ask = AskLauncher(VERSION, display_name(), handed)
                return running.ask(ask, _SHOWING_S) is not None
        if time.monotonic() >= given_up_s:
            return False
        time.sleep(_LOOK_S)
