"""What the first screen of a package asks for, by opening it once as a new person would."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from bridge.errors import LaunchTimeout, LoadFailed
from host.compose.choices import HostChoices
from host.compose.host import Host
from host.compose.session import with_host
from host.launch.instance import State
from host.launch.packed_source import PackedSource
from host.launch.request import OpenRequest, Scene
from host.paths import Home

TIMEOUT_S = 60.0


def measured_files(package: bytes) -> tuple[str, ...]:
    """The files that the package's first page asks for before its first screen, in that order.

    The app runs: in a home of its own that is gone afterwards, in a window, with no right granted.
    Blocks, and needs a display. Raises LaunchTimeout without a first screen within TIMEOUT_S, what
    opening an app raises, DisplayUnavailable.
    """
    source = PackedSource(package)

    async def work(host: Host) -> tuple[str, ...]:
        try:
            async with asyncio.timeout(TIMEOUT_S):
                request = OpenRequest(time.monotonic(), Scene.COMMAND_LINE)
                instance = await host.open_source(source, request)
                box = host.box(instance)
                await instance.reached(State.SHOWN)
        except TimeoutError:
            raise LaunchTimeout(
                f"{source.app_id} had no first screen within {TIMEOUT_S:g} s, so it was not "
                "measured; `fanlight open FOLDER` shows why",
                timeout_s=TIMEOUT_S,
            ) from None
        if instance.state is not State.SHOWN:
            raise LoadFailed(f"{source.app_id} was closed before its first screen")
        return box.asked

    with tempfile.TemporaryDirectory(prefix="fanlight-measure-") as folder:
        return with_host(Home(Path(folder)), work, HostChoices(prompts=False, at_once=True))
