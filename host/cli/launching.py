"""The launcher of a home, once: brought to the front, or opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from host.cli.invocation import Invocation
    from host.paths import Home

_SHOWING_S = 10.0


def open_launcher(invocation: Invocation) -> None:
    """Until its window is closed; at once where the home's launcher is open already."""
    from host.compose.choices import HostChoices
    from host.compose.launcher_first import with_launcher

    if not shown_already(invocation.home):
        with_launcher(invocation.home, HostChoices(joinable=True))


def shown_already(home: Home) -> bool:
    """Bring the launcher of the home's running host to the front; False when there is none."""
    if not home.single.exists():
        return False
    from host.single.client import joined
    from host.single.messages import AskLauncher
    from host.single.place import display_name
    from host.version import VERSION

    with joined(home) as running:
        ask = AskLauncher(VERSION, display_name())
        return running is not None and running.ask(ask, _SHOWING_S) is not None
