"""`fanlight demo`: a registry of its own, the sample apps from it, and the launcher."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from host.cli.frame import Invocation, command
from host.cli.shell import launcher

if TYPE_CHECKING:
    from host.compose.host import Host
    from host.compose.touring import Visit


@command(name="demo", help="Publish, install and open the sample apps from a throw-away registry.")
@click.option("--out", type=click.Path(path_type=Path), help="Where screenshots go.")
@click.option("--tour", is_flag=True, help="Visit each app and end, though there is a display.")
@click.option("--no-sandbox", is_flag=True, help="Dangerous: open without Chromium's sandbox.")
def demo(invocation: Invocation, out: Path | None, tour: bool, no_sandbox: bool) -> None:
    """With a display: the launcher, until it is closed. Without one: each app in turn."""
    from msgspec.structs import replace

    from host.compose.choices import HostChoices
    from host.compose.session import with_host
    from host.dev.demo import demo_world
    from host.display import has_display

    choices = HostChoices(unsafe_no_sandbox=no_sandbox)
    with demo_world(invocation.progress) as world:
        if has_display() and not tour:
            invocation.progress("opening the launcher; close it, or press Ctrl-C, to end the demo")
            with_host(world.home, launcher, replace(choices, joinable=not no_sandbox))
            return
        pictures = out or Path(tempfile.mkdtemp(prefix="fanlight-screenshots-"))
        pictures.mkdir(parents=True, exist_ok=True)

        async def visit(host: Host) -> tuple[Visit, ...]:
            from host.compose.touring import tour as visit_all

            return await visit_all(host, world.apps, pictures)

        visits = with_host(world.home, visit, choices)
    invocation.answer({"apps": [each.as_json() for each in visits]}, _table(visits))


def _table(visits: tuple[Visit, ...]) -> str:
    width = max((len(visit.app_id) for visit in visits), default=0)
    lines = [f"{'app':<{width}}  launch     first screen  screenshot"]
    lines += [
        f"{visit.app_id:<{width}}  {visit.launch:<9}  {visit.first_screen_ms:>9.0f} ms  "
        f"{visit.screenshot}"
        for visit in visits
    ]
    return "\n".join(lines)
