"""A host driven as a person drives it: `python -m tests.host_child SCENE HOME FOLDER`.

Each scene opens the app in FOLDER in a real host, clicks, and prints what it saw as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home

Scene = Callable[[Any, Path], Awaitable[dict[str, Any]]]
LONGEST_S = 60.0


async def until(true: Callable[[], object]) -> None:
    """Let the loop turn until `true` holds."""
    async with asyncio.timeout(LONGEST_S):
        while not true():
            await asyncio.sleep(0.01)


async def opened(host: Any, folder: Path) -> Any:
    """Open the app and wait for its first screen."""
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene

    instance = await host.open_folder(folder, OpenRequest(now_s(), Scene.COMMAND_LINE))
    await instance.reached(State.SHOWN)
    return instance


async def evaluate(instance: Any, expression: str) -> Any:
    return json.loads(await instance.view.evaluate(expression))


async def click(instance: Any, selector: str) -> None:
    """Click in the middle of the page's element, as a mouse does."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    place = f"document.querySelector({json.dumps(selector)}).getBoundingClientRect()"
    box = await evaluate(
        instance, f"(({{x, y, width: w, height: h}}) => [x + w/2, y + h/2])({place})"
    )
    target = instance.view.widget.focusProxy() or instance.view.widget
    counted = await evaluate(instance, "globalThis.clicks ?? 0")
    await evaluate(
        instance,
        "(globalThis.clicks ??= 0, globalThis.counting ??= (addEventListener('click', () => {"
        " clicks += 1 }, true), true))",
    )
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(int(box[0]), int(box[1])))
    async with asyncio.timeout(LONGEST_S):
        while await evaluate(instance, "globalThis.clicks") == counted:
            await asyncio.sleep(0.01)


async def answer_prompt(host: Any, folder: Path) -> dict[str, Any]:
    """Each press on the page's button asks for the place; the person answers in the sheet."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLabel, QWidget

    from host.shell.permission_sheet import PermissionSheet

    instance = await opened(host, folder)
    window = host.box(instance).window
    seen: dict[str, Any] = {"before": await evaluate(instance, "answers.length")}

    def sheets() -> list[PermissionSheet]:
        return [sheet for sheet in window.findChildren(PermissionSheet) if sheet.isVisible()]

    await click(instance, "#ask")
    await until(sheets)
    (sheet,) = sheets()
    seen["words"] = " ".join(label.text() for label in sheet.findChildren(QLabel))
    seen["inside_page"] = instance.view.widget.isAncestorOf(sheet)
    seen["covers"] = sheet.geometry() == window.rect()
    QTest.mouseClick(sheet.allow, Qt.MouseButton.LeftButton)
    await asyncio.sleep(0)
    seen["answered_in_first_moment"] = not sheets()
    # The page goes on while the person thinks, but its own clicks reach no sheet.
    await evaluate(instance, "document.querySelector('#ask').click()")
    await until(lambda: not sheet.guard.closed)
    seen["pending"] = await evaluate(instance, "answers.length")
    QTest.mouseClick(sheet.allow, Qt.MouseButton.LeftButton)
    async with asyncio.timeout(LONGEST_S):
        while await evaluate(instance, "answers.length") < 2:
            await asyncio.sleep(0.01)
    seen["answers"] = await evaluate(instance, "answers")
    seen["sheets_left"] = len(sheets())
    seen["windows"] = sum(isinstance(w, QWidget) and w.isVisible() for w in _top_level())
    return seen


async def crash(host: Any, folder: Path) -> dict[str, Any]:
    """The renderer is killed in the middle of a call; the person reloads."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from host.launch.instance import State
    from host.shell.window import Showing

    instance = await opened(host, folder)
    window = host.box(instance).window
    await evaluate(instance, "(fanlight.setStorageSync('kept', 1), 1)")
    await evaluate(instance, "(fanlight.showModal({title: 'waits', content: ''}), 1)")
    pages = [instance.view.widget.page().renderProcessPid()]
    os.kill(pages[0], signal.SIGKILL)
    await until(lambda: instance.state is State.FAILED)
    error = instance.errors[-1]
    seen = {
        "code": error.code,
        "retriable": error.retriable,
        "showing": window.showing is Showing.CRASH,
        "card": window.problem.isVisible(),
        "sandboxed": instance.sandboxed,
    }
    QTest.mouseClick(window.problem.action, Qt.MouseButton.LeftButton)
    await until(lambda: window.showing is Showing.CONTENT)
    await until(lambda: instance.state is State.SHOWN)
    seen["kept"] = await evaluate(instance, "fanlight.getStorageSync('kept')")
    seen["modals"] = await evaluate(instance, "document.visibilityState")
    pages.append(instance.view.widget.page().renderProcessPid())
    seen["other_process"] = pages[0] != pages[1]
    return seen


async def two_apps(host: Any, first: Path) -> dict[str, Any]:
    """Open an installed app, which opens a second; what both saw while they ran together."""
    from bridge.names import AppId
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene

    opener = await host.open_installed(AppId(str(first)), OpenRequest(now_s(), Scene.LAUNCHER))
    await until(lambda: len(host.running) == 2)
    second = next(each for each in host.running if each is not opener)
    async with asyncio.timeout(LONGEST_S):
        await second.reached(State.SHOWN)
    both = (opener, second)
    pids = [each.view.widget.page().renderProcessPid() for each in both]
    seen = {
        "second": await evaluate(second, "report"),
        "heard": [line.text for line in opener.console_lines],
        "apps": [each.ref.app_id for each in both],
        "sandboxed": [each.sandboxed for each in both],
        "own_processes": pids[0] != pids[1],
    }
    await host.settled()
    return seen


async def open_again(host: Any, folder: Path) -> dict[str, Any]:
    """An installed app is opened twice at once, after a crash, and beside its source folder."""
    from bridge.names import AppId
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene
    from sandbox.manifest import read_manifest

    app_id = AppId(read_manifest((folder / "manifest.json").read_bytes()).app_id)

    async def open_it() -> Any:
        return await host.open_installed(app_id, OpenRequest(now_s(), Scene.LAUNCHER))

    developed = await opened(host, folder)
    first, second = await asyncio.gather(open_it(), open_it())
    await first.reached(State.SHOWN)
    os.kill(first.view.widget.page().renderProcessPid(), signal.SIGKILL)
    await until(lambda: first.state is State.FAILED)
    third = await open_it()
    await third.reached(State.SHOWN)
    seen = {
        "same_when_at_once": first is second,
        "developers_own": developed not in (first, third),
        "after_crash": [third is not first, third.state.name, first.state.name],
        "running": len(host.running),
        "origins": len({each.ref.host for each in host.running}),
    }
    first.close()
    third.close()
    await host.settled()
    return seen


async def reload_a_route(host: Any, folder: Path) -> dict[str, Any]:
    """A page that routes by itself is reloaded by the person."""
    from host.launch.instance import State
    from host.shell.window import Showing

    instance = await opened(host, folder)
    window = host.box(instance).window
    await evaluate(instance, "(history.pushState({}, '', '/notes/12'), 1)")
    window.reload_requested.emit()
    await until(lambda: window.showing is not Showing.START)
    await until(lambda: instance.state in {State.SHOWN, State.FAILED})
    return {
        "state": instance.state.name,
        "showing": window.showing.name,
        "path": await evaluate(instance, "location.pathname + location.search"),
    }


def _top_level() -> list[Any]:
    from PySide6.QtWidgets import QApplication

    return QApplication.topLevelWidgets()


async def at_the_desk(host: Any, folder: Path) -> dict[str, Any]:
    from tests import desk_scene

    return await desk_scene.at_the_desk(host, folder, until)


async def at_the_capsule(host: Any, folder: Path) -> dict[str, Any]:
    from tests import capsule_scene

    return await capsule_scene.at_the_capsule(host, folder, until)


async def closed_early(host: Any, folder: Path) -> dict[str, Any]:
    """The app is closed while its services come in; what the host's log has of it."""
    import logging
    from logging.handlers import BufferingHandler

    from host.compose import late

    bring, closed = late.import_aside, asyncio.Event()

    async def bring_once_closed(*names: str) -> None:
        async with asyncio.timeout(LONGEST_S):
            await closed.wait()
        await bring(*names)

    late.import_aside = bring_once_closed
    kept = BufferingHandler(100)
    logging.getLogger("fanlight").addHandler(kept)
    instance = await opened(host, folder)
    instance.close()
    await asyncio.sleep(0.1)  # closing waits for what has begun
    closed.set()
    await until(lambda: not host.running)
    await asyncio.sleep(0.5)
    return {"log": [record.getMessage() for record in kept.buffer if record.exc_info]}


async def refused(host: Any, folder: Path) -> dict[str, Any]:
    from tests import problem_scene

    return await problem_scene.refused(host, folder, until)


def travel(name: str) -> Scene:
    """A scene of tests/travel_scenes.py."""

    async def played(host: Any, folder: Path) -> dict[str, Any]:
        from tests import travel_scenes

        seen: dict[str, Any] = await getattr(travel_scenes, name)(host, folder, until)
        return seen

    return played


def market(name: str) -> Scene:
    """A scene of tests/market_scene.py."""

    async def played(host: Any, folder: Path) -> dict[str, Any]:
        from tests import market_scene

        seen: dict[str, Any] = await getattr(market_scene, name)(host, folder, until)
        return seen

    return played


_MARKETS = ("from_empty_to_empty", "stopping", "bringing_newer", "looking_for_updates")
_TRAVELS = ("beginning_anew", "giving", "screen", "setting", "there_and_back", "updating")
SCENES: dict[str, Scene] = {
    **{name: travel(name) for name in _TRAVELS},
    **{name: market(name) for name in _MARKETS},
    "at_the_capsule": at_the_capsule,
    "at_the_desk": at_the_desk,
    "answer_prompt": answer_prompt,
    "closed_early": closed_early,
    "crash": crash,
    "open_again": open_again,
    "refused": refused,
    "reload_a_route": reload_a_route,
    "two_apps": two_apps,
}


def main() -> None:
    name, home, folder = sys.argv[1:]

    async def work(host: Any) -> dict[str, Any]:
        return await SCENES[name](host, Path(folder))

    print(json.dumps(with_host(Home(Path(home)), work, HostChoices())), flush=True)


if __name__ == "__main__":
    main()
