"""What this host has seen of a registry, so that nothing older is taken later.

python-tuf's own memory is the cached timestamp.json and snapshot.json: whoever deletes them,
or puts older copies there, could make it accept an old registry. Floors are kept apart from
that cache and checked after it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import msgspec

from bridge.errors import RegistryExpired, RegistryRollback, StoreCorrupt
from bridge.names import Digest
from host.store.registry.writing import replace_file
from sandbox.decoding import readable


class Floors(msgspec.Struct, frozen=True):
    """The highest versions ever verified, under which online keys, and when (Unix, ms).

    `online_keys` are the TUF key ids of the timestamp and snapshot roles.
    """

    root_version: int = 0
    timestamp_version: int = 0
    snapshot_version: int = 0
    online_keys: tuple[str, ...] = ()
    last_seen_ms: int = 0


class FloorStore(Protocol):
    """Where floors are kept; `root_sha256` is the pinned root's, which names the registry."""

    def get(self, root_sha256: Digest) -> Floors:
        """What was set last, or empty floors."""
        ...

    def set(self, root_sha256: Digest, floors: Floors) -> None:
        """Keep these, durably."""
        ...


class FileFloors:
    """Floors as one JSON file a registry in `folder`. They outlive the registry's removal."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, root_sha256: Digest) -> Floors:
        """Empty floors where there is no file. Raises StoreCorrupt when it cannot be read."""
        path = self._path(root_sha256)
        try:
            return msgspec.json.decode(path.read_bytes(), type=readable(Floors))
        except FileNotFoundError:
            return Floors()
        except (OSError, msgspec.MsgspecError) as error:
            raise StoreCorrupt(
                f"{path}, this host's memory of a registry, cannot be read ({error}); "
                "restore it, or delete it to trust the registry as if for the first time",
                path=str(path),
            ) from error

    def set(self, root_sha256: Digest, floors: Floors) -> None:
        """Replace the file whole."""
        replace_file(self._path(root_sha256), msgspec.json.encode(floors))

    def _path(self, root_sha256: Digest) -> Path:
        return self._folder / f"{root_sha256}.json"


class Expiry(msgspec.Struct, frozen=True):
    """A role's date of expiry (Unix, ms)."""

    role: str
    at_ms: int


class Seen(msgspec.Struct, frozen=True):
    """What TUF has just verified."""

    root_version: int
    timestamp_version: int
    snapshot_version: int
    online_keys: tuple[str, ...]
    expiries: tuple[Expiry, ...]


def advance(floors: Floors, seen: Seen, now_ms: int, registry: str) -> Floors:
    """The floors after `seen`, or RegistryRollback or RegistryExpired.

    Versions may start anew only under a newer root that has replaced an online key (TUF
    specification §5.3.11, recovery from a fast-forward attack).
    """
    _refuse_below("root", floors.root_version, seen.root_version, registry)
    renewed = seen.root_version > floors.root_version and set(seen.online_keys) != set(
        floors.online_keys
    )
    if not renewed:
        _refuse_below("timestamp", floors.timestamp_version, seen.timestamp_version, registry)
        _refuse_below("snapshot", floors.snapshot_version, seen.snapshot_version, registry)
    for expiry in seen.expiries:
        check_expiry(expiry, floors, now_ms, registry)
    return Floors(
        root_version=seen.root_version,
        timestamp_version=seen.timestamp_version,
        snapshot_version=seen.snapshot_version,
        online_keys=seen.online_keys,
        last_seen_ms=max(floors.last_seen_ms, now_ms),
    )


def check_expiry(expiry: Expiry, floors: Floors, now_ms: int, registry: str) -> None:
    """Refuse what had expired by now, or by the last time that was seen. Raises RegistryExpired.

    The clock of this computer may have been set back since; time itself was not.
    """
    if max(now_ms, floors.last_seen_ms) < expiry.at_ms:
        return
    behind = (
        f" (this computer's clock says {show_time(now_ms)}, but it was "
        f"{show_time(floors.last_seen_ms)} here before: set the clock right)"
        if now_ms < expiry.at_ms
        else ""
    )
    raise RegistryExpired(
        f"registry {registry}: its {expiry.role} metadata expired on "
        f"{show_time(expiry.at_ms)}{behind}; it may be held back by someone on the way. "
        "Installed apps go on working; ask the registry's operator",
        registry=registry,
        role=expiry.role,
        expired=show_time(expiry.at_ms),
    )


def show_time(at_ms: int) -> str:
    """A time as people and programs read it, in UTC."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _refuse_below(role: str, floor: int, version: int, registry: str) -> None:
    if version < floor:
        raise RegistryRollback(
            f"registry {registry} offers {role} version {version}, but version {floor} was "
            "seen before; refused: an old copy is being served. Installed apps go on working; "
            "ask the registry's operator",
            registry=registry,
            role=role,
            seen_version=floor,
            offered_version=version,
        )
