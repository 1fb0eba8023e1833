"""The launcher for bench_launcher: `python launcher_side.py paint|gaps HOME BEGUN_S [URL]`.

`paint`: opens the launcher as `fanlight` does and says when its cards were painted first, from
BEGUN_S (time.monotonic, before the process was started) and from the asking for the window.
`gaps`: then says the longest time in which the event loop came round to no timer, at rest, while
an app is installed from the registry that the home trusts, and while five apps run.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Awaitable, Callable
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

# As `fanlight` itself does, from its first module on: what comes first decides how long the rest
# takes, and nothing else may come before Qt.
import host.cli.start

if TYPE_CHECKING:
    from host.compose.host import Host

LONGEST_S = 120.0
LOOKED_AT_S = 5.0
RUNNING = 5
LOOK_EVERY_S = 0.01


async def until(true: Callable[[], object]) -> None:
    """Let the loop turn until `true` holds."""
    import asyncio

    async with asyncio.timeout(LONGEST_S):
        while not true():
            await asyncio.sleep(LOOK_EVERY_S)


def paint(place: Path, begun_s: float) -> dict[str, Any]:
    """Start as `fanlight` does; when the cards stood, and how many of them."""
    kept = host.cli.start.prepare()
    host.cli.start.load_ahead(())
    import_module("host.cli.invocation")
    import_module("host.cli.launching")
    from host.compose.choices import HostChoices
    from host.compose.session import with_host
    from host.paths import Home

    home = Home(place)
    found: dict[str, Any] = {}

    def first() -> None:
        from PySide6.QtWidgets import QApplication

        from host.compose.early import EarlyLauncher

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        asked_s = time.monotonic()
        early = EarlyLauncher(home, application)
        early.show()  # returns once the cards are painted
        painted_s = time.monotonic()
        view, model = early.window.list, early.window.model
        if not view.painted:
            raise RuntimeError("the cards were not painted")
        area = view.viewport().rect()
        found["started_ms"] = (painted_s - begun_s) * 1000
        found["window_ms"] = (painted_s - asked_s) * 1000
        rects = (view.visualRect(model.index(place, 0)) for place in range(model.rowCount()))
        found["visible"] = len(list(takewhile(area.intersects, rects)))
        early.end()

    async def work(host: Host) -> dict[str, Any]:
        return found

    answer = with_host(home, work, HostChoices(joinable=True), first)
    kept.keep()  # as `fanlight` does at its end
    return answer


async def gaps(host: Host) -> dict[str, Any]:
    """The longest gaps in ms: at rest, while installing, while apps start, while they run."""
    import asyncio

    from gap_clock import GapClock

    from bridge.names import AppId
    from host.compose.desk import Desk
    from host.launch.instance import State

    desk = Desk(host)
    await desk.show()
    await until(lambda: desk.launcher.model.total or desk.launcher.empty.isVisible())
    await asyncio.sleep(LOOKED_AT_S)  # the engine has come in
    found: dict[str, Any] = {}

    async def during(name: str, work: Callable[[], Awaitable[object]]) -> None:
        clock = GapClock()
        await work()
        found[name] = clock.end()

    await during("rest", lambda: asyncio.sleep(LOOKED_AT_S))
    offers = (await desk.market.ask()).offers
    big = next(offer for offer in offers if offer.app_id.endswith(".big"))

    async def install() -> None:
        await desk.market.detail(big.app_id, big.registry)
        await desk.market.install(big.app_id, big.registry)

    await during("installing", install)
    apps = [offer for offer in offers if not offer.app_id.endswith(".big")][:RUNNING]
    for offer in apps:
        await desk.market.install(offer.app_id, offer.registry)

    async def start() -> None:
        for offer in apps:
            desk.launcher.open_requested.emit(AppId(offer.app_id))
            await asyncio.sleep(desk_double_click_s())
        await until(
            lambda: (
                len(host.running) == len(apps)
                and all(each.state is State.SHOWN for each in host.running)
            )
        )

    await during("starting", start)
    await during("running", lambda: asyncio.sleep(LOOKED_AT_S))
    found["apps"] = len(host.running)
    return found


def desk_double_click_s() -> float:
    """Two presses in a shorter time are one."""
    from PySide6.QtWidgets import QApplication

    return QApplication.doubleClickInterval() / 1000 + 0.05


def main() -> None:
    what, home, begun_s = sys.argv[1:4]

    if what == "paint":
        answer = paint(Path(home), float(begun_s))
    else:
        from host.compose.choices import HostChoices
        from host.compose.session import with_host
        from host.paths import Home

        answer = with_host(Home(Path(home)), gaps, HostChoices())
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
