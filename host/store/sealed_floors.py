"""What was seen of each registry, in the database and under seal (a registry.FloorStore)."""

from __future__ import annotations

import msgspec

from bridge.names import Digest
from host.store.database import Database
from host.store.floor_rows import put_floor_row, read_floor_rows
from host.store.registry.floors import Floors
from host.store.seal import Seal
from sandbox.decoding import readable


class SealedFloors:
    """Floors as rows. Editing, deleting or putting back one of them is noticed.

    Then no registry is read until the person decides: an older state would look new.
    """

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def get(self, root_sha256: Digest) -> Floors:
        """What was set last, or empty floors. Raises StoreCorrupt."""
        rows = self._database.read(lambda held: read_floor_rows(held, self._seal))
        found = next((row for row in rows if row.root_sha256 == root_sha256), None)
        return msgspec.json.decode(found.floors, type=readable(Floors)) if found else Floors()

    def set(self, root_sha256: Digest, floors: Floors) -> None:
        """Keep these, durably. Raises StoreCorrupt, StoreBusy, StoreFull."""
        text = msgspec.json.encode(floors).decode()
        self._database.write(lambda held: put_floor_row(held, self._seal, root_sha256, text))
