"""Hostile packages: properly signed by their (hostile) publisher, with any byte of the ZIP changed.

A Forge builds what `pack` builds, but checks nothing and lets every part be replaced, so that a
refusal can only come from the check under test and not from a missing signature.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field

import msgspec

from bridge.names import AppId, Digest
from sandbox.manifest import Kind
from sandbox.package import layout
from sandbox.package.block import SigningBlock, encode_block
from sandbox.package.index import Index, IndexFile, Method, encode_index
from sandbox.package.signing import SigningKey, sign_payload

KEY = SigningKey.from_pem(
    b"-----BEGIN PRIVATE KEY-----\n"
    b"MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    b"-----END PRIVATE KEY-----\n"  # RFC 8032, section 7.1, test 1
)
PAGE = b"<!doctype html><title>Hello</title><script>document.title = 'hi'</script>" * 4


def manifest(**members: object) -> bytes:
    """A small valid manifest; `members` replace or add."""
    document: dict[str, object] = {
        "app_id": "org.example.hello",
        "name": "Hello",
        "version": {"name": "1.0.0", "code": 1},
        "platform_version": {"min_code": 1},
        "pages": ["pages/index/index"],
        "icons": [{"src": "common/icon.svg"}],
    }
    return json.dumps(document | members).encode()


def sample_files() -> dict[str, bytes]:
    """A valid mini-program's files; one of them gains nothing by deflate and stays stored."""
    return {
        "manifest.json": manifest(),
        "app.js": b"",
        "app.css": b"body { margin: 0 }\n" * 8,
        "common/icon.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "pages/index/index.html": PAGE,
    }


@dataclass
class Forge:
    """Set or change any part, then `build()`."""

    files: list[tuple[str, bytes]]
    key: SigningKey = KEY
    deflated: bool = True
    records: list[IndexFile] = field(default_factory=list)
    entries: list[bytes] = field(default_factory=list)
    central: list[bytes] = field(default_factory=list)
    block: bytes | None = None
    end: bytes | None = None
    prefix: bytes = b""
    between: bytes = b""
    after_directory: bytes = b""
    suffix: bytes = b""

    def __post_init__(self) -> None:
        offset = 0
        for path, content in self.files:
            record, stored = self.record(path, content, offset)
            self.records.append(record)
            self.entries.append(layout.local_header(record) + stored)
            self.central.append(layout.central_directory((record,)))
            offset += len(self.entries[-1])

    @classmethod
    def sample(cls, *more: tuple[str, bytes]) -> Forge:
        """A Forge of the sample files and `more`."""
        return cls([*sample_files().items(), *more])

    def record(self, path: str, content: bytes, offset: int) -> tuple[IndexFile, bytes]:
        """An index record and the stored bytes."""
        deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = deflater.compress(content) + deflater.flush()
        deflate = self.deflated and len(packed) < len(content)
        stored = packed if deflate else content
        record = IndexFile(
            path=path,
            size_bytes=len(content),
            sha256=Digest.of(content),
            offset=offset,
            compressed_bytes=len(stored),
            method=Method.DEFLATE if deflate else Method.STORED,
            crc32=zlib.crc32(content),
            compressed_sha256=Digest.of(stored) if deflate else None,
        )
        return record, stored

    def number(self, path: str) -> int:
        """The place of a file in the lists."""
        return [record.path for record in self.records].index(path)

    def edit(self, path: str, /, **fields: object) -> None:
        """Change a file's record in the index; the ZIP's headers stay."""
        number = self.number(path)
        self.records[number] = msgspec.structs.replace(self.records[number], **fields)

    def relay(self) -> None:
        """Make offsets, local headers and directory follow `records` again, keeping the data."""
        offset = 0
        for number, record in enumerate(self.records):
            old = self.entries[number]
            data = old[30 + int.from_bytes(old[26:28], "little") :]
            self.records[number] = msgspec.structs.replace(record, offset=offset)
            self.entries[number] = layout.local_header(self.records[number]) + data
            self.central[number] = layout.central_directory((self.records[number],))
            offset += len(self.entries[number])

    def patch_local(self, path: str, offset: int, content: bytes) -> None:
        """Overwrite bytes of a local header (offsets of APPNOTE 4.3.7)."""
        number = self.number(path)
        self.entries[number] = _patched(self.entries[number], offset, content)

    def patch_central(self, path: str, offset: int, content: bytes) -> None:
        """Overwrite bytes of a central directory record (offsets of APPNOTE 4.3.12)."""
        number = self.number(path)
        self.central[number] = _patched(self.central[number], offset, content)

    def index(self) -> Index:
        """The index of `records`."""
        body = dict(self.files).get("manifest.json", b"")
        return Index(
            format=1,
            app_id=AppId("org.example.hello"),
            version_code=1,
            version_name="1.0.0",
            kind=Kind.WEB,
            publisher=self.key.key_id,
            manifest_sha256=Digest.of(body),
            files=tuple(self.records),
        )

    def sign(self, payload: bytes) -> bytes:
        """A signing block over any payload."""
        return encode_block(
            SigningBlock(sign_payload(payload, (self.key,)), (self.key.public_bytes,))
        )

    def build(self) -> bytes:
        """The package."""
        block = self.sign(encode_index(self.index())) if self.block is None else self.block
        body = b"".join([self.prefix, *self.entries, self.between, block])
        directory = b"".join(self.central)
        end = self.end
        if end is None:
            end = layout.end_record(layout.EndRecord(len(self.central), len(directory), len(body)))
        return body + directory + self.after_directory + end + self.suffix


def patched_end(package: bytes, offset: int, content: bytes) -> bytes:
    """A package whose end record is changed at `offset` (APPNOTE 4.3.16)."""
    start = len(package) - layout.END_RECORD_BYTES
    return package[:start] + _patched(package[start:], offset, content)


def u16(value: int) -> bytes:
    """Two bytes, little-endian."""
    return value.to_bytes(2, "little")


def u32(value: int) -> bytes:
    """Four bytes, little-endian."""
    return value.to_bytes(4, "little")


def _patched(content: bytes, offset: int, piece: bytes) -> bytes:
    return content[:offset] + piece + content[offset + len(piece) :]
