"""What is fuzzed: one function for each reader of bytes that a stranger chooses.

A target's `read` returns True when it takes the bytes, False when it refuses them in a permitted
way; it raises when the reader has a defect. What a reader takes is looked at too: there must be
no second way to write it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bridge.errors import (
    ContentMismatch,
    FanlightError,
    ManifestInvalid,
    MessageInvalid,
    MessageTooLarge,
    NotFound,
    PackageError,
)
from bridge.messages import MAX_BODY_BYTES, MAX_MESSAGE_BYTES, decode_from_page, encode
from bridge.names import Digest
from sandbox.inline_scripts import guarded, inline_script_hashes
from sandbox.manifest import read_manifest
from sandbox.mount import Mount
from sandbox.package import layout
from sandbox.package.archive import read_entry
from sandbox.package.block import SigningBlock, decode_block, encode_block
from sandbox.package.index import Index, IndexFile, Method, decode_index, encode_index
from sandbox.package.limits import DEFAULT_LIMITS
from sandbox.package.lineage import check_lineage
from sandbox.package.pack import pack
from sandbox.package.page_lint import page_faults
from sandbox.package.signing import sign_payload
from sandbox.package.source import BytesSource
from sandbox.package.verify import VerifiedBundle, open_package, verify, verify_all
from sandbox.package.weixin import check_app_config
from tests.package_forge import KEY, manifest, sample_files

CORPUS = Path(__file__).resolve().parent / "corpus"
MOST_MESSAGE_CHARS = 8 * 1024
MOST_BUILT_BYTES = 256 * 1024


@dataclass(frozen=True)
class Target:
    """A reader under attack. `corpus` holds its inputs, one a file."""

    name: str
    read: Callable[[bytes], bool]
    corpus: Path

    def inputs(self) -> dict[str, bytes]:
        """File name → input, sorted."""
        places = sorted(path for path in self.corpus.glob("*") if path.is_file())
        return {path.name: path.read_bytes() for path in places}

    def keep(self, content: bytes) -> Path:
        """Put an input that found a defect into the corpus; where it is."""
        place = self.corpus / f"crash-{sha256(content).hexdigest()[:16]}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return place


def refused(error: FanlightError, *kinds: type[FanlightError]) -> bool:
    """Look at a refusal: a leaf of the permitted kinds that can be shown; returns False."""
    assert isinstance(error, kinds), f"refused by {type(error).__name__}"
    assert not type(error).__subclasses__(), f"{type(error).__name__} is no leaf"
    assert 0 < len(error.message) <= MOST_MESSAGE_CHARS, "a message nobody can read"
    error.message.encode()
    json.dumps(error.as_json(), ensure_ascii=False).encode()
    return False


def read_package(content: bytes) -> bool:
    """A whole `.ma` file, every file of it read."""
    try:
        bundle = verify_all(open_package(BytesSource(content)))
    except PackageError as error:
        return refused(error, PackageError)
    assert _assembled(bundle, content) == content, "two ZIPs for one index"
    return True


def read_index(content: bytes) -> bool:
    """An index that its publisher has signed, and the ZIP that follows from it."""
    try:
        index = decode_index(content, DEFAULT_LIMITS)
        assert encode_index(index) == content, "an index that is not canonical"
        check_lineage(index.lineage, index.publisher)
    except PackageError as error:
        refused(error, PackageError)
        return read_package(_around(content, None))
    read_package(_around(content, index))
    return True


def read_block(content: bytes) -> bool:
    """A signing block."""
    try:
        block = decode_block(content, DEFAULT_LIMITS)
        assert encode_block(block) == content, "two blocks for one signature"
        block.check()
    except PackageError as error:
        return refused(error, PackageError)
    return True


def read_deflated(content: bytes) -> bool:
    """A signed, deflated file: three bytes say how long the index calls it, the rest is stored."""
    size_bytes, stored = int.from_bytes(content[:3], "big"), content[3:]
    file = IndexFile(
        path="a",
        size_bytes=size_bytes,
        sha256=Digest.of(b""),
        offset=0,
        compressed_bytes=len(stored),
        method=Method.DEFLATE,
        crc32=0,
        compressed_sha256=Digest.of(stored),
    )
    try:
        found = read_entry(BytesSource(layout.local_header(file) + stored), file)
    except ContentMismatch as error:
        return refused(error, ContentMismatch)
    assert len(found) <= size_bytes, "inflated past what was signed"
    return True


def read_manifest_file(content: bytes) -> bool:
    """A `manifest.json`."""
    try:
        found = read_manifest(content)
    except ManifestInvalid as error:
        return refused(error, ManifestInvalid)
    assert found.entry in found.pages
    for text in (found.name, found.short_name, *(one.reason for one in found.req_permissions)):
        assert not text or not set(text) & set("\0\r\n\t\u202e\u200b"), "a text that deceives"
    return True


def read_config(content: bytes) -> bool:
    """The `weixin/app.json` of a package."""
    try:
        check_app_config(read_manifest(manifest()), content)
    except ManifestInvalid as error:
        return refused(error, ManifestInvalid)
    return True


def read_message(content: bytes) -> bool:
    """A page's message, by the channel and by the scheme."""
    limit_bytes = MAX_BODY_BYTES if len(content) > MAX_MESSAGE_BYTES else MAX_MESSAGE_BYTES
    try:
        message = decode_from_page(content, limit_bytes)
    except (MessageInvalid, MessageTooLarge) as error:
        return refused(error, MessageInvalid, MessageTooLarge)
    assert decode_from_page(encode(message), 2 * MAX_BODY_BYTES) == message
    return True


def read_page(content: bytes) -> bool:
    """An HTML file: its inline scripts are found, and its policy put into it."""
    for _, told in page_faults(content):
        assert len(told) < MOST_MESSAGE_CHARS
    hashes = inline_script_hashes(content)
    served = guarded(content, hashes)
    start = served.index(b"<meta http-equiv")
    end = served.index(b">", start) + 1
    assert served[:start] + served[end:] == content, "the signed file was changed"
    assert served[start:end].count(b'"') == 4, "a page's text in its policy"
    return bool(hashes)


def read_path(content: bytes) -> bool:
    """A URL's encoded path, as a page asks for it."""
    path = content.decode("latin-1")
    mount = _mount()
    try:
        found = mount.resource(path)
    except NotFound as error:
        return refused(error, NotFound)
    key = mount.key_of(path) or f"{mount.decoded(path)}.html"
    signed = mount.bundle.read(key)
    assert found.content == signed or (mount.is_document(path) and len(found.content) > len(signed))
    return True


def _target(name: str, read: Callable[[bytes], bool]) -> Target:
    return Target(name, read, CORPUS / name)


TARGETS = {
    target.name: target
    for target in (
        _target("package", read_package),
        _target("index", read_index),
        _target("block", read_block),
        _target("deflated", read_deflated),
        _target("manifest", read_manifest_file),
        _target("config", read_config),
        _target("message", read_message),
        _target("page", read_page),
        _target("path", read_path),
    )
}


def _assembled(bundle: VerifiedBundle, content: bytes) -> bytes:
    """The one ZIP that follows from a bundle's index; the stored bytes are the package's."""
    files = bundle.index.files
    entries = [
        layout.local_header(file)
        + content[file.offset + layout.entry_bytes(file) - file.compressed_bytes :][
            : file.compressed_bytes
        ]
        for file in files
    ]
    body = b"".join([*entries, bundle.envelope])
    directory = layout.central_directory(files)
    end = layout.EndRecord(len(files), len(directory), len(body))
    return body + directory + layout.end_record(end)


def _around(payload: bytes, index: Index | None) -> bytes:
    """A package around a signed index; its files hold noughts, if they are not too many."""
    files = index.files if index is not None else ()
    if sum(layout.entry_bytes(file) for file in files) > MOST_BUILT_BYTES:
        files = ()
    entries = [layout.local_header(file) + bytes(file.compressed_bytes) for file in files]
    block = encode_block(SigningBlock(sign_payload(payload, (KEY,)), (KEY.public_bytes,)))
    body = b"".join([*entries, block])
    directory = layout.central_directory(files)
    end = layout.EndRecord(len(files), len(directory), len(body))
    return body + directory + layout.end_record(end)


@functools.cache
def _mount() -> Mount:
    files = sample_files() | {"common/a b中.txt": b"fine", "common/50%.txt": b"odd"}
    return Mount(verify(open_package(BytesSource(pack(files, KEY)))))
