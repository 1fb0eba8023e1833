"""The launcher's own kinds of things, named once. No Qt."""

from __future__ import annotations

import enum


class Section(enum.Enum):
    """Which rows a list shows."""

    ALL = enum.auto()
    PINNED = enum.auto()
    RECENT = enum.auto()
    UPDATES = enum.auto()
    DISCOVER = enum.auto()
    """What the registries offer, installed or not."""


class Note(enum.Enum):
    """What a person should know of a row beside its badge."""

    NONE = enum.auto()
    INSTALLED = enum.auto()
    UPDATE = enum.auto()
    """A newer version is offered."""
    READY = enum.auto()
    """A newer version is installed: it runs from the next start on."""
    WITHDRAWN = enum.auto()
    """Its registry has revoked the installed version."""
