"""How an API is declared: once, in Python. Types, checks, docs and TypeScript come from it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any, Generic, TypeVar

import msgspec

from bridge.permissions import Scope

PAGE_DEADLINE_S = 60.0
"""How long a handler may take where the spec says nothing else."""


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """Base of parameter types. On the wire and in JavaScript, names are camelCase."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Base of result types."""


class NoParams(Params, frozen=True):
    """For APIs that take nothing."""


class Done(Outcome, frozen=True):
    """For APIs that answer nothing but success."""


P = TypeVar("P", bound=Params)
R = TypeVar("R", bound=Outcome)


class MethodSpec(msgspec.Struct, Generic[P, R], frozen=True):
    """One API.

    `name` is WeChat's where WeChat has it. `sync` APIs also exist as `<name>Sync` on the page.
    `deadline_s` is None where a person answers. `cost` is what a call takes from the app's
    rate budget. `is_quick`: its handler is called within the message that brought the call, as
    those of sync APIs are, and spares a turn of the loop: for what answers in a moment, opens
    nothing that waits and ends nothing. `takes_body` and `gives_body` say that a member of the
    parameters, or of the result, is a Body (bridge.wire).
    """

    name: str
    params: type[P]
    result: type[R]
    summary: str
    scope: Scope | None = None
    sync: bool = False
    since: str = "0.1"
    deadline_s: float | None = PAGE_DEADLINE_S
    cost: float = 1.0
    is_quick: bool = False
    takes_body: bool = False
    gives_body: bool = False


class EventSpec(msgspec.Struct, frozen=True):
    """An event the host sends: `payload` is its type, or None for a bare event."""

    name: str
    payload: type[Outcome] | None
    summary: str
    since: str = "0.1"


class Binding(msgspec.Struct, frozen=True):
    """A spec with the handler that serves it; made by `bind`, which checks that they fit."""

    spec: MethodSpec[Any, Any]
    handler: Callable[[Any], Coroutine[Any, Any, Outcome]]


def bind(spec: MethodSpec[P, R], handler: Callable[[P], Coroutine[Any, Any, R]]) -> Binding:
    """Pair `spec` with a handler of its own parameter and result types."""
    return Binding(spec, handler)


def table(bindings: Iterable[Binding]) -> Mapping[str, Binding]:
    """The bindings by API name. Raises ValueError when a name stands twice."""
    found: dict[str, Binding] = {}
    for binding in bindings:
        if binding.spec.name in found:
            raise ValueError(f"two handlers for {binding.spec.name}")
        found[binding.spec.name] = binding
    return found
