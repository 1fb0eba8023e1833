"""`fanlight report`: one file to attach to a bug."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bridge.errors import UsageError
from host.cli.frame import Invocation, command


@command(name="report", help="Write what happened on this machine into one zip for a bug report.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("fanlight-report.zip"),
    help="The zip to write; default fanlight-report.zip.",
)
@click.option("--yes", is_flag=True, help="Save without showing what is in it.")
def report(invocation: Invocation, out: Path, yes: bool) -> None:
    """Shown before it is saved, so that nothing leaves unseen."""
    from host.diag.report import collect, pack

    files = collect(invocation.home)
    if not (yes or invocation.as_json):
        if not sys.stdin.isatty():
            raise UsageError("there is no terminal to show it at; --yes saves it unseen")
        for name, content in files.items():
            click.echo(f"— {name} ({len(content)} bytes)")
            click.echo(content.decode())
        if not click.confirm(f"Save this as {out}?", default=True, err=True):
            return
    try:
        out.write_bytes(pack(files))
    except OSError as error:
        raise UsageError(f"{out}: {error.strerror}; choose another place with --out") from None
    sizes = {name: len(content) for name, content in files.items()}
    invocation.answer({"file": str(out), "contents": sizes}, f"saved {out}")
