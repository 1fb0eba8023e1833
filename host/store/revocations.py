"""Which versions of an app its registry has revoked, as this host last heard; under seal.

What was heard stays until the registry lists the version again: a registry that cannot be
asked, or forgets the app, revokes nothing and restores nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from bridge.errors import StoreCorrupt, TargetNotFound, TargetRevoked
from bridge.names import AppId
from host.store.database import Database
from host.store.floor_rows import put_floor_row, read_floor_rows
from host.store.seal import Seal
from sandbox.decoding import readable

if TYPE_CHECKING:
    from host.store.registry import Registry

_KEY = "revoked:"


class Revoked(msgspec.Struct, frozen=True):
    """The version codes that `registry` has revoked."""

    registry: str = ""
    codes: tuple[int, ...] = ()

    def holds(self, registry: str, code: int) -> bool:
        """Whether that version, installed from that registry, is one of them."""
        return registry == self.registry and code in self.codes


def read_revoked(held: sqlite3.Connection, seal: Seal, app_id: AppId) -> Revoked:
    """What is remembered of one app. Raises StoreCorrupt."""
    rows = read_floor_rows(held, seal)
    text = next((row.floors for row in rows if row.root_sha256 == f"{_KEY}{app_id}"), None)
    try:
        return Revoked() if text is None else msgspec.json.decode(text, type=readable(Revoked))
    except msgspec.MsgspecError as error:
        raise StoreCorrupt(
            f"what this host remembers of {app_id} cannot be read ({error})"
        ) from error


class Revocations:
    """Reads and writes it."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def of(self, app_id: AppId) -> Revoked:
        """What is remembered of one app. Raises StoreCorrupt."""
        return self._database.read(lambda held: read_revoked(held, self._seal, app_id))

    def learn(self, registry: Registry, app_id: AppId, codes: Iterable[int]) -> Revoked:
        """Ask the registry that the app's versions `codes` came from, and remember.

        Raises a RegistryError, StoreCorrupt, StoreBusy, StoreFull.
        """
        known = self.of(app_id)
        kept = known.codes if known.registry == registry.name else ()
        heard = Revoked(str(registry.name), _heard(registry, app_id, codes, frozenset(kept)))
        if heard != known and (heard.codes or known.codes):
            text = msgspec.json.encode(heard).decode()
            key = f"{_KEY}{app_id}"
            self._database.write(lambda held: put_floor_row(held, self._seal, key, text))
        return heard


def _heard(
    registry: Registry, app_id: AppId, own: Iterable[int], kept: frozenset[int]
) -> tuple[int, ...]:
    listed = registry.find(app_id)
    versions = listed.versions if listed is not None else ()
    codes = {version.code for version in versions if version.revoked}
    for code in own:
        if code in codes:
            continue
        try:
            registry.resolve(app_id, code)  # the publisher may say it, too
        except TargetRevoked:
            codes.add(code)
        except TargetNotFound:
            continue
    good = {version.code for version in versions} - codes
    return tuple(sorted(codes | (kept - good)))
