"""Launches for the operator's collector, sent when a person presses for it.

By `fanlight telemetry` in a process of its own: a library that sends belongs in none that runs
apps (docs/ARCHITECTURE.md, 29).
"""

from __future__ import annotations

import asyncio
import subprocess
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from bridge.errors import DetailValue, FanlightError, TelemetryUnreachable
from host.own_program import own_command
from host.settings import read_settings
from host.shell.display_text import isolated
from host.single.messages import Failed, error_of
from sandbox.decoding import readable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from host.paths import Home
    from host.shell.style import Appearance

_PATIENCE_S = 600.0
"""A year of launches, 500 a request, to a collector that is slow."""
_SHOWN_CHARS = 300


class _Sent(msgspec.Struct, frozen=True):
    endpoint: str
    sent: int


class _Told(msgspec.Struct, frozen=True):
    code: str
    message: str
    detail: dict[str, DetailValue]


class _Failed(msgspec.Struct, frozen=True):
    error: _Told


class Telling:
    """Asks the person, sends, and says how many were sent."""

    def __init__(self, appearance: Appearance, window: QWidget, home: Home) -> None:
        self._words = appearance.texts.timings
        self._window = window
        self._home = home

    async def tell(self) -> str:
        """What to say then; empty where nothing was sent. Raises UsageError (the extra is not
        installed, the settings cannot be read), TelemetryUnreachable, StoreBusy."""
        words, settings = self._words, self._home.settings
        collector = (await asyncio.to_thread(read_settings, settings)).telemetry
        if collector is None:
            body = words.send_unset_body.format(file=isolated(str(settings), _SHOWN_CHARS))
            await self._asked(words.send_unset_title, body, "")
            return ""
        endpoint = isolated(collector.endpoint, _SHOWN_CHARS)
        title = words.send_title.format(endpoint=endpoint)
        if not await self._asked(title, words.send_body, words.send_confirm):
            return ""
        sent = await asyncio.to_thread(send_launches, self._home)
        return words.send_done.format(count=f"{sent:,}", endpoint=endpoint)

    async def _asked(self, title: str, body: str, confirm: str) -> bool:
        """Whether the person agreed; without `confirm` there is nothing to agree to."""
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        kinds = QMessageBox.Icon
        box.setIcon(kinds.Question if confirm else kinds.Information)
        box.setText(title)
        box.setInformativeText(body)
        agree = box.addButton(confirm, QMessageBox.ButtonRole.AcceptRole) if confirm else None
        buttons = QMessageBox.StandardButton
        box.setDefaultButton(box.addButton(buttons.Cancel if confirm else buttons.Ok))
        answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def answer(agreed: bool) -> None:
            if not answered.done():
                answered.set_result(agreed)

        box.finished.connect(lambda _: answer(agree is not None and box.clickedButton() is agree))
        box.destroyed.connect(lambda: answer(False))  # with the page below it
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
        return await answered


def send_launches(home: Home) -> int:
    """Send what the collector in the home's settings has not taken yet; how many those were.

    Blocks. Raises as `fanlight telemetry` does; TelemetryUnreachable too where it does not end.
    """
    command = [*own_command(), "telemetry", "--home", str(home.root), "--json"]
    try:
        ran = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE_S
        )
        if ran.returncode == 0:
            return msgspec.json.decode(ran.stdout, type=readable(_Sent)).sent
        told = msgspec.json.decode(ran.stdout, type=readable(_Failed)).error
    except (OSError, subprocess.TimeoutExpired, msgspec.MsgspecError):
        raise TelemetryUnreachable(
            "the process that sends the launches did not end as it should; run "
            "`fanlight telemetry -v` to see why"
        ) from None
    raise _typed(told)


def _typed(told: _Told) -> FanlightError:
    return error_of(Failed(told.code, told.message, told.detail))
