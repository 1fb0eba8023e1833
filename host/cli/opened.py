"""`fanlight open`, once its words are read: by click, or without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

from bridge.errors import LinkInvalid, UsageError
from bridge.names import PageRoute
from host.cli.began import BEGAN_S
from host.cli.invocation import Invocation, carry_out
from host.cli.open_words import plain_words
from host.faults import parse_faults
from host.launch.handed import is_link
from host.launch.target import Until
from host.links import parse_link
from sandbox.view.port import Engine


def opened_plainly(words: Sequence[str]) -> bool:
    """Carry out `open` with these words behind it; ends the process where they are wrong. False,
    and nothing is done, where click must read them."""
    values = plain_words(words)
    if values is None:
        return False
    carry_out(
        lambda invocation: open_by(invocation, values),
        values["home"],
        as_json=values["as_json"],
        quiet=values["quiet"],
    )
    return True


def open_by(invocation: Invocation, values: Mapping[str, Any]) -> None:
    """Open what `values` say, by the names of `open_words` and of the options that are click's
    alone. A running host of the home opens it, where it can; `cold` has a process of its own."""
    from host.cli.opening import open_target

    target: str = values["target"]
    page, visits, engine = values["page"], values["visits"], values["engine"]
    # What is to end by itself is a script's, which looks at the exit code.
    by_hand = values["until"] == Until.CLOSE
    with invocation.opening(_name(target)) if by_hand else nullcontext():
        open_target(
            invocation,
            target,
            started_s=BEGAN_S,
            page=PageRoute(page) if page else None,
            query=dict(_pair(text) for text in values["query"]),
            until=values["until"],
            timeout_s=values["timeout_s"],
            linger_s=values["linger_s"],
            screenshot=values["screenshot"],
            size=values["size"],
            permissions=values["permissions"],
            trust=values["trust"],
            visits=tuple(PageRoute(route) for route in visits.split(",")) if visits else (),
            expression=values["expression"],
            theme=values["theme"],
            faults=parse_faults(values["fault"]),
            remote_control=values["remote_control"],
            no_sandbox=values["no_sandbox"],
            cold=values["cold"],
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
