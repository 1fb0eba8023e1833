"""What `pack` makes, `verify` reads: by few reads, on any source, and other ZIP readers too."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import threading
import zipfile
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.errors import (
    ArchiveInvalid,
    BuildError,
    ContentMismatch,
    NotFound,
    SignatureInvalid,
)
from sandbox.package.index import IndexFile, encode_index
from sandbox.package.pack import add_signature, pack, pack_folder
from sandbox.package.signing import (
    PAYLOAD_TYPE,
    SigningKey,
    encode_envelope,
    sign_payload,
)
from sandbox.package.source import BytesSource, FileSource
from sandbox.package.verify import (
    Signed,
    VerifiedBundle,
    open_package,
    verify,
    verify_all,
    verify_stored,
)
from tests.package_forge import KEY, PAGE, manifest, sample_files

NAMES = st.from_regex(r"[a-z]{1,8}\.(js|bin)", fullmatch=True).filter(
    # Devices of Windows, which no package may name.
    lambda name: name.split(".")[0] not in {"aux", "con", "nul", "prn"}
)


class CountingSource(BytesSource):
    """Remembers what was read."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.reads: list[tuple[int, int]] = []

    def read(self, offset: int, length: int) -> bytes:
        self.reads.append((offset, length))
        return super().read(offset, length)


def test_round_trip() -> None:
    bundle = verify_all(open_package(BytesSource(pack(sample_files(), KEY))))
    assert {path: bundle.read(path) for path in bundle.paths} == sample_files()
    assert bundle.paths[0] == "manifest.json"
    assert bundle.publisher == KEY.key_id == bundle.signers[0].key_id
    assert bundle.signers[0].public_key == KEY.public_bytes
    assert bundle.manifest.name == "Hello"
    assert [file.path for file, _ in bundle.contents()] == list(bundle.paths)
    with pytest.raises(NotFound):
        bundle.read("Manifest.json")


def test_reproducible_whatever_the_order() -> None:
    files = sample_files()
    assert pack(files, KEY) == pack(dict(reversed(files.items())), KEY)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(NAMES, st.binary()))
def test_any_content_comes_back(more: dict[str, bytes]) -> None:
    files = more | sample_files()
    bundle = verify_all(open_package(BytesSource(pack(files, KEY))))
    assert {path: bundle.read(path) for path in bundle.paths} == files


def test_pictures_it_names_are_in_it() -> None:
    listing = {"fanlight": {"listing": {"pictures": ["common/one.png"]}}}
    files = sample_files() | {"manifest.json": manifest(**listing)}
    pack(files | {"common/one.png": b"\x89PNG"}, KEY)
    with pytest.raises(BuildError, match=r"listing\.pictures\[0\]"):
        pack(files, KEY)


def test_other_zip_readers_agree(tmp_path: Path) -> None:
    files = sample_files() | {"i18n/中文.json": b"{}"}
    content = pack(files, KEY)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.comment == b""
    unzip = shutil.which("unzip")
    if unzip:
        (tmp_path / "a.ma").write_bytes(content)
        subprocess.run([unzip, "-tqq", "a.ma"], cwd=tmp_path, check=True)
        subprocess.run([unzip, "-qq", "a.ma", "-d", "out"], cwd=tmp_path, check=True)
        assert (tmp_path / "out/pages/index/index.html").read_bytes() == PAGE


def test_a_small_package_opens_by_one_read_and_each_file_by_one_more() -> None:
    source = CountingSource(pack(sample_files(), KEY))
    bundle = verify(open_package(source))
    assert len(source.reads) == 2, "the tail, and the manifest"
    source.reads.clear()
    bundle.read("app.css")
    assert len(source.reads) == 1


def test_a_large_package_opens_by_few_reads_of_its_tail_only() -> None:
    more = {f"common/file{number:04}.bin": os.urandom(2000) for number in range(1500)}
    source = CountingSource(pack(sample_files() | more, KEY))
    package = open_package(source)
    assert len(source.reads) <= 2
    last = package.index.files[-1]
    end = last.offset + last.compressed_bytes
    assert sum(length for _, length in source.reads) < (source.size_bytes - end) * 1.5


def test_what_the_first_screen_needs_stands_first() -> None:
    files = sample_files() | {"pages/index/index.js": b"1", "aaa/first.bin": b"x" * 999}
    paths = open_package(BytesSource(pack(files, KEY))).index.by_path()
    assert list(paths)[:5] == [
        "manifest.json",
        "app.css",
        "app.js",
        "pages/index/index.html",
        "pages/index/index.js",
    ]


class StoredFiles:
    """Installed files by digest, in memory."""

    def __init__(self, bundle: VerifiedBundle) -> None:
        self.blobs = {file.sha256: content for file, content in bundle.contents()}

    def content(self, file: IndexFile) -> bytes:
        return self.blobs[file.sha256]


def test_installed_bundle_is_verified_anew_and_hashed_on_every_read() -> None:
    bundle = verify(open_package(BytesSource(pack(sample_files(), KEY))))
    stored = StoredFiles(bundle)
    again = verify_stored(bundle.envelope, stored)
    assert again.index == bundle.index
    assert again.read("app.css") == sample_files()["app.css"]
    digest = again.file("app.css").sha256
    for evil in (b"", b"evil", sample_files()["app.css"] + b" "):
        stored.blobs[digest] = evil
        with pytest.raises(ContentMismatch):
            again.read("app.css")
    broken = bytearray(bundle.envelope)
    broken[100] ^= 1
    with pytest.raises(SignatureInvalid):
        verify_stored(bytes(broken), stored)
    manifest_digest = again.index.manifest_sha256
    stored.blobs[manifest_digest] = manifest(name="Other")
    with pytest.raises(ContentMismatch):
        verify_stored(bundle.envelope, stored)


def test_nobody_else_makes_a_verified_bundle() -> None:
    package = open_package(BytesSource(pack(sample_files(), KEY)))
    bundle = verify(package)
    make = cast(Any, VerifiedBundle)
    signed = Signed(package.index, bundle.signers, bundle.lineage, bundle.envelope)
    for seal in (None, object(), True):
        with pytest.raises(TypeError):
            make(seal, signed, bundle.manifest, package)


def test_reviewers() -> None:
    reviewers = [SigningKey.generate() for _ in range(3)]
    content = pack(sample_files(), KEY)
    for reviewer in reviewers:
        content = add_signature(open_package(BytesSource(content)), reviewer)
    bundle = verify_all(open_package(BytesSource(content)))
    ids = [signer.key_id for signer in bundle.signers]
    assert ids == [KEY.key_id, *(reviewer.key_id for reviewer in reviewers)]
    assert bundle.publisher == KEY.key_id


def test_file_source(tmp_path: Path) -> None:
    place = tmp_path / "a.ma"
    content = pack(sample_files(), KEY)
    place.write_bytes(content)
    with FileSource(place) as source:
        assert source.size_bytes == len(content)
        bundle = verify_all(open_package(source))
        seen: list[bytes] = []
        threads = [
            threading.Thread(
                target=lambda: seen.extend(bundle.read(path) for path in bundle.paths * 20)
            )
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert seen.count(PAGE) == 80
        for offset, length in ((-1, 2), (0, len(content) + 1), (5, -1)):
            with pytest.raises(ArchiveInvalid):
                source.read(offset, length)
        os.truncate(place, 10)
        with pytest.raises(ArchiveInvalid, match="cut short"):
            source.read(0, 20)
    source.close()


def test_file_source_opens_regular_files_only(tmp_path: Path) -> None:
    places = [tmp_path, tmp_path / "missing"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        places.append(tmp_path / "pipe")
    for place in places:
        with pytest.raises(ArchiveInvalid):
            FileSource(place)


def test_the_envelope_is_plain_dsse() -> None:
    """securesystemslib reads and verifies it."""
    from securesystemslib.dsse import Envelope
    from securesystemslib.signer import Key, SSlibKey

    payload = encode_index(open_package(BytesSource(pack(sample_files(), KEY))).index)
    reviewer = SigningKey.generate()
    document = json.loads(encode_envelope(sign_payload(payload, (KEY, reviewer))))
    envelope = Envelope.from_dict(document)
    assert envelope.payload == payload
    assert envelope.payload_type == PAYLOAD_TYPE
    keys: list[Key] = [
        SSlibKey(key.key_id, "ed25519", "ed25519", {"public": key.public_bytes.hex()})
        for key in (KEY, reviewer)
    ]
    assert set(envelope.verify(keys, 2)) == {KEY.key_id, reviewer.key_id}


def test_the_index_is_jcs() -> None:
    index = open_package(BytesSource(pack(sample_files() | {"中/é.js": b"1"}, KEY))).index
    encoded = encode_index(index)
    document = json.loads(encoded)
    again = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert encoded == again.encode()
    assert document["files"][0]["sha256"] == hashlib.sha256(manifest()).hexdigest()


def test_pem_and_key_ids() -> None:
    assert KEY.public_bytes.hex() == (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    )  # RFC 8032, 7.1, test 1
    assert KEY.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a")
    assert KEY.key_id == hashlib.sha256(KEY.public_bytes).hexdigest()
    key = SigningKey.generate()
    assert SigningKey.from_pem(key.to_pem()).key_id == key.key_id


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    files = sample_files() | {
        "con.js": b"1",
        "A.js": b"",
        "a.js": b"",
        "bad\\name": b"",
        "config.js": b"const appSecret = '0123456789abcdef0123456789abcdef';",
    }
    del files["common/icon.svg"]
    with pytest.raises(BuildError) as caught:
        pack(files, KEY)
    for part in ("con.js", "'A.js'", "bad\\\\name", "config.js:1", "common/icon.svg"):
        assert part in caught.value.message
    assert caught.value.detail["problems"] == 5


def test_pack_folder(tmp_path: Path) -> None:
    for path, content in sample_files().items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("x")
    assert pack_folder(tmp_path, KEY) == pack(sample_files(), KEY)


def test_index_is_frozen() -> None:
    index = open_package(BytesSource(pack(sample_files(), KEY))).index
    with pytest.raises(AttributeError):
        cast(Any, index).app_id = "org.example.evil"
