"""The one permitted form of a `.ma` file's ZIP records, each derived from the signed index.

PKWARE APPNOTE 6.3.9, sections 4.3.7 (local header), 4.3.12 (central directory) and 4.3.16 (end
of central directory). A reader builds the records anew and compares bytes: so no field of a ZIP
header is ever believed, and none can differ from what was signed.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import msgspec

from bridge.errors import ArchiveInvalid, IndexInvalid, LimitExceeded
from sandbox.package.index import IndexFile, Method
from sandbox.package.limits import Limits

LOCAL_HEADER_BYTES = 30
CENTRAL_HEADER_BYTES = 46
END_RECORD_BYTES = 22

MAX_ENTRIES = 0xFFFE
MAX_PACKAGE_BYTES = 0xFFFF_FFFE

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")

_LOCAL_SIGNATURE = 0x04034B50
_CENTRAL_SIGNATURE = 0x02014B50
_END_SIGNATURE = 0x06054B50
_ZIP_2_0 = 20
_UTF8_NAMES = 1 << 11
_MIDNIGHT = 0
_1980_01_01 = (0 << 9) | (1 << 5) | 1  # the first date MS-DOS knows: reproducible builds
_METHOD_CODES = {Method.STORED: 0, Method.DEFLATE: 8}


class EndRecord(msgspec.Struct, frozen=True):
    """What the end record says; only hints until the index has confirmed them. In bytes."""

    entries: int
    directory_bytes: int
    directory_offset: int


def local_header(file: IndexFile) -> bytes:
    """The local header and name that must stand at `file.offset`."""
    name = file.path.encode()
    return (
        _LOCAL.pack(
            _LOCAL_SIGNATURE,
            _ZIP_2_0,
            _UTF8_NAMES,
            _METHOD_CODES[file.method],
            _MIDNIGHT,
            _1980_01_01,
            file.crc32,
            file.compressed_bytes,
            file.size_bytes,
            len(name),
            0,
        )
        + name
    )


def entry_bytes(file: IndexFile) -> int:
    """The length of the whole entry: header, name and data."""
    return LOCAL_HEADER_BYTES + len(file.path.encode()) + file.compressed_bytes


def central_directory(files: Sequence[IndexFile]) -> bytes:
    """The whole central directory.

    "Made by" MS-DOS with no attributes: no entry can be a link, a device or a folder.
    """
    records = []
    for file in files:
        name = file.path.encode()
        record = _CENTRAL.pack(
            _CENTRAL_SIGNATURE,
            _ZIP_2_0,
            _ZIP_2_0,
            _UTF8_NAMES,
            _METHOD_CODES[file.method],
            _MIDNIGHT,
            _1980_01_01,
            file.crc32,
            file.compressed_bytes,
            file.size_bytes,
            len(name),
            0,
            0,
            0,
            0,
            0,
            file.offset,
        )
        records.append(record + name)
    return b"".join(records)


def end_record(end: EndRecord) -> bytes:
    """The end of central directory record, without a comment."""
    return _END.pack(
        _END_SIGNATURE,
        0,
        0,
        end.entries,
        end.entries,
        end.directory_bytes,
        end.directory_offset,
        0,
    )


def read_end_record(content: bytes, package_bytes: int, limits: Limits) -> EndRecord:
    """Read the last 22 bytes of a package of `package_bytes`.

    Raises ArchiveInvalid when they are not an end record that the file ends with, and
    LimitExceeded when it announces more entries than allowed.
    """
    signature, disk, start_disk, here, entries, size, offset, comment = _END.unpack(content)
    if signature != _END_SIGNATURE:
        raise ArchiveInvalid(
            "the file does not end with a ZIP end record: it is truncated, has bytes or a "
            "comment after it, or is no package"
        )
    if comment:
        raise ArchiveInvalid("the ZIP has a comment; a package may not")
    if disk or start_disk or here != entries:
        raise ArchiveInvalid("the ZIP is split over several parts; a package may not be")
    if entries > MAX_ENTRIES or offset > MAX_PACKAGE_BYTES or size > MAX_PACKAGE_BYTES:
        raise ArchiveInvalid("the ZIP uses ZIP64; a package is ZIP 2.0")
    if entries > limits.files:
        raise LimitExceeded(
            f"{entries} files; at most {limits.files} are allowed", limit=limits.files
        )
    if offset + size + END_RECORD_BYTES != package_bytes:
        raise ArchiveInvalid(
            "the central directory does not end where the end record begins: something was put "
            "before the archive, between its parts, or cut out of it"
        )
    if size < entries * CENTRAL_HEADER_BYTES:
        raise ArchiveInvalid("the central directory is shorter than its entries")
    if size > entries * (CENTRAL_HEADER_BYTES + limits.path_bytes):
        raise LimitExceeded("the central directory is longer than its entries can make it")
    return EndRecord(entries, size, offset)


def check_tiling(files: Sequence[IndexFile], entries_end: int) -> None:
    """Entries must follow each other from byte 0 to the signing block, without gap or overlap.

    Raises IndexInvalid naming the first file that does not.
    """
    expected = 0
    for file in files:
        if file.offset != expected:
            how = "overlaps what stands before it" if file.offset < expected else "follows a gap"
            raise IndexInvalid(
                f"{file.path} {how}: it begins at byte {file.offset}, not {expected}",
                path=file.path,
                offset=file.offset,
            )
        expected += entry_bytes(file)
    if expected != entries_end:
        raise IndexInvalid(
            f"the files end at byte {expected}, but the signing block begins at {entries_end}",
            offset=expected,
        )


def check_directory(content: bytes, files: Sequence[IndexFile]) -> None:
    """Compare the central directory with the one the index makes.

    Raises ArchiveInvalid naming the first file whose record differs.
    """
    if content == central_directory(files):
        return
    position = 0
    for file in files:
        expected = central_directory((file,))
        found = content[position : position + len(expected)]
        if found != expected:
            raise ArchiveInvalid(
                f"{file.path}: the central directory disagrees with the signed index "
                f"({_difference(found, expected)})",
                path=file.path,
            )
        position += len(expected)
    raise ArchiveInvalid("the central directory holds entries that the signed index does not")


_CENTRAL_FIELDS = (
    (4, "signature"),
    (6, "version made by, or file type"),
    (8, "version needed"),
    (10, "flags: encryption, data descriptor or encoding"),
    (12, "method"),
    (16, "time"),
    (20, "CRC-32"),
    (24, "compressed size"),
    (28, "size"),
    (30, "name length"),
    (32, "extra field"),
    (34, "comment"),
    (36, "disk number"),
    (42, "attributes: link, device or folder"),
    (46, "offset"),
)
_LOCAL_FIELDS = (
    (4, "signature"),
    (6, "version needed"),
    (8, "flags: encryption, data descriptor or encoding"),
    (10, "method"),
    (14, "time"),
    (18, "CRC-32"),
    (22, "compressed size"),
    (26, "size"),
    (28, "name length"),
    (30, "extra field"),
)


def local_difference(found: bytes, expected: bytes) -> str:
    """Which field of a local header differs first, in words."""
    return _field(found, expected, _LOCAL_FIELDS)


def _difference(found: bytes, expected: bytes) -> str:
    return _field(found, expected, _CENTRAL_FIELDS)


def _field(found: bytes, expected: bytes, fields: Sequence[tuple[int, str]]) -> str:
    if len(found) < len(expected):
        return "missing or cut short"
    position = next(i for i, byte in enumerate(expected) if found[i] != byte)
    return next((name for end, name in fields if position < end), "name")
