"""`fanlight` alone: the launcher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from host.cli.frame import Invocation, command
from host.cli.launching import open_launcher

if TYPE_CHECKING:
    from host.compose.host import Host


@command(name="shell", help="Open the launcher.")
def shell(invocation: Invocation) -> None:
    """Until its window is closed; at once where the home's launcher is open already."""
    open_launcher(invocation)


async def launcher(host: Host) -> None:
    """Show the launcher of `host` until it is closed."""
    from host.compose.desk import Desk

    desk = Desk(host)
    await desk.show()
    await desk.closed.wait()
