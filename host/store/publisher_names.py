"""What registries call the publishers of installed apps: whom a person reads about."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from host.store.lock import writing
from host.store.origin import OriginKind
from host.store.rows import AppRow, PublisherNameRow

if TYPE_CHECKING:
    from host.paths import Home
    from host.store.database import Database
    from host.store.receipts import Receipts
    from host.store.registry import AppRef

LOCK_WAIT_S = 2.0


def name_row(app: AppRow, name: str) -> PublisherNameRow:
    """That the registry `app` is from calls its publisher so. For a caller who has found the
    app's key in that publisher's delegation (host.store.trust.check_origin)."""
    return PublisherNameRow(
        app_id=app.app_id, registry=app.origin_place, key_id=app.head_key, name=name
    )


def learn_name(home: Home, database: Database, receipts: Receipts, ref: AppRef) -> None:
    """Remember the publisher's name in a registry's present delegation, for an app that was
    installed before it had this name, or before names were kept.

    Does nothing where that delegation does not hold the key that signed what is installed.
    Blocks. Raises StoreCorrupt, StoreBusy.
    """

    def act(held: sqlite3.Connection) -> None:
        app = receipts.find(held, ref.app_id)
        if app is None or app.origin_kind is not OriginKind.REGISTRY:
            return
        if app.origin_place == str(ref.registry) and app.head_key in ref.publisher_key_ids:
            receipts.put(held, (name_row(app, ref.publisher),))

    with writing(home.lock, LOCK_WAIT_S):
        database.write(act)
