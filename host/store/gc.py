"""Removing what no kept version refers to."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from bridge.errors import PackageError, StoreCorrupt
from bridge.names import Digest
from host.store.blobs import BlobStore
from host.store.database import Database
from host.store.packs import Pack
from host.store.receipts import Receipts
from sandbox.decoding import readable
from sandbox.package.block import decode_block
from sandbox.package.limits import DEFAULT_LIMITS

REPACKED_ABOVE_SHARE = 0.25


class _File(msgspec.Struct, frozen=True):
    sha256: str


class _Index(msgspec.Struct, frozen=True):
    """As little of a signed index as is needed here: all of them are read for each removal.

    What it names is kept, also where `decode_index` would refuse it.
    """

    files: tuple[_File, ...]


_DECODER = msgspec.json.Decoder(readable(_Index))


class Collected(msgspec.Struct, frozen=True):
    """How many contents were removed, and how much smaller the store became."""

    files: int
    freed_bytes: int


def collect(
    database: Database, receipts: Receipts, blobs: BlobStore, keep: Iterable[Digest] = ()
) -> Collected:
    """Delete what no kept version's signed index names, nor `keep`.

    A pack is written anew when more than REPACKED_ABOVE_SHARE of it is left over. The caller
    holds the store's lock: files placed by an install that is not recorded yet would be taken
    for left-overs. A version whose envelope cannot be read cannot be opened either; its files
    count as left over. Raises StoreFull.
    """
    wanted: set[str] = set(keep)
    for envelope in database.read(receipts.envelopes):
        try:
            payload = decode_block(envelope, DEFAULT_LIMITS).envelope.payload
            wanted.update(file.sha256 for file in _DECODER.decode(payload).files)
        except (PackageError, msgspec.MsgspecError):
            continue
    files = freed_bytes = 0
    for digest in list(blobs.loose()):
        if digest not in wanted:
            freed_bytes += blobs.delete(digest)
            files += 1
    for pack in blobs.packs.all():
        left_over = pack.places.keys() - wanted
        if _worth_repacking(pack, left_over):
            freed_bytes += _repack(blobs, pack, wanted)
            files += len(left_over)
    blobs.empty_quarantine()
    return Collected(files, freed_bytes)


def _worth_repacking(pack: Pack, left_over: Iterable[Digest]) -> bool:
    total_bytes = sum(place.size_bytes for place in pack.places.values())
    left_over_bytes = sum(pack.places[digest].size_bytes for digest in left_over)
    return left_over_bytes > REPACKED_ABOVE_SHARE * total_bytes or not pack.places


def _repack(blobs: BlobStore, pack: Pack, wanted: set[str]) -> int:
    """Move what is wanted and sound into a new pack, then delete the old; the bytes freed."""
    kept = {digest: place for digest, place in pack.places.items() if digest in wanted}
    kept_bytes = 0
    if kept:
        with blobs.batch(len(kept)) as batch:
            for digest, place in kept.items():
                try:
                    content = blobs.read(digest, place.size_bytes)
                except StoreCorrupt:
                    continue  # found again, and told, when the app that needs it is opened
                batch.move(digest, content)
                kept_bytes += len(content)
            batch.commit()
    return blobs.packs.remove(pack) - kept_bytes
