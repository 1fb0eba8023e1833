"""One app's own log: two files of bounded size, one JSON document a line."""

from __future__ import annotations

import asyncio
import errno
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bridge.api import logs
from bridge.api.logs import MAX_DATA_BYTES, AppLogParams, LogLevel, ReportEventParams
from bridge.errors import InvalidParams, QuotaExceeded
from bridge.methods import Binding, Done, bind
from sandbox.decoding import readable

FILE_BYTES = 1024 * 1024
"""When the newer file has reached this it becomes the older one, whose place it takes."""


_NO_DATA = msgspec.Raw(b"null")


class LogLine(msgspec.Struct, frozen=True):
    """What an app wrote: a text, or an event with its data (null for a text). `at` is UTC."""

    at: str
    level: LogLevel
    text: str
    data: msgspec.Raw = _NO_DATA

    def as_json(self) -> dict[str, object]:
        """`{"at", "level", "text", "data"}`."""
        data: object = msgspec.json.decode(self.data)
        return {"at": self.at, "level": self.level.value, "text": self.text, "data": data}


class AppLog:
    """The log in one folder of the app's own. `write` and `last` block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._newer = folder / "app.log"
        self._older = folder / "app.1.log"
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="app-log")

    async def add(self, line: LogLine) -> None:
        """As `write`, without waiting for the disk; in order, and also when the caller goes."""
        loop = asyncio.get_running_loop()
        await asyncio.shield(loop.run_in_executor(self._thread, self.write, line))

    async def close(self) -> None:
        """Write what waits."""
        await asyncio.to_thread(self._thread.shutdown)

    def write(self, line: LogLine) -> None:
        """Add a line. Raises QuotaExceeded when the disk is full."""
        content = msgspec.json.encode(line) + b"\n"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._newer.open("ab") as file:
                full = file.tell() > 0 and file.tell() + len(content) > FILE_BYTES
                if not full:
                    file.write(content)
            if full:
                self._newer.replace(self._older)
                self._newer.write_bytes(content)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise QuotaExceeded("the app's log cannot grow: the disk is full") from None
            raise

    def last(self, count: int) -> list[LogLine]:
        """The newest lines, oldest first; what is no line of this form is left out."""
        found: deque[LogLine] = deque(maxlen=count)
        for file in (self._older, self._newer):
            try:
                lines = file.read_bytes().splitlines()
            except FileNotFoundError:
                continue
            for line in lines:
                try:
                    found.append(msgspec.json.decode(line, type=readable(LogLine)))
                except msgspec.DecodeError:
                    continue  # the last one of a host that was killed
        return list(found)


class LogService:
    """One line after the other, in the order in which they came. The log stays its owner's."""

    def __init__(self, log: AppLog) -> None:
        self._log = log

    def bindings(self) -> tuple[Binding, ...]:
        return (bind(logs.APP_LOG, self.line), bind(logs.REPORT_EVENT, self.event))

    async def line(self, params: AppLogParams) -> Done:
        """Raises QuotaExceeded."""
        return await self._written(params.level, params.text, _NO_DATA)

    async def event(self, params: ReportEventParams) -> Done:
        """Raises InvalidParams, QuotaExceeded."""
        if len(params.data) > MAX_DATA_BYTES:
            raise InvalidParams(f"reportEvent: data is over {MAX_DATA_BYTES} bytes")
        if not bytes(params.data).lstrip().startswith(b"{"):
            raise InvalidParams("reportEvent: data is no object")
        # A copy: the call's own bytes hold the whole message.
        data = msgspec.Raw(bytes(params.data))
        return await self._written(LogLevel.INFO, params.event_id, data)

    async def _written(self, level: LogLevel, text: str, data: msgspec.Raw) -> Done:
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        await self._log.add(LogLine(at, level, text, data))
        return Done()
