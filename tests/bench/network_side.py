"""A running host whose apps are in a registry: `python network_side.py HOME`; see side.

- `early` {app}: open it as a person at the launcher does, installed or not;
- `whole` {app}: install it, then open it; both give `begun_s`, on time.monotonic;
- `facts` {app}: once its first screen is there, what the host says of the launch;
- `forget` {app}: wait until it is installed; close it, remove it and all that is kept of its
  registries but their roots.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from bridge.names import AppId
from host.compose.choices import HostChoices
from host.compose.host import Host
from host.compose.session import with_host
from host.launch.instance import Instance, State
from host.launch.request import OpenRequest, Scene
from host.paths import Home
from host.store.obtain import RegistryInstaller
from host.store.registry import RegistryBook

WAIT_S = 80.0
KEPT = frozenset({"root.json", "registry.json", "lock"})


class Running:
    """Does what the pipe says, with one host."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._opening: asyncio.Task[Instance] | None = None

    async def serve(self) -> None:
        """Answer every line; ends with the pipe."""
        while line := await asyncio.to_thread(sys.stdin.readline):
            command = json.loads(line)
            try:
                async with asyncio.timeout(WAIT_S):
                    answer = await self._do(command["do"], AppId(command["app"]))
            except Exception as error:
                answer = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)

    async def _do(self, do: str, app_id: AppId) -> dict[str, Any]:
        match do:
            case "early" | "whole":
                begun_s = time.monotonic()
                self._opening = asyncio.ensure_future(self._open(app_id, whole=do == "whole"))
                return {"begun_s": begun_s}
            case "facts":
                return await self._facts()
            case "forget":
                await self._forget(app_id)
                return {}
            case other:
                raise ValueError(f"there is no command {other!r}")

    async def _open(self, app_id: AppId, *, whole: bool) -> Instance:
        request = OpenRequest(time.monotonic(), Scene.LAUNCHER)
        if whole:
            await asyncio.to_thread(self._install, app_id)
        return await self._host.open_installed(app_id, request)

    def _install(self, app_id: AppId) -> None:
        store = self._host.store
        with RegistryBook(self._host.home, store.floors) as book:
            RegistryInstaller(store, book).install(app_id)

    async def _facts(self) -> dict[str, Any]:
        if self._opening is None:
            raise RuntimeError("nothing was opened")
        instance = await self._opening
        await instance.reached(State.SHOWN)
        arrived = self._host.arrived(instance)
        return {
            "first_screen_ms": instance.trace.first_screen_ms,
            "marks": {mark.name.value: mark.at_ms for mark in instance.trace.marks()},
            "first_screen_bytes": arrived.first_screen_bytes if arrived else None,
            "total_bytes": arrived.total_bytes if arrived else None,
        }

    async def _forget(self, app_id: AppId) -> None:
        await self._host.settled()
        await self._host.end_app(app_id)
        await asyncio.to_thread(self._host.store.uninstall, app_id)
        for registry in self._host.home.registries.iterdir():
            if registry.name.startswith("."):
                continue
            for kept in registry.iterdir():
                if kept.is_dir():
                    shutil.rmtree(kept)
                elif kept.name not in KEPT:
                    kept.unlink()


def main() -> None:
    async def work(host: Host) -> None:
        await host.stay_ready()
        await Running(host).serve()

    with_host(Home(Path(sys.argv[1])), work, HostChoices(window_px=(400, 748)))


if __name__ == "__main__":
    main()
