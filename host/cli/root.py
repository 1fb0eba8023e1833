"""The `fanlight` command: which command lives where."""

from __future__ import annotations

import click

from host.cli.frame import LazyGroup

_PLACES = {
    name: f"host.cli.{name}:{name}"
    for name in (
        "audit",
        "build",
        "demo",
        "dev",
        "doctor",
        "info",
        "install",
        "keys",
        "lint",
        "new",
        "pack",
        "permissions",
        "registry",
        "report",
        "rollback",
        "sign",
        "timings",
        "uninstall",
        "update",
        "verify",
    )
} | {"open": "host.cli.open:open_command", "list": "host.cli.list:list_command"}


@click.command(cls=LazyGroup, places=_PLACES, invoke_without_command=True)
@click.version_option(package_name="fanlight")
@click.pass_context
def fanlight(context: click.Context) -> None:
    """Run mini-programs: verified, isolated, at once. Without a command: open the launcher."""
    if context.invoked_subcommand is None:
        from host.cli.shell import shell

        context.invoke(shell)


if __name__ == "__main__":
    fanlight()
