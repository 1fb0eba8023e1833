"""A publisher's own word below hash bins: this package, in this registry, under this name.

The bins of packages are signed by the registry's online key. So that whoever has that key cannot
publish in a publisher's name, each package's target carries an offer: an Ed25519 signature by the
publisher over everything that the target says, as DSSE signs (sandbox.package.signing).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from bridge.errors import RegistryInvalid, RegistrySignature, SignatureInvalid
from bridge.names import KeyId
from host.store.registry.catalogue import text_of
from host.store.registry.refs import VerifiedTarget
from sandbox.decoding import readable
from sandbox.package.signing import (
    SigningKey,
    key_id_of,
    pre_authentication,
    verify_signature,
)

OFFER_TYPE = "application/vnd.fanlight.offer.v1+json"
OFFER_MEMBER = "offer"


_ENCODER = msgspec.json.Encoder(enc_hook=text_of, order="deterministic")


class Offer(msgspec.Struct, frozen=True):
    """`custom.offer` of a package's target; `signature` in hexadecimal."""

    key_id: str
    signature: str


class _Holder(msgspec.Struct, frozen=True):
    offer: Offer


def sign_offer(registry: str, target: VerifiedTarget, key: SigningKey) -> dict[str, str]:
    """The member `offer` for a target whose `custom` is otherwise complete."""
    signature = key.sign(_signed_bytes(registry, target))
    return {"key_id": key.key_id, "signature": signature.hex()}


def check_offer(registry: str, target: VerifiedTarget, keys: Iterable[bytes]) -> None:
    """Whether one of these raw public keys has signed the target for this registry.

    Raises RegistryInvalid where there is no offer, RegistrySignature where it is another's or
    does not fit.
    """
    try:
        offer = msgspec.convert(target.custom, readable(_Holder)).offer
        signature = bytes.fromhex(offer.signature)
    except (msgspec.ValidationError, ValueError) as error:
        raise RegistryInvalid(
            f"registry {registry}: {target.path} carries no offer by its publisher ({error}); "
            "refused",
            path=target.path,
        ) from error
    key = next((one for one in keys if key_id_of(one) == offer.key_id), None)
    if key is None:
        raise RegistrySignature(
            f"registry {registry}: {target.path} is offered by key {offer.key_id[:16]}…, which is "
            "not its publisher's; refused",
            path=target.path,
        )
    try:
        verify_signature(key, _signed_bytes(registry, target), signature)
    except SignatureInvalid as error:
        raise RegistrySignature(
            f"registry {registry}: the publisher's signature on {target.path} does not fit; "
            "it was changed after the publisher signed it, or is of another registry; refused",
            path=target.path,
            key_id=KeyId(offer.key_id),
        ) from error


def _signed_bytes(registry: str, target: VerifiedTarget) -> bytes:
    said = target.custom if isinstance(target.custom, Mapping) else {}
    payload = {
        "registry": registry,
        "path": target.path,
        "bytes": target.size_bytes,
        "hashes": dict(target.hashes),
        "custom": {name: said[name] for name in said if name != OFFER_MEMBER},
    }
    return pre_authentication(OFFER_TYPE, _ENCODER.encode(payload))
