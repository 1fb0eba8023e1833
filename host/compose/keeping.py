"""Keeps what runs within its limits: how many apps, how they fare, how often they stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping

from bridge.errors import TooManyApps, ViewError
from bridge.names import AppId
from host.compose.background import keep_resting
from host.compose.box import Box
from host.launch.crashes import CrashLog
from host.launch.instance import Instance, State
from host.launch.request import Scene
from host.launch.watch import Watch, Watched
from host.settings import Background, Limits


class Keeper:
    """One for a host. Make it on the event loop; `end` it with the host."""

    def __init__(
        self, limits: Limits, background: Background, boxes: Mapping[Instance, Box]
    ) -> None:
        """`boxes` are what runs, those used last at the end."""
        self._limits = limits
        self._background = background
        self._boxes = boxes
        self._crashes = CrashLog(time.monotonic)
        self._watching: asyncio.Future[None] | None = None
        self._resting: asyncio.Future[None] | None = None

    def watch(self) -> None:
        """Begin to look after what runs; may be called again."""
        if self._watching is None:
            watch = Watch(self._limits, self._watched)
            self._watching = asyncio.ensure_future(watch.keep())
            self._resting = asyncio.ensure_future(keep_resting(self._background, self._boxes))

    def make_room(self, app_id: AppId) -> None:
        """Let one more app run: close what nobody has seen for the longest time.

        Raises TooManyApps when all are in use.
        """
        while len(self._boxes) >= self._limits.running_apps:
            idle = next((box for box in self._boxes.values() if _is_idle(box)), None)
            if idle is None:
                raise TooManyApps(
                    f"{app_id} was not opened: {self._limits.running_apps} mini-programs are open "
                    "already; close some first (limits.running_apps in settings.json)",
                    app_id=app_id,
                    limit=self._limits.running_apps,
                )
            idle.instance.close()

    def check(self, app_id: AppId, host: str, scene: Scene) -> None:
        """Raises CrashLoop when an app that stopped again and again is opened by no person."""
        self._crashes.check(app_id, host, scene)

    def failed(self, instance: Instance) -> None:
        """An app has failed: it counts when its own doing ended it."""
        error = instance.errors[-1]
        if isinstance(error, ViewError) and error.retriable:  # gone, stuck, too much taken
            self._crashes.note(instance.ref.host)

    def end(self) -> None:
        """Watch no more."""
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None

    def _watched(self) -> Iterable[Watched]:
        return tuple(Watched(each, box.storage) for each, box in self._boxes.items())


def _is_idle(box: Box) -> bool:
    """An app on its way to its first screen is in use, though nobody sees it yet."""
    return box.instance.state.value >= State.SHOWN.value and not box.in_sight
