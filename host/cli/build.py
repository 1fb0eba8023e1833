"""`fanlight build`: a source folder becomes a signed package."""

from __future__ import annotations

from pathlib import Path

import click

from host.cli.frame import Invocation, command
from host.cli.packaging_answer import answer_package, first_files_of, signing_key
from host.launch.folder_build import FolderBuilds
from sandbox.package.check import Severity


@command(name="build", help="Check a source folder and make its signed package (.ma).")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path), help="Where to write it (file or folder).")
@click.option("--key", "key_name", help="The key to sign with (default: the development key).")
@click.option("--allow-secrets", is_flag=True, help="Pack even what looks like a secret.")
@click.option("--measure", is_flag=True, help="Open it once: what its first screen needs is first.")
def build(
    invocation: Invocation,
    folder: Path,
    out: Path | None,
    key_name: str | None,
    allow_secrets: bool,
    measure: bool,
) -> None:
    """Pack what belongs into a package; WeChat-syntax projects are compiled for it."""
    key = signing_key(invocation, key_name)
    builds = FolderBuilds(invocation.home.compiled)
    made = builds.release(folder, key, allow_secrets=allow_secrets)
    for problem in made.problems:
        if problem.severity is Severity.WARNING:
            invocation.progress(f"warning: {problem}")
    if measure:
        lists = first_files_of(invocation, made.content)
        made = builds.release(folder, key, allow_secrets=allow_secrets, more=lists)
    answer_package(invocation, made.content, out)
