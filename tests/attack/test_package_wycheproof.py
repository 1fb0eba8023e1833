"""Row S03: Ed25519 as Project Wycheproof judges it, malleable signatures, keys of small order.

Wycheproof's vectors are read where they lie beside the checkout (testvectors_v1/ed25519_test.json
of C2SP/wycheproof, as ../shared/vectors/wycheproof_ed25519.json); the rest needs no file.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from bridge.errors import SignatureInvalid
from sandbox.package.block import SigningBlock, encode_block
from sandbox.package.index import encode_index
from sandbox.package.signing import (
    Envelope,
    SigningKey,
    check_public_key,
    key_id_of,
    sign_payload,
    verify_signature,
)
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify_all
from tests.package_forge import KEY, Forge

VECTORS = Path(__file__).resolve().parents[2].parent / "shared/vectors/wycheproof_ed25519.json"
PRIME = 2**255 - 19
D = -121665 * pow(121666, -1, PRIME) % PRIME
ORDER = 2**252 + 27742317777372353535851937790883648493


class Key(msgspec.Struct):
    pk: str


class Vector(msgspec.Struct):
    tcId: int
    comment: str
    msg: str
    sig: str
    result: str


class Group(msgspec.Struct):
    publicKey: Key
    tests: list[Vector]


class Vectors(msgspec.Struct):
    numberOfTests: int
    testGroups: list[Group]


@pytest.mark.skipif(
    not VECTORS.exists(),
    reason="Wycheproof's Ed25519 vectors are not in ../shared/vectors, beside this checkout",
)
def test_S03_wycheproof() -> None:
    vectors = msgspec.json.decode(VECTORS.read_bytes(), type=Vectors)
    mismatches = []
    count = 0
    for group in vectors.testGroups:
        for vector in group.tests:
            count += 1
            verdict = "valid"
            try:
                verify_signature(
                    bytes.fromhex(group.publicKey.pk),
                    bytes.fromhex(vector.msg),
                    bytes.fromhex(vector.sig),
                )
            except SignatureInvalid:
                verdict = "invalid"
            if verdict != vector.result:
                mismatches.append((vector.tcId, vector.comment, vector.result, verdict))
    assert mismatches == []
    assert count == vectors.numberOfTests == 151
    verdicts = Counter(vector.result for group in vectors.testGroups for vector in group.tests)
    assert verdicts.keys() == {"valid", "invalid"}
    assert min(verdicts.values()) > 50


def _refused(key: SigningKey, message: bytes, signature: bytes) -> bool:
    try:
        verify_signature(key.public_bytes, message, signature)
    except SignatureInvalid:
        return True
    return False


def test_S03_no_signature_has_a_second_form() -> None:
    """RFC 8032, 5.1.7: S is below the group's order; R and the length are as they were made."""
    for number in range(20):
        key, message = SigningKey.generate(), b"message %d" % number
        good = key.sign(message)
        assert not _refused(key, message, good)
        point, scalar = good[:32], int.from_bytes(good[32:], "little")
        multiples = [scalar + factor * ORDER for factor in range(1, 16)]
        others = [
            *(point + value.to_bytes(32, "little") for value in multiples if value < 2**256),
            point[:31] + bytes([point[31] ^ 0x80]) + good[32:],
            *(good[:63] + bytes([good[63] | bit]) for bit in (32, 64, 128)),
            good + b"\0",
            good[:-1],
            b"",
            bytes(64),
            (PRIME + 1).to_bytes(32, "little") + good[32:],
            good[32:] + point,
        ]
        assert len(others) > 20
        assert [other for other in others if not _refused(key, message, other)] == []


def test_S03_a_malleable_signature_makes_no_second_package() -> None:
    """The same through the whole reader: S grown by the order, in a package's envelope."""
    forge = Forge.sample()
    payload = encode_index(forge.index())
    good = sign_payload(payload, (KEY,))
    key_id, signature = good.signatures[0]
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    for other in (signature, signature[:32] + scalar.to_bytes(32, "little")):
        block = SigningBlock(Envelope(payload, ((key_id, other),)), (KEY.public_bytes,))
        forge.block = encode_block(block)
        if other == signature:
            verify_all(open_package(BytesSource(forge.build())))
            continue
        with pytest.raises(SignatureInvalid, match="does not fit"):
            verify_all(open_package(BytesSource(forge.build())))


def test_S03_a_package_by_a_key_of_small_order_is_refused() -> None:
    """Its signature would fit: 0·B = R + h·A for every message, when R and A are neutral."""
    neutral = (1).to_bytes(32, "little")
    forge = Forge.sample()
    index = msgspec.structs.replace(forge.index(), publisher=key_id_of(neutral))
    envelope = Envelope(encode_index(index), ((key_id_of(neutral), neutral + bytes(32)),))
    forge.block = encode_block(SigningBlock(envelope, (neutral,)))
    with pytest.raises(SignatureInvalid, match="small order"):
        open_package(BytesSource(forge.build()))


def _square_root(square: int) -> int | None:
    """A root modulo the field's prime (RFC 8032, 5.1.3), None when there is none."""
    root = pow(square, (PRIME + 3) // 8, PRIME)
    if (root * root - square) % PRIME:
        root = root * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    return root if (root * root - square) % PRIME == 0 else None


def _on_curve(y: int) -> int | None:
    """An x for y on edwards25519, None when there is none."""
    return _square_root((y * y - 1) * pow(D * y * y + 1, -1, PRIME) % PRIME)


def _doubled(x: int, y: int) -> tuple[int, int]:
    k = D * x * x * y * y
    return (
        2 * x * y * pow(1 + k, -1, PRIME) % PRIME,
        (y * y + x * x) * pow(1 - k, -1, PRIME) % PRIME,
    )


def _small_order_ys() -> set[int]:
    """All y of points whose order divides 8.

    Order 1, 2 and 4: y is 1, -1, 0. A point of order 8 doubles to y = 0, so x² = -y², which the
    curve's equation turns into d·y⁴ + 2·y² - 1 = 0.
    """
    root = _square_root((1 + D) % PRIME)
    assert root is not None
    squares = [(-1 + sign * root) * pow(D, -1, PRIME) % PRIME for sign in (1, -1)]
    found = {0, 1, PRIME - 1}
    for square in squares:
        y = _square_root(square)
        if y is not None:
            found |= {y, PRIME - y}
    return found


def test_S03_small_order_keys_are_refused() -> None:
    assert len(_small_order_ys()) == 5
    for y in _small_order_ys():
        x = _on_curve(y)
        assert x is not None
        point = (x, y)
        for _ in range(3):
            point = _doubled(*point)
        assert point == (0, 1), "the list holds a point that has not small order"
        for sign in (0, 1):
            encoded = (y | sign << 255).to_bytes(32, "little")
            with pytest.raises(SignatureInvalid):
                check_public_key(encoded)


def test_S03_a_small_order_key_would_sign_everything() -> None:
    """Why they are refused: cryptography accepts this signature for any message."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    neutral = (1).to_bytes(32, "little")
    signature = neutral + bytes(32)
    Ed25519PublicKey.from_public_bytes(neutral).verify(signature, b"any message")
    with pytest.raises(SignatureInvalid, match="small order"):
        verify_signature(neutral, b"any message", signature)


def test_S03_keys_that_are_not_reduced_are_refused() -> None:
    for y in (PRIME, PRIME + 1, PRIME + 18, 2**255 - 1):
        for sign in (0, 1):
            with pytest.raises(SignatureInvalid, match="canonical"):
                check_public_key((y | sign << 255).to_bytes(32, "little"))
    for length in (0, 31, 33, 64):
        with pytest.raises(SignatureInvalid, match="bytes"):
            check_public_key(bytes(length))


def test_S03_ordinary_keys_pass() -> None:
    for _ in range(50):
        check_public_key(SigningKey.generate().public_bytes)
