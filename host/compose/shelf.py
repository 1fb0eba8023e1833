"""The launcher's rows: what is installed, pinned and opened last, read beside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from bridge.errors import FanlightError
from bridge.names import AppId
from host.compose.shown_rows import RowMaker
from host.pins import keep_pinned, read_pins
from host.shell.app_icons import IconReader
from host.shell.launcher_rows import Arranged, arrange
from host.shell.launcher_words import Note
from host.store.shown_file import Shown
from host.timings.recent import recent_apps

if TYPE_CHECKING:
    from host.compose.host import Host
    from host.shell.launcher import LauncherWindow


class _Shown(msgspec.Struct, frozen=True):
    rows: Arranged
    digests: dict[str, str]


class Shelf:
    """Keeps a launcher's rows as the library is."""

    def __init__(self, host: Host, launcher: LauncherWindow) -> None:
        self._host = host
        self._launcher = launcher
        self._notes: Mapping[AppId, Note] = {}
        self._digests: Mapping[str, str] = {}
        self._rows = Arranged(())
        self._opened: tuple[AppId, ...] = ()
        self._last: tuple[str, str, tuple[bool, ...]] = ("", "", ())
        # One reading at a time, so that an older state never overtakes a newer one.
        self._turn = asyncio.Lock()

    async def show_kept(self) -> bool:
        """Show the list as it was kept; False where it is not as the library is any more."""
        shown = await asyncio.to_thread(self._kept)
        if shown is not None:
            self._show(shown)
        return shown is not None

    async def refresh(self, notes: Mapping[AppId, Note] | None = None) -> None:
        """Read the library anew; `notes`: what to say beside the apps from now on."""
        if notes is not None:
            self._notes = dict(notes)
        async with self._turn:
            self._show(await asyncio.to_thread(self._read))

    async def opened(self, app_id: AppId) -> None:
        """It was opened last, whether or not its launch is written down yet."""
        self._opened = tuple(dict.fromkeys((app_id, *self._opened)))
        await self.refresh()

    def latest(self) -> list[tuple[AppId, str]]:
        """What was opened last, each an id and its name as the launcher has it, the last first."""
        opened = [row for row in self._rows.rows if row.recent is not None]
        opened.sort(key=lambda row: row.recent or 0)
        return [(row.app_id, row.local(self._language).name) for row in opened]

    def name_of(self, app_id: AppId) -> str | None:
        """What the launcher calls an installed app; None for one that it does not show."""
        found = (row for row in self._rows.rows if row.app_id == app_id)
        row = next(found, None)
        return row.local(self._language).name if row else None

    async def note(self, notes: Mapping[AppId, Note]) -> None:
        """Show these beside the apps; others have none."""
        if notes != self._notes:
            await self.refresh(notes)

    async def pin(self, app_id: AppId, *, wanted: bool) -> None:
        """Keep an app at the front, or no longer. Raises StoreFull, DiskFailed."""
        await asyncio.to_thread(keep_pinned, self._host.home.pins, app_id, wanted=wanted)
        await self.refresh()

    def _show(self, shown: _Shown) -> None:
        for app_id, digest in shown.digests.items():  # a new version may have a new icon
            if self._digests.get(app_id, digest) != digest:
                self._host.skin.shelf.forget(app_id)
        self._digests = shown.digests
        self._rows = shown.rows
        self._launcher.show_arranged(shown.rows)

    def _kept(self) -> _Shown | None:
        apps = self._host.store.shown.kept(self._language)
        if apps is None:
            return None
        return _Shown(self._maker().in_order(apps), {app.app_id: app.index_digest for app in apps})

    def _read(self) -> _Shown:
        shown = self._host.store.shown.read()
        arranged = arrange(map(self._maker().row, shown.apps), self._language)
        by_id = {app.app_id: app for app in shown.apps}
        order = (shown.stamp, self._language, tuple(row.pinned for row in arranged.rows))
        if order != self._last:
            ordered = tuple(by_id[str(row.app_id)] for row in arranged.rows)
            self._host.store.shown.keep(Shown(shown.stamp, ordered), self._language)
            self._last = order
        arranged = msgspec.structs.replace(arranged, state=f"{shown.stamp} {self._language}")
        return _Shown(arranged, {app_id: app.index_digest for app_id, app in by_id.items()})

    @property
    def _language(self) -> str:
        return self._host.skin.appearance.texts.language

    def _maker(self) -> RowMaker:
        latest = dict.fromkeys((*self._opened, *recent_apps(self._host.store.database)))
        recent = {app_id: place for place, app_id in enumerate(latest)}
        return RowMaker(self.icon_reader, read_pins(self._host.home.pins), recent, self._notes)

    def icon_reader(self, app_id: AppId) -> IconReader:
        """Reads the installed version's icon, verified, when it is first drawn."""

        def read() -> bytes | None:
            with suppress(FanlightError):
                bundle = self._host.store.library.bundle(app_id)
                return bundle.read(bundle.manifest.icons[0].src) if bundle.manifest.icons else None
            return None

        return read
