"""`fanlight lint`: what is wrong with a source folder, all of it at once."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from host.cli.frame import Invocation, command
from host.cli.invocation import EXIT_FAILED
from host.launch.folder_build import FolderBuilds
from sandbox.package.check import Severity
from sandbox.package.look_through import look_through
from sandbox.package.size_lint import PACKAGE_BUDGET_BYTES


@command(name="lint", help="Say what keeps a source folder from being packed, and what may hurt.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--budget",
    "budget_kib",
    type=click.IntRange(1),
    default=PACKAGE_BUDGET_BYTES // 1024,
    help="KiB that the main package, and each subpackage, may hold.",
)
def lint(invocation: Invocation, folder: Path, budget_kib: int) -> None:
    """Exit 1 when `build` would refuse; warnings alone exit 0."""
    built = FolderBuilds(invocation.home.compiled).build(folder, release=False, allow_secrets=False)
    problems = (*built.problems, *look_through(built.files, budget_kib * 1024))
    errors = len(built.errors)
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    lines = [f"{problem.severity}: {problem}  [{problem.code}]" for problem in problems]
    lines.append(f"{folder}: {_many(errors, 'error')}, {_many(warnings, 'warning')}")
    invocation.answer(
        {"ok": not errors, "problems": [problem.as_json() for problem in problems]},
        "\n".join(lines),
    )
    if errors:
        sys.exit(EXIT_FAILED)


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
