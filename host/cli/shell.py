"""`fanlight` alone, or with what the system hands over: the launcher."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from host.cli.frame import Invocation, command
from host.cli.launching import PROGRAM, open_launcher, opens_by_itself, shown_already
from host.launch.handed import MOST_HANDED, taken_over

if TYPE_CHECKING:
    from host.compose.host import Host


@command(name="shell", help="Open the launcher, and in it these links and packages.")
@click.argument("words", nargs=-1, metavar="[LINK|FILE.ma]...")
def shell(invocation: Invocation, words: tuple[str, ...]) -> None:
    """Until Fanlight ends; at once where it runs on this home already."""
    with invocation.opening(words[0] if words else PROGRAM):
        handed = tuple(taken_over(word) for word in words[:MOST_HANDED])
    if len(handed) == 1 and opens_by_itself(invocation.home, handed[0]):
        if not shown_already(invocation.home, handed):
            from host.cli.open import open_command

            context = click.get_current_context()
            given = {name: context.params[name] for name in ("home", "as_json", "quiet")}
            context.invoke(open_command, target=handed[0], **given)
        return
    open_launcher(invocation, handed)


async def launcher(host: Host) -> None:
    """Show the launcher of `host` until it is closed, and all with it."""
    from host.compose.desk import Desk

    await Desk(host, stays=False).show()
    await host.staying.over()
