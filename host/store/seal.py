"""Seals on rows that decide what may run: an edited row is noticed, and asked about again.

The key is a file of the home folder, readable to its owner only. A seal stops whoever can
change the database but not read that file (a synchronised or restored folder, a careless
tool, another app's bug); someone who acts with all rights of the person is not stopped.
"""

from __future__ import annotations

import enum
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

from bridge.errors import StoreCorrupt
from host.store.durable import CREATE_FLAGS, flush, flush_folder, write_all

KEY_BYTES = 32

SealedValue = str | int | None


class Sealed(enum.StrEnum):
    """The tables whose rows carry a seal."""

    PUBLISHERS = "publishers"
    APPS = "apps"
    VERSIONS = "versions"
    GRANTS = "grants"
    CONSENTS = "consents"
    FLOORS = "floors"
    SHOWN = "shown"
    PUBLISHER_NAMES = "publisher_names"


class Seal:
    """HMAC-SHA-256 (RFC 2104) over a table's name and a row's values, in hexadecimal."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def load(cls, path: Path) -> Seal:
        """Read the key. Raises FileNotFoundError, OSError or StoreCorrupt."""
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise StoreCorrupt(
                f"{path} is not a key of {KEY_BYTES} bytes; delete it, and the host will ask "
                "again about everything that was allowed",
                path=str(path),
            )
        return cls(key)

    def mac(self, table: Sealed, values: Sequence[SealedValue]) -> str:
        """The seal of one row; `values` always in the same order."""
        message = json.dumps([table.value, *values], separators=(",", ":")).encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()

    def holds(self, table: Sealed, values: Sequence[SealedValue], mac: str) -> bool:
        """Whether `mac` is the seal of these values."""
        return hmac.compare_digest(self.mac(table, values), mac)

    def of_set(self, table: Sealed, macs: Iterable[str]) -> str:
        """The seal of a whole table: notices a row that was deleted or put back."""
        return self.mac(table, ["set", *sorted(macs)])


def make_key(path: Path) -> None:
    """Make the key where there is none, whole and durably. The caller holds the store's lock.

    What an earlier try left is taken away first. Raises OSError.
    """
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    if path.exists():
        return
    descriptor = os.open(draft, CREATE_FLAGS, 0o600)
    try:
        write_all(descriptor, secrets.token_bytes(KEY_BYTES))
        flush(descriptor)
    finally:
        os.close(descriptor)
    os.rename(draft, path)
    flush_folder(path.parent)
