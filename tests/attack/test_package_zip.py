"""Rows Z1–Z13: every way a ZIP can lie, in packages that their publisher has signed.

Z6–Z10 follow the constructions of ZipDiff (Ouyang et al., "My ZIP isn't your ZIP", USENIX
Security 2025): the class is named in each test as a1…c5.
"""

from __future__ import annotations

import zlib

import pytest

from bridge.errors import (
    ArchiveInvalid,
    ContentMismatch,
    EntryNameInvalid,
    IndexInvalid,
    LimitExceeded,
    PackageError,
    SignatureInvalid,
)
from bridge.names import Digest
from sandbox.package import layout
from sandbox.package.index import Method, encode_index
from sandbox.package.limits import Limits
from sandbox.package.source import BytesSource
from sandbox.package.verify import VerifiedBundle, open_package, verify_all
from tests.package_forge import Forge, manifest, patched_end, sample_files, u16, u32

PAGE = "pages/index/index.html"
ICON = "common/icon.svg"


def check(content: bytes, limits: Limits | None = None) -> VerifiedBundle:
    return verify_all(open_package(BytesSource(content), limits or Limits()))


def refused(
    content: bytes, *kinds: type[PackageError], limits: Limits | None = None
) -> PackageError:
    with pytest.raises(kinds) as caught:
        check(content, limits)
    return caught.value


def test_the_forge_itself_makes_valid_packages() -> None:
    assert check(Forge.sample().build()).paths == tuple(sample_files())
    assert check(Forge.sample(("a", b""), ("中/ü.txt", b"x")).build()).read("中/ü.txt") == b"x"


# Z1–Z3, b2, b3: names


@pytest.mark.parametrize(
    "name",
    ["../evil.txt", "..", "a/../../b", "a/..", "/etc/passwd", "//host/share", "a//b", "a/", "./a",
     "a/./b", "a/b/.", "..\\evil.txt", "a\\b", "\\\\host\\share", "C:/x", "c:evil", "C:\\x",
     ".../a", "a/.../b", "c/../a/b", "", "/", "a/b/..", "....//x", "..;/x/..", "~/../x"],
)  # fmt: skip
def test_Z01_traversal(name: str) -> None:
    error = refused(Forge.sample((name, b"x")).build(), EntryNameInvalid)
    assert error.detail["path"] == name
    assert error.message


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, *range(0x80, 0xA0)])
def test_Z02_control_characters(code: int) -> None:
    refused(Forge.sample((f"a{chr(code)}b", b"x")).build(), EntryNameInvalid)


@pytest.mark.parametrize(
    "name",
    ['a"b', "a*b", "a:b", "a<b", "a>b", "a|b", "dot.", "space ", "folder./x", "folder /x", "...",
     "\ue000", "\uf8ff", "\ufdd0", "\ufdef", "\ufff0", "\ufffd", "\ufffe", "\U0001fffe",
     "\U000effff", "\U000f0000", "\U0010ffff", "\U000e0001", "\U000e007f", "x" * 256, "中" * 86],
)  # fmt: skip
def test_Z02_forbidden_names(name: str) -> None:
    refused(Forge.sample((f"common/{name}", b"x")).build(), EntryNameInvalid)


def test_Z02_long_and_deep_paths() -> None:
    refused(Forge.sample(("/".join("abcdefgh" * 8), b"")).build(), LimitExceeded)
    refused(Forge.sample(("/".join(["x" * 250] * 5), b"")).build(), LimitExceeded)


@pytest.mark.parametrize(
    "name",
    ["con", "CON", "Nul.txt", "aux.tar.gz", "com1", "LPT9.js", "COM¹", "prn .txt", "conin$",
     "a:stream", "app.js::$DATA", "a/con/b.js", "con.d/x"],
)  # fmt: skip
def test_Z03_windows_names(name: str) -> None:
    refused(Forge.sample((name, b"x")).build(), EntryNameInvalid)


@pytest.mark.parametrize("name", ["console.js", "common.css", "com10.js", "nullable.js", "auxin"])
def test_Z03_names_that_only_begin_like_devices_are_fine(name: str) -> None:
    assert name in check(Forge.sample((name, b"x")).build()).paths


# Z4, b1, b4: duplicates and collisions


@pytest.mark.parametrize(
    ("one", "other"),
    [("a.txt", "a.txt"), ("test.txt", "test.TXT"), ("é.js", "e\u0301.js"), ("straße", "STRASSE"),
     ("A/x", "a/y"), ("É/x", "e\u0301/y"), ("a", "a/b"), ("A", "a/b"), ("Σ", "ς"), ("ﬁ", "fi")],
)  # fmt: skip
def test_Z04_collisions(one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        error = refused(Forge.sample(*((name, b"x") for name in pair)).build(), EntryNameInvalid)
        where = str(error.detail["path"])
        assert one.startswith(where) or other.startswith(where)


# Z5: special files


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o060666, 0o010666, 0o140777, 0o104755])
def test_Z05_links_devices_setuid(mode: int) -> None:
    forge = Forge.sample()
    forge.patch_central(ICON, 4, u16(20 | 3 << 8))  # made by Unix
    forge.patch_central(ICON, 38, u32(mode << 16))
    error = refused(forge.build(), ArchiveInvalid)
    assert error.detail["path"] == ICON
    alone = Forge.sample()
    alone.patch_central(ICON, 38, u32(mode << 16))
    assert "attributes" in refused(alone.build(), ArchiveInvalid).message


# Z6, a1–a3: local header, central directory and index disagree


@pytest.mark.parametrize(
    ("field", "offset", "content"),
    [
        ("signature", 0, b"PK\x03\x05"),
        ("version needed", 4, u16(45)),
        ("version needed, c2's mismatch", 4, u16(10)),
        ("flags: data descriptor (a2)", 6, u16(1 << 11 | 1 << 3)),
        ("flags: names not UTF-8", 6, u16(0)),
        ("method (a1)", 8, u16(0)),
        ("method unknown", 8, u16(12)),
        ("time", 10, u16(1)),
        ("date", 12, u16(0x5A21)),
        ("CRC-32", 14, u32(0)),
        ("compressed size (a2)", 18, u32(0)),
        ("compressed size, ZIP64 (a2)", 18, u32(0xFFFFFFFF)),
        ("size (a2)", 22, u32(0)),
        ("size, ZIP64 (a2)", 22, u32(0xFFFFFFFF)),
        ("name length", 26, u16(3)),
        ("extra length", 28, u16(4)),
        ("name (a3)", 30, b"q"),
    ],
)
def test_Z06_header_fields(field: str, offset: int, content: bytes) -> None:
    # In the central directory the fields stand two bytes later; lengths have their own places.
    later = {0: 0, 30: 46}.get(offset, offset + 2)
    for local, central in ((True, False), (False, True), (True, True)):
        forge = Forge.sample()
        if local:
            forge.patch_local(PAGE, offset, content)
        if central:
            piece = b"PK\x01\x03" if offset == 0 else content
            forge.patch_central(PAGE, later, piece)
        error = refused(forge.build(), ArchiveInvalid)
        assert error.detail["path"] == PAGE, field


@pytest.mark.parametrize("where", ["local", "central", "both"])
@pytest.mark.parametrize(
    "extra",
    [
        # a3: a Unicode path
        u16(0x7075) + u16(9) + b"\x01" + u32(zlib.crc32(ICON.encode())) + b"evil",
        u16(0x0001) + u16(16) + bytes(16),  # a2: ZIP64
        u16(0x9901) + u16(7) + bytes(7),  # AES
        b"\x00" * 4,
    ],
)  # fmt: skip
def test_Z06_extra_fields(where: str, extra: bytes) -> None:
    forge = Forge.sample()
    number = forge.number(ICON)
    if where != "central":
        old = forge.entries[number]
        name_end = 30 + len(ICON)
        forge.entries[number] = (
            old[:28] + u16(len(extra)) + old[30:name_end] + extra + old[name_end:]
        )
    if where != "local":
        old = forge.central[number]
        forge.central[number] = old[:30] + u16(len(extra)) + old[32:] + extra
    refused(forge.build(), ArchiveInvalid, IndexInvalid)


def test_Z06_the_index_alone_names_another_file() -> None:
    forge = Forge.sample()
    forge.edit(ICON, path="common/icon.SVG")
    refused(forge.build(), ArchiveInvalid)


def test_Z06_signed_crc_that_does_not_fit_the_content() -> None:
    forge = Forge.sample()
    forge.edit(ICON, crc32=1)
    forge.relay()
    assert "CRC" in refused(forge.build(), ContentMismatch).message


# Z7, a4: a folder with data


def test_Z07_folder_entries() -> None:
    for name in ("test/", "test\\", "test//"):
        refused(Forge.sample((name, b"data")).build(), EntryNameInvalid)
    forge = Forge.sample()
    forge.patch_central(ICON, 38, u32(0x10))  # MS-DOS: a folder
    refused(forge.build(), ArchiveInvalid)


# Z8, a5: encryption, unknown methods, ZIP64


@pytest.mark.parametrize("flag", [1, 1 << 6, 1 << 13, 1 << 5])
def test_Z08_encryption_flags(flag: int) -> None:
    for local, central in ((True, False), (False, True), (True, True)):
        forge = Forge.sample()
        if local:
            forge.patch_local(ICON, 6, u16(flag | 1 << 11))
        if central:
            forge.patch_central(ICON, 8, u16(flag | 1 << 11))
        error = refused(forge.build(), ArchiveInvalid)
        assert "encryption" in error.message


@pytest.mark.parametrize("method", [1, 6, 9, 12, 14, 93, 95, 98, 99, 0xFFFF])
def test_Z08_unknown_methods(method: int) -> None:
    forge = Forge.sample()
    forge.patch_local(ICON, 8, u16(method))
    forge.patch_central(ICON, 10, u16(method))
    refused(forge.build(), ArchiveInvalid)
    document = encode_index(Forge.sample().index()).replace(b'"stored"', b'"lzma"', 1)
    forge = Forge.sample()
    forge.block = forge.sign(document)
    refused(forge.build(), IndexInvalid)


def test_Z08_c5_zip64_records() -> None:
    package = Forge.sample().build()
    for offset, piece in ((8, u16(0xFFFF)), (10, u16(0xFFFF)), (12, u32(2**32 - 1))):
        refused(patched_end(package, offset, piece), ArchiveInvalid)
    refused(patched_end(package, 16, u32(2**32 - 1)), ArchiveInvalid)
    forge = Forge.sample()
    forge.after_directory = (
        b"PK\x06\x06" + (44).to_bytes(8, "little") + bytes(44) + (b"PK\x06\x07" + bytes(16))
    )
    refused(forge.build(), ArchiveInvalid)


# Z9, c1: entries that only one side knows, overlap, gaps


def test_Z09_entry_missing_in_the_directory() -> None:
    forge = Forge.sample(("b", b"b"))
    forge.central.pop()
    refused(forge.build(), IndexInvalid)
    hidden = Forge.sample(("b", b"b"))
    hidden.central.pop()
    hidden.records.pop()
    error = refused(hidden.build(), IndexInvalid)
    assert "signing block begins" in error.message


def test_Z09_entry_missing_in_the_index() -> None:
    forge = Forge.sample(("b", b"b"))
    forge.records.pop()
    refused(forge.build(), IndexInvalid)


def test_Z09_entries_share_bytes() -> None:
    """Fifield's overlap: several directory records for one local entry."""
    forge = Forge.sample()
    number = forge.number(ICON)
    forge.records.append(forge.records[number])
    forge.central.append(forge.central[number])
    refused(forge.build(), EntryNameInvalid)


def test_Z09_quoted_overlap() -> None:
    """Fifield's better bomb: each entry quotes the local headers of those after it."""
    kernel = Forge([("b", bytes(1000))])
    inner = kernel.entries[0]
    forge = Forge.sample(("a", inner))
    forge.deflated = False
    outer = forge.records[-1]
    start = outer.offset + 30 + 1
    record, _ = kernel.record("b", bytes(1000), start)
    forge.records.append(record)
    forge.central.append(layout.central_directory((record,)))
    error = refused(forge.build(), IndexInvalid)
    assert "overlaps" in error.message
    assert error.detail["path"] == "b"


def test_Z09_gaps_and_order() -> None:
    forge = Forge.sample()
    forge.between = b"hidden"
    refused(forge.build(), IndexInvalid)
    forge = Forge.sample()
    forge.prefix = b"#!/bin/sh\n"
    refused(forge.build(), IndexInvalid)
    gap = Forge.sample()
    gap.entries[0] += b"gap!"
    error = refused(gap.build(), IndexInvalid)
    assert "signing block begins" in error.message
    moved = Forge.sample(("last", b"x"))
    for record in moved.records[1:]:
        moved.edit(record.path, offset=record.offset + 4)
    moved.entries[0] += b"gap!"
    moved.central = [layout.central_directory((record,)) for record in moved.records]
    assert "follows a gap" in refused(moved.build(), IndexInvalid).message
    swapped = Forge.sample()
    swapped.records.reverse()
    swapped.central.reverse()
    refused(swapped.build(), IndexInvalid)


def test_Z09_c1_false_records_inside_an_entry_are_content() -> None:
    """A nested directory and end record in stored data deceive stream readers, not this one."""
    forge = Forge.sample(("junk", Forge.sample().build()[-200:]))
    assert check(forge.build()).paths[-1] == "junk"


# Z10, c2–c5: end records


def test_Z10_end_records() -> None:
    package = Forge.sample().build()
    other = Forge.sample(("x", b"y")).build()
    for content in (
        package + b"\0",
        package + b"trailing",
        b"prepended" + package,
        package + other,
        other + package,
        package + package[-22:],
        package[:-1],
        package[:-22],
        package[-22:],
        b"",
        b"PK",
    ):
        refused(content, ArchiveInvalid, SignatureInvalid, IndexInvalid)


def test_Z10_comments() -> None:
    package = Forge.sample().build()
    refused(patched_end(package, 20, u16(5)) + b"hello", ArchiveInvalid)
    refused(patched_end(package, 20, u16(5)), ArchiveInvalid)
    inner = package[-22:]
    refused(patched_end(package, 20, u16(len(inner))) + inner, ArchiveInvalid)
    forge = Forge.sample()
    last = forge.records[-1].path
    forge.patch_central(last, 32, u16(4))
    forge.central[-1] += b"note"
    refused(forge.build(), ArchiveInvalid)


@pytest.mark.parametrize(
    ("offset", "content"),
    [(4, u16(1)), (6, u16(1)), (8, u16(1)), (10, u16(1)), (8, u16(6)), (10, u16(6)),
     (12, u32(0)), (12, u32(46)), (16, u32(0)), (16, u32(1)), (16, u32(40))],
)  # fmt: skip
def test_Z10_c3_c4_end_record_fields(offset: int, content: bytes) -> None:
    refused(patched_end(Forge.sample().build(), offset, content), ArchiveInvalid)


def test_Z10_c4_directory_elsewhere() -> None:
    """The end record points to one directory, another stands right before it."""
    forge = Forge.sample()
    forge.after_directory = b"".join(forge.central)
    refused(forge.build(), ArchiveInvalid)


def test_Z10_c3_fewer_entries_than_records() -> None:
    forge = Forge.sample(("b", b"b"))
    package = forge.build()
    count = len(forge.records) - 1
    refused(patched_end(package, 8, u16(count) + u16(count)), IndexInvalid, ArchiveInvalid)


# Z11: bombs and limits


def test_Z11_bomb_by_ratio() -> None:
    error = refused(Forge.sample(("zeros", bytes(20_000_000))).build(), LimitExceeded)
    assert error.detail["path"] == "zeros"


def test_Z11_limits() -> None:
    content = Forge.sample().build()
    for limits in (
        Limits(package_bytes=len(content) - 1),
        Limits(files=4),
        Limits(file_bytes=100),
        Limits(content_bytes=500),
        Limits(ratio=1, ratio_free_bytes=10),
        Limits(index_bytes=100),
        Limits(signing_block_bytes=100),
        Limits(path_bytes=10),
        Limits(path_depth=2),
        Limits(signatures=0),
    ):
        refused(content, LimitExceeded, limits=limits)
    assert check(content, Limits(package_bytes=len(content), files=5)).paths


def test_Z11_more_than_the_index_says_is_never_inflated() -> None:
    forge = Forge.sample(("bomb", bytes(50_000)))
    forge.edit("bomb", size_bytes=10, sha256=Digest.of(bytes(10)), crc32=zlib.crc32(bytes(10)))
    forge.relay()
    error = refused(forge.build(), ContentMismatch)
    assert "more than the 10 bytes" in error.message


def test_Z11_less_than_the_index_says() -> None:
    forge = Forge.sample(("short", bytes(500)))
    forge.edit("short", size_bytes=1000)
    forge.relay()
    refused(forge.build(), ContentMismatch)


# Z12, Z13: the index and the content


def test_Z12_no_manifest() -> None:
    forge = Forge([(path, body) for path, body in sample_files().items() if "manifest" not in path])
    assert "manifest.json" in refused(forge.build(), IndexInvalid).message


def test_Z12_page_or_icon_missing() -> None:
    for missing in (PAGE, ICON):
        left = [(path, body) for path, body in sample_files().items() if path != missing]
        assert missing in refused(Forge(left).build(), PackageError).message


def test_Z13_other_hash_size_or_content() -> None:
    for fields in (
        {"sha256": Digest.of(b"other")},
        {"size_bytes": 40, "compressed_bytes": 40},
    ):
        forge = Forge.sample()
        forge.edit(ICON, **fields)
        refused(forge.build(), PackageError)
    forge = Forge.sample()
    forge.edit(PAGE, compressed_sha256=Digest.of(b"other"))
    forge.relay()
    assert "its bytes in the package" in refused(forge.build(), ContentMismatch).message
    forge = Forge.sample()
    forge.edit(PAGE, compressed_sha256=None)
    refused(forge.build(), IndexInvalid)
    forge = Forge.sample()
    forge.edit(ICON, compressed_sha256=Digest.of(b"x"))
    refused(forge.build(), IndexInvalid)


def test_Z13_deflate_streams_that_end_early_or_late() -> None:
    text = b"text " * 100
    packed = zlib.compress(text, wbits=-15)
    for stored in (packed[:-2], packed + b"\0", packed + packed, b"\xff" * 20, b""):
        forge = Forge.sample(("file", text))
        forge.entries[-1] = layout.local_header(forge.records[-1]) + stored
        forge.edit("file", compressed_bytes=len(stored), compressed_sha256=Digest.of(stored))
        forge.relay()
        error = refused(forge.build(), ContentMismatch)
        assert error.detail["path"] == "file"


def test_Z13_free_bits_of_deflate_are_signed_too() -> None:
    """The bits after a stream's end inflate to the same bytes: only the stored hash sees them."""
    text = b"text " * 100
    packed = zlib.compress(text, wbits=-15)
    twins = [
        packed[:-1] + bytes([packed[-1] ^ 1 << bit])
        for bit in range(8)
        if _inflates_to(packed[:-1] + bytes([packed[-1] ^ 1 << bit]), text)
    ]
    assert twins, "this text leaves no free bit; choose another"
    for twin in twins:
        forge = Forge.sample(("file", text))
        assert forge.records[-1].method is Method.DEFLATE
        forge.entries[-1] = layout.local_header(forge.records[-1]) + twin
        refused(forge.build(), ContentMismatch)


def test_Z13_truncated_anywhere() -> None:
    content = Forge.sample().build()
    for length in range(0, len(content), 7):
        refused(content[:length], PackageError)


def test_manifest_and_index_must_agree() -> None:
    for members in (
        {"app_id": "org.example.other"},
        {"version": {"name": "1.0.0", "code": 2}},
        {"version": {"name": "1.0.1", "code": 1}},
        {"fanlight": {"kind": "weixin"}},
    ):
        files = sample_files() | {"manifest.json": manifest(**members)}
        error = refused(Forge(list(files.items())).build(), PackageError)
        assert error.code == "package.manifest"


def _inflates_to(packed: bytes, text: bytes) -> bool:
    try:
        return zlib.decompress(packed, -15) == text
    except zlib.error:
        return False
