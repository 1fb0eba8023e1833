"""A registry too large for one catalogue: names, places and records of its hash bins.

```
targets (offline)    → search, apps, publishers
  search  (online)     search.json.zz: a line an app
  apps    (offline)  → apps-000 … (online): apps/<app id>/app.json, apps/<app id>/<code>.ma
  publishers (offline) → publishers-000 … (offline): publishers/<prefix>.json
```
Bins are TUF's succinct roles (TAP 15): a target stands in the bin that its path's SHA-256 names,
so a host reads the few bins it asks about. What a bin of `apps` says of a package counts only
with the publisher's own signature under it, an *offer* (host.store.registry.offers), by a key
that the offline `publishers` bins name for a prefix of the app's id.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from bridge.errors import NameInvalid, RegistryInvalid
from bridge.names import AppId, KeyId
from host.store.registry.catalogue import CatalogueApp, name_of, text_of
from host.store.registry.layout import PublisherName, covers
from sandbox.decoding import readable

RECORD_FORMAT = 1
MAX_RECORD_BYTES = 1024 * 1024
SEARCH_ROLE = "search"
SEARCH_PATH = "search.json.zz"
APPS_ROLE = "apps"
APPS_PATTERN = "apps/*/*"
PUBLISHERS_ROLE = "publishers"
PUBLISHERS_PATTERN = "publishers/*"
MIN_BINS, MAX_BINS = 4, 16_384
APPS_BINS_PER_PUBLISHER_BIN = 4
"""A publisher has several apps, an app has several versions."""

R = TypeVar("R", bound=msgspec.Struct)


class AppRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """`apps/<app id>/app.json`: an app as the registry lists it, and whose prefix it lies under.

    `prefix` only says where to look; that the publisher there owns the app is checked.
    """

    format: int
    prefix: AppId
    app: CatalogueApp


class PublisherRecord(msgspec.Struct, frozen=True):
    """`publishers/<prefix>.json`: who may publish there. `public_keys` are 32 bytes in hex."""

    format: int
    name: str
    prefix: AppId
    public_keys: tuple[str, ...]

    @property
    def keys(self) -> tuple[bytes, ...]:
        """The raw Ed25519 keys. Raises ValueError."""
        return tuple(bytes.fromhex(key) for key in self.public_keys)

    @property
    def key_ids(self) -> tuple[KeyId, ...]:
        """Their ids. Raises ValueError."""
        return tuple(KeyId.of(key) for key in self.keys)


def record_path(app_id: AppId) -> str:
    """Where an app's record stands among the targets."""
    return f"apps/{app_id}/app.json"


def publisher_path(prefix: AppId) -> str:
    """Where a publisher's record stands among the targets."""
    return f"publishers/{prefix}.json"


def prefixes_of(app_id: AppId) -> tuple[AppId, ...]:
    """Every prefix that an app may lie under, the longest first."""
    labels = app_id.split(".")
    return tuple(AppId(".".join(labels[:count])) for count in range(len(labels), 1, -1))


_ENCODER = msgspec.json.Encoder(enc_hook=text_of, order="sorted")


def encode_record(record: AppRecord | PublisherRecord) -> bytes:
    """The record as JSON with sorted members."""
    return _ENCODER.encode(record)


def decode_app(content: bytes, app_id: AppId) -> AppRecord:
    """Read a record whose bytes TUF has verified. Raises RegistryInvalid.

    That includes a record of another app, or one whose prefix does not cover it.
    """
    path = record_path(app_id)
    record = _decode(AppRecord, content, path)
    _check_format(record.format, path)
    if record.app.app_id != app_id or not covers(record.prefix, app_id):
        raise RegistryInvalid(
            f"the registry's {path} is of {record.app.app_id} under {record.prefix}; refused",
            path=path,
        )
    return record


def decode_publisher(content: bytes, prefix: AppId) -> PublisherRecord:
    """Read a record whose bytes TUF has verified. Raises RegistryInvalid."""
    path = publisher_path(prefix)
    record = _decode(PublisherRecord, content, path)
    _check_format(record.format, path)
    try:
        _ = PublisherName(record.name), record.key_ids
    except (NameInvalid, ValueError) as error:
        raise RegistryInvalid(f"the registry's {path} is malformed ({error})") from error
    if record.prefix != prefix:
        raise RegistryInvalid(f"the registry's {path} is of {record.prefix}; refused", path=path)
    return record


def _decode(kind: type[R], content: bytes, path: str) -> R:
    try:
        return msgspec.json.decode(content, type=readable(kind), dec_hook=name_of)
    except (msgspec.MsgspecError, NameInvalid, RecursionError, UnicodeError) as error:
        raise RegistryInvalid(
            f"the registry's {path} is malformed ({error}); tell its operator", path=path
        ) from error


def _check_format(found: int, path: str) -> None:
    if found != RECORD_FORMAT:
        raise RegistryInvalid(
            f"the registry's {path} has format {found}, this host reads {RECORD_FORMAT}; "
            "update Fanlight",
            path=path,
        )
