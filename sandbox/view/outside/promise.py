"""One promise of a system view: who sees to a guarantee, and by what."""

from __future__ import annotations

import enum

import msgspec


class By(enum.StrEnum):
    """Who sees to a guarantee."""

    ENGINE = "engine"
    """The WebView itself."""
    FANLIGHT = "fanlight"
    """What we add around it."""
    NOBODY = "nobody"


class Promise(msgspec.Struct, frozen=True):
    """One guarantee on one system: who sees to it, and by what, or why nobody does."""

    by: By
    how: str
