"""Finding apps in a registry by words: a line an app, small enough to fetch whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import msgspec

from bridge.errors import NameInvalid, RegistryInvalid
from bridge.names import AppId
from host.store.registry.catalogue import CatalogueApp, text_of
from sandbox.decoding import readable

SEARCH_FORMAT = 1
MAX_SEARCH_BYTES = 32 * 1024 * 1024
MAX_SEARCH_PLAIN_BYTES = 256 * 1024 * 1024
DEFAULT_FOUND = 20
_LEVEL = 6
_ENCODER = msgspec.json.Encoder(enc_hook=text_of)


class Line(msgspec.Struct, frozen=True, array_like=True):
    """What is known of an app without asking for its record; `code` is 0 when all is revoked."""

    app_id: str
    name: str
    publisher: str
    kind: str
    code: int
    version_name: str

    def as_json(self) -> dict[str, object]:
        """One element of `found` in `fanlight search --json`."""
        version = {"name": self.version_name, "code": self.code} if self.code else None
        return {
            "app_id": self.app_id,
            "name": self.name,
            "publisher": self.publisher,
            "kind": self.kind,
            "version": version,
        }


class SearchIndex(msgspec.Struct, frozen=True):
    """All lines of a registry, in the order of app ids."""

    format: int
    registry: str
    apps: tuple[Line, ...] = ()


def line_of(app: CatalogueApp) -> Line:
    """An app's line."""
    newest = app.newest
    code, version_name = (newest.code, newest.name) if newest else (0, "")
    return Line(app.app_id, app.name, app.publisher, app.kind, code, version_name)


def with_lines(index: SearchIndex, lines: Iterable[Line]) -> SearchIndex:
    """The index with these lines added, or in the place of those of the same apps."""
    by_id = {line.app_id: line for line in index.apps}
    by_id.update((line.app_id, line) for line in lines)
    apps = tuple(by_id[app_id] for app_id in sorted(by_id))
    return msgspec.structs.replace(index, apps=apps)


def encode_search(index: SearchIndex) -> bytes:
    """JSON as zlib packs it (RFC 1950)."""
    return zlib.compress(_ENCODER.encode(index), _LEVEL)


def decode_search(content: bytes) -> SearchIndex:
    """Read an index whose bytes TUF has verified. Raises RegistryInvalid."""
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(content, MAX_SEARCH_PLAIN_BYTES)
        if not unpacking.eof:
            raise RegistryInvalid(
                f"the registry's search index is cut off, or larger than {MAX_SEARCH_PLAIN_BYTES} "
                "bytes; refused",
                limit_bytes=MAX_SEARCH_PLAIN_BYTES,
            )
        index = msgspec.json.decode(plain, type=readable(SearchIndex))
        for line in index.apps:
            _ = AppId(line.app_id)
    except (zlib.error, msgspec.MsgspecError, NameInvalid, RecursionError) as error:
        raise RegistryInvalid(
            f"the registry's search index is malformed ({error}); tell its operator"
        ) from error
    if index.format != SEARCH_FORMAT:
        raise RegistryInvalid(
            f"the registry's search index has format {index.format}, this host reads "
            f"{SEARCH_FORMAT}; update Fanlight"
        )
    return index


def search(lines: Iterable[Line], words: str, limit: int = DEFAULT_FOUND) -> tuple[Line, ...]:
    """Lines that hold every word in name, id or publisher; those whose name begins so first.

    Apps without a version that can be installed are left out. Case does not matter.
    """
    wanted = words.casefold().split()
    found: list[tuple[int, str, Line]] = []
    for line in lines:
        name = line.name.casefold()
        text = f"{name}\n{line.app_id}\n{line.publisher}"
        if line.code and all(word in text for word in wanted):
            first = wanted[0] if wanted else ""
            found.append((0 if name.startswith(first) else 1 if first in name else 2, name, line))
    found.sort(key=lambda one: (one[0], one[1], one[2].app_id))
    return tuple(line for _, _, line in found[:limit])
