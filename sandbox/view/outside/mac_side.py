"""macOS' ways with a system view's processes: libproc, and the sandbox's own word.

What renders is a service of the system's (com.apple.WebKit.WebContent), started by launchd: no
child of the view's process. So that one says which they are, and here is looked up what they are:
nothing else is ever signalled or counted.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterable, MutableMapping
from contextlib import suppress
from typing import Protocol

from sandbox.view.port import Sandboxed, Usage
from sandbox.view.renderer import end_process
from sandbox.view.systemview.wkwebview.walls import environment

_SYSTEM = "/System/"  # sealed: nobody else has put it there
_RENDERER = "/com.apple.WebKit.WebContent"
_PATH_BYTES = 4096  # PROC_PIDPATHINFO_MAXSIZE


class Kernel(Protocol):
    """What of libSystem is asked."""

    def path(self, pid: int) -> str:
        """The program of the process `pid`; empty without one."""

    def is_sandboxed(self, pid: int) -> bool | None:
        """Whether it is in a sandbox; None where that cannot be asked."""


class LibSystem:
    """`proc_pidpath` (libproc.h) and `sandbox_check`, which WebKit asks the same way."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL("/usr/lib/libSystem.B.dylib")

    def path(self, pid: int) -> str:
        found = ctypes.create_string_buffer(_PATH_BYTES)
        length = self._library.proc_pidpath(pid, found, _PATH_BYTES)
        return os.fsdecode(found.raw[:length]) if length > 0 else ""

    def is_sandboxed(self, pid: int) -> bool | None:
        # int sandbox_check(pid_t, const char *operation, int filter): 1, in one; -1, unknown.
        answer = int(self._library.sandbox_check(pid, None, 0))
        return None if answer < 0 else answer == 1


class MacSide:
    """As `side.Side` says."""

    def __init__(self, kernel: Callable[[], Kernel] = LibSystem) -> None:
        self._make = kernel
        self._kernel: Kernel | None = None
        self._told: tuple[int, ...] = ()

    def environment(
        self, inherited: MutableMapping[str, str], *, sandboxed: bool
    ) -> dict[str, str]:
        # Nobody can take the sandbox off the system's own services.
        del sandboxed
        return environment(inherited)

    def told(self, pids: tuple[int, ...]) -> None:
        self._told = pids

    def renderers(self, pid: int) -> tuple[int, ...]:
        del pid  # they are not its children
        return tuple(each for each in self._told if each > 1 and self._is_renderer(each))

    def sandboxed(self, pid: int) -> Sandboxed:
        answer = self._asked().is_sandboxed(pid)
        if answer is None:
            return Sandboxed.UNKNOWN
        return Sandboxed.YES if answer else Sandboxed.NO

    def usage(self, pid: int) -> Usage | None:
        del pid  # not read here
        return None

    def halt(self, pids: Iterable[int], halted: bool) -> None:
        if sys.platform != "win32":
            for pid in pids:
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGSTOP if halted else signal.SIGCONT)

    def scratch(self) -> str | None:
        return None

    def adopt(self, pid: int) -> None:
        """What it starts is the system's to end: a service whose user is gone ends by itself."""

    def dismiss(self, pid: int) -> None:
        self.kill(pid)  # another service of the system's writes what pages stored

    def kill(self, pid: int) -> None:
        for each in (*self.renderers(pid), pid):
            end_process(each)

    def _is_renderer(self, pid: int) -> bool:
        path = self._asked().path(pid)
        return path.startswith(_SYSTEM) and _RENDERER in path

    def _asked(self) -> Kernel:
        if self._kernel is None:
            self._kernel = self._make()
        return self._kernel
