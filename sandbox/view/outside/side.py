"""What a host does to a system view's processes, as each system has it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, MutableMapping
from typing import Protocol

from bridge.errors import EngineUnavailable
from sandbox.view.port import Sandboxed, Usage


class Side(Protocol):
    """One system's ways with processes; `pid` is the view's own or a renderer's."""

    def environment(
        self, inherited: MutableMapping[str, str], *, sandboxed: bool
    ) -> dict[str, str]:
        """What the view's process is started with: nothing that others told the engine."""

    def told(self, pids: tuple[int, ...]) -> None:
        """What the view says of who renders its page, for a system that does not know."""

    def renderers(self, pid: int) -> tuple[int, ...]:
        """The processes of the pages of the view `pid`."""

    def sandboxed(self, pid: int) -> Sandboxed:
        """Whether the renderer `pid` is in its engine's sandbox, as the system itself says."""

    def usage(self, pid: int) -> Usage | None:
        """What the process takes; None without one, and where it cannot be read."""

    def halt(self, pids: Iterable[int], halted: bool) -> None:
        """Stop processes where they are, or let them go on."""

    def scratch(self) -> str | None:
        """A folder for a browser that cannot do without one while it keeps nothing; it goes when
        the view has. None where none is needed."""

    def adopt(self, pid: int) -> None:
        """The view `pid` was just started: hold it together with whatever it will start."""

    def dismiss(self, pid: int) -> None:
        """End the view `pid` and its renderers at once; what writes what pages stored ends by
        itself when it has."""

    def kill(self, pid: int) -> None:
        """End the view `pid` and all that it started, at once."""


def own_side(platform: str = sys.platform) -> Side:
    """This system's, which is brought in when it is asked for. Raises EngineUnavailable."""
    if platform == "linux":
        from sandbox.view.outside.linux_side import LinuxSide

        return LinuxSide()
    if platform == "darwin":
        from sandbox.view.outside.mac_side import MacSide

        return MacSide()
    if platform == "win32":
        from sandbox.view.outside.windows_side import WindowsSide

        return WindowsSide()
    raise EngineUnavailable(f"nobody has built a system view for {platform}")
