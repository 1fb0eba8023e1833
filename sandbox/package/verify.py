"""From bytes nobody trusts to a VerifiedBundle: the only room that makes one.

The order is fixed: structure, signatures, index, then the manifest, then each file as it is read.
Nothing is used before it was compared with what was signed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final, Protocol

import msgspec

from bridge.errors import ContentMismatch, IndexInvalid, ManifestInvalid, NotFound, SignatureInvalid
from bridge.names import KeyId
from sandbox.manifest import MANIFEST_PATH, Kind, Manifest, read_manifest
from sandbox.package import layout
from sandbox.package.archive import read_entry, read_tail
from sandbox.package.block import decode_block
from sandbox.package.index import Index, IndexFile, decode_index
from sandbox.package.limits import DEFAULT_LIMITS, Limits
from sandbox.package.lineage import check_lineage
from sandbox.package.signing import Signer
from sandbox.package.source import ByteSource
from sandbox.package.weixin import APP_CONFIG_PATH, MAIN_SCRIPT_PATH, check_app_config


class ContentSource(Protocol):
    """Where the bytes of a signed index's files are kept."""

    def content(self, file: IndexFile) -> bytes:
        """The bytes of `file`; whoever asks hashes them."""
        ...


class Signed(msgspec.Struct, frozen=True):
    """An index whose signatures all hold. `signers[0]` is the publisher."""

    index: Index
    signers: tuple[Signer, ...]
    lineage: tuple[KeyId, ...]
    envelope: bytes


class Package(msgspec.Struct, frozen=True):
    """An opened package: signatures, names, limits and ZIP structure are right; no file is read."""

    source: ByteSource
    signed: Signed
    limits: Limits

    @property
    def index(self) -> Index:
        """The signed index."""
        return self.signed.index

    def content(self, file: IndexFile) -> bytes:
        """One file's bytes out of the ZIP (a ContentSource). Raises a PackageError."""
        return read_entry(self.source, file)


class _Seal:
    """Held by this file alone: without it no VerifiedBundle can be made."""


_SEAL: Final = _Seal()


class VerifiedBundle:
    """A mini-program whose publisher signed every byte that can be read from it.

    Made by `verify`, `verify_all` and `verify_stored` only. Reading is safe from several threads
    when the content's source is.
    """

    __slots__ = ("_content", "_files", "_signed", "manifest")

    def __init__(
        self, seal: _Seal, signed: Signed, manifest: Manifest, content: ContentSource
    ) -> None:
        if seal is not _SEAL:
            raise TypeError("a VerifiedBundle is made by sandbox.package.verify only")
        self._signed = signed
        self._content = content
        self._files: Mapping[str, IndexFile] = signed.index.by_path()
        self.manifest = manifest

    @property
    def index(self) -> Index:
        """The signed index."""
        return self._signed.index

    @property
    def signers(self) -> tuple[Signer, ...]:
        """The publisher, then reviewers."""
        return self._signed.signers

    @property
    def publisher(self) -> KeyId:
        """The id of the key that answers for this app."""
        return self._signed.index.publisher

    @property
    def lineage(self) -> tuple[KeyId, ...]:
        """All keys of this publisher that vouched for the next, oldest first, `publisher` last."""
        return self._signed.lineage

    @property
    def envelope(self) -> bytes:
        """The signing block as it stood in the package; `verify_stored` reads it again."""
        return self._signed.envelope

    @property
    def paths(self) -> tuple[str, ...]:
        """All files, in the order of the index."""
        return tuple(self._files)

    def file(self, path: str) -> IndexFile:
        """The index's record of a file, by its exact path. Raises NotFound."""
        found = self._files.get(path)
        if found is None:
            raise NotFound(f"{self.index.app_id} holds no file {path[:255]!r}", path=path[:255])
        return found

    def read(self, path: str) -> bytes:
        """A file's bytes, hashed on every read. Raises NotFound, ContentMismatch, or what the
        content's source raises.
        """
        return _content(self._content, self.file(path))

    def contents(self) -> Iterator[tuple[IndexFile, bytes]]:
        """Every file with its bytes, in the order of the package, each hashed as in `read`."""
        for file in self.index.files:
            yield file, _content(self._content, file)


def open_package(
    source: ByteSource, limits: Limits = DEFAULT_LIMITS, tail_bytes: int = 0
) -> Package:
    """Open a package: check its structure and signatures, read no file yet.

    Reads only the tail of `source`, at first `tail_bytes` of it if given. Raises a PackageError
    leaf that names what is wrong.
    """
    tail = read_tail(source, limits, tail_bytes)
    signed = _check_signed(tail.block, limits)
    files = signed.index.files
    if len(files) != tail.end.entries:
        raise IndexInvalid(
            f"the ZIP holds {tail.end.entries} entries, the signed index {len(files)}"
        )
    layout.check_tiling(files, tail.entries_end)
    layout.check_directory(tail.directory, files)
    return Package(source, signed, limits)


def verify(package: Package) -> VerifiedBundle:
    """Read the manifest and check it against the index; other files are checked when read.

    Raises a PackageError leaf.
    """
    return _bundle(package.signed, package, package.limits)


def verify_all(package: Package) -> VerifiedBundle:
    """As `verify`, and read and check every byte of the package now. Raises a PackageError leaf."""
    bundle = verify(package)
    for file, content in bundle.contents():
        check_crc(file, content)
    return bundle


def verify_stored(
    envelope: bytes, content: ContentSource, limits: Limits = DEFAULT_LIMITS
) -> VerifiedBundle:
    """The bundle of an installed app: `envelope` is what `VerifiedBundle.envelope` gave.

    Signatures are checked anew. Raises a PackageError leaf, or what `content` raises.
    """
    return _bundle(_check_signed(envelope, limits), content, limits)


def check_crc(file: IndexFile, content: bytes) -> None:
    """Compare a file with the CRC-32 that other ZIP readers will check. Raises ContentMismatch."""
    if zlib.crc32(content) != file.crc32:
        raise ContentMismatch(f"{file.path} does not have the CRC-32 it should", path=file.path)


def _check_signed(envelope: bytes, limits: Limits) -> Signed:
    block = decode_block(envelope, limits)
    signers = block.check()
    index = decode_index(block.envelope.payload, limits)
    if signers[0].key_id != index.publisher:
        raise SignatureInvalid(
            f"the first signature is by key {signers[0].key_id[:16]}…, "
            f"but the index names {index.publisher[:16]}… as its publisher",
            key_id=signers[0].key_id,
        )
    lineage = check_lineage(index.lineage, index.publisher)
    return Signed(index, signers, lineage, envelope)


def _bundle(signed: Signed, content: ContentSource, limits: Limits) -> VerifiedBundle:
    index = signed.index
    files = index.by_path()
    record = files[MANIFEST_PATH]
    if record.size_bytes > limits.manifest_bytes:
        raise ManifestInvalid(
            f"{MANIFEST_PATH} is {record.size_bytes} bytes; "
            f"at most {limits.manifest_bytes} are allowed",
            path=MANIFEST_PATH,
        )
    manifest = read_manifest(_content(content, record))
    for member, said, signed_value in (
        ("app_id", manifest.app_id, index.app_id),
        ("version", manifest.version, index.version),
        ("fanlight.kind", manifest.kind, index.kind),
    ):
        if said != signed_value:
            raise ManifestInvalid(
                f"{MANIFEST_PATH}: {member} is {said}, but the signed index says {signed_value}",
                path=MANIFEST_PATH,
                member=member,
            )
    for path, why in required_files(manifest):
        if path not in files:
            raise ManifestInvalid(
                f"{MANIFEST_PATH}: {why}, but the package holds no {path}", path=path
            )
    if manifest.kind is Kind.WEIXIN:
        check_app_config(manifest, _content(content, files[APP_CONFIG_PATH]))
    return VerifiedBundle(_SEAL, signed, manifest, content)


def required_files(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """The paths a manifest cannot do without, each with the reason."""
    if manifest.kind is Kind.WEB:
        for number, route in enumerate(manifest.pages):
            yield f"{route}.html", f"pages[{number}] is {route}"
    else:
        for path in (APP_CONFIG_PATH, MAIN_SCRIPT_PATH):
            yield path, f"the kind is {manifest.kind}"
    for number, icon in enumerate(manifest.icons):
        yield icon.src, f"icons[{number}] is {icon.src}"
    for number, picture in enumerate(manifest.listing.pictures):
        yield picture, f"fanlight.listing.pictures[{number}] is {picture}"


def _content(source: ContentSource, file: IndexFile) -> bytes:
    content = source.content(file)
    if len(content) != file.size_bytes or sha256(content).hexdigest() != file.sha256:
        raise ContentMismatch(
            f"{file.path}: its bytes are not those that were signed", path=file.path
        )
    return content
