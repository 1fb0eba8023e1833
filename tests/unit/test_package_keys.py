"""A person's own keys: private, whole, and with a lineage that proves itself."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from bridge.errors import KeyInvalid
from host.store.keys import KeyStore
from sandbox.package.lineage import check_lineage


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(tmp_path / "keys")


def test_new_load_list(store: KeyStore, tmp_path: Path) -> None:
    assert store.list() == ()
    key = store.new("me")
    store.new("other-1")
    assert store.load("me").key_id == key.key_id
    assert [entry.name for entry in store.list()] == ["me", "other-1"]
    assert store.entry("me").as_json()["fingerprint"] == key.key_id.fingerprint
    exported = load_pem_public_key(store.export("me"))
    assert isinstance(exported, ed25519.Ed25519PublicKey)
    assert exported.public_bytes_raw() == key.public_bytes
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == ["me.pem", "other-1.pem"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_files_are_for_their_owner_only(store: KeyStore, tmp_path: Path) -> None:
    store.new("me")
    store.rotate("me")
    folder = tmp_path / "keys"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for place in folder.rglob("*.pem"):
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    (folder / "me.pem").chmod(0o640)
    with pytest.raises(KeyInvalid, match="others may read"):
        store.load("me")


def test_names(store: KeyStore) -> None:
    store.new("me")
    with pytest.raises(KeyInvalid, match="exists already"):
        store.new("me")
    for name in ("", "../me", "a/b", "Me", ".me", "x" * 65, "a b", "me\n"):
        with pytest.raises(KeyInvalid, match="not a key's name"):
            store.new(name)
    with pytest.raises(KeyInvalid, match="fanlight keys new none"):
        store.load("none")


def test_rotation_keeps_a_proven_lineage(store: KeyStore, tmp_path: Path) -> None:
    ids = [store.new("me").key_id]
    ids.extend(store.rotate("me").key_id for _ in range(3))
    loaded = store.load("me")
    assert check_lineage(loaded.lineage, loaded.key_id) == tuple(ids)
    assert store.entry("me").rotations == 3
    content = (tmp_path / "keys/me.pem").read_bytes()
    plain = load_pem_private_key(content, None)
    assert isinstance(plain, ed25519.Ed25519PrivateKey), "still a plain PEM file"
    retired = {path.stem for path in (tmp_path / "keys/retired").iterdir()}
    assert retired == set(ids[:3])


def test_edited_lineage_is_refused(store: KeyStore, tmp_path: Path) -> None:
    store.new("me")
    store.rotate("me")
    place = tmp_path / "keys/me.pem"
    good = place.read_text()
    for bad in (good.replace("lineage: ", "lineage: 00", 1), f"lineage: x\n{good}"):
        place.write_text(bad)
        with pytest.raises(KeyInvalid, match="lineage"):
            store.load("me")
    line = good.splitlines()[0]
    swapped = f"{line[:-1]}{'0' if line[-1] != '0' else '1'}"
    place.write_text(good.replace(line, swapped))
    with pytest.raises(KeyInvalid, match="does not lead to its key"):
        store.load("me")


def test_what_is_no_key(store: KeyStore, tmp_path: Path) -> None:
    store.new("me")
    place = tmp_path / "keys/me.pem"
    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    for content in (b"", b"noise", b"-----BEGIN PRIVATE KEY-----\n", other):
        place.write_bytes(content)
        with pytest.raises(KeyInvalid):
            store.load("me")
    place.unlink()
    place.mkdir()
    with pytest.raises(KeyInvalid):
        store.load("me")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_not_followed(store: KeyStore, tmp_path: Path) -> None:
    store.new("me")
    (tmp_path / "keys/you.pem").symlink_to(tmp_path / "keys/me.pem")
    with pytest.raises(KeyInvalid):
        store.load("you")


def test_development_key_is_made_once(store: KeyStore, tmp_path: Path) -> None:
    key = store.development_key()
    assert store.development_key().key_id == key.key_id
    (tmp_path / "keys/development.pem").write_text("broken")
    with pytest.raises(KeyInvalid):
        store.development_key()
    assert (tmp_path / "keys/development.pem").read_text() == "broken", "never replaced silently"
