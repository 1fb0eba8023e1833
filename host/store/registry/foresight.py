"""Which of a registry's files will be asked for next, so that they come beside the present one.

TUF's client reads one file after the other, and each waits for the network's way there and back.
What is guessed here is verified when it is asked for, like anything else; a wrong guess costs a
request.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

MOST_BYTES = 1_000_000
"""Of a file that is looked into: parsing more takes longer than the network does."""


class Foresight:
    """For one refresh in which these target paths will be looked for. `metadata_url` ends with a
    slash; `cache` is python-tuf's, as it was before the refresh.
    """

    def __init__(self, metadata_url: str, cache: Path, paths: Iterable[str]) -> None:
        self._url = metadata_url
        self._cache = cache
        self._paths = tuple(paths)
        self._known = _meta(_parsed(_read(cache / "snapshot.json")))
        self._now: dict[str, Any] = {}

    def first(self) -> Iterator[str]:
        """Beside the first question, whether there is a newer root."""
        yield f"{self._url}timestamp.json"

    def after(self, url: str, content: bytes) -> Iterator[str]:
        """What will be asked for once `content` has come from `url`; it is not verified yet."""
        name = url.removeprefix(self._url)
        if name.endswith(".snapshot.json"):
            self._now = _meta(_parsed(content))
            # Large registries have no such role, and delegate what they list to others.
            yield from self._lacking("targets")
            yield from self._lacking("catalogue")
        elif name.endswith(".targets.json"):
            for role in _roles(_parsed(content), self._paths):
                yield from self._lacking(role)

    def _lacking(self, role: str) -> Iterator[str]:
        """The role's file, unless python-tuf has that version already."""
        file = f"{role}.json"
        version = _version(self._now, file)
        if version is None:
            return
        if version != _version(self._known, file) or not (self._cache / file).exists():
            yield f"{self._url}{version}.{file}"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _parsed(content: bytes) -> dict[str, Any]:
    """The signed part of a role's file; nothing when it is none."""
    if len(content) > MOST_BYTES:
        return {}
    try:
        signed = json.loads(content)["signed"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return signed if isinstance(signed, dict) else {}


def _meta(snapshot: dict[str, Any]) -> dict[str, Any]:
    found = snapshot.get("meta")
    return found if isinstance(found, dict) else {}


def _version(meta: dict[str, Any], file: str) -> int | None:
    entry = meta.get(file)
    found = entry.get("version") if isinstance(entry, dict) else None
    return found if type(found) is int else None


def _roles(targets: dict[str, Any], paths: Iterable[str]) -> Iterator[str]:
    """The roles that the top-level one delegates `paths` to, as far as their patterns say."""
    from tuf.api.metadata import Delegations

    try:
        delegations = Delegations.from_dict(targets["delegations"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return
    for path in paths:
        for role, _ in delegations.get_roles_for_target(path):
            yield role
            break
