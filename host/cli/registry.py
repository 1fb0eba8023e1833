"""`fanlight registry`: the registries this host trusts, and making one."""

from __future__ import annotations

import click

from host.cli.frame import LazyGroup

_PLACES = {
    "add": "host.cli.registry_trust:add",
    "list": "host.cli.registry_trust:list_command",
    "remove": "host.cli.registry_trust:remove",
    "init": "host.cli.registry_make:init",
    "add-publisher": "host.cli.registry_make:add_publisher",
    "remove-publisher": "host.cli.registry_make:remove_publisher",
    "publish": "host.cli.registry_make:publish",
    "upload": "host.cli.registry_make:upload",
    "yank": "host.cli.registry_make:yank",
    "renew": "host.cli.registry_make:renew",
    "status": "host.cli.registry_make:status",
    "serve": "host.cli.registry_serve:serve",
}


@click.command(cls=LazyGroup, places=_PLACES)
def registry() -> None:
    """Trust registries (add, list, remove), or make one (init, publish, serve …)."""
