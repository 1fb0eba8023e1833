"""`fanlight open`: open a mini-program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from host.cli.faults import fault_option
from host.cli.frame import Invocation, command
from host.cli.open_words import OPTIONS, Choice, File, Flag, Kind, Option, Seconds
from host.cli.opened import open_by


def _options(function: Callable[..., None]) -> Callable[..., None]:
    """Those that `open_words` declares, in its order."""
    for option in reversed(OPTIONS):
        function = _declared(option)(function)
    return function


def _declared(option: Option) -> Callable[[Callable[..., None]], Callable[..., None]]:
    if isinstance(option.kind, Flag):
        return click.option(option.word, option.name, is_flag=True, help=option.help)
    return click.option(
        option.word,
        option.name,
        type=_type(option.kind),
        default=option.default,
        multiple=option.many,
        metavar=option.metavar,
        help=option.help,
    )


def _type(kind: Kind) -> click.ParamType[Any]:
    match kind:
        case Choice(words):
            return click.Choice(words)
        case Seconds(some):
            return click.FloatRange(0, min_open=some)
        case File():
            return click.Path(path_type=Path)
        case _:
            return click.STRING


@command(name="open", help="Open a mini-program: an app id, a .ma file, a folder or a link.")
@click.argument("target")
@_options
@fault_option
@click.option(
    "--remote-control",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A folder's app: let other programs of this machine drive it; FILE says where.",
)
@click.option("--no-sandbox", is_flag=True, help="Dangerous: open without Chromium's sandbox.")
def open_command(invocation: Invocation, **values: Any) -> None:
    """What `open_by` does, with the words that click has read."""
    open_by(invocation, values)
