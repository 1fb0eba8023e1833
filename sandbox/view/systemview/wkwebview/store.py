"""Which of the system's website data stores is an app's own.

WKWebsiteDataStore.dataStore(forIdentifier:) keeps what a page stored where WebKit chooses, by a
UUID. So the app's folder holds the UUID: when the folder is removed, nobody knows it any more, and
the next view of the same home has the store removed.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path

_FILE = "store-id"
_HOME_BYTES = 8


def own_store(storage: Path) -> uuid.UUID:
    """The identifier of the store of the folder `storage` (profiles/HOST/system), made once.

    Raises OSError.
    """
    file = storage / _FILE
    found = _read(file)
    if found is None:
        storage.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = uuid.UUID(bytes=_home_mark(storage) + os.urandom(16 - _HOME_BYTES))
        arriving = storage / f"{_FILE}.{os.getpid()}"
        arriving.write_text(f"{found}\n", encoding="ascii")
        arriving.replace(file)
    return found


def orphans(storage: Path, all_stores: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Of all stores the system has for this program, those that this home's apps left behind.

    Another home's are not: each home's identifiers begin with a mark of its own.
    """
    mark = _home_mark(storage)
    pattern = f"*/{storage.name}/{_FILE}"
    living = {_read(file) for file in storage.parent.parent.glob(pattern)}
    return [each for each in all_stores if each.bytes.startswith(mark) and each not in living]


def _home_mark(storage: Path) -> bytes:
    profiles = os.fsencode(storage.parent.parent.resolve())
    return hashlib.sha256(profiles).digest()[:_HOME_BYTES]


def _read(file: Path) -> uuid.UUID | None:
    try:
        return uuid.UUID(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
