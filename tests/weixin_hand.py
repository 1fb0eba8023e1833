"""A person's hand in the window of a WeChat-syntax app, and an eye on what the app shows.

Imported in the process that runs the host (tests/weixin_child.py), where Qt is.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LONGEST_S = 30.0
Place = tuple[int, int]

# The shadow root of the page that is shown, and words for what is in it.
_LOOK = """
globalThis.look ??= {
  // One that still waits for its style sheets is above the shown one, and drawn by nobody.
  frame: () => {
    const used = [...document.querySelectorAll(".fl-frame")].filter((frame) => !frame.inert);
    return used.find((frame) => !frame.classList.contains("fl-away")) ?? used[0];
  },
  scroller: () => look.frame().querySelector(".fl-page"),
  root: () => look.scroller().shadowRoot,
  one: (selector) => look.root().querySelector(selector),
  text: (selector) => look.one(selector)?.textContent ?? null,
  middle: (selector) => {
    const element = look.one(selector) ?? document.querySelector(selector);
    const {x, y, width, height} = element.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  },
}
"""


class Hand:
    """Mouse, wheel and keys on one running app."""

    def __init__(
        self, instance: Any, window: Any = None, host: Any = None, folder: Path | None = None
    ) -> None:
        self._instance = instance
        self._window = window
        self._host = host
        self._folder = folder

    @property
    def instance(self) -> Any:
        """The running app."""
        return self._instance

    @property
    def host(self) -> Any:
        """What it runs in."""
        return self._host

    @property
    def folder(self) -> Path:
        """The project's folder, where the scene was given it."""
        assert self._folder is not None
        return self._folder

    async def see(self, expression: str) -> Any:
        """A JavaScript value of the view's document; `look` is there."""
        script = f"(({_LOOK}), {expression})"
        return json.loads(await self._instance.view.evaluate(script))

    async def logic(self, expression: str) -> Any:
        """A JavaScript value of the app's own layer, where its pages' code runs."""
        script = f"globalThis.fanlightEvaluate({json.dumps(expression)})"
        return json.loads(await self._instance.view.evaluate(script))

    async def go(self, route: str) -> None:
        """Open a page in place of all that are open, and wait until it is shown."""
        await self.see("(look.frame().dataset.left = '', 0)")
        await self.logic(f"wx.reLaunch({{ url: '/{route}' }}).then(() => 0)")
        shown = "look.frame() && look.frame().dataset.left === undefined && look.root()"
        await self.until(f"({shown})?.childElementCount > 0")

    async def press(self, selector: str) -> None:
        """Bring an element into view, wait until it stands still, and press it."""
        quoted = json.dumps(selector)
        await self.until(f"look.one({quoted}) !== null")
        await self.see(f"(look.one({quoted}).scrollIntoView({{block: 'center'}}), true)")
        await self.still(f"look.middle({quoted})")
        await self.tap(selector)

    def click_at(self, place: Place) -> None:
        """Click at a place of the view, in its pixels."""
        point = QPoint(int(place[0]), int(place[1]))
        QTest.mouseClick(self._widget, Qt.MouseButton.LeftButton, pos=point)

    async def titled(self, title: str) -> bool:
        """Wait until the native bar shows a title."""
        async with asyncio.timeout(LONGEST_S):
            while self._window.bar.title.accessibleName() != title:
                await asyncio.sleep(0.02)
        return True

    async def told(self, fits: Callable[[str], object], selector: str = "#result") -> str:
        """What an element says once it fits."""
        quoted = json.dumps(selector)
        found = await self.until(f"look.text({quoted}) ?? ''", fits)
        assert isinstance(found, str)
        return found

    def running(self) -> list[str]:
        """The ids of all apps that run in this host."""
        return [str(each.ref.app_id) for each in self._host.running]

    @property
    def box(self) -> Any:
        """What the host has around the app."""
        return self._host.box(self._instance)

    @property
    def window(self) -> Any:
        """The app's native window."""
        return self._window

    async def until(self, expression: str, fits: Callable[[Any], object] = bool) -> Any:
        """Wait until a value of the document fits; the value."""
        found = None
        try:
            async with asyncio.timeout(LONGEST_S):
                while not fits(found := await self.see(expression)):
                    await asyncio.sleep(0.02)
        except TimeoutError:
            lines = [line.text for line in self._instance.console_lines]
            raise AssertionError((expression, found, lines)) from None
        return found

    async def still(self, expression: str, fits: Callable[[Any], object] = bool) -> Any:
        """Wait until a value of the document fits and no longer changes; the value."""
        before: object = None
        while before != (found := await self.until(expression, fits)):
            before = found
            await asyncio.sleep(0.2)
        return found

    async def text(self, selector: str, expected: str) -> None:
        """Wait until an element of the shown page has a text."""
        quoted = json.dumps(selector)
        await self.until(f"look.text({quoted})", lambda found: found == expected)

    async def place(self, selector: str) -> Place:
        """The middle of an element, in the window's pixels."""
        x, y = await self.until(f"look.middle({json.dumps(selector)})")
        return int(x), int(y)

    async def tap(self, selector: str) -> None:
        """Click in the middle of an element."""
        QTest.mouseClick(self._widget, Qt.MouseButton.LeftButton, pos=await self._point(selector))

    async def hold(self, selector: str, held_s: float) -> None:
        """Press, wait, and let go."""
        point = await self._point(selector)
        QTest.mousePress(self._widget, Qt.MouseButton.LeftButton, pos=point)
        await asyncio.sleep(held_s)
        QTest.mouseRelease(self._widget, Qt.MouseButton.LeftButton, pos=point)

    async def drag(self, selector: str, right: int, down: int, steps: int = 8) -> None:
        """Press on an element, move by so many pixels, and let go."""
        point = await self._point(selector)
        QTest.mousePress(self._widget, Qt.MouseButton.LeftButton, pos=point)
        for step in range(1, steps + 1):
            await asyncio.sleep(0.02)
            self._move(point + QPoint(right * step // steps, down * step // steps))
        await asyncio.sleep(0.05)
        QTest.mouseRelease(self._widget, Qt.MouseButton.LeftButton, pos=point + QPoint(right, down))

    async def pinch(self, selector: str, up: int) -> None:
        """Turn the wheel with Ctrl over an element, as a touchpad tells of two fingers."""
        await self.turn(selector, -up, Qt.KeyboardModifier.ControlModifier)

    async def turn(
        self,
        selector: str,
        down: int,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Turn the wheel over an element, by so many pixels."""
        point = await self._point(selector)
        event = QWheelEvent(
            QPointF(point),
            QPointF(self._widget.mapToGlobal(point)),
            QPoint(0, -down),
            QPoint(0, -down),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self._widget, event)

    async def turn_until(self, selector: str, down: int, expression: str) -> None:
        """Turn the wheel again and again until something holds."""
        async with asyncio.timeout(LONGEST_S):
            while not await self.see(expression):
                await self.turn(selector, down)
                # Turns less than half a second apart count as one to Chromium, and go where the
                # first one went: nowhere, if that came before the page's first frame.
                await asyncio.sleep(0.6)

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key."""
        QTest.keyClick(self._widget, key, modifier)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        QTest.keyClicks(self._widget, text)

    def back(self) -> None:
        """Press the back button of the window's bar."""
        QTest.mouseClick(self._window.bar.back, Qt.MouseButton.LeftButton)

    @property
    def _widget(self) -> QWidget:
        widget = self._instance.view.widget
        target = widget.focusProxy() or widget
        assert isinstance(target, QWidget)
        return target

    async def _point(self, selector: str) -> QPoint:
        return QPoint(*await self.place(selector))

    def _move(self, point: QPoint) -> None:
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(self._widget.mapToGlobal(point)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self._widget, event)
