"""`fanlight release init|publish|withdraw`: where Fanlight's own newer versions come from."""

from __future__ import annotations

import click

from host.cli.frame import LazyGroup

_PLACES = {
    "init": "host.cli.release_make:init",
    "publish": "host.cli.release_make:publish",
    "withdraw": "host.cli.release_make:withdraw",
}


@click.command(cls=LazyGroup, places=_PLACES)
def release() -> None:
    """Publish Fanlight itself, for archives that update themselves."""
