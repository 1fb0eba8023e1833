"""What was seen of each registry, in the database and under seal (a registry.FloorStore)."""

from __future__ import annotations

import sqlite3

import msgspec

from bridge.errors import StoreCorrupt
from bridge.names import Digest
from host.store.database import Database
from host.store.registry.floors import Floors
from host.store.rows import FloorsRow, put_row, read_row
from host.store.seal import Seal, Sealed

_WHOLE = "*"


class SealedFloors:
    """Floors as rows. Editing, deleting or putting back one of them is noticed.

    Then no registry is read until the person decides: an older state would look new.
    """

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def get(self, root_sha256: Digest) -> Floors:
        """What was set last, or empty floors. Raises StoreCorrupt."""
        rows = self._database.read(self._rows)
        found = next((row for row in rows if row.root_sha256 == root_sha256), None)
        return msgspec.json.decode(found.floors, type=Floors) if found else Floors()

    def set(self, root_sha256: Digest, floors: Floors) -> None:
        """Keep these, durably. Raises StoreCorrupt, StoreBusy, StoreFull."""
        text = msgspec.json.encode(floors).decode()
        row = FloorsRow(root_sha256=root_sha256, floors=text).sealed(self._seal)

        def act(held: sqlite3.Connection) -> None:
            others = [kept for kept in self._rows(held) if kept.root_sha256 != root_sha256]
            put_row(held, row)
            macs = [kept.mac for kept in (*others, row)]
            whole = FloorsRow(
                root_sha256=_WHOLE, floors="", mac=self._seal.of_set(Sealed.FLOORS, macs)
            )
            put_row(held, whole)

        self._database.write(act)

    def _rows(self, held: sqlite3.Connection) -> list[FloorsRow]:
        every = [read_row(FloorsRow, raw) for raw in held.execute("SELECT * FROM floors")]
        rows = [row for row in every if row.root_sha256 != _WHOLE]
        whole = next((row for row in every if row.root_sha256 == _WHOLE), None)
        if whole is None and not rows:
            return []
        expected = self._seal.of_set(Sealed.FLOORS, [row.mac for row in rows])
        sound = whole is not None and whole.mac == expected
        if not sound or not all(row.intact(self._seal) for row in rows):
            raise StoreCorrupt(
                "what this host remembers of its registries was changed from outside; an old "
                "registry could pass for a new one. Restore library.db from a backup, or move it "
                "away and install again"
            )
        return rows
