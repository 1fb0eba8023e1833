"""Which mini-programs a person keeps at the front of the launcher."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from bridge.errors import NameInvalid
from bridge.names import AppId
from sandbox.decoding import readable

MAX_PINS = 1_000


class _Pins(msgspec.Struct, frozen=True):
    pinned: tuple[str, ...] = ()


def read_pins(file: Path) -> frozenset[AppId]:
    """The pinned apps; none where the file is missing or damaged: a pin is worth no refusal."""
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=readable(_Pins))
        return frozenset(AppId(text) for text in kept.pinned[:MAX_PINS])
    except (OSError, msgspec.MsgspecError, NameInvalid):
        return frozenset()


def write_pins(file: Path, pinned: Iterable[AppId]) -> None:
    """Replace the file in one step. Raises OSError."""
    kept = _Pins(tuple(sorted(str(app_id) for app_id in pinned)[:MAX_PINS]))
    whole = file.with_suffix(".new")
    whole.write_bytes(msgspec.json.format(msgspec.json.encode(kept)))
    whole.replace(file)


def keep_pinned(file: Path, app_id: AppId, *, wanted: bool) -> None:
    """Pin an app, or no longer. Blocks. Raises StoreFull, DiskFailed."""
    from host.store.durable import full_disk_typed

    pinned = read_pins(file) - {app_id}
    with full_disk_typed("keeping what is pinned"):
        write_pins(file, pinned | {app_id} if wanted else pinned)
