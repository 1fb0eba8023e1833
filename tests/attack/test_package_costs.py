"""Rows Z11, B06: what a hostile text costs to refuse or to serve grows no faster than its length.

Each text here would keep a reader that goes back over what it has read busy for an hour or more:
such a reader fails by the tests' own time limit, by far, on any machine.
"""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from collections.abc import Callable

import msgspec
import pytest

from bridge.errors import (
    ContentMismatch,
    LimitExceeded,
    ManifestInvalid,
    MessageInvalid,
    PackageError,
    SignatureInvalid,
)
from bridge.messages import MAX_BODY_BYTES, decode_from_page
from bridge.names import Digest
from sandbox.manifest import strict_json
from sandbox.manifest.reader import MAX_MANIFEST_BYTES
from sandbox.mount import Mount
from sandbox.package.archive import TAIL_BYTES
from sandbox.package.block import MAGIC
from sandbox.package.index import Method
from sandbox.package.layout import EndRecord, central_directory, end_record, local_header
from sandbox.package.limits import DEFAULT_LIMITS
from sandbox.package.pack import pack
from sandbox.package.page_lint import page_faults
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify, verify_all
from tests.package_forge import KEY, Forge, patched_end, sample_files, u16

HEAD = b'{"type":"call","id":1,"method":"' + b"[" * 100


def long(piece: bytes, length: int) -> bytes:
    return piece * (length // len(piece))


def peak_bytes(act: Callable[[], object]) -> int:
    """The most memory that Python's allocators held during `act`, beyond what was there."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("piece", [b'\\"', b"\\\\\\", b'"', b'"[",', b'["]"', b'"a",', b'""['])
def test_B06_a_message_of_quotes_and_escapes_is_refused_in_one_pass(piece: bytes) -> None:
    for head in (b"[" * 100 + b'"', HEAD):
        text = head + long(piece, MAX_BODY_BYTES - 200)
        with pytest.raises(MessageInvalid):
            decode_from_page(text, MAX_BODY_BYTES)


def test_B06_a_message_costs_a_few_times_its_length_in_memory() -> None:
    text = HEAD + long(b'\\"', 1024 * 1024)

    def act() -> None:
        with pytest.raises(MessageInvalid):
            decode_from_page(text, MAX_BODY_BYTES)

    assert peak_bytes(act) < 8 * len(text)


@pytest.mark.parametrize("piece", [b'\\"', b'"', b"\\\\\\", b'"a",', b"[],"])
def test_Z11_a_manifest_of_quotes_is_refused_in_one_pass(piece: bytes) -> None:
    refused = sample_files() | {"manifest.json": b'["' + long(piece, MAX_MANIFEST_BYTES - 2)}
    with pytest.raises(ManifestInvalid):
        verify(open_package(BytesSource(Forge(list(refused.items())).build())))
    with pytest.raises(strict_json.NotStrict):
        strict_json.parse(b'["' + long(piece, 4 * 1024 * 1024), 8 * 1024 * 1024)


def test_Z11_a_member_twice_among_many_is_found_in_one_pass() -> None:
    members = b",".join(b'"%d":0' % number for number in range(500_000))
    with pytest.raises(strict_json.NotStrict, match="'499999' twice"):
        strict_json.parse(b"{" + members + b',"499999":0}', 32 * 1024 * 1024)


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"<script ", b" src="),
        (b"<script src= ", b" src ="),
        (b"", b"<script "),
        (b"", b"<!--"),
        (b"<script>1</script>", b"<!--"),
        (b"<script>1</script>", b"<!"),
        (b"<script>1</script>", b"</"),
        (b"<script>1</script>", b"<a"),
        (b"<script>1</script>", b'<a "'),
        (b"<script>1</script>", b"<a b='"),
        (b"<script>1</script>", b"<textarea>"),
        (b"<script>", b"<script>"),
        (b"<script>1</script><a", b" "),
        (b"<!doctype html", b" "),
        (b"", b"<!---->"),
        (b"", b" "),
    ],
)
def test_Z11_a_page_is_searched_for_scripts_in_one_pass(head: bytes, piece: bytes) -> None:
    """A match holds Python's lock: every window of the host would stand still meanwhile."""
    page = "pages/index/index.html"
    text = head + long(piece, 2 * 1024 * 1024)
    forge = Forge(list((sample_files() | {page: text}).items()), deflated=False)
    mount = Mount(verify(open_package(BytesSource(forge.build()))))
    assert len(mount.resource(page).content) >= len(text)
    assert list(page_faults(text)) == []  # the packer's, who opens a stranger's folder


class Counting:
    """A package of which only the end exists, before it nothing but noughts; counts reads."""

    def __init__(self, size_bytes: int, tail: bytes) -> None:
        self.size_bytes = size_bytes
        self._tail = tail
        self.read_bytes = 0

    def read(self, offset: int, length: int) -> bytes:
        self.read_bytes += length
        before = max(0, min(length, self.size_bytes - len(self._tail) - offset))
        start = max(0, offset + len(self._tail) - self.size_bytes)
        return bytes(before) + self._tail[start : start + length - before]


def test_S04_a_huge_signing_block_is_refused_before_it_is_read() -> None:
    for length in (DEFAULT_LIMITS.signing_block_bytes, 50_000_000, 2**32, 2**63 - 9, 2**64 - 8):
        trailer = struct.pack("<Q", length) + MAGIC
        directory = central_directory(Forge.sample().records)
        size_bytes = 200 * 1024 * 1024
        offset = size_bytes - len(directory) - 22
        end = end_record(EndRecord(5, len(directory), offset))
        source = Counting(size_bytes, trailer + directory + end)
        with pytest.raises(LimitExceeded):
            open_package(source)
        assert source.read_bytes <= TAIL_BYTES


def test_S04_a_long_directory_does_not_make_the_reader_take_in_the_package() -> None:
    """How much is read at once is guessed from the directory's length, which nobody signed."""
    limits = DEFAULT_LIMITS
    entries = limits.files
    directory = bytes(entries * (46 + limits.path_bytes))
    size_bytes = limits.package_bytes
    offset = size_bytes - len(directory) - 22
    source = Counting(
        size_bytes, directory + end_record(EndRecord(entries, len(directory), offset))
    )
    with pytest.raises(SignatureInvalid):
        open_package(source)
    assert source.read_bytes <= len(directory) + limits.signing_block_bytes + TAIL_BYTES


def test_S04_fifty_megabytes_of_index_cost_no_more_than_the_limit() -> None:
    """Even where a block of that size is allowed, the index is refused by its length alone."""
    forge = Forge.sample()
    forge.block = forge.sign(b'{"files":[' + b"{}," * 17_000_000 + b"]}")
    content = forge.build()
    source = Counting(len(content), content)

    def act() -> None:
        with pytest.raises(LimitExceeded):
            open_package(source)

    assert peak_bytes(act) < 1024 * 1024
    assert source.read_bytes <= TAIL_BYTES


def test_Z11_two_hundred_megabytes_of_noughts_are_not_inflated() -> None:
    """A bomb of 194 kB: refused by its ratio, and where its index lies, at the index's size."""
    size = 200_000_000
    packed = deflated(size)
    honest = Forge.sample(("bomb", b"x" * 2000))
    honest.entries[-1] += packed
    record = msgspec.structs.replace(
        honest.records[-1],
        size_bytes=size,
        compressed_bytes=len(packed),
        compressed_sha256=Digest.of(packed),
    )
    lying = msgspec.structs.replace(record, size_bytes=1_000_000)
    for said, kind, most_bytes in (
        (record, LimitExceeded, 1_000_000),
        (lying, ContentMismatch, 4_000_000),
    ):
        forge = Forge.sample(("bomb", b"x" * 2000))
        forge.records[-1] = said
        forge.entries[-1] = forge.entries[-1][: 30 + len("bomb")] + packed
        forge.relay()
        content = forge.build()
        assert len(content) < 250_000

        def act(content: bytes = content, kind: type[PackageError] = kind) -> None:
            with pytest.raises(kind) as caught:
                verify_all(open_package(BytesSource(content)))
            assert caught.value.detail["path"] == "bomb"

        assert peak_bytes(act) < most_bytes


def deflated(size: int) -> bytes:
    """That many noughts, deflated."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = bytes(1_000_000)
    packed = b"".join(deflater.compress(chunk) for _ in range(size // len(chunk)))
    return packed + deflater.flush()


def test_Z11_many_entries_that_each_keep_their_limit() -> None:
    """The sum counts, and the number."""
    million = bytes(1024 * 1024)
    forge = Forge.sample()
    record, stored = forge.record("m", million, 0)
    first = forge.records[-1].offset + len(forge.entries[-1])
    for number in range(600):
        path = f"many/{number:04}"
        entry = msgspec.structs.replace(record, path=path, offset=first)
        forge.records.append(entry)
        forge.entries.append(local_header(entry) + stored)
        forge.central.append(central_directory((entry,)))
        first += len(forge.entries[-1])
    content = forge.build()
    with pytest.raises(LimitExceeded, match="together"):
        open_package(BytesSource(content))
    empty = Forge.sample(*((f"{number}", b"") for number in range(DEFAULT_LIMITS.files)))
    with pytest.raises(LimitExceeded, match="10005 files"):
        open_package(BytesSource(empty.build()))
    lying = patched_end(empty.build(), 8, u16(5) + u16(5))
    with pytest.raises(PackageError):
        open_package(BytesSource(lying))


def test_Z11_a_package_inside_a_package_is_a_file() -> None:
    """Nothing opens it: a bomb inside is bytes to be served, of no type."""
    bomb = zipped(deflated(1_000_000), 1_000_000)
    content = pack(sample_files() | {"inner.zip": bomb, "inner.bin": Forge.sample().build()}, KEY)
    bundle = verify_all(open_package(BytesSource(content)))
    assert bundle.read("inner.zip") == bomb
    assert Mount(bundle).resource("inner.zip").mime == "application/octet-stream"
    assert sum(file.size_bytes for file in bundle.index.files) < 100_000


def zipped(packed: bytes, size: int) -> bytes:
    """A ZIP with one deflated entry."""
    forge = Forge([("bomb", b"")])
    forge.records[0] = msgspec.structs.replace(
        forge.records[0],
        size_bytes=size,
        compressed_bytes=len(packed),
        compressed_sha256=Digest.of(packed),
        method=Method.DEFLATE,
    )
    forge.entries[0] += packed
    forge.relay()
    forge.block = b""
    return forge.build()
