"""What a refused package says it is. Nobody vouches for it: for the record only."""

from __future__ import annotations

from bridge.errors import FanlightError
from bridge.names import AppId
from sandbox.package.archive import read_tail
from sandbox.package.block import decode_block
from sandbox.package.index import decode_index
from sandbox.package.limits import DEFAULT_LIMITS, Limits
from sandbox.package.source import ByteSource


def claimed_app_id(source: ByteSource, limits: Limits = DEFAULT_LIMITS) -> AppId | None:
    """The app id in the index of a package whose signatures were not checked, or do not hold.

    None where there is no index that can be read. Never raises a FanlightError.
    """
    try:
        block = decode_block(read_tail(source, limits).block, limits)
        return decode_index(block.envelope.payload, limits).app_id
    except FanlightError:
        return None
