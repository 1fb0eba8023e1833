"""Linux's ways with a system view's processes: /proc and signals."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, MutableMapping
from contextlib import suppress
from pathlib import Path

from sandbox.view.port import Sandboxed, Usage
from sandbox.view.renderer import descendants, end_process, process_usage, renderer_sandbox
from sandbox.view.systemview.walls import environment

_RENDERER = "WebKitWebProces"  # as the kernel cuts its name


class LinuxSide:
    """As `side.Side` says."""

    def environment(
        self, inherited: MutableMapping[str, str], *, sandboxed: bool
    ) -> dict[str, str]:
        return environment(inherited, sandboxed=sandboxed)

    def told(self, pids: tuple[int, ...]) -> None:
        """The kernel says it."""

    def renderers(self, pid: int) -> tuple[int, ...]:
        return tuple(each for each in descendants(pid) if _is_renderer(each))

    def sandboxed(self, pid: int) -> Sandboxed:
        return renderer_sandbox(pid)

    def usage(self, pid: int) -> Usage | None:
        return process_usage(pid)

    def halt(self, pids: Iterable[int], halted: bool) -> None:
        if sys.platform != "win32":
            for pid in pids:
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGSTOP if halted else signal.SIGCONT)

    def scratch(self) -> str | None:
        return None

    def adopt(self, pid: int) -> None:
        pass  # the kernel tells whose children are whose

    def dismiss(self, pid: int) -> None:
        for each in (*self.renderers(pid), pid):
            end_process(each)

    def kill(self, pid: int) -> None:
        for each in (*descendants(pid), pid):
            end_process(each)


def _is_renderer(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="ascii").startswith(_RENDERER)
    except OSError:
        return False
