"""Windows' ways with a system view's processes: a job object, command lines, tokens."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from typing import Final

from sandbox.view.outside.windows_kernel import Kernel, Windows
from sandbox.view.port import Sandboxed, Usage
from sandbox.view.systemview.webview2.switches import (
    environment,
    faults,
    is_browser,
    is_renderer,
    words_of,
)

LOW: Final = 0x1000
"""SECURITY_MANDATORY_LOW_RID: Chromium's renderers are there or below."""
_PROGRAM: Final = "msedgewebview2.exe"
_GRACE_S: Final = 3.0
"""How long a browser may take to write down what its pages stored."""


class WindowsSide:
    """As `side.Side` says; one for a view."""

    def __init__(self, kernel: Callable[[], Kernel] = Windows) -> None:
        self._kernel = kernel()
        self._job = 0
        self._pid = 0
        self._scratch: str | None = None

    def environment(
        self, inherited: MutableMapping[str, str], *, sandboxed: bool
    ) -> dict[str, str]:
        # The sandbox is never switched off: that would be a word that nobody may have told.
        del sandboxed
        return environment(inherited)

    def scratch(self) -> str | None:
        # InPrivate keeps nothing in it, but the browser has its lock and its state there.
        self._scratch = self._scratch or tempfile.mkdtemp(prefix="fanlight-view-")
        return self._scratch

    def adopt(self, pid: int) -> None:
        # It starts nothing before its first order, so whatever it starts is in the job as well.
        self._pid = pid
        self._job = self._kernel.make_job()
        if self._job:
            self._kernel.put_in_job(self._job, pid)

    def told(self, pids: tuple[int, ...]) -> None:
        """What renders is looked for here, not believed."""

    def renderers(self, pid: int) -> tuple[int, ...]:
        return tuple(
            each for each in self._engine(pid) if is_renderer(self._kernel.command_line(each))
        )

    def sandboxed(self, pid: int) -> Sandboxed:
        """A renderer counts when its token is of low integrity or less, and the browser that it
        belongs to runs behind our walls and under no word of anybody else's."""
        level = self._kernel.integrity(pid)
        if level is None:
            return Sandboxed.UNKNOWN
        browsers = [
            line
            for each in self._engine(self._pid)
            if is_browser(line := self._kernel.command_line(each))
        ]
        if not browsers:
            return Sandboxed.UNKNOWN
        return Sandboxed.NO if level > LOW or any(map(faults, browsers)) else Sandboxed.YES

    def usage(self, pid: int) -> Usage | None:
        took = self._kernel.took(pid)
        if took is None:
            return None
        threads = next((one.threads for one in self._kernel.processes() if one.pid == pid), 0)
        return Usage(took.memory_bytes, threads, took.cpu_s)

    def halt(self, pids: Iterable[int], halted: bool) -> None:
        for pid in pids:
            self._kernel.halt(pid, halted)

    def dismiss(self, pid: int) -> None:
        for each in (*self.renderers(pid), pid):
            self._kernel.end(each)
        self._tidy_later()

    def kill(self, pid: int) -> None:
        below = tuple(self._below(pid))
        self._end_job()
        for each in (*below, pid):
            self._kernel.end(each)
        self._tidy_later()

    def _tidy_later(self) -> None:
        """End what is left, by the job: its processes are ours for good, while numbers may be
        others' by then."""
        later = threading.Timer(_GRACE_S, self._tidy)
        later.daemon = True
        later.start()

    def _tidy(self) -> None:
        self._end_job()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _end_job(self) -> None:
        if self._job:
            self._kernel.end_job(self._job)

    def _engine(self, pid: int) -> Iterator[int]:
        for each in dict.fromkeys((*self._held(), *self._below(pid))):
            if _is_engine(self._kernel.command_line(each)):
                yield each

    def _held(self) -> tuple[int, ...]:
        return self._kernel.in_job(self._job) if self._job else ()

    def _below(self, pid: int) -> Iterator[int]:
        """All processes below `pid`. A number may be another's by now: no child is older than who
        started it."""
        listed = self._kernel.processes()
        began = self._kernel.took(pid)
        if began is None:
            return
        for each in listed:
            if each.parent == pid and each.pid != pid:
                took = self._kernel.took(each.pid)
                if took is not None and took.began >= began.began:
                    yield each.pid
                    yield from self._below(each.pid)


def _is_engine(command: str) -> bool:
    words = words_of(command)
    return bool(words) and words[0].replace("/", "\\").rpartition("\\")[2].lower() == _PROGRAM
