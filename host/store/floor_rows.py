"""The table of what was seen of registries, sealed row by row and as a whole."""

from __future__ import annotations

import sqlite3

from bridge.errors import StoreCorrupt
from host.store.rows import FloorsRow, put_row, read_row
from host.store.seal import Seal, Sealed

_WHOLE = "*"


def read_floor_rows(held: sqlite3.Connection, seal: Seal) -> list[FloorsRow]:
    """All rows. Raises StoreCorrupt when one was edited, deleted or put back."""
    every = [read_row(FloorsRow, raw) for raw in held.execute("SELECT * FROM floors")]
    rows = [row for row in every if row.root_sha256 != _WHOLE]
    whole = next((row for row in every if row.root_sha256 == _WHOLE), None)
    if whole is None and not rows:
        return []
    expected = seal.of_set(Sealed.FLOORS, [row.mac for row in rows])
    sound = whole is not None and whole.mac == expected
    if not sound or not all(row.intact(seal) for row in rows):
        raise StoreCorrupt(
            "what this host remembers of its registries was changed from outside; an old "
            "registry could pass for a new one. Restore library.db from a backup, or move it "
            "away and install again"
        )
    return rows


def put_floor_row(held: sqlite3.Connection, seal: Seal, key: str, text: str) -> None:
    """Write the row of `key` under a fresh seal, and the seal of the whole. Raises StoreCorrupt."""
    row = FloorsRow(root_sha256=key, floors=text).sealed(seal)
    others = [kept for kept in read_floor_rows(held, seal) if kept.root_sha256 != key]
    put_row(held, row)
    macs = [kept.mac for kept in (*others, row)]
    whole = FloorsRow(root_sha256=_WHOLE, floors="", mac=seal.of_set(Sealed.FLOORS, macs))
    put_row(held, whole)
