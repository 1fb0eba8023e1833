"""The `fanlight` command: which command lives where."""

from __future__ import annotations

import click

from host.cli.frame import LazyGroup
from host.version import VERSION

_PLACES = {
    name: f"host.cli.{name}:{name}"
    for name in (
        "audit",
        "bench",
        "build",
        "demo",
        "dev",
        "doctor",
        "explain",
        "info",
        "install",
        "keys",
        "lint",
        "log",
        "new",
        "pack",
        "permissions",
        "registry",
        "release",
        "report",
        "rollback",
        "scan",
        "search",
        "shell",
        "sign",
        "telemetry",
        "timings",
        "uninstall",
        "update",
        "verify",
    )
} | {
    "list": "host.cli.list:list_command",
    "open": "host.cli.open:open_command",
    "self-update": "host.cli.self_update:self_update",
}

_SECTIONS = {
    "Use mini-programs": (
        *("open", "search", "install", "list", "info", "update", "rollback", "uninstall"),
        *("permissions", "scan"),
    ),
    "See what happened": ("timings", "bench", "audit", "log", "doctor", "report", "telemetry"),
    "Make mini-programs": ("new", "dev", "lint", "build", "verify", "keys", "pack", "sign"),
    "Registries": ("registry",),
    "Fanlight itself": ("demo", "self-update", "release", "explain"),
}


@click.command(
    cls=LazyGroup,
    places=_PLACES,
    default="shell",
    sections=_SECTIONS,
    no_args_is_help=False,
)
@click.version_option(VERSION, prog_name="fanlight")
def fanlight() -> None:
    """Run mini-programs: verified, isolated, at once. Without a command: open the launcher."""


if __name__ == "__main__":
    fanlight()
