"""Whether what is installed is whole, as far as a look at it can tell. Nothing is changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

from bridge.errors import FanlightError, StoreCorrupt
from bridge.names import AppId
from host.paths import Home
from host.store.blobs import BlobStore
from host.store.homecheck import check_home, receipt_key
from host.store.library import checked_bundle
from host.store.migrations import LATEST, version_of
from host.store.receipts import Receipts
from host.store.seal import Seal
from host.store.uninstall import staged_leftovers


def flaws(home: Home) -> Iterator[str]:
    """What is wrong, a sentence each: the database, its seals, every file of every version."""
    if not home.database.exists():
        return
    try:
        check_home(home)
        with closing(_opened(home)) as held:
            yield from _flaws_of(home, held)
    except (sqlite3.Error, OSError) as error:
        yield f"library.db cannot be read ({error})"
    except FanlightError as error:
        yield error.message


def left_over(home: Home) -> Iterator[str]:
    """What was broken off and waits for the next start, which finishes it."""
    for folder in staged_leftovers(home):
        yield f"{folder.name} in {folder.parent}"
    if not home.database.exists():
        return
    try:
        with closing(_opened(home)) as held:
            if version_of(held) == LATEST:
                for row in held.execute("SELECT app_id FROM tombstones"):
                    yield f"the removal of {row[0]}"
    except (sqlite3.Error, FanlightError):  # told by `flaws`
        return


def _opened(home: Home) -> sqlite3.Connection:
    held = sqlite3.connect(f"file:{quote(str(home.database))}?mode=ro", uri=True)
    held.row_factory = sqlite3.Row
    return held


def _flaws_of(home: Home, held: sqlite3.Connection) -> Iterator[str]:
    said = [str(row[0]) for row in held.execute("PRAGMA quick_check(3)")]
    if said != ["ok"]:
        yield f"library.db is damaged: {'; '.join(said)}"
        return
    if version_of(held) != LATEST:
        return  # the next start brings it up to date
    if not os.path.lexists(receipt_key(home)):
        if held.execute("SELECT 1 FROM apps").fetchone():
            yield f"{receipt_key(home)} is missing: no app can be opened"
        return
    receipts = Receipts(Seal.load(receipt_key(home)))
    blobs = BlobStore(home.blobs, home.staging)
    for app_id in receipts.app_ids(held):
        yield from _flaws_of_app(receipts, blobs, held, app_id)


def _flaws_of_app(
    receipts: Receipts, blobs: BlobStore, held: sqlite3.Connection, app_id: AppId
) -> Iterator[str]:
    try:
        app = receipts.get(held, app_id).app
        for code in (app.current_code, app.previous_code):
            version = receipts.version(held, app_id, code) if code is not None else None
            if version is None:
                continue
            bundle = checked_bundle(version, blobs)
            wrong = [
                file.path
                for file in bundle.index.files
                if not blobs.sound(file.sha256, file.size_bytes)
            ]
            if wrong:
                yield (
                    f"{len(wrong)} of {len(bundle.index.files)} files of {app_id} "
                    f"{bundle.index.version} are missing or changed, {wrong[0]} among them; "
                    "install it again"
                )
    except StoreCorrupt as error:
        yield error.message
    except FanlightError as error:
        yield f"{app_id}: {error.message}"
