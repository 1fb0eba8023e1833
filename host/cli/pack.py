"""`fanlight pack`: a finished folder, exactly as it stands, becomes a signed package."""

from __future__ import annotations

from pathlib import Path

import click

from host.cli.frame import Invocation, command
from host.cli.packaging_answer import answer_package, first_files_of, signing_key
from sandbox.package.folder import read_folder
from sandbox.package.pack import pack as pack_files


@command(name="pack", help="Sign a finished folder exactly as it stands: no file is left out.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path), help="Where to write it (file or folder).")
@click.option("--key", "key_name", help="The key to sign with (default: the development key).")
@click.option("--allow-secrets", is_flag=True, help="Pack even what looks like a secret.")
@click.option("--measure", is_flag=True, help="Open it once: what its first screen needs is first.")
def pack(
    invocation: Invocation,
    folder: Path,
    out: Path | None,
    key_name: str | None,
    allow_secrets: bool,
    measure: bool,
) -> None:
    """For the output of another build tool; `build` is for source folders."""
    key = signing_key(invocation, key_name)
    files = read_folder(folder, everything=True)
    content = pack_files(files, key, allow_secrets=allow_secrets)
    if measure:
        files = {**files, **first_files_of(invocation, content)}
        content = pack_files(files, key, allow_secrets=allow_secrets)
    answer_package(invocation, content, out)
