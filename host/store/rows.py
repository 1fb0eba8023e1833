"""The database's rows as types: what does not fit was not written by us."""

from __future__ import annotations

import enum
import hashlib
import sqlite3
from typing import ClassVar, Self, TypeVar

import msgspec

from bridge.errors import NameInvalid, StoreCorrupt
from bridge.names import AppId, Digest, KeyId
from bridge.permissions import Grant
from host.store.origin import OriginKind
from host.store.seal import Seal, Sealed, SealedValue
from sandbox.decoding import readable
from sandbox.manifest import Kind

Cell = str | int | bytes | None

R = TypeVar("R", bound=msgspec.Struct)


class TrustedHow(enum.StrEnum):
    """Why a publisher's key was accepted."""

    ASKED = "asked"
    """A person compared the fingerprint and said yes."""
    FINGERPRINT = "fingerprint"
    """Named by `--trust`."""
    REGISTRY = "registry"
    """A registry's delegation names it; counts for that registry's packages only."""
    DEVELOPMENT = "development"
    """The person's own development key."""


class SealedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row whose columns, but for those in UNSEALED, are under `mac`."""

    TABLE: ClassVar[Sealed]
    UNSEALED: ClassVar[frozenset[str]] = frozenset({"mac"})

    mac: str = ""

    def values(self) -> list[SealedValue]:
        """The sealed values, in the order of the columns; bytes by their SHA-256."""
        return [
            hashlib.sha256(cell).hexdigest() if isinstance(cell, bytes) else cell
            for name, cell in self.record().items()
            if name not in self.UNSEALED
        ]

    def record(self) -> dict[str, Cell]:
        """The row as SQLite takes it."""
        record: dict[str, Cell] = {}
        for name in self.__struct_fields__:
            value: object = getattr(self, name)
            if isinstance(value, enum.Enum):
                value = value.value
            if isinstance(value, bool):
                value = int(value)
            if not isinstance(value, str | int | bytes | None):
                raise TypeError(f"{name} cannot be a cell: {value!r}")
            record[name] = value
        return record

    def sealed(self, seal: Seal) -> Self:
        """The row under a fresh seal."""
        return msgspec.structs.replace(self, mac=seal.mac(self.TABLE, self.values()))

    def intact(self, seal: Seal) -> bool:
        """Whether nobody but this host wrote the row."""
        return seal.holds(self.TABLE, self.values(), self.mac)


class PublisherRow(SealedRow, frozen=True, kw_only=True):
    """A key that was accepted once; `public_key` is 32 bytes in hexadecimal."""

    TABLE = Sealed.PUBLISHERS

    key_id: KeyId
    public_key: str
    trusted_how: TrustedHow
    trusted_at: str


class AppRow(SealedRow, frozen=True, kw_only=True):
    """The receipt of an installed app.

    `publisher` is the first key the app was installed under and names its storage for good;
    `head_key` is the key that may sign the next version. No version code below `floor_code`,
    and at it only `floor_digest`, is installed again.
    """

    TABLE = Sealed.APPS

    app_id: AppId
    publisher: KeyId
    head_key: KeyId
    origin_kind: OriginKind
    origin_place: str
    current_code: int
    previous_code: int | None
    floor_code: int
    floor_digest: Digest
    pinned: bool
    installed_at: str
    updated_at: str


class VersionRow(SealedRow, frozen=True, kw_only=True):
    """One kept version; `declared` is JSON, a list of what it asks for (host.store.consent)."""

    TABLE = Sealed.VERSIONS

    app_id: AppId
    code: int
    name: str
    title: str
    kind: Kind
    index_digest: Digest
    envelope: bytes
    declared: str
    files: int
    size_bytes: int
    installed_at: str


class GrantRow(SealedRow, frozen=True, kw_only=True):
    """A person's remembered answer about one scope."""

    TABLE = Sealed.GRANTS
    UNSEALED = frozenset({"mac", "last_used_at"})

    app_id: AppId
    publisher: KeyId
    scope: str
    answer: Grant
    at: str
    last_used_at: str | None = None


class ConsentRow(SealedRow, frozen=True, kw_only=True):
    """One thing an app may declare: accepted at install, or after an update asked for it."""

    TABLE = Sealed.CONSENTS

    app_id: AppId
    publisher: KeyId
    asked: str
    at: str


class PublisherNameRow(SealedRow, frozen=True, kw_only=True):
    """What `registry` called the publisher whose key `key_id` signed the app from there."""

    TABLE = Sealed.PUBLISHER_NAMES

    app_id: AppId
    registry: str
    key_id: KeyId
    name: str


class FloorsRow(SealedRow, frozen=True, kw_only=True):
    """What was seen of a registry, as JSON; the row named `*` seals the table as a whole."""

    TABLE = Sealed.FLOORS

    root_sha256: str
    floors: str


def put_row(held: sqlite3.Connection, row: SealedRow) -> None:
    """Insert the row, or put it in place of the one with its key."""
    record = row.record()
    columns = ", ".join(record)
    places = ", ".join(f":{name}" for name in record)
    # The names are those of a Struct's members above; only values come from elsewhere.
    held.execute(f"INSERT OR REPLACE INTO {row.TABLE} ({columns}) VALUES ({places})", record)


def read_row(kind: type[R], row: sqlite3.Row) -> R:
    """A typed row, its members found by the columns' names. Raises StoreCorrupt."""
    try:
        # Not strict, because SQLite has no booleans; its STRICT tables hold the other types.
        return msgspec.convert(dict(row), readable(kind), strict=False, dec_hook=_name)
    except (msgspec.ValidationError, NameInvalid) as error:
        raise StoreCorrupt(
            f"a row of the library was changed from outside ({kind.__name__}: {error}); "
            "install the app again"
        ) from error


def _name(kind: type, value: object) -> object:
    if isinstance(value, str) and kind in (AppId, Digest, KeyId):
        return kind(value)
    raise msgspec.ValidationError(f"expected {kind.__name__}")
