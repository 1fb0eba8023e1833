"""The demo where nobody looks on: open each app, wait for its first screen, keep a picture."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bridge.errors import LaunchTimeout
from bridge.names import AppId
from host.compose.host import Host
from host.launch.instance import State, now_s
from host.launch.request import OpenRequest, Scene

TIMEOUT_S = 60.0


class Visit(msgspec.Struct, frozen=True):
    """One app's first screen. `launch` is a LaunchKind's value."""

    app_id: AppId
    launch: str
    first_screen_ms: float
    screenshot: Path

    def as_json(self) -> dict[str, object]:
        """`{"app_id", "launch", "first_screen_ms", "screenshot"}`."""
        return {
            "app_id": self.app_id,
            "launch": self.launch,
            "first_screen_ms": round(self.first_screen_ms, 2),
            "screenshot": str(self.screenshot),
        }


async def tour(host: Host, apps: Sequence[AppId], pictures: Path) -> tuple[Visit, ...]:
    """Open `apps` one after the other; their windows' pictures go into the folder `pictures`.

    Raises what opening raises, and LaunchTimeout.
    """
    visits = []
    for app_id in apps:
        try:
            async with asyncio.timeout(TIMEOUT_S):
                instance = await host.open_installed(
                    app_id, OpenRequest(now_s(), Scene.COMMAND_LINE)
                )
                await instance.reached(State.SHOWN)
        except TimeoutError:
            raise LaunchTimeout(
                f"{app_id} had no first screen within {TIMEOUT_S:g} s", app_id=app_id
            ) from None
        file = pictures / f"{app_id}.png"
        await asyncio.to_thread(file.write_bytes, await host.box(instance).picture())
        first_screen_ms = instance.trace.first_screen_ms or 0.0
        visits.append(Visit(app_id, instance.launch_kind.value, first_screen_ms, file))
        host.close_app(app_id)
    return tuple(visits)
