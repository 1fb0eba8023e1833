"""Ed25519 keys (RFC 8032) and DSSE envelopes over them.

DSSE 1.0 (github.com/secure-systems-lab/dsse, protocol.md and envelope.md): what is signed is
`DSSEv1 SP len(type) SP type SP len(body) SP body`. `cryptography` does the arithmetic and is
imported when a key is first used; the envelope is read here, and more strictly than the standard
asks: only its canonical form passes. securesystemslib's `Envelope` costs 30 to 100 ms of imports
more and accepts many forms; it reads and verifies ours, which a test shows.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Self

import msgspec

from bridge.errors import KeyInvalid, LimitExceeded, SignatureInvalid
from bridge.names import KeyId
from bridge.wire import in_short
from sandbox.decoding import readable
from sandbox.package.index import LineageLink
from sandbox.package.limits import Limits

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PAYLOAD_TYPE = "application/vnd.fanlight.index.v1+json"
PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64

_FIELD_PRIME = 2**255 - 19
_ORDER_8_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
# The y-coordinates of the eight points whose order divides 8. A signature under such a key can be
# made to fit every message (RFC 8032, section 7; "Taming the many EdDSAs", table 2).
_SMALL_ORDER_Y = frozenset({0, 1, _FIELD_PRIME - 1, _ORDER_8_Y, _FIELD_PRIME - _ORDER_8_Y})


class Signer(msgspec.Struct, frozen=True):
    """Who signed: the key's id and its 32 raw bytes."""

    key_id: KeyId
    public_key: bytes


class SigningKey:
    """A private Ed25519 key, and the older keys it follows (`lineage`, oldest first)."""

    def __init__(self, private: Ed25519PrivateKey, lineage: tuple[LineageLink, ...] = ()) -> None:
        self._private = private
        self.lineage = lineage
        self.public_bytes = private.public_key().public_bytes_raw()
        self.key_id = key_id_of(self.public_bytes)

    @classmethod
    def generate(cls) -> Self:
        """A fresh key from the system's randomness."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, pem: bytes, lineage: tuple[LineageLink, ...] = ()) -> Self:
        """Read an unencrypted PKCS #8 PEM (RFC 8410). Raises KeyInvalid."""
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            private = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyInvalid(
                "not a private key in unencrypted PEM; make one with `fanlight keys new`"
            ) from error
        if not isinstance(private, Ed25519PrivateKey):
            raise KeyInvalid("the key is not Ed25519; make one with `fanlight keys new`")
        return cls(private, lineage)

    def to_pem(self) -> bytes:
        """The private key as unencrypted PKCS #8 PEM."""
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
        )

        return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def public_pem(self) -> bytes:
        """The public key as SubjectPublicKeyInfo PEM."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return self._private.public_key().public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        )

    @property
    def signer(self) -> Signer:
        """The public half."""
        return Signer(self.key_id, self.public_bytes)

    def sign(self, message: bytes) -> bytes:
        """64 bytes; Ed25519 is deterministic, so the same message gives the same signature."""
        return self._private.sign(message)


def key_id_of(public_key: bytes) -> KeyId:
    """SHA-256 of the 32 raw bytes."""
    return KeyId.of(public_key)


def check_public_key(public_key: bytes) -> None:
    """Refuse what is not one clean Ed25519 key: wrong length, not reduced, of small order.

    Raises SignatureInvalid.
    """
    if len(public_key) != PUBLIC_KEY_BYTES:
        raise SignatureInvalid(f"a public key is {len(public_key)} bytes, not {PUBLIC_KEY_BYTES}")
    y = int.from_bytes(public_key, "little") & ((1 << 255) - 1)
    if y >= _FIELD_PRIME:
        raise SignatureInvalid("a public key is not in its canonical form")
    if y in _SMALL_ORDER_Y:
        raise SignatureInvalid("a public key has small order: anybody could sign with it")


def verify_signature(public_key: bytes, message: bytes, signature: bytes) -> None:
    """Check one Ed25519 signature. Raises SignatureInvalid."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    check_public_key(public_key)
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        key_id = key_id_of(public_key)
        raise SignatureInvalid(
            f"the signature by key {key_id[:16]}… does not fit what it should sign",
            key_id=key_id,
        ) from error


def pre_authentication(payload_type: str, payload: bytes) -> bytes:
    """DSSE's PAE: the bytes that are signed."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


class _Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keyid: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    sig: Annotated[str, msgspec.Meta(max_length=88)]


class _Envelope(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"payload_type": "payloadType"}
):
    payload: str
    payload_type: str
    signatures: tuple[_Signature, ...]


_ENCODER = msgspec.json.Encoder(order="sorted", enc_hook=str)
_DECODER = msgspec.json.Decoder(readable(_Envelope))


class Envelope(msgspec.Struct, frozen=True):
    """A payload and its signatures, in order: the publisher's first, then reviewers'."""

    payload: bytes
    signatures: tuple[tuple[KeyId, bytes], ...]

    def signed_also_by(self, key: SigningKey) -> Envelope:
        """A copy with one more signature. Raises SignatureInvalid if `key` has signed already."""
        if any(key_id == key.key_id for key_id, _ in self.signatures):
            raise SignatureInvalid(
                f"key {key.key_id[:16]}… has signed this already", key_id=key.key_id
            )
        signature = key.sign(pre_authentication(PAYLOAD_TYPE, self.payload))
        return Envelope(self.payload, (*self.signatures, (key.key_id, signature)))

    def check(self, keys: Mapping[KeyId, bytes]) -> tuple[Signer, ...]:
        """Check every signature with its key's raw bytes. All must be right: none is ignored.

        Raises SignatureInvalid when there is none, one is wrong, or a key is not in `keys`.
        """
        if not self.signatures:
            raise SignatureInvalid("the package carries no signature")
        message = pre_authentication(PAYLOAD_TYPE, self.payload)
        signers = []
        for key_id, signature in self.signatures:
            public_key = keys.get(key_id)
            if public_key is None:
                raise SignatureInvalid(
                    f"the package does not carry the key {key_id[:16]}… that signed it",
                    key_id=key_id,
                )
            verify_signature(public_key, message, signature)
            signers.append(Signer(key_id, public_key))
        return tuple(signers)


def sign_payload(payload: bytes, keys: Sequence[SigningKey]) -> Envelope:
    """Sign `payload` with each of `keys`, the publisher's first."""
    envelope = Envelope(payload, ())
    for key in keys:
        envelope = envelope.signed_also_by(key)
    return envelope


def encode_envelope(envelope: Envelope) -> bytes:
    """The envelope as canonical JSON."""
    signatures = tuple(
        _Signature(key_id, base64.b64encode(signature).decode())
        for key_id, signature in envelope.signatures
    )
    payload = base64.b64encode(envelope.payload).decode()
    return _ENCODER.encode(_Envelope(payload, PAYLOAD_TYPE, signatures))


def decode_envelope(content: bytes, limits: Limits) -> Envelope:
    """Read an envelope in its canonical form; no signature is checked yet.

    Raises SignatureInvalid (malformed, other payload type, double signer) or LimitExceeded.
    """
    if len(content) > limits.signing_block_bytes:
        raise LimitExceeded("the signature envelope is too large", limit=limits.signing_block_bytes)
    try:
        wire = _DECODER.decode(content)
        payload = base64.b64decode(wire.payload, validate=True)
        signatures = tuple(
            (KeyId(one.keyid), base64.b64decode(one.sig, validate=True)) for one in wire.signatures
        )
    except (msgspec.MsgspecError, binascii.Error, RecursionError, ValueError) as error:
        raise SignatureInvalid(f"the signature envelope is malformed: {in_short(error)}") from error
    if wire.payload_type != PAYLOAD_TYPE:
        raise SignatureInvalid(
            f"what is signed is {wire.payload_type[:80]!r}, not {PAYLOAD_TYPE!r}"
        )
    if len(signatures) > limits.signatures:
        raise LimitExceeded(
            f"{len(signatures)} signatures; at most {limits.signatures} are allowed",
            limit=limits.signatures,
        )
    if len({key_id for key_id, _ in signatures}) != len(signatures):
        raise SignatureInvalid("one key has signed twice")
    envelope = Envelope(payload, signatures)
    if encode_envelope(envelope) != content:
        raise SignatureInvalid("the signature envelope is not canonical JSON with plain base64")
    return envelope
