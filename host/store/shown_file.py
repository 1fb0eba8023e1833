"""The file of the launcher's list: read before anything else is there. No Qt, few imports."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import msgspec

from bridge.errors import StoreCorrupt
from bridge.names import Digest
from host.paths import Home
from host.store.origin import OriginKind
from host.store.seal import Seal, Sealed
from sandbox.decoding import readable

FORMAT = 1
_MAC_BYTES = 64


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


class KeptList(msgspec.Struct, frozen=True, array_like=True):
    """As it stands in the file: for one state of the library, in the order of one language."""

    format: int
    stamp: str
    language: str
    apps: tuple[ShownApp, ...]


class Shown(msgspec.Struct, frozen=True):
    """The list, and which state of the library it shows."""

    stamp: str
    apps: tuple[ShownApp, ...]


def stamp_of(held: sqlite3.Connection) -> str:
    """Changes with every change of what is installed. Raises sqlite3.Error."""
    apps, latest, codes = held.execute(
        "SELECT count(*), max(updated_at), total(current_code) FROM apps"
    ).fetchone()
    # A name may be learned of an app that stays as it is.
    named = held.execute("SELECT max(rowid) FROM publisher_names").fetchone()[0]
    return f"{apps} {latest} {codes} {named or 0}"


def read_list(file: Path, seal: Seal) -> KeptList | None:
    """The list as it was kept; None where there is none that can be believed."""
    try:
        content = file.read_bytes()
        mac, body = content[:_MAC_BYTES].decode("ascii"), content[_MAC_BYTES:]
        if not seal.holds(Sealed.SHOWN, [Digest.of(body)], mac):
            return None
        kept = msgspec.msgpack.decode(body, type=readable(KeptList))
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError):
        return None
    return kept if kept.format == FORMAT else None


def write_list(file: Path, seal: Seal, kept: KeptList) -> None:
    """Replace the file in one step. Raises OSError."""
    from host.store.registry.writing import replace_file

    body = msgspec.msgpack.encode(kept)
    mac = seal.mac(Sealed.SHOWN, [Digest.of(body)])
    replace_file(file, mac.encode("ascii") + body)


def early_list(home: Home, key: Path, language: str) -> tuple[ShownApp, ...] | None:
    """The list, in its order, before there is a store; None when it is not as the library is.

    `key` is the file of the seals' key. Changes nothing, and waits for nobody who writes.
    """
    try:
        kept = read_list(home.shown, Seal.load(key))
        if kept is None or kept.language != language:
            return None
        place = f"{home.database.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(place, uri=True, timeout=0)) as held:
            return kept.apps if kept.stamp == stamp_of(held) else None
    except (OSError, sqlite3.Error, StoreCorrupt):
        return None
