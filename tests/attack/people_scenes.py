"""Scenes of tests/attack/window_child.py about what people see and are asked."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from tests.attack.by_hand import by_hand
from tests.host_child import LONGEST_S, Scene, evaluate, opened, until

LOOKING_S = 0.3
"""How long a scene looks whether something comes that must not."""


class Person:
    """At one app's window: what they see, and their hand on the mouse."""

    def __init__(self, host: Any, instance: Any) -> None:
        self.instance = instance
        self.window = host.box(instance).window
        self.handle = self.window.windowHandle()

    @property
    def sheets(self) -> list[Any]:
        """The questions on screen."""
        from host.shell.question_sheet import QuestionSheet

        found = self.window.findChildren(QuestionSheet)
        return [sheet for sheet in found if sheet.isVisible()]

    def texts(self, widget: Any) -> list[str]:
        """What the labels in a widget say."""
        from PySide6.QtWidgets import QLabel

        return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]

    async def click(self, selector: str) -> None:
        """Click on a page's element; its handler has run then."""
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        place = f"document.querySelector({json.dumps(selector)}).getBoundingClientRect()"
        x, y = await evaluate(self.instance, f"(({{x, y}}) => [x + 5, y + 5])({place})")
        at = self.instance.view.widget.mapTo(self.window, QPoint(int(x), int(y)))
        before = await evaluate(self.instance, "clicked")
        await by_hand(lambda: QTest.mouseClick(self.handle, Qt.MouseButton.LeftButton, pos=at))
        async with asyncio.timeout(LONGEST_S):
            while await evaluate(self.instance, "clicked") == before:
                await asyncio.sleep(0.01)

    async def click_on(self, control: Any) -> None:
        """Click on a control of the host's, where it is drawn."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        at = control.mapTo(self.window, control.rect().center())
        await by_hand(lambda: QTest.mouseClick(self.handle, Qt.MouseButton.LeftButton, pos=at))

    async def press(self, key: Any) -> None:
        """Press a key in the window."""
        from PySide6.QtTest import QTest

        await by_hand(lambda: QTest.keyClick(self.handle, key))

    async def question(self) -> Any:
        """The one question that is on screen, or comes."""
        await until(lambda: self.sheets)
        (sheet,) = self.sheets
        return sheet

    async def answer(self, name: str) -> None:
        """Press a button of the question, once it takes presses."""
        sheet = await self.question()
        await until(lambda: not sheet.guard.closed)
        await self.click_on(getattr(sheet, name))
        await until(lambda: sheet not in self.sheets)

    async def ended(self, count: int) -> Any:
        """What the page's calls came to, once there are `count`."""
        async with asyncio.timeout(LONGEST_S):
            while len(ended := await evaluate(self.instance, "ended")) < count:
                await asyncio.sleep(0.02)
        return ended

    async def forget(self) -> None:
        await evaluate(self.instance, "(ended.length = 0, 1)")

    def picture(self, name: str) -> None:
        """Keep what is on screen, where FANLIGHT_TEST_PICTURES says so."""
        if folder := os.environ.get("FANLIGHT_TEST_PICTURES"):
            self.window.grab().save(str(Path(folder, f"{name}.png")))


async def asked_and_asked(host: Any, folder: Path) -> dict[str, Any]:
    """Questions out of nothing, in heaps, behind a hidden window, after refusals."""
    from host.shell import hand_watch

    instance = await opened(host, folder)
    person = Person(host, instance)
    seen: dict[str, Any] = {}
    hand_watch.ACT_COUNTS_S = 0.2
    await asyncio.sleep(0.3)
    await evaluate(instance, "(ask('getLocation'), ask('agree'), 1)")
    seen["untouched"] = await person.ended(2)
    seen["untouched_sheets"] = len(person.sheets)
    hand_watch.ACT_COUNTS_S = 60.0
    await person.forget()
    await person.click("#heap")  # a hundred times one right, and others beside it
    await person.question()
    await asyncio.sleep(LOOKING_S)
    seen["at_once"] = len(person.sheets)
    person.window.hide()
    seen["hidden"] = sorted(set(await person.ended(103)))
    await person.forget()
    await evaluate(instance, "(ask('getLocation'), 1)")
    seen["while_hidden"] = await person.ended(1)
    seen["hidden_sheets"] = len(person.sheets)
    person.window.show()
    await person.forget()
    for name, refusal in (("#place", "deny"), ("#agree", "refuse")):
        await person.click(name)
        await person.answer(refusal)
    await person.ended(2)
    await person.click("#clipboard")
    await person.click("#agree")
    seen["refused_twice"] = await person.ended(4)
    seen["sheets_then"] = len(person.sheets)
    return seen


async def click_jacked(host: Any, folder: Path) -> dict[str, Any]:
    """The mouse goes on clicking, and the keyboard typing, where a question appears."""
    from PySide6.QtCore import Qt

    from host.shell import input_guard

    instance = await opened(host, folder)
    person = Person(host, instance)
    seen: dict[str, Any] = {"guard_ms": input_guard.GUARD_MS}
    for name, choice in (("#place", "allow"), ("#agree", "agree")):
        await person.forget()
        await person.click(name)
        sheet = await person.question()
        # However slow this machine is, all of these come in the time that is guarded.
        input_guard.GUARD_MS = 60_000
        for _ in range(4):
            await person.click_on(getattr(sheet, choice))
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape):
                await person.press(key)
        seen[name] = [sheet.isVisible(), await evaluate(instance, "ended")]
        input_guard.GUARD_MS = seen["guard_ms"]
        await until(lambda guard=sheet.guard: not guard.closed)
        person.picture(f"asked-{choice}")
        await person.press(Qt.Key.Key_Return)  # nor may Enter allow later
        await asyncio.sleep(0.1)
        seen[f"{name} enter"] = await evaluate(instance, "ended")
        await person.answer(choice)
        seen[f"{name} pressed"] = await person.ended(1)
    return seen


async def imitated(host: Any, folder: Path) -> dict[str, Any]:
    """Each app in `folder` draws the host's question, then asks; names and titles that pretend."""
    seen = {}
    for app in sorted(folder.iterdir()):
        instance = await opened(host, app)
        seen[app.name] = await _imitated(Person(host, instance), app.name)
        instance.close()
    return seen


async def _imitated(person: Person, name: str) -> dict[str, Any]:
    from PySide6.QtCore import QRect

    instance = person.instance
    window = person.window
    bar = QRect(0, 0, window.width(), window.bar.height())
    seen: dict[str, Any] = {"title": window.windowTitle()}
    honest = window.grab(bar).toImage()
    await evaluate(instance, "(draw(), new Promise((done) => setTimeout(done, 200)))")
    await asyncio.sleep(LOOKING_S)
    seen["bar_untouched"] = window.grab(bar).toImage() == honest
    person.picture(f"imitated-{name}")
    await evaluate(instance, "spoof()")
    seen["bar_says"] = window.bar.title.text()
    seen["bar_tip"] = window.bar.title.toolTip()
    seen["title_then"] = window.windowTitle()
    person.picture(f"spoofed-{name}")
    await person.click("#place")
    sheet = await person.question()
    await until(lambda: not sheet.guard.closed)
    await asyncio.sleep(LOOKING_S)
    seen["bar_dimmed"] = window.grab(bar).toImage() != honest
    seen["over_bar"] = sheet.board.y() < window.bar.height() and sheet.geometry() == window.rect()
    seen["texts"] = person.texts(sheet.board)
    seen["reader_hears"] = sheet.board.accessibleDescription()
    seen["in_place"] = all(_fits(sheet.board, control) for control in _shown(sheet.board))
    person.picture(f"real-{name}")
    await person.answer("deny")
    return seen


def _shown(board: Any) -> list[Any]:
    from PySide6.QtWidgets import QLabel, QPushButton

    return [
        each
        for kind in (QLabel, QPushButton)
        for each in board.findChildren(kind)
        if each.isVisible()
    ]


def _fits(board: Any, control: Any) -> bool:
    """Whether a control lies within the board, and its words within the control."""
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QLabel

    place = QRect(control.mapTo(board, control.rect().topLeft()), control.size())
    if not board.rect().contains(place):
        return False
    if isinstance(control, QLabel) and control.text():
        if control.wordWrap():
            return bool(control.heightForWidth(control.width()) <= control.height())
        return bool(control.fontMetrics().horizontalAdvance(control.text()) <= control.width() + 1)
    return True


async def notified(host: Any, folder: Path) -> dict[str, Any]:
    """What reaches the system when an app notifies as the host, or as another app."""
    from PySide6.QtWidgets import QSystemTrayIcon

    from host.services import qt

    told: list[list[str]] = []

    class Tray(QSystemTrayIcon):
        """Stands where Xvfb has no notification area; all before it is real."""

        @staticmethod
        def isSystemTrayAvailable() -> bool:
            return True

        @staticmethod
        def supportsMessages() -> bool:
            return True

        def showMessage(self, title: str, message: str, *rest: Any) -> None:
            told.append([title, message])

    qt.QSystemTrayIcon = Tray
    instance = await opened(host, folder)
    person = Person(host, instance)
    await person.click("#notify")
    await person.answer("allow")
    ended = await person.ended(1)
    return {"ended": ended, "told": told}


SCENES: dict[str, Scene] = {
    "asked_and_asked": asked_and_asked,
    "click_jacked": click_jacked,
    "imitated": imitated,
    "notified": notified,
}
