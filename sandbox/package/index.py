"""The signed index: every file of a package, its hashes and its place in the ZIP.

Its canonical form is RFC 8785 (JCS): for the strings and integers used here that is what
`msgspec` writes with sorted members. A decoder that accepts only the canonical form leaves no
room for duplicate members, NaN, odd escapes or unknown members.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Annotated, Final, Literal

import msgspec

from bridge.errors import IndexInvalid, LimitExceeded, NameInvalid
from bridge.names import MAX_VERSION_CODE, AppId, AppVersion, Digest, KeyId
from bridge.wire import in_short
from sandbox.decoding import readable
from sandbox.manifest import MANIFEST_PATH, Kind
from sandbox.package.entry_name import check_distinct, check_path
from sandbox.package.limits import Limits

INDEX_FORMAT: Final = 1

_Size = Annotated[int, msgspec.Meta(ge=0, le=0xFFFF_FFFE)]
_Crc = Annotated[int, msgspec.Meta(ge=0, le=0xFFFF_FFFF)]
_VersionCode = Annotated[int, msgspec.Meta(ge=1, le=MAX_VERSION_CODE)]
_Text = Annotated[str, msgspec.Meta(max_length=4096)]


class Method(enum.StrEnum):
    """How a file stands in the ZIP: methods 0 and 8, the only ones of W3C MiniApp Packaging."""

    STORED = "stored"
    DEFLATE = "deflate"


class IndexFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One file. `offset` is its local header's; `compressed_bytes` its length in the ZIP.

    `sha256` is of the file itself. `compressed_sha256`, present for deflated files only, is of
    the bytes in the ZIP: so nothing unsigned is ever inflated, and no bit of them is free.
    """

    path: _Text
    size_bytes: _Size
    sha256: Digest
    offset: _Size
    compressed_bytes: _Size
    method: Method
    crc32: _Crc
    compressed_sha256: Digest | None = None


class LineageLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An older key of the publisher, and its signature over the key that came after it.

    Both in hexadecimal: 32 bytes raw Ed25519 key, 64 bytes signature (`sandbox.package.lineage`).
    """

    public_key: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    signature: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{128}$")]


class Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the publisher signs. `files` stand in the order of their offsets."""

    format: Literal[1]
    app_id: AppId
    version_code: _VersionCode
    version_name: _Text
    kind: Kind
    publisher: KeyId
    manifest_sha256: Digest
    files: tuple[IndexFile, ...]
    lineage: tuple[LineageLink, ...] = ()
    cross_origin_isolated: bool = True
    """Whether its pages are isolated from other origins (`sandbox.package.isolation`)."""

    @property
    def version(self) -> AppVersion:
        """The app's version."""
        return AppVersion(self.version_code, self.version_name)

    @property
    def content_bytes(self) -> int:
        """The sum of all files, inflated."""
        return sum(file.size_bytes for file in self.files)

    def by_path(self) -> Mapping[str, IndexFile]:
        """The files by their path, in the order of the index."""
        return {file.path: file for file in self.files}


def _name(kind: type, value: object) -> object:
    if isinstance(value, str) and kind in (AppId, Digest, KeyId):
        return kind(value)
    raise IndexInvalid(f"the index holds {type(value).__name__} where a {kind.__name__} belongs")


_ENCODER = msgspec.json.Encoder(order="sorted", enc_hook=str)
_DECODER = msgspec.json.Decoder(readable(Index), dec_hook=_name)


def encode_index(index: Index) -> bytes:
    """The index as canonical JSON (RFC 8785), the bytes that are signed."""
    return _ENCODER.encode(index)


def decode_index(content: bytes, limits: Limits) -> Index:
    """Read a canonical index and check all that can be checked without the package.

    Raises IndexInvalid, EntryNameInvalid or LimitExceeded.
    """
    if len(content) > limits.index_bytes:
        raise LimitExceeded(
            f"the index is {len(content)} bytes; at most {limits.index_bytes} are allowed",
            limit_bytes=limits.index_bytes,
        )
    try:
        index = _DECODER.decode(content)
        canonical = _ENCODER.encode(index)
    except (msgspec.MsgspecError, NameInvalid, RecursionError, UnicodeError) as error:
        raise IndexInvalid(f"the index is malformed: {in_short(error)}") from error
    if canonical != content:
        raise IndexInvalid(
            "the index is not canonical JSON (RFC 8785): members sorted and unique, no spaces"
        )
    check_index(index, limits)
    return index


def check_index(index: Index, limits: Limits) -> None:
    """Check names, sizes, counts and ratios.

    Raises IndexInvalid, EntryNameInvalid or LimitExceeded, naming the file.
    """
    try:
        _ = index.version
    except NameInvalid as error:
        raise IndexInvalid(f"the index's version is malformed: {error}") from error
    if len(index.files) > limits.files:
        raise LimitExceeded(
            f"{len(index.files)} files; at most {limits.files} are allowed", limit=limits.files
        )
    for file in index.files:
        check_path(file.path, limits)
        _check_sizes(file, limits)
    check_distinct(file.path for file in index.files)
    if index.content_bytes > limits.content_bytes:
        raise LimitExceeded(
            f"the files hold {index.content_bytes} bytes together; "
            f"at most {limits.content_bytes} are allowed",
            limit_bytes=limits.content_bytes,
        )
    manifest = next((file for file in index.files if file.path == MANIFEST_PATH), None)
    if manifest is None:
        raise IndexInvalid(f"the package holds no {MANIFEST_PATH}", path=MANIFEST_PATH)
    if manifest.sha256 != index.manifest_sha256:
        raise IndexInvalid(
            f"the index names two hashes for {MANIFEST_PATH}: of the file and of the manifest",
            path=MANIFEST_PATH,
        )


def _check_sizes(file: IndexFile, limits: Limits) -> None:
    if file.size_bytes > limits.file_bytes:
        raise LimitExceeded(
            f"{file.path} is {file.size_bytes} bytes; at most {limits.file_bytes} are allowed",
            path=file.path,
            limit_bytes=limits.file_bytes,
        )
    deflated = file.method is Method.DEFLATE
    if deflated != (file.compressed_sha256 is not None):
        raise IndexInvalid(
            f"{file.path}: compressed_sha256 belongs to deflated files, and to all of them",
            path=file.path,
        )
    if not deflated and file.compressed_bytes != file.size_bytes:
        raise IndexInvalid(f"{file.path} is stored, but its two sizes differ", path=file.path)
    if (
        file.size_bytes > limits.ratio_free_bytes
        and file.size_bytes > limits.ratio * file.compressed_bytes
    ):
        raise LimitExceeded(
            f"{file.path} would grow from {file.compressed_bytes} to {file.size_bytes} bytes; "
            f"at most {limits.ratio} times is allowed",
            path=file.path,
            limit=limits.ratio,
        )
