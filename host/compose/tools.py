"""The developer tools of `fanlight dev`: their window, and what is shown in it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import deque
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from bridge.errors import FanlightError
from host.compose.host import Host
from host.launch.evaluating import in_logic
from host.launch.instance import Instance, State
from host.services.exchange import Exchange
from host.shell.texts.tools import tool_texts
from host.shell.tools_window import Panel, ToolsWindow
from host.store.audit import AuditEntry
from host.store.origin import OriginKind
from sandbox.manifest import Kind
from sandbox.view.port import Engine

if TYPE_CHECKING:
    from sandbox.view.inspector import Inspector

KEY = "F12"
MOST_ROWS = 500
MOST_VALUE_CHARS = 2_000
_PAGE_DATA = "getCurrentPages().map(({ route, options, data }) => ({ route, options, data }))"


class DeveloperTools:
    """One window for the app that is being developed; it follows it when that is opened anew."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._instance: Instance | None = None
        self._window: ToolsWindow | None = None
        self._inspector: Inspector | None = None
        self._exchanges: deque[Exchange] = deque(maxlen=MOST_ROWS)
        self._asking = False
        self._is_wanted = False
        """Whether the tools of the app's next instance open with it."""

    @property
    def window(self) -> ToolsWindow | None:
        """The window, while it is open."""
        return self._window

    def follow(self, instance: Instance) -> None:
        """Look at `instance` from now on; F12 in its window opens the tools.

        Only ever an app in its developer's folder: others are nobody's to look into.
        """
        if instance.ref.origin is not OriginKind.DEVELOPMENT:
            raise ValueError(f"{instance.ref.app_id} is not under development")
        self._end()
        self._instance = instance
        self._exchanges.clear()
        instance.when_exchanged(self._exchanges.append)
        instance.observe(self._observe)
        window = self._host.box(instance).window
        words = tool_texts(self._host.skin.appearance.texts.language)
        action = QAction(words.menu, window)
        action.setShortcut(QKeySequence(KEY))
        action.triggered.connect(self.open)
        window.addAction(action)
        if self._is_wanted:
            self.open()

    def open(self) -> None:
        """Open the window, or bring it to the front."""
        if self._instance is None or self._instance.state is State.CLOSED:
            return
        self._is_wanted = True
        if self._window is None:
            appearance = self._host.skin.appearance
            words = tool_texts(appearance.texts.language)
            name = self._instance.manifest.name_for(appearance.texts.language)
            self._window = ToolsWindow(appearance, words, name)
            self._inspector = _inspector(self._instance)
            if self._inspector is not None:
                self._window.set_inspector(self._inspector.widget)
            else:
                self._window.say_no_inspector()
            self._window.wanted.connect(self._wanted)
            self._window.closed.connect(self.close)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def close(self) -> None:
        """Close the window, if it is open, and keep it closed."""
        self._is_wanted = False
        self._end()

    def _end(self) -> None:
        """Before the view that is looked at is gone."""
        window, self._window = self._window, None
        if self._inspector is not None:
            self._inspector.close()
            self._inspector = None
        if window is not None:
            window.closed.disconnect(self.close)  # not the person closes it
            window.close()
            window.deleteLater()

    def _observe(self, instance: Instance) -> None:
        if instance.state is State.CLOSED and instance is self._instance:
            self._end()

    def _wanted(self, panel: Panel | None) -> None:
        if not self._asking:
            self._asking = True
            self._host.spawn(self._fill(panel))

    async def _fill(self, panel: Panel | None) -> None:
        try:
            with suppress(FanlightError, TimeoutError):
                await self._filled(panel)
        finally:
            self._asking = False

    async def _filled(self, panel: Panel | None) -> None:
        window, instance = self._window, self._instance
        if window is None or instance is None:
            return
        if panel is None:
            window.show_page_data(await self._page_data(instance))
        elif panel is Panel.NETWORK:
            window.show_rows(panel, [_exchange_row(each) for each in reversed(self._exchanges)])
        elif panel is Panel.STORAGE:
            place = self._host.home.profiles / instance.ref.host / "storage.db"
            window.show_rows(panel, await asyncio.to_thread(_stored, place))
        else:
            audit, app_id = self._host.store.audit, instance.ref.app_id
            refused = window.only_refused.isChecked()
            found = await asyncio.to_thread(audit.recent, app_id, MOST_ROWS, refused=refused)
            own = [_call_row(each) for each in found if each.instance == str(instance.id)]
            window.show_rows(panel, own)

    async def _page_data(self, instance: Instance) -> str:
        if instance.manifest.kind is not Kind.WEIXIN or instance.state is not State.SHOWN:
            return ""
        async with asyncio.timeout(2.0):
            found = await instance.view.evaluate(in_logic(Kind.WEIXIN, _PAGE_DATA))
        return json.dumps(json.loads(found), ensure_ascii=False, indent=2)


def _inspector(instance: Instance) -> Inspector | None:
    """Chromium's; None for a view of the system's, which has none that stays in this process."""
    if instance.engine is not Engine.QT:
        return None
    from sandbox.view.inspector import Inspector
    from sandbox.view.qtview import QtView

    return Inspector(instance.view) if isinstance(instance.view, QtView) else None


def _call_row(entry: AuditEntry) -> tuple[str, ...]:
    at = datetime.fromisoformat(entry.at).astimezone().strftime("%H:%M:%S")
    return (
        at,
        entry.method,
        entry.scope or "",
        entry.decision or "",
        entry.outcome,
        f"{entry.took_ms:.1f}",
        str(entry.call_bytes),
        str(entry.answer_bytes),
        entry.reason or "",
    )


def _exchange_row(exchange: Exchange) -> tuple[str, ...]:
    return (
        datetime.fromtimestamp(exchange.at_s).astimezone().strftime("%H:%M:%S"),
        exchange.method,
        exchange.url,
        "" if exchange.status is None else str(exchange.status),
        f"{exchange.took_ms:.0f}",
        str(exchange.sent_bytes),
        str(exchange.received_bytes),
        exchange.failure,
    )


def _stored(place: Path) -> list[tuple[str, ...]]:
    """The app's keys and values, as JSON text; the last that were set first. Blocking."""
    if not place.is_file():
        return []
    with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as held:
        rows = held.execute(
            "SELECT key, value, bytes FROM entry ORDER BY seq DESC LIMIT ?", [MOST_ROWS]
        ).fetchall()
    return [(key, _shown(value), str(size)) for key, value, size in rows]


def _shown(value: bytes | str) -> str:
    text = value.decode(errors="replace") if isinstance(value, bytes) else value
    return text if len(text) <= MOST_VALUE_CHARS else f"{text[:MOST_VALUE_CHARS]}…"
