"""What `build`, `pack` and `sign` have in common: the key, the written file, the answer."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from bridge.errors import BuildError
from host.cli.invocation import Invocation
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify

PACKAGE_SUFFIX = ".ma"


def signing_key(invocation: Invocation, name: str | None) -> SigningKey:
    """The key by its name, else the home's development key. Raises KeyInvalid."""
    from host.store.keys import KeyStore

    store = KeyStore(invocation.home.keys)
    return store.load(name) if name else store.development_key()


def first_files_of(invocation: Invocation, content: bytes) -> dict[str, bytes]:
    """The list that a package of the same files is to hold, by its path: what the first screen of
    this one asks for when it is opened. Raises what opening an app raises."""
    from host.compose.measuring import measured_files
    from sandbox.package.first import FIRST_FILES_PATH, encode_first_files

    invocation.progress("opening it once, to see what its first screen asks for")
    entry = verify(open_package(BytesSource(content))).manifest.entry
    asked = measured_files(content)
    invocation.progress(f"it asks for {len(asked)} files")
    return {FIRST_FILES_PATH: encode_first_files({entry: asked})}


def answer_package(invocation: Invocation, content: bytes, out: Path | None) -> None:
    """Write a package and answer with its document.

    `out`: a file, or an existing folder; by default `<app id>-<version>.ma` in the current
    folder. Raises BuildError when it cannot be written.
    """
    index = open_package(BytesSource(content)).index
    name = f"{index.app_id}-{index.version_name}{PACKAGE_SUFFIX}"
    place = Path(name) if out is None else out / name if out.is_dir() else out
    write_whole(place, content)
    digest = hashlib.sha256(content).hexdigest()
    document: dict[str, object] = {
        "package": str(place),
        "app_id": index.app_id,
        "version": index.version.as_json(),
        "files": len(index.files),
        "bytes": len(content),
        "sha256": digest,
        "publisher": index.publisher,
    }
    text = (
        f"{place}\n  {index.app_id} {index.version}, {len(index.files)} files, "
        f"{len(content)} bytes\n  sha256 {digest}\n  publisher {index.publisher.fingerprint}"
    )
    invocation.answer(document, text)


def write_whole(place: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all. Raises BuildError."""
    draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(place)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BuildError(f"{place} cannot be written: {error.strerror}", path=str(place)) from error
