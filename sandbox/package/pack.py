"""Making a `.ma` file. The same files and key give the same bytes, for the same zlib."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from bridge.errors import BuildError, ManifestInvalid
from bridge.names import Digest
from sandbox.manifest import MANIFEST_PATH, Manifest, read_manifest
from sandbox.package import layout
from sandbox.package.block import SigningBlock, decode_block, encode_block
from sandbox.package.check import Problem, Severity, check_files
from sandbox.package.first import first_files
from sandbox.package.folder import read_folder
from sandbox.package.index import INDEX_FORMAT, Index, IndexFile, Method, encode_index
from sandbox.package.isolation import is_isolated
from sandbox.package.limits import DEFAULT_LIMITS, Limits
from sandbox.package.signing import SigningKey, sign_payload
from sandbox.package.source import BytesSource
from sandbox.package.verify import Package, open_package, verify

_DEFLATE_LEVEL = 9
_MIN_GAIN = 0.95  # deflate only what becomes at least 5 % smaller


def pack(
    files: Mapping[str, bytes],
    key: SigningKey,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allow_secrets: bool = False,
    looked_through: bool = False,
    compress: bool = True,
) -> bytes:
    """Pack and sign `files` (path in the package → bytes).

    `looked_through` as in `check_files`. `compress` False stores every file as it is: for
    packages that never leave this machine.
    Raises BuildError listing every problem found, file by file.
    """
    problems = [
        problem
        for problem in check_files(
            files, limits, allow_secrets=allow_secrets, looked_through=looked_through
        )
        if problem.severity is Severity.ERROR
    ]
    if problems:
        raise build_error(problems)
    manifest = read_manifest(files[MANIFEST_PATH])
    entries, records = _entries(files, manifest, compress)
    index = Index(
        format=INDEX_FORMAT,
        app_id=manifest.app_id,
        version_code=manifest.version.code,
        version_name=manifest.version.name,
        kind=manifest.kind,
        publisher=key.key_id,
        manifest_sha256=Digest.of(files[MANIFEST_PATH]),
        files=tuple(records),
        lineage=key.lineage,
        cross_origin_isolated=is_isolated(manifest, files),
    )
    envelope = sign_payload(encode_index(index), (key,))
    content = _assemble(entries, SigningBlock(envelope, (key.public_bytes,)), index)
    # What leaves here has passed the door it will have to pass: limits on the index, and so on.
    verify(open_package(BytesSource(content), limits))
    return content


def pack_folder(
    folder: Path,
    key: SigningKey,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allow_secrets: bool = False,
) -> bytes:
    """Pack and sign a source folder, without what `read_folder` leaves out.

    Raises BuildError listing every problem found, file by file.
    """
    return pack(read_folder(folder, limits), key, limits=limits, allow_secrets=allow_secrets)


def add_signature(package: Package, key: SigningKey) -> bytes:
    """The same package with one more (a reviewer's) signature.

    Raises SignatureInvalid when `key` has signed it already.
    """
    old = decode_block(package.signed.envelope, package.limits)
    new = SigningBlock(old.envelope.signed_also_by(key), (*old.public_keys, key.public_bytes))
    last = package.index.files[-1]
    entries = package.source.read(0, last.offset + layout.entry_bytes(last))
    return _assemble([entries], new, package.index)


def build_error(problems: Iterable[Problem]) -> BuildError:
    """All problems as one error: a line each."""
    lines = [str(problem) for problem in problems]
    count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
    return BuildError("\n  ".join([f"{count}, so nothing was built:", *lines]), problems=len(lines))


def _entries(
    files: Mapping[str, bytes], manifest: Manifest, compress: bool
) -> tuple[list[bytes], list[IndexFile]]:
    entries: list[bytes] = []
    records: list[IndexFile] = []
    offset = 0
    first = first_files(files, files.__getitem__, manifest, manifest.entry)
    place = {path: number for number, path in enumerate(first)}
    for path in sorted(files, key=lambda path: (place.get(path, len(place)), _rank(path), path)):
        record, stored = _record(path, files[path], offset, compress)
        entries.append(layout.local_header(record) + stored)
        records.append(record)
        offset += layout.entry_bytes(record)
    if offset > layout.MAX_PACKAGE_BYTES or len(records) > layout.MAX_ENTRIES:
        raise ManifestInvalid("the files are too many or too large for a ZIP 2.0 package")
    return entries, records


def _rank(path: str) -> int:
    """After what the first screen is known to need, which a range of a download can hold."""
    return 0 if "/" not in path else 1


def _record(path: str, content: bytes, offset: int, compress: bool) -> tuple[IndexFile, bytes]:
    packed = _deflated(content) if compress else content
    deflated = len(packed) < len(content) * _MIN_GAIN
    stored = packed if deflated else content
    record = IndexFile(
        path=path,
        size_bytes=len(content),
        sha256=Digest(hashlib.sha256(content).hexdigest()),
        offset=offset,
        compressed_bytes=len(stored),
        method=Method.DEFLATE if deflated else Method.STORED,
        crc32=zlib.crc32(content),
        compressed_sha256=Digest.of(stored) if deflated else None,
    )
    return record, stored


def _deflated(content: bytes) -> bytes:
    deflater = zlib.compressobj(_DEFLATE_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflater.compress(content) + deflater.flush()


def _assemble(entries: Iterable[bytes], block: SigningBlock, index: Index) -> bytes:
    body = b"".join([*entries, encode_block(block)])
    directory = layout.central_directory(index.files)
    end = layout.EndRecord(len(index.files), len(directory), len(body))
    return body + directory + layout.end_record(end)
