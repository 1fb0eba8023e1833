"""`fanlight lint`: what is wrong with a source folder, all of it at once."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from host.cli.frame import EXIT_FAILED, Invocation, command
from sandbox.package.check import Severity, check_files
from sandbox.package.folder import read_folder
from sandbox.package.limits import DEFAULT_LIMITS


@command(name="lint", help="Say what keeps a source folder from being packed, and what may hurt.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def lint(invocation: Invocation, folder: Path) -> None:
    """Exit 1 when `build` would refuse; warnings alone exit 0."""
    problems = check_files(read_folder(folder), DEFAULT_LIMITS)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    lines = [f"{problem.severity}: {problem}  [{problem.code}]" for problem in problems]
    lines.append(f"{folder}: {errors} errors, {len(problems) - errors} warnings")
    invocation.answer(
        {"ok": not errors, "problems": [problem.as_json() for problem in problems]},
        "\n".join(lines),
    )
    if errors:
        sys.exit(EXIT_FAILED)
