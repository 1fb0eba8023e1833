"""`--fault`, the same for every command that has it."""

from __future__ import annotations

import click

from host.faults import Fault

fault_option = click.option(
    "--fault",
    multiple=True,
    metavar="NAME,…",
    help=f"For testing; let this be wrong: {', '.join(Fault)}.",
)
