"""`fanlight doctor`: is all well?"""

from __future__ import annotations

import sys

import click

from host.cli.frame import Invocation, command
from host.cli.invocation import EXIT_DONE, EXIT_FAILED

_SIGNS = {"ok": "✓", "warning": "!", "failed": "✗"}


@command(name="doctor", help="Check what this machine offers, and say what to do.")
@click.option("--offline", is_flag=True, help="Do not ask the trusted registries.")
def doctor(invocation: Invocation, offline: bool) -> None:
    """Exit code 1 when a check failed."""
    from host.diag.check import Health
    from host.diag.doctor import examine

    checks = list(examine(invocation.home, network=not offline))
    failed = any(check.health is Health.FAILED for check in checks)
    lines = []
    for check in checks:
        lines.append(f"{_SIGNS[check.health.value]} {check.name:<10}  {check.finding}")
        if check.advice:
            lines.append(f"             → {check.advice}")
    invocation.answer(
        {"ok": not failed, "checks": [check.as_json() for check in checks]}, "\n".join(lines)
    )
    sys.exit(EXIT_FAILED if failed else EXIT_DONE)
