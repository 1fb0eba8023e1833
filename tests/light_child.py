"""`python -m tests.light_child WORDS…` is `fanlight WORDS…` where Qt WebEngine is not installed.

Whoever imports one of its modules is told that there is none. `--scene FOLDER HOME` opens FOLDER's
app with the developer tools instead, `--launcher HOME` the launcher; they print what stands there.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

LACKING = (
    "PySide6.QtWebEngine",
    "PySide6.QtWebChannel",
    "PySide6.QtQuick",
    "PySide6.QtQml",
    "PySide6.QtPositioning",
    "PySide6.QtPrintSupport",
)


class Without(MetaPathFinder):
    """Finds none of Qt WebEngine's modules, nor any of those that come with it."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        if name.startswith(LACKING):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


async def tools(host: Any, folder: str) -> dict[str, object]:
    """The tabs of the developer tools of a folder's app."""
    from host.compose.tools import DeveloperTools
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene

    instance = await host.open_folder(Path(folder), OpenRequest(now_s(), Scene.COMMAND_LINE))
    await instance.reached(State.SHOWN)
    shown = DeveloperTools(host)
    shown.follow(instance)
    shown.open()
    window = shown.window
    assert window is not None
    tabs = [window.tabs.tabText(index) for index in range(window.tabs.count())]
    told = {"tabs": tabs, "engine": instance.engine.value, "front": window.tabs.currentIndex()}
    shown.close()
    return told


async def launcher(host: Any) -> dict[str, object]:
    """The launcher, shown by a desk as `fanlight` alone does."""
    from host.compose.desk import Desk

    desk = Desk(host)
    await desk.show()
    await asyncio.sleep(0.5)  # what stands behind the launcher is loaded after it
    visible = desk.launcher.isVisible()
    desk.launcher.close()
    return {"visible": visible}


def main(words: list[str]) -> None:
    """Never with Qt WebEngine."""
    sys.meta_path.insert(0, Without())
    if words[0] not in {"--scene", "--launcher"}:
        sys.argv = ["fanlight", *words]
        from host.cli.root import fanlight

        fanlight()
        return
    from host.compose.choices import HostChoices
    from host.compose.session import with_host
    from host.paths import Home

    *_, home = words
    work = launcher if words[0] == "--launcher" else lambda host: tools(host, words[1])
    told = with_host(Home(Path(home).absolute()), work, HostChoices(prompts=False))
    told["modules"] = [name for name in sys.modules if name.startswith(LACKING)]
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
