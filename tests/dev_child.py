"""A developer at work: `python -m tests.dev_child SCENE HOME FOLDER` saves files of a folder that
`fanlight dev` has open, and prints as JSON what became of the app."""

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
from tests.host_child import LONGEST_S, evaluate, until

Scene = Callable[["Desk"], Awaitable[dict[str, Any]]]


class Desk:
    """The edit loop on one folder, and what it says."""

    def __init__(self, host: Any, folder: Path) -> None:
        self.host = host
        self.folder = folder
        self.said: list[str] = []
        self._loop: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        from host.compose.developing import develop

        self._loop = asyncio.ensure_future(develop(self.host, self.folder, self.said.append))
        await self.heard("is open")
        from host.launch.instance import State

        await self.instance.reached(State.SHOWN)

    @property
    def instance(self) -> Any:
        return self.host.running[-1]

    @property
    def window(self) -> Any:
        return self.host.box(self.instance).window

    @property
    def overlay(self) -> Any:
        """The error overlay that is shown, or None."""
        from host.shell.error_overlay import ErrorOverlay

        shown = [each for each in self.window.findChildren(ErrorOverlay) if each.isVisible()]
        return shown[0] if shown else None

    async def heard(self, words: str) -> None:
        """Wait until the loop has said `words`, and forget it."""

        def found() -> int | None:
            told = (n for n, line in enumerate(self.said) if words in line)
            return next(told, None)

        await until(lambda: found() is not None)
        del self.said[: (found() or 0) + 1]

    async def save(self, path: str, change: Callable[[str], str], words: str) -> None:
        """Save a file of the folder, and wait for what is said of it."""
        place = self.folder / path
        place.write_text(change(place.read_text()))
        await self.heard(words)

    async def settled(self) -> None:
        from host.launch.instance import State

        await until(lambda: self.instance.state is State.SHOWN)

    async def told(self, expression: str) -> Any:
        return await evaluate(self.instance, expression)

    async def logic(self, expression: str) -> Any:
        """Of the code of a WeChat-syntax app."""
        return await self.told(f"fanlightEvaluate({json.dumps(expression)})")

    async def end(self) -> None:
        self.instance.close()
        if self._loop is not None:
            await self._loop


async def web(desk: Desk) -> dict[str, Any]:
    """A sheet, an error, its cure, the manifest, in an app of kind web."""
    await desk.begin()
    first, view = desk.instance, desk.instance.view
    colour = "getComputedStyle(document.body).color"
    seen: dict[str, Any] = {"identity": first.ref.origin.value}
    await desk.told("globalThis.before = 1")
    await desk.save("app.css", lambda text: text + "body { color: rgb(1, 2, 3) }", "exchanged")
    seen["styled"] = [await desk.told(colour), await desk.told("globalThis.before")]
    sheets = "document.querySelectorAll('link[rel=stylesheet]').length"
    seen["sheets"] = await desk.told(sheets)
    await desk.told("(location.hash = 'here', 1)")
    await desk.save("pages/index/index.js", lambda text: f"{text}\nglobalThis.now = 2;", "anew")
    await desk.settled()
    seen["reloaded"] = [
        await desk.told("globalThis.now"),
        await desk.told("globalThis.before ?? null"),
        await desk.told("location.hash"),
        desk.instance is first and desk.instance.view is view,
    ]
    before = [await desk.told("crossOriginIsolated"), view.widget.page().renderProcessPid()]
    threads = "globalThis.own = crossOriginIsolated"
    await desk.save("pages/index/index.js", lambda text: f"{text} {threads};", "anew")
    await desk.settled()
    after = [await desk.told("globalThis.own"), view.widget.page().renderProcessPid()]
    seen["isolated"] = [before[0], after[0], before[1] == after[1]]
    await desk.save("manifest.json", lambda text: text.replace("pages/about/about", "no/page"), "")
    await until(lambda: desk.overlay)
    seen["broken"] = [list(desk.overlay.faults), desk.overlay.title.text()]
    seen["goes_on"] = await desk.told("globalThis.now")
    await desk.save(
        "manifest.json", lambda text: text.replace("no/page", "pages/about/about"), "builds"
    )
    await until(lambda: not desk.overlay)
    throws = "setTimeout(() => { null.oh })"
    await desk.save("pages/index/index.js", lambda text: f"{text}\n{throws};", "anew")
    await until(lambda: desk.overlay)
    seen["thrown"] = list(desk.overlay.faults)
    desk.window.grab().save(str(desk.folder.parent / "overlay.png"))
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.keyClick(desk.overlay.hide_button, Qt.Key.Key_Escape)
    seen["hidden"] = desk.overlay is None
    place = desk.window.geometry()
    renamed = '"name": "Another"'
    await desk.save(
        "manifest.json", lambda text: text.replace('"name": "Tea"', renamed), "manifest"
    )
    await desk.settled()
    seen["replaced"] = [desk.instance is not first, desk.window.geometry() == place]
    await desk.end()
    return seen


async def page_data(desk: Desk) -> Any:
    """What the pages of a WeChat-syntax app hold, in the developer tools."""
    from PySide6.QtWidgets import QApplication

    from host.shell.tools_window import ToolsWindow

    next(each for each in desk.window.actions() if each.shortcut().toString() == "F12").trigger()
    (window,) = [x for x in QApplication.topLevelWidgets() if isinstance(x, ToolsWindow)]
    window.tabs.setCurrentWidget(window.page_data)
    await until(lambda: "reached" in window.page_data.toPlainText())
    shown = json.loads(window.page_data.toPlainText())
    window.close()
    return shown


async def weixin(desk: Desk) -> dict[str, Any]:
    """A sheet, a page and what the code throws, two pages deep in a WeChat-syntax app."""
    await desk.begin()
    first = desk.instance
    stack = "getCurrentPages().map((page) => [page.route, page.options])"
    await desk.logic("(getApp().before = 1, wx.navigateTo({ url: '/pages/goal/goal?id=2' }))")
    await desk.logic("new Promise((done) => setTimeout(done, 50))")
    seen: dict[str, Any] = {"stack": await desk.logic(stack)}
    padding = (
        "new Promise((done) => wx.createSelectorQuery().select('.save')"
        ".fields({ computedStyle: ['paddingLeft'] }, done).exec())"
    )
    seen["padding"] = await desk.logic(padding)
    seen["data"] = await page_data(desk)
    sheet = "pages/goal/goal.wxss"
    more = ".save { padding-left: 77px !important }"
    await desk.save(sheet, lambda text: text + more, "exchanged")
    seen["styled"] = [await desk.logic(padding), await desk.logic("getApp().before")]
    await desk.save(
        "pages/goal/goal.js", lambda text: text.replace("data: {", "data: { n: 7,"), "anew"
    )
    await desk.settled()
    top = "getCurrentPages().at(-1)?.data.n"
    async with asyncio.timeout(LONGEST_S):
        while await desk.logic(top) != 7:
            await asyncio.sleep(0.02)
    seen["anew"] = [await desk.logic(stack), await desk.logic("getApp().before ?? null")]
    seen["same"] = desk.instance is first
    await desk.save("pages/goal/goal.wxml", lambda text: f"{text}<view", "C20")
    await until(lambda: desk.overlay)
    seen["broken"] = list(desk.overlay.faults)
    throws = "onLoad(query) {\n    null.oh;"
    fixed = desk.folder / "pages/goal/goal.wxml"
    script = desk.folder / "pages/goal/goal.js"
    script.write_text(script.read_text().replace("onLoad(query) {", throws))
    fixed.write_text(fixed.read_text().removesuffix("<view"))
    await desk.heard("where it was")
    await until(lambda: desk.overlay and "TypeError" in str(desk.overlay.faults))
    seen["thrown"] = list(desk.overlay.faults)
    await desk.end()
    return seen


async def broken(desk: Desk) -> dict[str, Any]:
    """A manifest that names a page that is not there."""
    await desk.begin()
    await desk.save("manifest.json", lambda text: text.replace("pages/about/about", "no/page"), "")
    await until(lambda: desk.overlay)
    seen = {"broken": list(desk.overlay.faults), "title": desk.overlay.title.text()}
    desk.window.grab().save(str(desk.folder.parent / "overlay.png"))
    await desk.end()
    return seen


async def tools(desk: Desk) -> dict[str, Any]:
    """The developer tools over an app that has called, asked the network and stored."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from host.shell.tools_window import Panel, ToolsWindow

    await desk.begin()

    def window() -> Any:
        found = QApplication.topLevelWidgets()
        return next((x for x in found if isinstance(x, ToolsWindow) and x.isVisible()), None)

    seen: dict[str, Any] = {"closed_at_first": window() is None}
    await until(lambda: desk.window.actions())
    (action,) = [each for each in desk.window.actions() if each.shortcut().toString() == "F12"]
    action.trigger()
    await until(window)
    page = window().tabs.widget(0).page()
    seen["tools_page"] = page.inspectedPage() is not None
    # The engine draws its tools by itself: their page's own elements say that they are there.
    found: list[Any] = []
    async with asyncio.timeout(LONGEST_S):
        while not found or not found[-1]:
            page.runJavaScript("document.body ? document.body.children.length : 0", found.append)
            await asyncio.sleep(0.1)
    seen["tools_url"] = page.url().scheme()
    site = desk.folder.joinpath("site.txt").read_text()
    await desk.told("fanlight.setStorage({ key: 'tea', data: { cups: 3 } }).then(() => 1)")
    await desk.told("fanlight.getLocation({}).then(() => 1, () => 2)")
    await desk.told(f"fetch('{site}/answer?secret=1').then((answer) => answer.text())")
    await desk.told("fetch('https://elsewhere.invalid/').then(() => 1, () => 2)")
    window().bring(Panel.CALLS)
    await until(lambda: len(window().rows(Panel.CALLS)) >= 2)
    await until(lambda: any("getLocation" in row for row in window().rows(Panel.CALLS)))
    seen["calls"] = window().rows(Panel.CALLS)
    window().only_refused.click()
    await until(lambda: all("ok" not in row for row in window().rows(Panel.CALLS)))
    seen["refused"] = window().rows(Panel.CALLS)
    window().grab().save(str(desk.folder.parent / "tools.png"))
    window().bring(Panel.NETWORK)
    await until(lambda: len(window().rows(Panel.NETWORK)) == 2)
    seen["network"] = window().rows(Panel.NETWORK)
    window().bring(Panel.STORAGE)
    await until(lambda: window().rows(Panel.STORAGE))
    seen["storage"] = window().rows(Panel.STORAGE)
    QTest.keyClicks(window().search, "nothing like it")
    await until(lambda: not window().rows(Panel.STORAGE))
    QTest.keyClick(window().search, Qt.Key.Key_Escape)
    window().search.clear()
    renamed = '"name": "Another"'
    await desk.save("manifest.json", lambda text: text.replace('"name": "Probe"', renamed), "manif")
    await until(lambda: window() and "Another" in window().windowTitle())
    seen["follows"] = True
    await desk.end()
    await until(lambda: window() is None)
    return seen


def main() -> int:
    """Play one scene and print what it saw."""
    _, scene, home, folder = sys.argv

    async def work(host: Any) -> dict[str, Any]:
        return await globals()[scene](Desk(host, Path(folder).absolute()))

    seen = with_host(Home(Path(home).absolute()), work, HostChoices(at_once=True))
    print(json.dumps(seen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
