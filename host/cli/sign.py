"""`fanlight sign`: a reviewer adds a signature to a finished package."""

from __future__ import annotations

from pathlib import Path

import click

from host.cli.frame import Invocation, command
from host.cli.packaging_answer import answer_package, signing_key
from sandbox.package.pack import add_signature
from sandbox.package.source import FileSource
from sandbox.package.verify import open_package, verify_all


@command(name="sign", help="Add a reviewer's signature to a package that verifies.")
@click.argument("package", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--key", "key_name", required=True, help="The reviewer's key.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write it (default: over).")
def sign(invocation: Invocation, package: Path, key_name: str, out: Path | None) -> None:
    """Every byte is verified first: a reviewer does not sign what is broken."""
    key = signing_key(invocation, key_name)
    with FileSource(package) as source:
        opened = open_package(source)
        verify_all(opened)
        content = add_signature(opened, key)
    answer_package(invocation, content, out or package)
