"""What links and outside addresses do in a real host: `python -m tests.attack.link_scenes`.

Arguments: SCENE HOME FOLDER. Each scene prints what it saw as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from tests.host_child import click, evaluate, opened, until

Scene = Callable[[Any, Path], Awaitable[dict[str, Any]]]
ADDRESS = "https://bank.example.org:8443/path?to=-flag;touch%20x&name='$(id)'"


async def outside(host: Any, folder: Path) -> dict[str, Any]:
    """The page asks for an address; the person reads it, refuses, and agrees the second time."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLabel

    from host.shell.agreement_sheet import AgreementSheet

    instance = await opened(host, folder)
    window = host.box(instance).window
    seen: dict[str, Any] = {"badge": window.bar.badge.isVisible(), "answers": []}

    def sheets() -> list[AgreementSheet]:
        return [each for each in window.findChildren(AgreementSheet) if each.isVisible()]

    for choice in ("refuse", "agree"):
        await click(instance, "#open")
        await until(sheets)
        (sheet,) = sheets()
        seen["shown"] = [each.text() for each in sheet.findChildren(QLabel)]
        await until(lambda found=sheet: not found.guard.closed)
        QTest.mouseClick(getattr(sheet, choice), Qt.MouseButton.LeftButton)
        async with asyncio.timeout(60):
            while len(answers := await evaluate(instance, "answers")) <= len(seen["answers"]):
                await asyncio.sleep(0.05)
        seen["answers"] = answers
        await until(lambda: not sheets())
    return seen


async def badge(host: Any, folder: Path) -> dict[str, Any]:
    """What stands beside the title of an app that is installed, not developed here."""
    from bridge.names import AppId
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest
    from host.launch.request import Scene as From

    instance = await host.open_installed(AppId(folder.name), OpenRequest(now_s(), From.LINK))
    await instance.reached(State.SHOWN)
    bar = host.box(instance).window.bar
    return {"origin": instance.ref.origin.value, "shown": bar.badge.isVisible()}


SCENES: dict[str, Scene] = {"outside": outside, "badge": badge}


def main() -> None:
    name, home, folder = sys.argv[1:]

    async def work(host: Any) -> dict[str, Any]:
        return await SCENES[name](host, Path(folder))

    print(json.dumps(with_host(Home(Path(home)), work, HostChoices())), flush=True)


if __name__ == "__main__":
    main()
