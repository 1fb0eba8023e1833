"""Removing what no kept version refers to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bridge.errors import PackageError
from bridge.names import Digest
from host.store.blobs import BlobStore
from host.store.database import Database
from host.store.receipts import Receipts
from sandbox.package.block import decode_block
from sandbox.package.index import decode_index
from sandbox.package.limits import DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class Collected:
    """How much was removed."""

    files: int
    freed_bytes: int


def collect(
    database: Database, receipts: Receipts, blobs: BlobStore, keep: Iterable[Digest] = ()
) -> Collected:
    """Delete every file that no kept version's signed index names, nor `keep`.

    The caller holds the store's lock: files placed by an install that is not recorded yet would
    be taken for left-overs. A version whose envelope cannot be read cannot be opened either;
    its files count as left over.
    """
    wanted = set(keep)
    for envelope in database.read(receipts.envelopes):
        try:
            payload = decode_block(envelope, DEFAULT_LIMITS).envelope.payload
            wanted.update(file.sha256 for file in decode_index(payload, DEFAULT_LIMITS).files)
        except PackageError:
            continue
    files = freed_bytes = 0
    for digest in list(blobs.digests()):
        if digest not in wanted:
            freed_bytes += blobs.delete(digest)
            files += 1
    blobs.empty_quarantine()
    return Collected(files, freed_bytes)
