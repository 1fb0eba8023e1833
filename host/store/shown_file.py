"""The file of the launcher's list: read before anything else is there. No Qt, few imports."""

from __future__ import annotations

import contextlib
import sqlite3
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

from bridge.errors import StoreCorrupt
from bridge.names import Digest
from host.paths import Home
from host.store.origin import OriginKind
from host.store.seal import Seal, Sealed, SealedValue
from sandbox.decoding import readable

FORMAT = 2
FIRST_APPS = 120
"""More cards than a large screen shows at once."""
_MAC_BYTES = 64
_LENGTH = struct.Struct(">I")
_MOST_FIRST_BYTES = 1 << 24


class ShownText(msgspec.Struct, frozen=True, array_like=True):
    """A manifest's texts in one language."""

    name: str
    description: str


class ShownApp(msgspec.Struct, frozen=True, array_like=True):
    """One installed app. `previous` is empty where there is no version to go back to, `publisher`
    where no registry vouches for a name; `key` is the fingerprint of the key that signed it."""

    app_id: str
    index_digest: str
    code: int
    version: str
    previous: str
    stays: bool
    origin: OriginKind
    place: str
    name: str
    description: str
    texts: Mapping[str, ShownText]
    publisher: str = ""
    key: str = ""


class KeptFirst(msgspec.Struct, frozen=True, array_like=True):
    """How the file begins: the first FIRST_APPS apps of `total`, for one state of the library, in
    the order of one language. It is all that a launcher's first paint needs."""

    format: int
    stamp: str
    language: str
    total: int
    apps: tuple[ShownApp, ...]


class KeptList(msgspec.Struct, frozen=True):
    """The whole of the file."""

    stamp: str
    language: str
    apps: tuple[ShownApp, ...]


class Shown(msgspec.Struct, frozen=True):
    """The list, and which state of the library it shows."""

    stamp: str
    apps: tuple[ShownApp, ...]


def stamp_of(held: sqlite3.Connection) -> str:
    """Changes with every change of what is installed. Raises sqlite3.Error."""
    return str(held.execute("SELECT revision FROM library_revision").fetchone()[0])


def read_first(file: Path, seal: Seal) -> KeptFirst | None:
    """The list's first screenful, whatever follows; None where there is none to be believed."""
    try:
        with file.open("rb") as opened:
            return _first(opened, seal)
    except OSError:
        return None


def read_list(file: Path, seal: Seal) -> KeptList | None:
    """The list as it was kept; None where there is none that can be believed."""
    try:
        with file.open("rb") as opened:
            first = _first(opened, seal)
            mac, body = opened.read(_MAC_BYTES).decode("ascii"), opened.read()
        if first is None or not seal.holds(Sealed.SHOWN, _rest(first.stamp, body), mac):
            return None
        rest = msgspec.msgpack.decode(body, type=readable(tuple[ShownApp, ...]))
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError):
        return None
    return KeptList(first.stamp, first.language, (*first.apps, *rest))


def write_list(file: Path, seal: Seal, kept: KeptList) -> None:
    """Replace the file in one step. Raises OSError."""
    from host.store.registry.writing import replace_file

    total, apps = len(kept.apps), kept.apps[:FIRST_APPS]
    first = msgspec.msgpack.encode(KeptFirst(FORMAT, kept.stamp, kept.language, total, apps))
    rest = msgspec.msgpack.encode(kept.apps[FIRST_APPS:])
    macs = (
        seal.mac(Sealed.SHOWN, [Digest.of(first)]),
        seal.mac(Sealed.SHOWN, _rest(kept.stamp, rest)),
    )
    ours, theirs = (mac.encode("ascii") for mac in macs)
    replace_file(file, ours + _LENGTH.pack(len(first)) + first + theirs + rest)


def early_list(home: Home, key: Path, language: str) -> KeptFirst | None:
    """The list's first screenful, in its order, before there is a store; None when it is not as
    the library is.

    `key` is the file of the seals' key. Changes nothing, and waits for nobody who writes. What it
    takes does not grow with what is installed.
    """
    try:
        kept = read_first(home.shown, Seal.load(key))
        if kept is None or kept.language != language:
            return None
        place = f"{home.database.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(place, uri=True, timeout=0)) as held:
            return kept if kept.stamp == stamp_of(held) else None
    except (OSError, sqlite3.Error, StoreCorrupt):
        return None


def _first(opened: BinaryIO, seal: Seal) -> KeptFirst | None:
    """Raises OSError."""
    mac, length = opened.read(_MAC_BYTES), opened.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    body = opened.read(min(_LENGTH.unpack(length)[0], _MOST_FIRST_BYTES))
    try:
        if not seal.holds(Sealed.SHOWN, [Digest.of(body)], mac.decode("ascii")):
            return None
        kept = msgspec.msgpack.decode(body, type=readable(KeptFirst))
    except (UnicodeDecodeError, msgspec.MsgspecError):
        return None
    return kept if kept.format == FORMAT else None


def _rest(stamp: str, body: bytes) -> list[SealedValue]:
    """What the second seal is over: it goes with one first part."""
    return ["rest", stamp, Digest.of(body)]
