"""Reading a `.ma` file from its end: end record, central directory, signing block; then entries.

A local file or a server of ranges is asked as seldom as possible: small packages are opened by
one read of their tail, others by two (three when an index is unusually long), and each file by
one read more.
"""

from __future__ import annotations

import zlib
from hashlib import sha256

import msgspec

from bridge.errors import ArchiveInvalid, ContentMismatch, LimitExceeded, SignatureInvalid
from sandbox.package import block, layout
from sandbox.package.index import IndexFile, Method
from sandbox.package.limits import Limits
from sandbox.package.source import ByteSource

TAIL_BYTES = 64 * 1024
# A signing block against the central directory it stands before: an index record and its base64
# are four to six times a directory record. Only a guess at how much to read at once.
_BLOCK_PER_DIRECTORY = 6


class Tail(msgspec.Struct, frozen=True):
    """What stands after a package's entries. Nothing of it is believed yet."""

    entries_end: int
    """The offset where the entries end and the signing block begins."""
    block: bytes
    directory: bytes
    end: layout.EndRecord


def read_tail(source: ByteSource, limits: Limits, tail_bytes: int = 0) -> Tail:
    """Read the end record, the central directory and the signing block.

    `tail_bytes` is how long they are together, where somebody has said so: no more is read then,
    unless it was too little.
    Raises ArchiveInvalid, SignatureInvalid or LimitExceeded.
    """
    size_bytes = source.size_bytes
    if size_bytes > min(limits.package_bytes, layout.MAX_PACKAGE_BYTES):
        raise LimitExceeded(
            f"the package is {size_bytes} bytes; at most {limits.package_bytes} are allowed",
            limit_bytes=limits.package_bytes,
        )
    if size_bytes < layout.END_RECORD_BYTES:
        raise ArchiveInvalid(f"{size_bytes} bytes are too few for a package")
    window = _Window(source, tail_bytes or TAIL_BYTES)
    end = layout.read_end_record(
        window.take(size_bytes - layout.END_RECORD_BYTES, layout.END_RECORD_BYTES),
        size_bytes,
        limits,
    )
    directory_offset = end.directory_offset
    if directory_offset < block.TRAILER_BYTES:
        raise SignatureInvalid("the package is not signed: there is no room for a signing block")
    if not tail_bytes:
        guess_bytes = min(end.directory_bytes * _BLOCK_PER_DIRECTORY, limits.signing_block_bytes)
        window.reach(directory_offset - guess_bytes)
    trailer = window.take(directory_offset - block.TRAILER_BYTES, block.TRAILER_BYTES)
    block_bytes = block.block_bytes(trailer, limits)
    entries_end = directory_offset - block_bytes
    if entries_end < 0:
        raise SignatureInvalid("the signing block is longer than the package: it is truncated")
    return Tail(
        entries_end,
        window.take(entries_end, block_bytes),
        window.take(directory_offset, end.directory_bytes),
        end,
    )


def read_entry(source: ByteSource, file: IndexFile) -> bytes:
    """One file's bytes, by one read: the header compared, the stored bytes hashed, inflated.

    `file` comes from a signed index. What is inflated is known to be what was signed, and never
    grows past `file.size_bytes`. The caller compares the result with `file.sha256`.
    Raises ArchiveInvalid (header) or ContentMismatch.
    """
    stored = stored_bytes(source.read(file.offset, layout.entry_bytes(file)), file)
    return stored if file.method is Method.STORED else _inflate(stored, file)


def check_entry(entry: bytes, file: IndexFile) -> None:
    """Compare a whole entry, header and stored bytes, with the signed index; nothing is inflated.

    Raises ArchiveInvalid (header) or ContentMismatch.
    """
    stored = stored_bytes(entry, file)
    if file.method is Method.STORED and sha256(stored).hexdigest() != file.sha256:
        raise _other_bytes(file)


def stored_bytes(entry: bytes, file: IndexFile) -> bytes:
    """An entry without its header. Deflated ones are what was signed; others are yet to be hashed.

    Raises ArchiveInvalid (header) or ContentMismatch.
    """
    header = layout.local_header(file)
    if not entry.startswith(header):
        difference = layout.local_difference(entry[: len(header)], header)
        raise ArchiveInvalid(
            f"{file.path}: the local header disagrees with the signed index ({difference})",
            path=file.path,
        )
    stored = entry[len(header) :]
    if file.method is not Method.STORED and sha256(stored).hexdigest() != file.compressed_sha256:
        raise _other_bytes(file)
    return stored


def _other_bytes(file: IndexFile) -> ContentMismatch:
    return ContentMismatch(
        f"{file.path}: its bytes in the package are not those that were signed", path=file.path
    )


def _inflate(stored: bytes, file: IndexFile) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        # One byte more than the index says: enough to see that there would be more, and no more.
        content = inflater.decompress(stored, file.size_bytes + 1)
    except zlib.error as error:
        raise ContentMismatch(f"{file.path} cannot be inflated: {error}", path=file.path) from error
    if len(content) > file.size_bytes:
        raise ContentMismatch(
            f"{file.path} inflates to more than the {file.size_bytes} bytes that were signed",
            path=file.path,
        )
    if not inflater.eof or inflater.unused_data or inflater.unconsumed_tail:
        raise ContentMismatch(
            f"{file.path}: its compressed bytes end early, or hold more than the file",
            path=file.path,
        )
    return content


class _Window:
    """The end of a source, read from the back; grows towards the front."""

    def __init__(self, source: ByteSource, length: int) -> None:
        self._source = source
        self._start = source.size_bytes
        self._content = b""
        self.reach(source.size_bytes - length)

    def reach(self, offset: int) -> None:
        """Have everything from `offset` (at least 0) to the end."""
        offset = max(0, offset)
        if offset < self._start:
            more = self._source.read(offset, self._start - offset)
            self._content = more + self._content
            self._start = offset

    def take(self, offset: int, length: int) -> bytes:
        """Bytes of the source, read if they were not yet."""
        self.reach(offset)
        start = offset - self._start
        return self._content[start : start + length]
