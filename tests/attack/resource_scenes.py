"""What the mini-program `glutton` does to a real host: `python -m tests.attack.resource_scenes`.

Arguments: SCENE HOME FOLDER. Each scene prints what it saw as JSON; `gap_ms` is the longest time
in which the host's event loop, and so every window and the launcher, had no turn.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from tests.fanlight_child import PAGE, page, write_app
from tests.host_child import evaluate, opened, until

Scene = Callable[["Stage"], Awaitable[dict[str, Any]]]
PATIENCE_S = 80.0
MB = 1_000_000


class Gaps:
    """The event loop's turns, measured."""

    def __init__(self) -> None:
        self.worst_ms = 0.0
        self._task = asyncio.ensure_future(self._measure())

    async def _measure(self) -> None:
        last_s = time.monotonic()
        while True:
            await asyncio.sleep(0.005)
            now_s = time.monotonic()
            self.worst_ms, last_s = max(self.worst_ms, (now_s - last_s) * 1000), now_s

    def end(self) -> int:
        self._task.cancel()
        return round(self.worst_ms)


class Stage:
    """A host with the glutton, as often as it is wanted, and a neighbour that does nothing."""

    def __init__(self, host: Any, glutton: Path) -> None:
        self.host = host
        self._glutton = glutton

    async def glutton(self, name: str = "glutton") -> Any:
        """A glutton of its own under this name."""
        folder = self.host.home.root / f"apps-{name}"
        if not folder.exists():
            shutil.copytree(self._glutton, folder)
            manifest = json.loads((folder / "manifest.json").read_text())
            manifest["app_id"] = f"org.example.{name}"
            network = {"request": self.host.settings.allowed_private_origins}
            manifest["fanlight"] = {"network": network}
            (folder / "manifest.json").write_text(json.dumps(manifest))
        return await opened(self.host, folder)

    async def neighbour(self) -> Any:
        folder = self.host.home.root / "apps-neighbour"
        return await opened(
            self.host, write_app(folder, {PAGE: page()}, app_id="org.example.neighbour")
        )

    def begin(self, instance: Any, call: str) -> None:
        """Have the page begin; nothing is waited for, it may never answer again."""
        from PySide6.QtWebEngineCore import QWebEngineScript

        world = QWebEngineScript.ScriptWorldId.MainWorld.value
        instance.view.widget.page().runJavaScript(f"{call}; 0", world)

    def pid(self, instance: Any) -> int:
        pid = instance.view.widget.page().renderProcessPid()
        assert isinstance(pid, int)
        return pid

    async def failed(self, instance: Any) -> dict[str, Any]:
        """What it failed with, once it has."""
        from host.launch.instance import State

        async with asyncio.timeout(PATIENCE_S):
            while instance.state is not State.FAILED:
                await asyncio.sleep(0.02)
        error = instance.errors[-1]
        window = self.host.box(instance).window
        return {
            "code": error.code,
            "what": error.detail.get("what"),
            "retriable": error.retriable,
            "showing": window.showing.name,
        }

    async def again(self, instance: Any) -> None:
        """The person presses the way on that the window offers."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from host.launch.instance import State

        lives = instance.lives
        window = self.host.box(instance).window
        QTest.mouseClick(window.problem.action, Qt.MouseButton.LeftButton)
        await until(lambda: instance.lives > lives)
        await instance.reached(State.SHOWN)

    async def answers(self, instance: Any) -> bool:
        async with asyncio.timeout(PATIENCE_S):
            return bool(await evaluate(instance, "1 + 1") == 2)


def is_running(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


async def stuck(stage: Stage) -> dict[str, Any]:
    """Three pages stop hearing, each in its way; a neighbour and the launcher go on."""
    from host.launch.instance import State

    names = ("loop", "microtasks", "waiting")
    neighbour = await stage.neighbour()
    loop, microtasks, waiting = [await stage.glutton(name) for name in names]
    site = stage.host.settings.allowed_private_origins[0]
    gaps, began_s = Gaps(), time.monotonic()
    for instance, call in (
        (loop, "loop()"),
        (microtasks, "microtasks()"),
        (waiting, f"waitFor({site + '/slow'!r})"),
    ):
        stage.begin(instance, call)
    found_s: dict[str, float] = {}
    answered = 0
    async with asyncio.timeout(PATIENCE_S):
        while len(found_s) < len(names):
            for name, instance in zip(names, (loop, microtasks, waiting), strict=True):
                if instance.stuck and name not in found_s:
                    found_s[name] = round(time.monotonic() - began_s, 1)
            answered += await stage.answers(neighbour)
            await asyncio.sleep(0.05)
    box = stage.host.box
    seen: dict[str, Any] = {"found_s": found_s, "neighbour_answered": answered}
    seen["cards"] = [box(each).window.showing.name for each in (loop, microtasks, waiting)]
    seen["neighbour"] = [neighbour.stuck, box(neighbour).window.showing.name]
    # One waits for a server, which answers: the page is there again.
    (await asyncio.to_thread(urllib.request.urlopen, f"{site}/release", timeout=PATIENCE_S)).close()
    await until(lambda: not waiting.stuck)
    await until(lambda: box(waiting).window.showing.name == "CONTENT")
    seen["waited"] = await evaluate(waiting, "waited")
    # One is started again by the person.
    first = stage.pid(loop)
    await stage.again(loop)
    seen["again"] = [await stage.answers(loop), stage.pid(loop) != first, is_running(first)]
    # One is left alone until the host stops it.
    seen["stopped"] = await stage.failed(microtasks)
    # One is closed in the middle of its loop.
    second = stage.pid(loop)
    stage.begin(loop, "loop()")
    await asyncio.sleep(0.5)
    box(loop).window.close()
    await until(lambda: not is_running(second))
    seen["closed"] = loop.state is State.CLOSED
    seen["gap_ms"] = gaps.end()
    return seen


async def stuck_logic(stage: Stage) -> dict[str, Any]:
    """The Worker of a WeChat-syntax app loops; its page, which is the host's, hears still."""
    folder = stage.host.home.root / "apps-weixin"
    for name, text in {
        "app.json": '{"pages": ["pages/index/index"]}',
        "app.js": "App({})",
        "project.config.json": '{"appid": "wxe5f52902cf4de896"}',
        "pages/index/index.wxml": "<view>looks well</view>",
        "pages/index/index.js": "Page({ onReady() { setTimeout(() => { for (;;); }, 1000); } })",
    }.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    instance = await opened(stage.host, folder)
    pid = stage.pid(instance)
    seen: dict[str, Any] = {"at_first": instance.stuck}
    await until(lambda: instance.stuck)
    seen["page"] = await evaluate(instance, "document.readyState")
    seen["card"] = stage.host.box(instance).window.showing.name
    stage.host.box(instance).window.close()
    await until(lambda: not is_running(pid))
    return seen


async def memory(stage: Stage) -> dict[str, Any]:
    """Each kind of memory until the app is stopped; what it had by then, and what the host has."""
    from sandbox.view.renderer import process_usage

    neighbour, instance = await stage.neighbour(), await stage.glutton()
    seen: dict[str, Any] = {}
    gaps = Gaps()
    own = process_usage(os.getpid())
    assert own is not None
    for kind in ("heap", "buffers", "shared", "wasm", "canvases", "nodes", "inWorker"):
        stage.begin(instance, f"{kind}()")
        seen[kind] = await stage.failed(instance)
        await stage.again(instance)
    after = process_usage(os.getpid())
    assert after is not None
    seen["host_grew_mb"] = round((after.memory_bytes - own.memory_bytes) / MB)
    seen["neighbour"] = await stage.answers(neighbour)
    seen["gap_ms"] = gaps.end()
    return seen


async def strays(stage: Stage) -> dict[str, Any]:
    """A shared worker has a process of its own, and a sandboxed frame has none."""
    from sandbox.view.renderer import engine_processes

    instance = await stage.glutton()
    before = engine_processes()
    await evaluate(instance, "frames(true, 5)")
    async with asyncio.timeout(PATIENCE_S):
        while await evaluate(instance, "ended") is None:
            await asyncio.sleep(0.1)
    seen: dict[str, Any] = {"of_frames": len(engine_processes() - before)}
    stage.begin(instance, "inSharedWorker()")
    await until(lambda: engine_processes() - before)
    (stray,) = engine_processes() - before
    async with asyncio.timeout(PATIENCE_S):
        while is_running(stray):
            await asyncio.sleep(0.05)
    seen["ended"] = True
    seen["page"] = await stage.answers(instance)
    return seen


async def hosts_memory(stage: Stage) -> dict[str, Any]:
    """Blobs lie in the host's memory: who fills it is stopped, the neighbour is not."""
    neighbour, instance = await stage.neighbour(), await stage.glutton()
    gaps = Gaps()
    stage.begin(instance, "blobs()")
    seen: dict[str, Any] = {"stopped": await stage.failed(instance)}
    seen["neighbour"] = await stage.answers(neighbour)
    seen["gap_ms"] = gaps.end()
    return seen


async def many(stage: Stage) -> dict[str, Any]:
    """Workers, frames and timers without number."""
    neighbour, instance = await stage.neighbour(), await stage.glutton()
    gaps = Gaps()
    stage.begin(instance, "workers()")
    seen: dict[str, Any] = {"workers": await stage.failed(instance)}
    await stage.again(instance)
    for kind in ("frames", "timers"):
        stage.begin(instance, f"{kind}()")
        await asyncio.sleep(1.5)
        seen[kind] = await stage.answers(neighbour)
    seen["gap_ms"] = gaps.end()
    return seen


async def disk(stage: Stage) -> dict[str, Any]:
    """The browser's storage is filled past the app's quota, and then the app is opened again."""
    from host.launch.allowance import folder_bytes

    instance = await stage.glutton()
    seen: dict[str, Any] = {"own": await evaluate(instance, "await fillOwn()")}
    seen["downloads"] = sum(denial.what == "download" for denial in instance.denials)
    seen["saved"] = [path.name for path in Path.home().glob("**/*.bin")]
    storage = stage.host.box(instance).storage
    for kind in ("fillDatabase", "fillCaches"):
        stage.begin(instance, f"{kind}()")
        seen[kind] = await stage.failed(instance)
        seen[f"{kind}_mb"] = round(folder_bytes(storage) / MB)
        await stage.again(instance)
        # It is over its quota: it may look and remove, and is stopped when it writes on.
        await asyncio.sleep(3)
        seen[f"{kind}_again"] = await stage.answers(instance)
    return seen


async def floods(stage: Stage) -> dict[str, Any]:
    """The host's thread and log under a flood."""
    from host.launch.instance import CONSOLE_LINES_KEPT, DENIALS_KEPT

    neighbour, instance = await stage.neighbour(), await stage.glutton()
    seen: dict[str, Any] = {}
    for kind in ("lines", "longLines", "calls", "nonsense"):
        gaps = Gaps()
        stage.begin(instance, f"{kind}()")
        seen[kind] = await stage.failed(instance)
        seen[f"{kind}_gap_ms"] = gaps.end()
        await stage.again(instance)
    gaps = Gaps()
    stage.begin(instance, "refusals()")
    await asyncio.sleep(2)
    seen["refusals"] = await stage.answers(neighbour)
    other = await stage.glutton("other")
    stage.begin(other, "requests()")
    seen["requests"] = await stage.answers(neighbour)
    async with asyncio.timeout(PATIENCE_S):
        while (await evaluate(other, "answers.ok + answers.failed")) < 2_000:
            await asyncio.sleep(0.1)
    seen["answers"] = await evaluate(other, "answers")
    seen["kept"] = [
        len(instance.console_lines) <= CONSOLE_LINES_KEPT,
        len(instance.denials) <= DENIALS_KEPT,
    ]
    seen["gap_ms"] = gaps.end()
    return seen


async def endless_requests(stage: Stage) -> dict[str, Any]:
    """Loops of fetches, and of Workers, whose scripts are asked for as well."""
    from sandbox.view import guard

    # How many Workers a second a busy machine can start is not what is tried here.
    guard.REQUESTS_PER_S = 50.0
    instance = await stage.glutton()
    seen: dict[str, Any] = {}
    gaps = Gaps()
    stage.begin(instance, "asking()")
    seen["asking"] = await stage.failed(instance)
    seen["asking_gap_ms"] = gaps.end()
    await stage.again(instance)
    starter = await stage.glutton("starter")
    stage.begin(starter, "starting()")
    seen["starting"] = await stage.failed(starter)
    return seen


async def idle(stage: Stage) -> dict[str, Any]:
    """Apps are installed, nobody opens one: what the host makes ready meanwhile."""
    from sandbox.view.renderer import engine_processes

    host = stage.host
    await host.stay_ready()
    await until(lambda: host.preloading.pid > 0)
    await asyncio.sleep(2)  # its renderer may be another one than it began in
    first = host.preloading.pid
    before = engine_processes()
    await asyncio.sleep(2)
    profiles = host.home.profiles
    return {
        "grew": len(engine_processes() - before),
        "same": host.preloading.pid == first,
        "running": len(host.running),
        "profiles": [path.name for path in profiles.iterdir()] if profiles.exists() else [],
        "calls": len(host.store.audit.recent(last=1_000)),
    }


async def crash_loop(stage: Stage) -> dict[str, Any]:
    """An installed app that stops itself at its start, again and again."""
    from bridge.errors import FanlightError
    from bridge.names import AppId
    from host.launch.instance import now_s
    from host.launch.request import OpenRequest
    from host.launch.request import Scene as From

    app_id = AppId("org.example.glutton")

    async def open_it(scene: From) -> Any:
        request = OpenRequest(now_s(), scene, query={"now": "1"})
        return await stage.host.open_installed(app_id, request)

    lives = []
    for _ in range(3):
        instance = await open_it(From.LINK)
        await stage.failed(instance)
        await asyncio.sleep(1)  # in which nothing opens it again by itself
        lives.append(instance.lives)
        instance.close()
    seen: dict[str, Any] = {"lives": lives}
    for scene in (From.LINK, From.OTHER_APP):
        try:
            await open_it(scene)
            seen[scene.value] = "opened"
        except FanlightError as error:
            seen[scene.value] = [error.code, error.retriable, error.detail.get("retry_after_s")]
    seen["running"] = len(stage.host.running)
    by_hand = await open_it(From.LAUNCHER)
    seen["by_hand"] = by_hand.ref.app_id
    return seen


async def launches(stage: Stage) -> dict[str, Any]:
    """Two hundred launches of a dozen installed apps, by link; then one more, by hand."""
    from bridge.errors import FanlightError
    from bridge.names import AppId
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest
    from host.launch.request import Scene as From

    host = stage.host
    apps = [AppId(f"org.example.app{number}") for number in range(12)]
    most = 0

    async def open_it(app_id: AppId, scene: From = From.LINK) -> str:
        nonlocal most
        try:
            await host.open_installed(app_id, OpenRequest(now_s(), scene))
            return "opened"
        except FanlightError as error:
            return error.code
        finally:
            most = max(most, len(host.running))

    gaps = Gaps()
    told = await asyncio.gather(*(open_it(apps[turn % len(apps)]) for turn in range(200)))
    seen: dict[str, Any] = {"told": sorted(set(told)), "most": most}
    for instance in host.running:
        await instance.reached(State.SHOWN)
    running = list(host.running)
    seen["running"] = len(running)
    # Those longest out of use and out of sight make room.
    for instance in running[:2]:
        host.box(instance).window.hide()
    await host.open_installed(running[0].ref.app_id, OpenRequest(now_s(), From.LAUNCHER))
    host.box(running[0]).window.hide()
    (fresh, *_) = [app_id for app_id in apps if app_id not in {x.ref.app_id for x in running}]
    seen["by_hand"] = await open_it(fresh, From.LAUNCHER)
    seen["made_room"] = [instance.state.name for instance in running[:2]]
    seen["gap_ms"] = gaps.end()
    return seen


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        stuck,
        stuck_logic,
        memory,
        strays,
        hosts_memory,
        many,
        disk,
        floods,
        endless_requests,
        crash_loop,
        idle,
        launches,
    )
}


def main() -> None:
    name, home, folder = sys.argv[1:]

    async def work(host: Any) -> dict[str, Any]:
        return await SCENES[name](Stage(host, Path(folder)))

    print(json.dumps(with_host(Home(Path(home)), work, HostChoices())), flush=True)


if __name__ == "__main__":
    main()
