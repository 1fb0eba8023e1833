"""`fanlight` alone: the launcher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from host.cli.frame import Invocation, command

if TYPE_CHECKING:
    from host.compose.host import Host
    from host.paths import Home

_SHOWING_S = 10.0


@command(name="shell", help="Open the launcher.")
def shell(invocation: Invocation) -> None:
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


async def launcher(host: Host) -> None:
    """Show the launcher of `host` until it is closed."""
    from host.compose.desk import Desk

    desk = Desk(host)
    await desk.show()
    await desk.closed.wait()
