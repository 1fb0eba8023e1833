"""`fanlight open`: open a mini-program."""

from __future__ import annotations

import time
from contextlib import nullcontext, suppress
from pathlib import Path

import click

from bridge.errors import LinkInvalid, UsageError
from bridge.names import PageRoute
from host.cli.faults import fault_option
from host.cli.frame import Invocation, command
from host.faults import parse_faults
from host.launch.handed import is_link
from host.launch.target import Until
from host.links import parse_link
from sandbox.view.port import Engine

_STARTED_S = time.monotonic()


@command(name="open", help="Open a mini-program: an app id, a .ma file, a folder or a link.")
@click.argument("target")
@click.option("--page", help="The page to open (default: the manifest's first).")
@click.option("--query", multiple=True, metavar="K=V", help="Hand the page a value; repeatable.")
@click.option(
    "--until",
    type=click.Choice(["first-screen", "ready", "close"]),
    default="close",
    help="When to end; default close: when its window is closed.",
)
@click.option(
    "--timeout",
    "timeout_s",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    help="Seconds to --until, or to the first screen; default 30.",
)
@click.option(
    "--linger",
    "linger_s",
    type=click.FloatRange(0),
    default=0.0,
    help="Seconds to stay open after that.",
)
@click.option(
    "--screenshot",
    type=click.Path(path_type=Path),
    help="A PNG of its window, or --run's folder.",
)
@click.option("--size", help="Of the window, such as 400x700.")
@click.option("--permissions", default="prompt", help="prompt, deny, or grant:SCOPE,… (folders).")
@click.option("--trust", metavar="FINGERPRINT", help="Trust this publisher of a .ma file.")
@click.option("--engine", type=click.Choice(["qt", "system"]), help="Default: as settings say.")
@click.option("--cold", is_flag=True, help="In a process of its own, nothing preloaded.")
@click.option("--run", "visits", metavar="ROUTE,…", help="Visit these pages in turn.")
@click.option("--eval", "expression", metavar="JS", help="A folder's app: evaluate, then report.")
@click.option(
    "--theme",
    type=click.Choice(["system", "light", "dark"]),
    default="system",
    help="Default: system.",
)
@fault_option
@click.option(
    "--remote-control",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A folder's app: let other programs of this machine drive it; FILE says where.",
)
@click.option("--no-sandbox", is_flag=True, help="Dangerous: open without Chromium's sandbox.")
def open_command(
    invocation: Invocation,
    target: str,
    page: str | None,
    query: tuple[str, ...],
    until: str,
    timeout_s: float,
    linger_s: float,
    screenshot: Path | None,
    size: str | None,
    permissions: str,
    trust: str | None,
    engine: str | None,
    cold: bool,
    visits: str | None,
    expression: str | None,
    theme: str,
    fault: tuple[str, ...],
    remote_control: Path | None,
    no_sandbox: bool,
) -> None:
    """A running host of the home opens it, where it can; `--cold` has a process of its own."""
    from host.cli.opening import open_target

    # What is to end by itself is a script's, which looks at the exit code.
    shown = invocation.opening(_name(target)) if until == Until.CLOSE else nullcontext()
    with shown:
        open_target(
            invocation,
            target,
            started_s=_STARTED_S,
            page=PageRoute(page) if page else None,
            query=dict(_pair(text) for text in query),
            until=until,
            timeout_s=timeout_s,
            linger_s=linger_s,
            screenshot=screenshot,
            size=size,
            permissions=permissions,
            trust=trust,
            visits=tuple(PageRoute(route) for route in visits.split(",")) if visits else (),
            expression=expression,
            theme=theme,
            faults=parse_faults(fault),
            remote_control=remote_control,
            no_sandbox=no_sandbox,
            cold=cold,
            engine=Engine(engine) if engine else None,
        )


def _name(target: str) -> str:
    """How a person would call it."""
    if is_link(target):
        with suppress(LinkInvalid):
            return str(parse_link(target).app_id)
    return Path(target).name or target


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise UsageError(f"--query {text!r} is not of the form k=v")
    return key, value
