"""How long what a registry serves may be kept, and what it is: the same from every server."""

from __future__ import annotations

import re

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
PACKAGE_TYPE = "application/miniapp-pkg+zip"

_VERSIONED = re.compile(r"\d+\.[A-Za-z0-9-]+\.json")
_HASHED = re.compile(r"[0-9a-f]{64}\..+")


def cache_control(name: str) -> str:
    """The header for a file of this name: all but the timestamp never change."""
    fixed = _VERSIONED.fullmatch(name) or _HASHED.fullmatch(name)
    return IMMUTABLE if fixed else REVALIDATE


def content_type(name: str) -> str:
    """The type of a file of this name. Hosts do not look at it."""
    if name.endswith(".ma"):
        return PACKAGE_TYPE
    return "application/json" if name.endswith(".json") else "application/octet-stream"
