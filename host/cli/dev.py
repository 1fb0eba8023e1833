"""`fanlight dev`: a mini-program from its folder, opened anew after each save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bridge.errors import BuildError, UsageError
from host.cli.frame import Invocation, command

if TYPE_CHECKING:
    from host.compose.host import Host


@command(name="dev", help="Open a source folder, and show each save at once.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--permissions", default="prompt", help="prompt, deny, or grant:SCOPE,…")
@click.option("--devtools", is_flag=True, help="Open the developer tools too (F12).")
@click.option("--size", help="Of the window, such as 400x700.")
def dev(
    invocation: Invocation, folder: Path, permissions: str, devtools: bool, size: str | None
) -> None:
    """Until the window is closed."""
    from host.compose.choices import HostChoices
    from host.compose.session import with_host
    from host.display import UNSEEN, has_display
    from host.launch.folder_build import check_source
    from host.launch.target import parse_permissions, parse_size

    try:
        check_source(folder)
    except BuildError as error:
        raise UsageError(error.message) from None
    allowed, place = parse_permissions(permissions), folder.absolute()

    async def work(host: Host) -> None:
        from host.compose.developing import develop

        await develop(host, place, invocation.progress, tools_open=devtools)

    if not has_display():
        invocation.progress(UNSEEN)
    with_host(
        invocation.home,
        work,
        HostChoices(
            prompts=allowed.prompts,
            granted=allowed.granted,
            at_once=True,
            window_px=parse_size(size) if size else None,
        ),
    )
