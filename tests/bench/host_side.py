"""A running host for the benches: `python host_side.py HOME`; see side.

- `stay_ready`: as when the launcher runs, views are made ahead; `ready` waits until one stands;
- `foresee` {app}: have its first frame drawn ahead; `drawn` says whether it is painted;
- `point_at` {app}: as when its card is pointed at in the launcher; `stands` says whether a view of
  its own stands for it (kind web);
- `guess_none`: nothing is made ready for one app, or will be by itself; `had` when something was;
- `open` {app}: ask for an installed app, as the launcher does; `begun_s` is on time.monotonic;
- `facts` {app}: once its first screen is there: the kind of launch, and what its own clock says;
- `hide` {app}: minimise its window; `close` {app}: close it, and wait until all of it is gone.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bridge.names import AppId
from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home

# As the program does: what comes in before the session has taken the binding's own `__import__`
# out has its source kept in memory (sandbox.view.workarounds), 5 MB.
if TYPE_CHECKING:
    from host.compose.host import Host
    from host.launch.instance import Instance

WAIT_S = 60.0
LOOK_EVERY_S = 0.05
DRAWN_WITHIN_S = 10.0


class Running:
    """Does what the pipe says, with one host."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._open: dict[str, asyncio.Task[Instance]] = {}

    async def serve(self) -> None:
        """Answer every line; ends with the pipe."""
        while line := await asyncio.to_thread(sys.stdin.readline):
            command = json.loads(line)
            try:
                async with asyncio.timeout(WAIT_S):
                    answer = await self._do(command)
            except Exception as error:
                answer = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)

    async def _do(self, command: dict[str, Any]) -> dict[str, Any]:
        app = command.get("app", "")
        match command["do"]:
            case "stay_ready":
                await self._host.stay_ready()
            case "ready":
                while not self._host.preloading.stands:
                    await asyncio.sleep(LOOK_EVERY_S)
            case "foresee":
                return {"drawn": await self._foresee(app)}
            case "point_at":
                return {"stands": await self._point_at(AppId(app))}
            case "guess_none":
                return {"had": await self._guess_none()}
            case "open":
                return self._ask_for(app)
            case "facts":
                return await self._facts(app)
            case "hide":
                self._host.box(await self._open[app]).window.showMinimized()
            case "close":
                await self._host.end_app(AppId(app))
                self._open.pop(app, None)
            case other:
                raise ValueError(f"there is no command {other!r}")
        return {}

    async def _foresee(self, app: str) -> bool:
        await self._host.foresee(AppId(app))
        end_s = time.monotonic() + DRAWN_WITHIN_S
        while time.monotonic() < end_s:
            drawn = self._host.preloading.drawn
            if drawn is not None and drawn.is_drawn and self._host.preloading.stands:
                return True
            await asyncio.sleep(LOOK_EVERY_S)
        return False

    async def _point_at(self, app: AppId) -> bool:
        self._host.likely.hint(app)
        end_s = time.monotonic() + DRAWN_WITHIN_S
        while time.monotonic() < end_s:
            view = self._host.likely.view_of(app)
            if view is not None and not view.blank.page.isLoading():
                return True
            await asyncio.sleep(LOOK_EVERY_S)
        return False

    async def _guess_none(self) -> bool:
        likely, preloading = self._host.likely, self._host.preloading
        likely.busy()
        had = bool(likely.standing) or preloading.intended is not None
        for host in likely.standing:
            await likely.give_up(host)
        preloading.forget()
        return had

    def _ask_for(self, app: str) -> dict[str, Any]:
        from host.launch.request import OpenRequest, Scene

        begun_s = time.monotonic()
        request = OpenRequest(begun_s, Scene.LAUNCHER)
        opening = self._host.open_installed(AppId(app), request)
        self._open[app] = asyncio.ensure_future(opening)
        return {"begun_s": begun_s}

    async def _facts(self, app: str) -> dict[str, Any]:
        from host.launch.instance import State

        instance = await self._open[app]
        await instance.reached(State.SHOWN)
        marks = {mark.name.value: mark.at_ms for mark in instance.trace.marks()}
        return {
            "launch": instance.launch_kind.value,
            "first_screen_ms": instance.trace.first_screen_ms,
            "marks": marks,
        }


def main() -> None:
    async def work(host: Host) -> None:
        await host.warm_up()
        await Running(host).serve()

    with_host(Home(Path(sys.argv[1])), work, HostChoices())


if __name__ == "__main__":
    main()
