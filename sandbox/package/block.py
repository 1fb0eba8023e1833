"""The MiniApp signing block: who signed the package's index.

Its place and magic are W3C MiniApp Packaging's ("Digital Signature Requirements"); its shape is
the appendix's, that of APK Signature Scheme v2. All numbers little-endian:

    u64  length of the block without this field
    then pairs:  u64 length of id and value · u32 id · value
    u64  the same length again
    16 bytes  `Fanlight Sig v01`

There are exactly two pairs, in this order: the DSSE envelope and the signers' public keys (32 raw
bytes each, in the order of the signatures). An unknown pair is refused, not skipped: nothing
unsigned may travel in a package.
"""

from __future__ import annotations

import struct

import msgspec

from bridge.errors import LimitExceeded, SignatureInvalid
from sandbox.package.limits import Limits
from sandbox.package.signing import (
    PUBLIC_KEY_BYTES,
    Envelope,
    Signer,
    decode_envelope,
    encode_envelope,
    key_id_of,
)

MAGIC = b"Fanlight Sig v01"
TRAILER_BYTES = 8 + len(MAGIC)
ENVELOPE_ID = 0x0F41_0001
KEYS_ID = 0x0F41_0002

_LENGTH = struct.Struct("<Q")
_PAIR = struct.Struct("<QI")


class SigningBlock(msgspec.Struct, frozen=True):
    """A block as read: the envelope and the keys that come with it; nothing is checked yet."""

    envelope: Envelope
    public_keys: tuple[bytes, ...]

    def check(self) -> tuple[Signer, ...]:
        """Check all signatures; returns the signers in order. Raises SignatureInvalid."""
        keys = {key_id_of(key): key for key in self.public_keys}
        signers = self.envelope.check(keys)
        if tuple(signer.public_key for signer in signers) != self.public_keys:
            raise SignatureInvalid("the package carries other keys than those that signed it")
        return signers


def encode_block(block: SigningBlock) -> bytes:
    """The block as bytes."""
    pairs = b"".join(
        _PAIR.pack(4 + len(value), pair_id) + value
        for pair_id, value in (
            (ENVELOPE_ID, encode_envelope(block.envelope)),
            (KEYS_ID, b"".join(block.public_keys)),
        )
    )
    length = _LENGTH.pack(len(pairs) + TRAILER_BYTES)
    return length + pairs + length + MAGIC


def block_bytes(trailer: bytes, limits: Limits) -> int:
    """The length of the whole block, from its last 24 bytes.

    Raises SignatureInvalid when there is no block, LimitExceeded when it is too large.
    """
    if trailer[8:] != MAGIC:
        raise SignatureInvalid(
            "the package is not signed: no Fanlight signing block stands before the central "
            "directory; build it with `fanlight build`"
        )
    (length,) = _LENGTH.unpack(trailer[:8])
    total = int(length) + 8
    if total > limits.signing_block_bytes:
        raise LimitExceeded(
            f"the signing block is {total} bytes; at most {limits.signing_block_bytes} are allowed",
            limit_bytes=limits.signing_block_bytes,
        )
    return total


def decode_block(content: bytes, limits: Limits) -> SigningBlock:
    """Read a whole block. Raises SignatureInvalid or LimitExceeded."""
    if len(content) < 8 + TRAILER_BYTES or block_bytes(content[-TRAILER_BYTES:], limits) != len(
        content
    ):
        raise SignatureInvalid("the signing block's length does not fit: it is truncated")
    if content[:8] != content[-TRAILER_BYTES:-16]:
        raise SignatureInvalid("the signing block's two lengths differ")
    pairs = content[8:-TRAILER_BYTES]
    envelope, rest = _pair(pairs, ENVELOPE_ID)
    keys, rest = _pair(rest, KEYS_ID)
    if rest:
        raise SignatureInvalid("the signing block holds more than signatures and keys")
    if len(keys) % PUBLIC_KEY_BYTES:
        raise SignatureInvalid(f"the signers' keys are not of {PUBLIC_KEY_BYTES} bytes each")
    public_keys = tuple(
        keys[start : start + PUBLIC_KEY_BYTES] for start in range(0, len(keys), PUBLIC_KEY_BYTES)
    )
    return SigningBlock(decode_envelope(envelope, limits), public_keys)


def _pair(content: bytes, pair_id: int) -> tuple[bytes, bytes]:
    if len(content) < _PAIR.size:
        raise SignatureInvalid("the signing block is truncated: a part is missing")
    length, found = _PAIR.unpack(content[: _PAIR.size])
    if found != pair_id:
        raise SignatureInvalid(f"the signing block holds part {found:#x}, not {pair_id:#x}")
    end = 8 + int(length)
    if not _PAIR.size <= end <= len(content):
        raise SignatureInvalid("a part of the signing block is longer than the block")
    return content[_PAIR.size : end], content[end:]
