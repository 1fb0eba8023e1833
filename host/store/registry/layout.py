"""Names and places in a registry, the same for those who make one and those who read it.

```
metadata/  timestamp.json, <n>.root.json, <n>.snapshot.json, <n>.targets.json,
           <n>.catalogue.json, <n>.<publisher>.json
targets/   <sha256>.catalogue.json, apps/<app id>/<sha256>.<version code>.ma
```
Everything but timestamp.json is written once and never changes (TUF specification §6.2,
consistent snapshots). A publisher's role is delegated `apps/<prefix>/*` and
`apps/<prefix>.*/*`; a `*` in TUF never crosses a `/`.
"""

from __future__ import annotations

import re
from typing import Self

from bridge.errors import NameInvalid
from bridge.names import AppId, Digest

METADATA_FOLDER = "metadata"
TARGETS_FOLDER = "targets"
CATALOGUE_ROLE = "catalogue"
CATALOGUE_PATH = "catalogue.json"
ROOT_MEMBER = "fanlight"
"""Our member in root metadata, `{"name", "url"?, "releases"?}`; other readers of TUF pass it by."""

_ROLE_NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")
_REGISTRY_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
_TOP_LEVEL = frozenset({"root", "timestamp", "snapshot", "targets", CATALOGUE_ROLE})
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)


class PublisherName(str):
    """A publisher's name in a registry, which is its TUF role's. Raises NameInvalid."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        if not _ROLE_NAME.fullmatch(text) or text in _TOP_LEVEL | _DEVICES:
            raise NameInvalid(
                f"{text[:80]!r} is not a publisher's name; use 1 to 63 of a-z, 0-9 and -, a "
                "letter first, and none that TUF or Windows keeps for itself",
                value=text[:80],
            )
        return super().__new__(cls, text)


class RegistryName(str):
    """What a host calls a registry; a folder's name too. Raises NameInvalid."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        taken = text.split(".")[0] in _DEVICES or text.endswith(".")
        if not _REGISTRY_NAME.fullmatch(text) or taken:
            raise NameInvalid(
                f"{text[:80]!r} is not a registry's name; use 1 to 63 of a-z, 0-9, - and .",
                value=text[:80],
            )
        return super().__new__(cls, text)


def target_path(app_id: AppId, version_code: int) -> str:
    """Where a package stands among the targets."""
    return f"apps/{app_id}/{version_code}.ma"


def delegated_patterns(prefix: AppId) -> list[str]:
    """The paths a publisher may sign: the app named as its prefix, and every app under it."""
    return [f"apps/{prefix}/*", f"apps/{prefix}.*/*"]


def covers(prefix: AppId, app_id: AppId) -> bool:
    """Whether `app_id` lies under `prefix`."""
    return app_id == prefix or app_id.startswith(f"{prefix}.")


def overlap(one: AppId, other: AppId) -> bool:
    """Whether some app id could lie under both prefixes."""
    return covers(one, other) or covers(other, one)


def stored_target(path: str, sha256: Digest) -> str:
    """A target's file name with its hash before it (TUF specification §6.2.2)."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{sha256}.{name}"
