"""What holds a host, and what ends it: `python -m tests.staying_child SCENE HOME PACKAGE`.

A person comes by the program's icon (the real command's way to a running host), opens and closes
windows; the scene is over when its host has ended by itself. What was seen is printed as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from host.cli.launching import shown_already
from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from tests.host_child import LONGEST_S, until

APP = "org.example.tea"
LINK = f"fanlight://open/{APP}"


class Person:
    """At one host's windows."""

    def __init__(self, host: Any, package: Path) -> None:
        self.host = host
        self.package = package
        self.seen: dict[str, Any] = {}
        self.scene: asyncio.Future[None] | None = None  # nothing that the host's end waits for

    async def start_the_program(self, *words: str) -> bool:
        """As the desktop's icon, or a link, does; whether the running host took it on."""
        return await asyncio.to_thread(shown_already, self.host.home, words)

    async def found(self) -> None:
        await until((self.host.home.single / "host.sock").exists)

    @property
    def launcher(self) -> Any:
        """The launcher, while it is seen."""
        from host.shell.launcher import LauncherWindow

        return self.window(LauncherWindow)

    def window(self, kind: type) -> Any:
        from PySide6.QtWidgets import QApplication

        windows = QApplication.topLevelWidgets()
        return next((w for w in windows if isinstance(w, kind) and w.isVisible()), None)

    async def app_shown(self) -> Any:
        from host.launch.instance import State

        await until(lambda: self.host.running and self.host.running[0].state is State.SHOWN)
        return self.host.running[0]


async def opening(host: Any, person: Person) -> None:
    """The work of `fanlight open`: one app, until it is closed."""
    from bridge.names import AppId
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene

    instance = await host.open_installed(AppId(APP), OpenRequest(now_s(), Scene.COMMAND_LINE))
    person.scene = asyncio.ensure_future(noted(beside_an_opening(person, instance), person))
    await instance.reached(State.CLOSED)
    person.seen["own_work_done"] = True


async def beside_an_opening(person: Person, own: Any) -> None:
    from PySide6.QtWidgets import QMessageBox

    from host.shell.app_page import AppPage

    host, seen = person.host, person.seen
    await person.app_shown()
    await person.found()
    seen["link_taken"] = await person.start_the_program(LINK)
    await asyncio.sleep(0.3)
    seen["launcher_after_link"] = person.launcher is not None
    seen["running"] = len(host.running)

    seen["icon_taken"] = await person.start_the_program()
    await until(lambda: person.launcher)
    launcher = person.launcher
    seen["rows"] = [row.name for row in launcher.model.rows]

    own.close()
    await until(lambda: "own_work_done" in seen)
    await asyncio.sleep(0.3)
    seen["launcher_outlives_the_work"] = person.launcher is launcher
    launcher.open_requested.emit(APP)
    again = await person.app_shown()
    launcher.close()
    await asyncio.sleep(0.3)
    seen["app_outlives_the_launcher"] = again in host.running

    # One launcher, that comes again; a link that leads nowhere is told of over it.
    seen["bad_link_taken"] = await person.start_the_program("fanlight://open/org.example.none")
    await until(lambda: person.window(QMessageBox))
    seen["same_launcher"] = person.launcher is launcher
    person.window(QMessageBox).close()
    launcher.close()
    await asyncio.sleep(0.3)
    seen["held_by"] = len(host.running)

    # The last that holds it is a page of the host's own.
    host.box(again).window.about_requested.emit()
    await until(lambda: person.window(AppPage))
    again.close()
    await asyncio.sleep(0.3)
    seen["page_outlives_the_app"] = (len(host.running), person.window(AppPage) is not None)
    page = person.window(AppPage)
    seen["ended_well"] = True
    page.close()


async def desk(host: Any, person: Person) -> None:
    """The work of `fanlight` alone."""
    from host.compose.desk import Desk

    await Desk(host).show()
    person.scene = asyncio.ensure_future(noted(beside_the_tray(person), person))
    await host.staying.over()


async def closed(host: Any, person: Person) -> None:
    """The work of `fanlight` alone, whose person closes the launcher and does no more."""
    from host.compose.desk import Desk

    desk = Desk(host)
    await desk.show()
    desk.launcher.close()
    async with asyncio.timeout(LONGEST_S):
        await host.staying.over()
    person.seen["quits"] = host.staying.quits


def closed_early(home: Home, seen: dict[str, Any]) -> None:
    """`fanlight` alone, whose launcher is closed before there is a host."""
    made: list[Any] = []

    def first() -> None:
        from PySide6.QtWidgets import QApplication

        from host.compose.early import EarlyLauncher

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        made.append(EarlyLauncher(home, application))
        made[0].window.show()
        made[0].window.close()

    async def work(host: Any) -> None:
        from host.compose.desk import Desk

        await Desk(host, made[0]).show()
        seen["comes_again"] = made[0].window.isVisible()
        async with asyncio.timeout(LONGEST_S):
            await host.staying.over()

    with_host(home, work, HostChoices(joinable=True), first)
    made[0].end()


async def beside_the_tray(person: Person) -> None:
    from PySide6.QtWidgets import QApplication, QMenu

    from host.shell.trust_sheet import TrustSheet

    host, seen = person.host, person.seen
    await person.found()
    launcher = person.launcher
    for _ in range(2):
        launcher.close()
        await asyncio.sleep(0.3)
        seen["icon_taken"] = await person.start_the_program()
        await until(lambda: person.launcher is launcher)
    launcher.open_requested.emit(APP)
    await person.app_shown()
    launcher.close()
    await person.start_the_program(str(person.package))
    await until(lambda: person.window(TrustSheet))
    seen["open_at_the_end"] = len(host.running)
    if sys.argv[1] == "by_key":
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        launcher.activateWindow()
        await until(launcher.isActiveWindow)
        QTest.keyClick(launcher, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        return
    words = host.skin.appearance.texts.store
    menus = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu)]
    actions = [action for menu in menus for action in menu.actions()]
    next(action for action in actions if action.text() == words.tray_quit).trigger()


async def noted(scene: Any, person: Person) -> None:
    """What goes wrong in a scene is what was seen, and ends the host."""
    try:
        async with asyncio.timeout(LONGEST_S):
            await scene
    except Exception as error:
        person.seen["wrong"] = repr(error)
        person.host.staying.quit()
        raise


WORKS = {"opening": opening, "by_menu": desk, "by_key": desk, "closed": closed}


def main() -> None:
    scene, home, package = sys.argv[1:]
    seen: dict[str, Any] = {}

    async def work(host: Any) -> None:
        person = Person(host, Path(package))
        person.seen = seen
        await WORKS[scene](host, person)

    if scene == "closed_early":
        closed_early(Home(Path(home)), seen)
    else:
        with_host(Home(Path(home)), work, HostChoices(joinable=True))
    print(json.dumps(seen), flush=True)


if __name__ == "__main__":
    main()
