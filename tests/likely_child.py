"""What is made ahead: `python -m tests.likely_child HOME`, with tea, cake and bun installed.

Points at cards in a real launcher, opens, and prints what was seen as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bridge.names import AppId
from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from tests.fanlight_child import Fanlight

LONGEST_S = 60.0
TEA, CAKE = AppId("org.example.tea"), AppId("org.example.cake")
BUN = AppId("local.bun")


async def until(true: Callable[[], Any]) -> None:
    async with asyncio.timeout(LONGEST_S):
        while not true():
            await asyncio.sleep(0.02)


async def work(host: Any, home: Path) -> dict[str, Any]:
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from host.compose.desk import Desk
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene
    from host.shell.unseen import is_unseen

    desk, likely = Desk(host), host.likely
    hosts = {app: host.store.library.get(app).host for app in (TEA, CAKE, BUN)}
    await desk.show()
    await until(lambda: likely._on)
    cards, rows = desk.launcher.list, desk.launcher.model

    def place(app: AppId) -> Any:
        number = rows.place_of(app)
        return None if number is None else rows.index(number, 0)

    await until(lambda: place(TEA) is not None and place(CAKE) is not None)
    seen: dict[str, Any] = {}

    async def point_at(app: AppId) -> None:
        # Not QTest.mouseMove, which runs Qt's events within this task's own turn.
        for at in (QPointF(1, 1), QPointF(cards.visualRect(place(app)).center())):
            none, no_keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
            where = QPointF(cards.viewport().mapToGlobal(at))
            moved = QMouseEvent(QEvent.Type.MouseMove, at, where, none, none, no_keys)
            QApplication.sendEvent(cards.viewport(), moved)

    async def press_on(app: AppId) -> None:
        none, left, keys = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, QEvent.Type
        at = QPointF(cards.visualRect(place(app)).center())
        # Let go beside all cards: nothing is opened by it.
        for kind, held, where in (
            (keys.MouseButtonPress, left, at),
            (keys.MouseButtonRelease, none, QPointF(1, 1)),
        ):
            everywhere = QPointF(cards.viewport().mapToGlobal(where))
            no_keys = Qt.KeyboardModifier.NoModifier
            event = QMouseEvent(kind, where, everywhere, left, held, no_keys)
            QApplication.sendEvent(cards.viewport(), event)

    async def opened(app: AppId) -> Any:
        instance = await host.open_installed(app, OpenRequest(now_s(), Scene.LAUNCHER))
        await instance.reached(State.SHOWN)
        return instance

    await until(lambda: host.preloading._window is not None)
    await point_at(TEA)
    await until(lambda: hosts[TEA] in likely.standing)
    window = likely.view_of(TEA).window
    ahead = likely.view_of(TEA).blank.page
    await until(lambda: ahead.url().path().endswith("blank"))
    await until(lambda: not ahead.isLoading() and ahead.renderProcessPid() > 0)
    pid = ahead.renderProcessPid()
    seen["url"] = ahead.url().path()
    seen["housed"] = [window.is_nobodys, ahead.isVisible(), is_unseen(window)]
    seen["ran"] = [len(host.running), len(host.store.audit.recent())]
    blank: dict[str, Any] = {}
    # It begins as the app's pages do, draws, and has nothing of that left.
    look = "JSON.stringify([typeof fanlight, performance.getEntriesByType('paint').length > 0, "
    async with asyncio.timeout(LONGEST_S):
        while blank.get("stage") != ["object", True, 0]:
            ahead.runJavaScript(
                f"{look} document.body.childElementCount])",
                lambda told: blank.update(stage=json.loads(told or "null")),
            )
            await asyncio.sleep(0.02)
    seen["rehearsed"] = blank["stage"]

    tea = await opened(TEA)
    seen["tea"] = [tea.launch_kind.value, tea.view.widget.page().renderProcessPid() == pid]
    seen["tea window"] = [
        host.box(tea).window is window,
        is_unseen(window),
        window.bar.title.whole,
    ]
    seen["tea said"] = [line.text for line in tea.console_lines]
    tea.close()

    # The keyboard chooses one, another is opened.
    cards.setFocus()
    cards.choose(rows.place_of(TEA))
    later = rows.place_of(CAKE) > rows.place_of(TEA)
    for _ in range(abs(rows.place_of(CAKE) - rows.place_of(TEA))):
        QTest.keyClick(cards, Qt.Key.Key_Right if later else Qt.Key.Key_Left)
    await until(lambda: hosts[CAKE] in likely.standing)
    tea = await opened(TEA)
    seen["other"] = tea.launch_kind.value
    tea.close()

    # One whose pages are isolated from other origins.
    await point_at(CAKE)
    await until(lambda: hosts[CAKE] in likely.standing)
    ahead = likely.view_of(CAKE).blank.page
    await until(lambda: not ahead.isLoading() and ahead.renderProcessPid() > 0)
    pid = ahead.renderProcessPid()
    cake = await opened(CAKE)
    same = cake.view.widget.page().renderProcessPid() == pid
    seen["cake"] = [cake.launch_kind.value, same, [line.text for line in cake.console_lines]]
    cake.close()

    # Pressed on, and opened while its view is still being made.
    await until(lambda: not likely.standing)
    await press_on(CAKE)
    async with asyncio.timeout(LONGEST_S):
        while not (CAKE in likely._standing._under_way or likely.standing):
            await asyncio.sleep(0)  # at the first turn in which it is
    seen["pressed early"] = not likely.standing
    cake = await opened(CAKE)
    seen["pressed"] = cake.launch_kind.value
    await host.end_instance(cake)

    # Several stand at a time.
    for app in (TEA, CAKE):
        await point_at(app)
        await until(lambda app=app: hosts[app] in likely.standing)
    seen["two"] = [hosts[app] in likely.standing for app in (TEA, CAKE)]
    for app in (TEA, CAKE):
        await likely.give_up(hosts[app])

    # A guess of the host's own, without pointing.
    with patch("host.compose.likely._is_busy", return_value=False):  # no property of the code
        likely.idle()
        await until(lambda: {hosts[TEA], hosts[CAKE]} == set(likely.standing))
    seen["guessed"] = len(likely.standing)

    # A WeChat-syntax app's first frame is drawn instead.
    await until(lambda: host.preloading.pid > 0)
    await point_at(CAKE)  # a guess of the host's own may have come meanwhile
    await until(lambda: hosts[CAKE] in likely.standing)
    await point_at(BUN)
    await until(lambda: host.preloading.foreseen is not None)
    seen["both"] = [hosts[CAKE] in likely.standing, host.preloading.foreseen.host == hosts[BUN]]
    bun = await opened(BUN)
    seen["bun"] = bun.launch_kind.value
    bun.close()

    # Another process wants what is held for the guess alone.
    await point_at(CAKE)
    await until(lambda: hosts[CAKE] in likely.standing)
    run = Fanlight(home)
    words = ("open", str(CAKE), "--cold", "--until", "first-screen", "--json")
    ran = await asyncio.to_thread(run.run, *words)
    seen["yielded"] = [ran.code, hosts[CAKE] in likely.standing]

    await point_at(CAKE)
    await until(lambda: hosts[CAKE] in likely.standing)
    removed = await asyncio.to_thread(run.run, "uninstall", str(CAKE), "--json")
    seen["uninstalled"] = [removed.code, hosts[CAKE] in likely.standing]
    await host.settled()
    return seen


def main() -> None:
    home = Path(sys.argv[1])
    choices = HostChoices(joinable=True)
    print(json.dumps(with_host(Home(home), lambda host: work(host, home), choices)), flush=True)


if __name__ == "__main__":
    main()
