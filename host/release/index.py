"""A release: every file of a frozen folder, its hash, and where its bytes lie in the pack.

The index is a TUF target; the pack, a target too, is what the index says it is: each file packed
by zstd, one after another. A host fetches of it what its present version does not have already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Self

import msgspec

from bridge.errors import NameInvalid, ReleaseInvalid
from bridge.names import Digest
from host.own_program import starter_of
from host.release.version import ReleaseVersion
from sandbox.decoding import readable

FORMAT = 1
MAX_INDEX_BYTES = 8 * 1024 * 1024
MAX_FILES = 20_000
MAX_FILE_BYTES = 1 << 30
MAX_RELEASE_BYTES = 4 << 30
MAX_PATH_BYTES = 512
BUNDLE = "-app"
"""How the name of a build ends that is macOS' bundle, and not a folder with a program in it."""
_MAX_LINKS = 40
"""From one link to the next, as the kernels have it."""
_BUILD = re.compile(r"[a-z0-9][a-z0-9_]*(?:-[a-z0-9_]+){1,3}")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")


class BuildName(str):
    """What a frozen folder runs on, such as `linux-x86_64-qt`. Raises NameInvalid."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        if len(text) > 64 or not _BUILD.fullmatch(text):
            raise NameInvalid(
                f"{text[:80]!r} is no build; use a system, a machine and an engine, such as "
                "linux-x86_64-qt",
                value=text[:80],
            )
        return super().__new__(cls, text)


def program_of(build: BuildName) -> str:
    """Where the program lies in a folder of `build`."""
    if build.endswith(BUNDLE):
        return "Contents/MacOS/fanlight"
    return starter_of("win32" if build.startswith("windows-") else "linux")


def index_path(build: BuildName) -> str:
    """The index's place among the targets: one a build, for one release is offered at a time."""
    return f"releases/{build}/index.json"


def pack_path(build: BuildName) -> str:
    """The pack's place among the targets."""
    return f"releases/{build}/files.pack"


class ReleaseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`packed_bytes` of the pack from `at` on unpack to `size_bytes`, which hash to `sha256`."""

    path: str
    size_bytes: int
    sha256: str
    at: int
    packed_bytes: int
    executable: bool = False


class ReleaseLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A symbolic link to a file of the same release; `to` is relative to the link's folder."""

    path: str
    to: str


class ReleaseIndex(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is in one release. `read_index` makes only ones whose paths stay in their folder."""

    format: int
    version: str
    build: str
    pack_sha256: str
    pack_bytes: int
    files: tuple[ReleaseFile, ...]
    links: tuple[ReleaseLink, ...] = ()

    @property
    def release(self) -> ReleaseVersion:
        return ReleaseVersion.parse(self.version)

    @property
    def size_bytes(self) -> int:
        """On the disk."""
        return sum(file.size_bytes for file in self.files)


def write_index(index: ReleaseIndex) -> bytes:
    """Its bytes, always the same for the same release. Raises ReleaseInvalid."""
    _check(index)
    return msgspec.json.encode(index, order="deterministic")


def read_index(content: bytes) -> ReleaseIndex:
    """Raises ReleaseInvalid, with the first thing that is wrong."""
    try:
        index = msgspec.json.decode(content, type=readable(ReleaseIndex))
    except msgspec.MsgspecError as error:
        raise _refused(str(error)) from None
    _check(index)
    return index


def _check(index: ReleaseIndex) -> None:
    if index.format != FORMAT:
        raise _refused(f"its format is {index.format}, and this Fanlight reads {FORMAT}")
    try:
        ReleaseVersion.parse(index.version)
        BuildName(index.build)
        for digest in (index.pack_sha256, *(file.sha256 for file in index.files)):
            Digest(digest)
    except NameInvalid as error:
        raise _refused(error.message) from None
    if not 0 < len(index.files) + len(index.links) <= MAX_FILES:
        raise _refused(f"it holds {len(index.files) + len(index.links)} files, not 1…{MAX_FILES}")
    _check_sizes(index)
    paths = [*(file.path for file in index.files), *(link.path for link in index.links)]
    for path in paths:
        _check_path(path)
    _check_tree(paths)
    whole = {file.path for file in index.files}
    build = BuildName(index.build)
    # A framework is folders that links name, and links by way of others.
    bundle = build.endswith(BUNDLE)
    links = {link.path: link for link in index.links} if bundle else {}
    if bundle:
        whole |= {str(each) for path in whole for each in PurePosixPath(path).parents} - {"."}
    for link in index.links:
        if _led_through(link, links) not in whole:
            raise _refused(f"the link {link.path!r} leads to no file of it")
    program = program_of(build)
    if not any(file.path == program and file.executable for file in index.files):
        raise _refused(f"it holds no program {program!r}")


def _check_sizes(index: ReleaseIndex) -> None:
    end = 0
    for file in index.files:
        if not 0 <= file.size_bytes <= MAX_FILE_BYTES or file.packed_bytes <= 0:
            raise _refused(f"{file.path!r} has a size that cannot be")
        if file.at != end:
            raise _refused(f"{file.path!r} does not lie where the file before it ends")
        end += file.packed_bytes
    if end != index.pack_bytes:
        raise _refused(f"its files end at {end}, its pack at {index.pack_bytes}")
    if index.size_bytes > MAX_RELEASE_BYTES:
        raise _refused(f"it unpacks to {index.size_bytes} bytes")


def _check_path(path: str) -> None:
    """Below its folder, spelt one way only, on every system."""
    parts = path.split("/")
    whole = path.isprintable() and len(path.encode()) <= MAX_PATH_BYTES
    if not whole or _FORBIDDEN.search(path) or any(part in ("", ".", "..") for part in parts):
        raise _refused(f"{path[:80]!r} is no path in a release")


def _check_tree(paths: Iterable[str]) -> None:
    """No name twice, also where case does not count, and nothing below what is no folder."""
    seen: set[str] = set()
    for path in paths:
        if path.casefold() in seen:
            raise _refused(f"{path!r} stands in it twice")
        seen.add(path.casefold())
    for folded in seen:
        parents = PurePosixPath(folded).parents
        if any(str(parent) in seen for parent in parents):
            raise _refused(f"{folded!r} lies below a file")


def _led_to(link: ReleaseLink) -> str:
    """Lexically, which is right as nothing lies below a link. `..` for what leads out."""
    at = link.path.split("/")[:-1]
    for part in link.to.split("/"):
        if part == ".." and at:
            at.pop()
        elif part in ("", ".", ".."):
            return ".."
        else:
            at.append(part)
    return "/".join(at)


def _led_through(link: ReleaseLink, links: Mapping[str, ReleaseLink]) -> str:
    """Where `link` leads by way of `links`; `..` for what leads out, or round and round."""
    at = _led_to(link)
    for _ in range(_MAX_LINKS):
        parts = at.split("/")
        heads = ["/".join(parts[: count + 1]) for count in range(len(parts))]
        through = next((each for each in heads if each in links), None)
        if through is None:
            return at
        rest = parts[through.count("/") + 1 :]
        led = _led_to(links[through])
        at = "/".join((led, *rest)) if led != ".." else ".."
    return ".."


def _refused(what: str) -> ReleaseInvalid:
    return ReleaseInvalid(
        f"the release cannot be used: {what}. This Fanlight stays; tell who publishes it"
    )
