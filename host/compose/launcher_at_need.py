"""A launcher for a host that was begun without one, made when it is first wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from host.compose.host import Host


class LauncherAtNeed:
    """Called with what the launcher is handed (Host.when_launcher_wanted)."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.is_made = False

    def __call__(self, handed: Sequence[str]) -> None:
        from host.compose.desk import Desk

        self.is_made = True
        # From here on the host calls the launcher itself.
        Desk(self._host).come_up(handed)
