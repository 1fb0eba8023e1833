"""WeChat-syntax apps that get views made ahead: `python -m tests.preloading_child HOME FOLDER…`.

Opens the apps in FOLDERs, uses them, and prints what was seen as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home

LONGEST_S = 60.0
_SEEN = """({
  text: look.text("#told"),
  width: getComputedStyle(look.one("#told")).width,
  picture: look.one("#picture")?.shadowRoot?.querySelector("img")?.naturalWidth ?? null,
  scripts: document.scripts.length,
  host: location.host,
  path: location.pathname,
  lang: document.documentElement.lang,
  shares: typeof SharedArrayBuffer,
})"""


async def ready(host: Any) -> None:
    """Wait until a view stands ready, its page loaded."""
    async with asyncio.timeout(LONGEST_S):
        while host.preloading.pid <= 0 or not host.preloading._loaded:
            await asyncio.sleep(0.01)


async def standing(host: Any) -> dict[str, Any]:
    """What the view that stands ready is for the engine, and its window for a person."""
    window = host.preloading._ready.window
    page = host.preloading._ready.blank.page
    seen: dict[str, Any] = {}
    async with asyncio.timeout(LONGEST_S):
        while seen.get("state") != ["visible", 400, 652]:
            page.runJavaScript(
                "JSON.stringify([document.visibilityState, innerWidth, innerHeight])",
                lambda told: seen.update(state=json.loads(told or "null")),
            )
            await asyncio.sleep(0.05)
    return {**seen, "dress": dress(window), "nobody": window.is_nobodys}


def dress(window: Any) -> list[Any]:
    """Whose a window says that it is, and whether it is on the screen, uncovered."""
    from host.shell.unseen import is_unseen

    covered = "start_card" in vars(window) and window.start_card.isVisible()
    title = window.windowTitle()
    return [title, window.bar.title.whole, window.bar.badge.text(), is_unseen(window), covered]


def requests() -> set[str]:
    """The paths that pages ask for from now on."""
    from sandbox.view.scheme import SchemeHandler

    asked: set[str] = set()
    answer = SchemeHandler.requestStarted

    def noted(self: SchemeHandler, job: Any) -> None:
        asked.add(job.requestUrl().path())
        answer(self, job)

    patch.object(SchemeHandler, "requestStarted", noted).start()
    return asked


def order() -> list[str]:
    """Which comes first from now on: a page is told whose it is, or its window is the app's."""
    from PySide6.QtWebEngineCore import QWebEnginePage

    from host.shell.window import MiniProgramWindow

    steps: list[str] = []
    run, take_face = QWebEnginePage.runJavaScript, MiniProgramWindow.take_face

    def told(self: Any, script: str, *more: Any) -> None:
        if "fanlightBelong(" in script:
            steps.append("told")
        run(self, script, *more)

    def dressed(self: Any, face: Any) -> None:
        steps.append("dressed")
        take_face(self, face)

    patch.object(QWebEnginePage, "runJavaScript", told).start()
    patch.object(MiniProgramWindow, "take_face", dressed).start()
    return steps


async def opened(host: Any, folder: str) -> tuple[Any, Any]:
    """The app with its first screen, and a hand on it."""
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene
    from tests.weixin_hand import Hand

    request = OpenRequest(now_s(), Scene.LINK, query={"from": "here"})
    instance = await host.open_folder(Path(folder), request)
    await instance.reached(State.SHOWN)
    return instance, Hand(instance)


async def work(host: Any, folders: list[str]) -> dict[str, Any]:
    from host.launch.instance import State

    asked = requests()
    await host.stay_ready()
    await ready(host)
    ahead = await standing(host)
    window = host.preloading._ready.window
    asked.clear()
    steps = order()
    instance, hand = await opened(host, folders[0])
    seen: dict[str, Any] = {"kind": instance.launch_kind.value, "sandboxed": instance.sandboxed}
    seen["ahead"] = ahead
    seen["asked"] = sorted(asked)
    seen["order"] = list(steps)
    seen["windows"] = [window is host.box(instance).window, *dress(host.box(instance).window)]
    seen["marks"] = {mark.name.value: mark.at_ms for mark in instance.trace.marks()}
    seen["first"] = await hand.until(_SEEN, lambda found: found["picture"])

    await ready(host)
    other, second = await opened(host, folders[1])
    seen["other kind"] = other.launch_kind.value
    seen["other window"] = dress(host.box(other).window)
    seen["other"] = await second.see(_SEEN)
    seen["first still"] = (await hand.see(_SEEN))["text"]

    await hand.tap("#away")
    await hand.until("new Promise((f) => setTimeout(f, 300)).then(() => true)")
    seen["denied"] = [denial.as_json() for denial in instance.denials]

    host.box(instance).window.reload_requested.emit()
    await instance.reached(State.SHOWN)
    seen["again"] = await hand.until(_SEEN, lambda found: found["text"])

    await ready(host)
    pid = host.preloading.pid
    os.kill(pid, signal.SIGKILL)
    async with asyncio.timeout(LONGEST_S):
        while host.preloading.stands:
            await asyncio.sleep(0.01)
    other.close()
    last, third = await opened(host, folders[1])
    seen["last kind"] = last.launch_kind.value
    seen["last"] = (await third.see(_SEEN))["text"]
    seen["console"] = [line.text for line in (*instance.console_lines, *last.console_lines)]
    return seen


def main() -> None:
    home, *folders = sys.argv[1:]
    print(
        json.dumps(with_host(Home(Path(home)), lambda host: work(host, folders), HostChoices())),
        flush=True,
    )


if __name__ == "__main__":
    main()
