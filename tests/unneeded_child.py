"""What was made ahead, with nobody here: `python -m tests.unneeded_child HOME FOLDER`.

Waits until it is given up, looks at a window, goes away again, opens the app in FOLDER, and prints
what was seen as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home

LONGEST_S = 60.0


async def until(true: Callable[[], Any]) -> None:
    async with asyncio.timeout(LONGEST_S):
        while not true():
            await asyncio.sleep(0.02)


def is_running(pid: int) -> bool:
    """A process that has ended and was not waited for yet runs no more."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return facts.rpartition(")")[2].split()[0] not in "ZX"


async def work(host: Any, folder: str) -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication, QWidget

    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene

    ahead = host.preloading

    async def stands() -> int:
        await until(lambda: ahead.stands)
        await until(lambda: ahead._loaded or not ahead.stands)
        pid: int = ahead.pid
        return pid

    async def gone(pid: int) -> list[bool]:
        await until(lambda: not ahead.stands and not is_running(pid))
        return [ahead.stands, ahead._window is not None, is_running(pid)]

    await host.stay_ready()
    seen: dict[str, Any] = {"alone": await gone(await stands())}

    window = QWidget()
    window.show()
    window.activateWindow()
    await until(lambda: QApplication.focusWindow() is not None)
    pid = await stands()
    await asyncio.sleep(3 * host.settings.ahead.kept_s)
    seen["in use"] = [ahead.pid == pid, is_running(pid)]
    window.close()
    await until(lambda: QApplication.focusWindow() is None)
    seen["left"] = await gone(pid)

    instance = await host.open_folder(Path(folder), OpenRequest(now_s(), Scene.LINK))
    await instance.reached(State.SHOWN)
    seen["opened"] = instance.launch_kind.value
    await stands()
    seen["after a launch"] = ahead.stands
    return seen


def main() -> None:
    home, folder = sys.argv[1:]
    print(
        json.dumps(with_host(Home(Path(home)), lambda host: work(host, folder), HostChoices())),
        flush=True,
    )


if __name__ == "__main__":
    main()
