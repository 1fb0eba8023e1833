"""`fanlight registry serve`: a registry on a port of this machine."""

from __future__ import annotations

from pathlib import Path

import click

from host.cli.frame import Invocation, command


@command(name="serve", help="Serve the registry in FOLDER until Ctrl-C.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8470,
    show_default=True,
    help="The port; 0 takes a free one.",
)
def serve(invocation: Invocation, folder: Path, host: str, port: int) -> None:
    """Says its address as soon as requests are answered."""
    from host.dev.serve import Serving

    serving = Serving(folder, host, port)
    invocation.answer(
        serving.as_json(),
        f"Serving {folder} on {serving.url}\n"
        f"Trust it with: fanlight registry add {serving.url} --fingerprint {serving.root_sha256}\n"
        "Ctrl-C stops it.",
    )
    serving.run()
