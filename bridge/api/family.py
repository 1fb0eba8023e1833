"""A family of APIs: specs that belong together, with what their reference page says of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from bridge.errors import CallError
from bridge.methods import EventSpec, MethodSpec

Spec = MethodSpec[Any, Any]
"""A spec of any parameter and result type, as tables of specs hold them."""


class Entry(msgspec.Struct, frozen=True):
    """One API with an example and the errors of its own (every API may fail in the gate too)."""

    spec: Spec
    example: str
    errors: tuple[type[CallError], ...] = ()


class Family(msgspec.Struct, frozen=True):
    """APIs and events of one subject. `name` is its file's name, `title` is for readers."""

    name: str
    title: str
    summary: str
    entries: tuple[Entry, ...] = ()
    events: tuple[EventSpec, ...] = ()
    event_examples: Mapping[str, str] = msgspec.field(default_factory=dict)

    @property
    def methods(self) -> tuple[Spec, ...]:
        """The specs alone, in order."""
        return tuple(entry.spec for entry in self.entries)
