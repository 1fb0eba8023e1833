"""A publisher's older keys, each vouching for the next: a change of key that proves itself.

The idea is APK Signature Scheme v3's "proof of rotation". The statement signed is a DSSE
pre-authentication encoding of `<sequence> <old key id> <new key id>`, so that it can be taken for
nothing else. The links stand in the signed index: they cannot be stripped or re-ordered.
"""

from __future__ import annotations

from collections.abc import Sequence

from bridge.errors import SignatureInvalid
from bridge.names import KeyId
from sandbox.package.index import LineageLink
from sandbox.package.signing import SigningKey, key_id_of, pre_authentication, verify_signature

STATEMENT_TYPE = "application/vnd.fanlight.lineage.v1"
MAX_LINKS = 64


def succeed(old: SigningKey, new: SigningKey) -> tuple[LineageLink, ...]:
    """The lineage of `new` as the successor of `old`: `old`'s own lineage and one link more."""
    statement = _statement(len(old.lineage), old.key_id, new.key_id)
    link = LineageLink(old.public_bytes.hex(), old.sign(statement).hex())
    return (*old.lineage, link)


def check_lineage(links: Sequence[LineageLink], publisher: KeyId) -> tuple[KeyId, ...]:
    """All key ids of a publisher, oldest first and `publisher` last.

    Raises SignatureInvalid when a link does not vouch for the next, or a key comes twice.
    """
    if len(links) > MAX_LINKS:
        raise SignatureInvalid(f"the key lineage has {len(links)} links; at most {MAX_LINKS}")
    keys = [bytes.fromhex(link.public_key) for link in links]
    ids = (*(key_id_of(key) for key in keys), publisher)
    if len(set(ids)) != len(ids):
        raise SignatureInvalid("a key comes twice in the publisher's key lineage")
    for sequence, (link, key) in enumerate(zip(links, keys, strict=True)):
        statement = _statement(sequence, ids[sequence], ids[sequence + 1])
        verify_signature(key, statement, bytes.fromhex(link.signature))
    return ids


def _statement(sequence: int, old: KeyId, new: KeyId) -> bytes:
    return pre_authentication(STATEMENT_TYPE, f"{sequence} {old} {new}".encode())
