"""What the launcher shows of the installed apps, without verifying thousands of packages first.

Each app's name and description stand in its signed manifest. They are read once a version and
kept, under a seal, beside a stamp of the library: while that holds, the list is there in one
read. Nothing is opened by it: a launch verifies anew.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from bridge.errors import FanlightError
from host.paths import Home
from host.store.database import Database
from host.store.library import InstalledApp, Library
from host.store.seal import Seal
from host.store.shown_file import (
    KeptList,
    Shown,
    ShownApp,
    ShownText,
    read_list,
    stamp_of,
    write_list,
)


class ShownApps:
    """Reads and keeps the list. Blocks; safe from several threads."""

    def __init__(self, home: Home, database: Database, library: Library, seal: Seal) -> None:
        self._file = home.shown
        self._database = database
        self._library = library
        self._seal = seal

    def kept(self, language: str) -> tuple[ShownApp, ...] | None:
        """The list as it was kept, in its order, when library and language are as they were then;
        None otherwise."""
        kept = self._read()
        if kept is None or kept.language != language or kept.stamp != self._stamp():
            return None
        return kept.apps

    def read(self) -> Shown:
        """The list as the library is now, in no order.

        Apps whose rows or packages do not verify are left out. Raises what the database raises.
        """
        stamp, before = self._stamp(), self._read()
        if before is not None and before.stamp == stamp:
            return Shown(stamp, before.apps)
        known = {(app.app_id, app.index_digest): app for app in before.apps} if before else {}
        shown = []
        for app in self._library.installed():
            with contextlib.suppress(FanlightError):
                shown.append(self._shown(app, known.get((app.app_id, app.index_digest))))
        return Shown(stamp, tuple(shown))

    def keep(self, shown: Shown, language: str) -> None:
        """Keep the list for the next start, in the order it has now, which is one language's."""
        with contextlib.suppress(OSError, FanlightError):  # the list is read anew next time
            kept = KeptList(shown.stamp, language, shown.apps)
            write_list(self._file, self._seal, kept)

    def _shown(self, app: InstalledApp, known: ShownApp | None) -> ShownApp:
        if known is None:
            manifest = self._library.bundle(app.app_id).manifest
            name, description = manifest.name, manifest.description or ""
            texts: Mapping[str, ShownText] = {
                tag: ShownText(text.name or "", text.description or "")
                for tag, text in manifest.i18n.items()
            }
        else:
            name, description, texts = known.name, known.description, known.texts
        return ShownApp(
            app_id=str(app.app_id),
            index_digest=str(app.index_digest),
            code=app.version.code,
            version=app.version.name,
            previous=app.previous.name if app.previous else "",
            stays=app.pinned,
            origin=app.origin_kind,
            place=app.origin_place,
            name=name,
            description=description,
            texts=texts,
            publisher=app.publisher_name or "",
            key=app.head_key.fingerprint,
        )

    def _stamp(self) -> str:
        return self._database.read(stamp_of)

    def _read(self) -> KeptList | None:
        return read_list(self._file, self._seal)
