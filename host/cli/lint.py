"""`fanlight lint`: what is wrong with a source folder, all of it at once."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from host.cli.frame import EXIT_FAILED, Invocation, command
from host.launch.folder_build import FolderBuilds
from sandbox.package.check import Severity


@command(name="lint", help="Say what keeps a source folder from being packed, and what may hurt.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def lint(invocation: Invocation, folder: Path) -> None:
    """Exit 1 when `build` would refuse; warnings alone exit 0."""
    built = FolderBuilds(invocation.home.compiled).build(folder, release=False, allow_secrets=False)
    problems = built.problems
    errors = len(built.errors)
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    lines = [f"{problem.severity}: {problem}  [{problem.code}]" for problem in problems]
    lines.append(f"{folder}: {errors} errors, {warnings} warnings")
    invocation.answer(
        {"ok": not errors, "problems": [problem.as_json() for problem in problems]},
        "\n".join(lines),
    )
    if errors:
        sys.exit(EXIT_FAILED)
