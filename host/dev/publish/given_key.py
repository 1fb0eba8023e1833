"""Keys as a person names them on the command line: a PEM file, or a key of this home."""

from __future__ import annotations

from pathlib import Path

from bridge.errors import KeyInvalid
from host.store.keys import KeyStore
from sandbox.package.signing import SigningKey

_MAX_PEM_BYTES = 64 * 1024


def signing_key(given: str, keys: Path) -> SigningKey:
    """The private key in the PEM file `given`, or the key of that name in the folder `keys`.

    Raises KeyInvalid.
    """
    path = Path(given)
    if not path.is_file():
        return KeyStore(keys).load(given)
    store = KeyStore(path.parent)
    return store.load(path.stem) if path.suffix == ".pem" else SigningKey.from_pem(_read(path))


def public_key(given: str, keys: Path) -> bytes:
    """The 32 raw bytes of the Ed25519 key in a PEM file, public or private, or of that name.

    Raises KeyInvalid.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    path = Path(given)
    content = _read(path) if path.is_file() else b""
    if b"PUBLIC KEY" not in content:
        return signing_key(given, keys).public_bytes
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyInvalid(f"{path} is not a public key in PEM: {error}", path=given) from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyInvalid(f"{path} is not an Ed25519 key; `fanlight keys export` gives one")
    return key.public_bytes_raw()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MAX_PEM_BYTES)
    except OSError as error:
        raise KeyInvalid(f"{path} cannot be read: {error.strerror}", path=str(path)) from error
