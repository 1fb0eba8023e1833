"""A host at whose window an attack is mounted.

`python -m tests.attack.window_child SCENE HOME FOLDER`, as tests/host_child.py; events of mouse,
keyboard and other programs' drags come by the window's own handle, as the system delivers them.
Prints what was seen as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from tests.attack import people_scenes
from tests.attack.by_hand import by_hand
from tests.host_child import Scene, evaluate, opened, until


async def _place(instance: Any, window: Any, selector: str) -> Any:
    """The middle of a page's element in the window's own pixels."""
    from PySide6.QtCore import QPoint

    place = f"document.querySelector({json.dumps(selector)}).getBoundingClientRect()"
    x, y = await evaluate(
        instance, f"(({{x, y, width: w, height: h}}) => [x + w / 2, y + h / 2])({place})"
    )
    return instance.view.widget.mapTo(window, QPoint(int(x), int(y)))


def _file_data(file: Path) -> Any:
    """What a file manager offers of a file, on the clipboard and in a drag."""
    from PySide6.QtCore import QMimeData, QUrl

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    data.setText(str(file))
    return data


async def _drop(handle: Any, at: Any, data: Any) -> list[bool]:
    """Another program's drag comes in and is dropped; what was accepted."""
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
    from PySide6.QtWidgets import QApplication

    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none, accepted = Qt.KeyboardModifier.NoModifier, []
    for event in (
        QDragEnterEvent(QPointF(at), copy, data, left, none),
        QDragMoveEvent(QPointF(at), copy, data, left, none),
        QDropEvent(QPointF(at), copy, data, left, none),
    ):
        await by_hand(partial(QApplication.sendEvent, handle, event))
        accepted.append(event.isAccepted())
        await asyncio.sleep(0.1)
    return accepted


async def hand_in_and_out(host: Any, folder: Path) -> dict[str, Any]:
    """Drop files, paste files, drag something out; what the page came to know."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest

    instance = await opened(host, folder)
    window = host.box(instance).window
    handle, left = window.windowHandle(), Qt.MouseButton.LeftButton
    secret = folder.parent / "secret-folder" / "kept.html"
    secret.parent.mkdir()
    secret.write_text("<h1>kept</h1>")
    seen: dict[str, Any] = {"accepted": []}
    for selector in ("#drag", "#field", "#frame"):
        at = await _place(instance, window, selector)
        seen["accepted"] += await _drop(handle, at, _file_data(secret))
    seen["accepted"] += await _drop(handle, QPoint(200, 20), _file_data(secret))  # the bar
    seen["after_drops"] = await evaluate(instance, "events.splice(0)")
    QGuiApplication.clipboard().setMimeData(_file_data(secret))
    for selector in ("#field", "#rich"):
        at = await _place(instance, window, selector)
        await by_hand(partial(QTest.mouseClick, handle, left, pos=at))
        await until_page(instance, f"document.activeElement.matches({selector!r})")
        control = Qt.KeyboardModifier.ControlModifier
        await by_hand(partial(QTest.keyClick, handle, Qt.Key.Key_V, control))
        await until_page(instance, "events.includes('beforeinput')")
        seen[f"pasted {selector}"] = await evaluate(instance, "events.splice(0)")
    seen["texts"] = await evaluate(instance, "[field.value, rich.innerHTML]")
    seen["files"] = await evaluate(instance, "files")
    for selector in ("#drag", "#frame"):
        await evaluate(instance, "(events.splice(0), 1)")
        start = await _place(instance, window, selector)
        await by_hand(partial(QTest.mousePress, handle, left, pos=start))
        for step in range(1, 10):
            await asyncio.sleep(0.03)
            await by_hand(partial(QTest.mouseMove, handle, start + QPoint(step * 5, step * 2)))
        await asyncio.sleep(0.1)
        await by_hand(partial(QTest.mouseRelease, handle, left, pos=start + QPoint(45, 18)))
        await until_page(instance, "events.includes('mouseup')")
        seen[f"dragged {selector}"] = await evaluate(instance, "events")
    seen["place"] = await evaluate(instance, "location.pathname")
    seen["denied"] = [denial.detail for denial in instance.denials]
    return seen


async def press_everything(host: Any, folder: Path) -> dict[str, Any]:
    """Click each of the page's links and buttons, then close the window as a person does."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from host.launch.instance import State

    def visible() -> set[int]:
        return {id(each) for each in QApplication.topLevelWidgets() if each.isVisible()}

    instance = await opened(host, folder)
    window = host.box(instance).window
    windows, more = visible(), 0
    before = (window.geometry(), window.windowTitle(), window.bar.title.text())
    names = await evaluate(instance, "[...document.querySelectorAll('[id]')].map(({id}) => id)")

    async def press(name: str) -> None:
        at = await _place(instance, window, f"#{name}")
        await evaluate(
            instance, "(globalThis.pressed = 0, onclick = () => { globalThis.pressed += 1 }, 1)"
        )
        handle, left = window.windowHandle(), Qt.MouseButton.LeftButton
        await by_hand(partial(QTest.mouseClick, handle, left, pos=at))
        await until_page(instance, "globalThis.pressed !== 0")  # a new page has no counter

    for name in names:
        if name in {"loops", "leave"}:
            continue
        await press(name)
        more = max(more, len(visible() - windows))
    denied = sorted({denial.what for denial in instance.denials})  # before a thousand more
    await press("loops")
    await until_page(instance, "'loops' in told")
    after = (window.geometry(), window.windowTitle(), window.bar.title.text())
    seen = {
        "pressed": names,
        "place": await evaluate(instance, "location.href.replace(location.host, 'HOST')"),
        "told": await evaluate(instance, "told"),
        "denied": denied,
        "windows": more,
        "unmoved": before == after,
        "full_screen": window.isFullScreen(),
        "errors": [error.code for error in instance.errors],
    }
    await press("leave")  # wants to be asked before it goes, by a reload and by the person
    QTest.mouseClick(window.bar.close_button, Qt.MouseButton.LeftButton)
    await until(lambda: instance.state is State.CLOSED)
    return seen


async def until_page(instance: Any, expression: str) -> None:
    """Let time pass until an expression holds in the page, for a while: what it then is, is told
    by the caller."""
    for _ in range(100):
        if await evaluate(instance, expression):
            return
        await asyncio.sleep(0.05)


async def killed_in_call(host: Any, folder: Path) -> dict[str, Any]:
    """The renderer is killed in the middle of calls; then the process that makes renderers."""
    from bridge.errors import LoadFailed
    from host.launch.instance import State
    from host.shell.dialogs import ModalVeil
    from host.shell.window import Showing

    instance = await opened(host, folder)
    window = host.box(instance).window

    def modals() -> list[ModalVeil]:
        return [veil for veil in window.findChildren(ModalVeil) if veil.isVisible()]

    await evaluate(instance, "(fanlight.showModal({title: 'waits', content: ''}), 1)")
    await until(modals)
    waiting = asyncio.ensure_future(evaluate(instance, "await new Promise(() => {})"))
    await asyncio.sleep(0.1)
    os.kill(instance.view.widget.page().renderProcessPid(), signal.SIGKILL)
    await until(lambda: instance.state is State.FAILED)
    seen: dict[str, Any] = {"code": instance.errors[-1].code}
    try:
        await asyncio.wait_for(waiting, 20)
    except LoadFailed as error:
        seen["evaluation"] = error.code
    await until(lambda: not modals())
    seen["card"] = window.problem.isVisible()
    window.retry_requested.emit()
    await until(lambda: window.showing is Showing.CONTENT)
    seen["again"] = await evaluate(instance, "document.querySelector('h1').textContent")
    # Every renderer is forked from Chromium's zygote, and lives in its process namespace.
    zygote = next(pid for pid, words in _children() if words[1:2] == ["--type=zygote"])
    os.kill(zygote, signal.SIGKILL)
    await until(lambda: instance.state is State.FAILED)
    seen["after_zygote"] = instance.errors[-1].code
    window.retry_requested.emit()
    await until(lambda: window.showing is Showing.CRASH)
    seen["host"] = window.isVisible()
    return seen


def _children() -> list[tuple[int, list[str]]]:
    """This process's own engine processes but the one that is not sandboxed, newest last."""
    found = []
    for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().replace("\0", " ").split()
        if "--no-zygote-sandbox" not in words:
            found.append((int(pid), words))
    return found


SCENES: dict[str, Scene] = {
    "hand_in_and_out": hand_in_and_out,
    "killed_in_call": killed_in_call,
    "press_everything": press_everything,
    **people_scenes.SCENES,
}


def main() -> None:
    name, home, folder = sys.argv[1:]

    async def work(host: Any) -> dict[str, Any]:
        return await SCENES[name](host, Path(folder))

    print(json.dumps(with_host(Home(Path(home)), work, HostChoices())), flush=True)


if __name__ == "__main__":
    main()
