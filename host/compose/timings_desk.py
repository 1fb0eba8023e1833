"""The timings page of one host: read in a thread, shown, and written to files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress

import msgspec
import shiboken6

from bridge.errors import FanlightError
from bridge.names import AppId, AppVersion
from host.compose.host import Host
from host.shell.display_text import isolated, plain
from host.shell.file_dialogs import QtFileDialogs
from host.shell.timings_page import TimingsPage
from host.timings.export import ExportFormat, exported
from host.timings.query import RecordedLaunch, Selection, Summary, Timings
from host.timings.spread import DaySpread, MarkSpread, by_day, by_mark, summed_up

LISTED = 500
"""Launches in the page's list; percentiles and files are of all that were chosen."""


class _Read(msgspec.Struct, frozen=True):
    apps: tuple[AppId, ...]
    names: dict[AppId, str]
    versions: tuple[AppVersion, ...]
    summaries: tuple[Summary, ...]
    launches: tuple[RecordedLaunch, ...]
    days: tuple[DaySpread, ...]
    marks: tuple[MarkSpread, ...]


class TimingsDesk:
    """Makes a page and keeps it in step with what its person chooses.

    `beside` runs work that nothing waits for, and says what fails.
    """

    def __init__(self, host: Host, beside: Callable[[Coroutine[None, None, object]], None]) -> None:
        self._host = host
        self._beside = beside
        self._query = Timings(host.store.database)

    async def page(self) -> TimingsPage:
        """A page that shows all launches; not on screen yet."""
        host = self._host
        page = TimingsPage(host.skin.appearance, host.settings.first_screen_budget_ms)
        await self._show(page, Selection())
        page.wanted.connect(lambda selection: self._beside(self._show(page, selection)))
        page.export_requested.connect(lambda form: self._beside(self._export(page, form)))
        page.send_requested.connect(lambda: self._beside(self._send(page)))
        return page

    async def _show(self, page: TimingsPage, selection: Selection) -> None:
        read = await asyncio.to_thread(self._read, selection)
        if not shiboken6.isValid(page):  # it may have been closed meanwhile
            return
        page.offer(read.apps, read.names, read.versions)
        page.show_timings(read.summaries, read.launches[:LISTED], read.names, read.days, read.marks)

    def _read(self, selection: Selection) -> _Read:
        every = self._query.summary()
        app_id = selection.app_id
        versions = self._query.summary_by_version(app_id) if app_id else ()
        launches = self._query.selected(selection)
        apps = tuple(dict.fromkeys(each.app_id for each in every))
        return _Read(
            apps=apps,
            names={app: name for app in apps if (name := self._name(app))},
            versions=tuple(dict.fromkeys(each.version for each in versions if each.version)),
            summaries=summed_up(launches, by_version=app_id is not None),
            launches=launches,
            days=by_day(launches),
            marks=by_mark(launches),
        )

    def _name(self, app_id: AppId) -> str:
        """In the host's language; empty for one that is gone."""
        library = self._host.store.library
        app = library.find(app_id)
        if app is None:
            return ""
        with suppress(FanlightError):
            return library.bundle(app_id).manifest.name_for(self._host.language)
        return app.title

    async def _export(self, page: TimingsPage, form: ExportFormat) -> None:
        words = self._host.skin.appearance.texts.timings
        launches, content = await asyncio.to_thread(self._file, form, page.filter.selection)
        name = await QtFileDialogs(page, words.title).save(
            f"fanlight-timings{form.suffix}", content
        )
        if name is not None and shiboken6.isValid(page):
            page.say(words.export_done.format(count=f"{launches:,}", file=isolated(plain(name))))

    async def _send(self, page: TimingsPage) -> None:
        from host.compose.telling import Telling

        told = await Telling(self._host.skin.appearance, page, self._host.home).tell()
        if told and shiboken6.isValid(page):
            page.say(told)

    def _file(self, form: ExportFormat, selection: Selection) -> tuple[int, bytes]:
        launches = self._query.selected(selection)
        return len(launches), exported(
            form, launches, summed_up(launches, by_version=True)
        ).encode()
