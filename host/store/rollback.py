"""Going back one version, and staying at one."""

from __future__ import annotations

import sqlite3

import msgspec

from bridge.errors import NotInstalled
from bridge.names import AppId
from host.paths import Home
from host.store.database import Database, utc_now
from host.store.library import InstalledApp, Library
from host.store.lock import writing
from host.store.receipts import Receipts
from host.store.steps import NoSteps, Step, Steps

LOCK_WAIT_S = 2.0


def roll_back(
    home: Home,
    database: Database,
    receipts: Receipts,
    library: Library,
    app_id: AppId,
    steps: Steps | None = None,
) -> InstalledApp:
    """Make the version before the current one current, after reading every file of it.

    A person's own step, so it may go below the floor, which stays: nothing else gets there. The
    app is pinned, so that it is not updated again until `fanlight update APP` says so.
    Raises NotInstalled (the app, or an earlier version), StoreCorrupt, StoreBusy.
    """
    told = steps or NoSteps()
    with writing(home.lock, LOCK_WAIT_S):
        installed = library.get(app_id)
        earlier = installed.previous
        bundle = library.bundle_of(app_id, earlier.code) if earlier else None
        if earlier is None or bundle is None:
            raise NotInstalled(
                f"no version of {app_id} before {installed.version} is kept here",
                app_id=app_id,
                version=installed.version.name,
            )
        for _ in bundle.contents():
            pass
        told.reached(Step.ACCEPTED)
        code = earlier.code

        def act(held: sqlite3.Connection) -> None:
            row = receipts.get(held, app_id).app
            back = msgspec.structs.replace(
                row, current_code=code, previous_code=None, pinned=True, updated_at=utc_now()
            )
            receipts.put(held, (back,))
            receipts.keep_versions(held, app_id, {code})

        database.write(act)
        told.reached(Step.RECORDED)
    return library.get(app_id)


def stay(
    home: Home, database: Database, receipts: Receipts, app_id: AppId, *, wanted: bool
) -> None:
    """Whether the app stays at its version until a person updates it by name.

    Raises NotInstalled, StoreCorrupt, StoreBusy.
    """

    def act(held: sqlite3.Connection) -> None:
        row = receipts.get(held, app_id).app
        receipts.put(held, (msgspec.structs.replace(row, pinned=wanted, updated_at=utc_now()),))

    with writing(home.lock, LOCK_WAIT_S):
        database.write(act)
