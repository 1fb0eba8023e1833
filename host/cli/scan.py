"""`fanlight scan`: what the QR codes of a picture say."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from host.cli.frame import Invocation, command
from host.picture_codes import (
    MAX_PICTURE_BYTES,
    codes_in,
    is_link,
    limit_own_process,
    read_picture,
)


@command(name="scan", help="Say what the QR codes of a PNG or JPEG say; - reads it from stdin.")
@click.argument("picture", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--here", is_flag=True, help="In this process, under its limits.")
def scan(invocation: Invocation, picture: Path, here: bool) -> None:
    """Nothing is opened. `--here` is how the host has a picture read beside itself."""
    if here:
        limit_own_process()
    if str(picture) == "-":
        content = sys.stdin.buffer.read(MAX_PICTURE_BYTES + 1)
    else:
        content = read_picture(picture)
    if here:
        from host.shell.code_reading import read_codes
        from sandbox.view.workarounds import hold_constants

        hold_constants()

        codes = read_codes(content)
    else:
        codes = codes_in(content)
    links = [text for text in codes if is_link(text)]
    invocation.answer({"codes": codes, "links": links}, "\n".join(codes))
