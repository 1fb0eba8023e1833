"""Apps that come and go: scenes of tests/host_child.py."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bridge.errors import LoadFailed

Until = Callable[[Callable[[], object]], Awaitable[None]]


async def opened(host: Any, folder: Path, *, evaluable: bool = True) -> Any:
    """Open a folder's app, whose logic layer takes expressions."""
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene

    request = OpenRequest(now_s(), Scene.COMMAND_LINE, evaluable=evaluable)
    instance = await host.open_folder(folder, request)
    await instance.reached(State.SHOWN)
    return instance


async def logic(instance: Any, expression: str) -> Any:
    """A value of a WeChat-syntax app's own layer."""
    inside = f"globalThis.fanlightEvaluate({json.dumps(expression)})"
    return json.loads(await instance.view.evaluate(inside))


async def there_and_back(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """The app in FOLDER opens an installed one, which goes back by itself once it is shown."""
    from host.launch.instance import State

    opener = await opened(host, folder)
    alone = await logic(opener, "getApp().back()")
    await logic(opener, "getApp().go()")
    await until(lambda: len(host.running) == 2)
    other = next(each for each in host.running if each is not opener)
    await until(lambda: other.state is State.CLOSED)
    heard: list[Any] = []
    while not any(each[0] == 1038 for each in heard):
        heard = await logic(opener, "getApp().heard")
    return {
        "alone": alone,
        "heard": heard,
        "pages": await logic(opener, "getCurrentPages().map(({ route }) => route)"),
        "enter": await logic(opener, "wx.getEnterOptionsSync().referrerInfo"),
        "running": [each.ref.app_id for each in host.running],
        "errors": [line.text for line in opener.console_lines if line.level == "error"],
    }


async def beginning_anew(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """The app restarts itself at another page."""
    from host.launch.instance import State

    instance = await opened(host, folder)
    refused = await logic(instance, "getApp().restart('pages/none/none')")
    before = await logic(instance, "getApp().mark()")
    with suppress(LoadFailed):  # the answer may go with its document
        await logic(instance, "(getApp().restart('pages/b/b?x=2'), 1)")
    await until(lambda: instance.page == "pages/b/b" and instance.state is State.SHOWN)
    return {
        "refused": refused,
        "before": before,
        "after": await logic(instance, "getApp().mark()"),
        "pages": await logic(instance, "getCurrentPages().map((p) => [p.route, p.options])"),
        "launch": await logic(instance, "wx.getLaunchOptionsSync().path"),
        "identity": await logic(instance, "wx.getAccountInfoSync().miniProgram"),
        "running": len(host.running),
    }


async def setting(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """The person changes an answer in the sheet that the app has opened."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from bridge.permissions import Grant, Scope
    from host.shell.rights_sheet import RightsSheet

    instance = await opened(host, folder)
    ref, window = instance.ref, host.box(instance).window

    def sheets() -> list[RightsSheet]:
        return [sheet for sheet in window.findChildren(RightsSheet) if sheet.isVisible()]

    async def closed() -> None:
        QTest.mouseClick(sheets()[0].done, Qt.MouseButton.LeftButton)
        await until(lambda: not sheets())

    window.hands.acted()  # as a press in the window does
    await logic(instance, "(getApp().open(), 1)")
    await until(sheets)
    seen: dict[str, Any] = {"unasked": len(sheets()[0].answers)}
    await until(lambda: not sheets()[0].guard.closed)
    await closed()
    await host.store.grants.run_remember(ref.app_id, ref.publisher, Scope.LOCATION, Grant.ALLOW)
    window.permissions_requested.emit()  # the window's menu shows the same
    await until(sheets)
    seen["in_menu"] = len(sheets()[0].answers)
    await until(lambda: not sheets()[0].guard.closed)
    await closed()
    window.hands.acted()  # as a press in the window does
    await logic(instance, "(getApp().open(), 1)")
    await until(sheets)
    box = sheets()[0].answers[Scope.LOCATION]
    seen["shown"] = box.currentText()
    QTest.keyClick(box, Qt.Key.Key_Down)
    seen["in_first_moment"] = box.currentIndex()
    await until(lambda: not sheets()[0].guard.closed)
    QTest.keyClick(box, Qt.Key.Key_Down)
    await closed()
    while len(seen.setdefault("answers", [])) < 2:
        seen["answers"] = await logic(instance, "getApp().answers")
    seen["kept"] = host.store.grants.answer(ref.app_id, ref.publisher, Scope.LOCATION).value
    return seen


async def updating(host: Any, app: Path, until: Until) -> dict[str, Any]:
    """An installed app learns of its update, brings it in, and restarts with it."""
    from bridge.names import AppId
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene

    app_id = AppId(str(app))
    old = await host.open_installed(app_id, OpenRequest(now_s(), Scene.LAUNCHER))
    await old.reached(State.SHOWN)

    async def said(instance: Any, call: str) -> Any:
        worded = f"fanlight.{call}().catch(({{code}}) => code)"
        answer = json.loads(await instance.view.evaluate(worded))
        if isinstance(answer, dict):
            answer.pop("errMsg")
        return answer

    seen: dict[str, Any] = {
        "too_early": await said(old, "applyUpdate"),
        "found": await said(old, "getUpdate"),
        "found_again": await said(old, "getUpdate"),
        "fetched": await said(old, "fetchUpdate"),
        "still": await said(old, "getAppIdentity"),
    }
    with suppress(LoadFailed):  # the answer may go with its document
        await old.view.evaluate("(fanlight.applyUpdate().catch(() => {}), 1)")
    await until(lambda: host.running and host.running[0] is not old)
    new = host.running[0]
    await new.reached(State.SHOWN)
    seen["now"] = await said(new, "getAppIdentity")
    seen["again"] = await said(new, "getUpdate")
    seen["none"] = await said(new, "fetchUpdate")
    seen["none_again"] = await said(new, "fetchUpdate")
    new.close()
    await host.closed(old)  # which waits for the one in its place as well
    return seen


async def screen(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """The desktop on this session's bus is asked to keep the screen on, while the app is seen."""
    from PySide6.QtDBus import QDBusConnection

    from tests.awake_child import Desktop

    bus = QDBusConnection.sessionBus()
    desktop = Desktop(bus)
    assert bus.registerVirtualObject("/org/freedesktop/ScreenSaver", desktop)
    assert bus.registerService("org.freedesktop.ScreenSaver")
    instance = await opened(host, folder)
    window = host.box(instance).window
    keep = "wx.setKeepScreenOn({{ keepScreenOn: {} }})"
    seen: dict[str, Any] = {"kept": await logic(instance, keep.format("true"))}
    seen["asked"] = desktop.asked[2]
    window.hide()
    await until(lambda: not desktop.here)
    window.show()
    await logic(instance, keep.format("true"))
    assert desktop.here
    await logic(instance, keep.format("false"))
    await until(lambda: not desktop.here)
    await logic(instance, keep.format("true"))
    assert desktop.here
    seen["battery"] = await logic(instance, "wx.getBatteryInfoSync()")
    instance.close()
    await until(lambda: not desktop.here)
    return seen


async def giving(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """The person shares a page from the menu, and gives an address, twice and then not."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLabel, QLineEdit

    from host.shell.form_sheet import FormSheet
    from host.shell.question_sheet import QuestionSheet
    from host.shell.share_sheet import ShareSheet
    from tests.weixin_hand import Hand

    instance = await opened(host, folder)
    window = host.box(instance).window

    def there(kind: type[QuestionSheet]) -> list[QuestionSheet]:
        return [each for each in window.findChildren(kind) if each.isVisible()]

    async def sheet(kind: type[QuestionSheet]) -> Any:
        await until(lambda: there(kind))
        (found,) = there(kind)
        await until(lambda: not found.guard.closed)
        return found

    def press(button: Any) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    seen: dict[str, Any] = {"answers": []}
    window.hands.acted()
    window.share_requested.emit()
    shared = await sheet(ShareSheet)
    seen["link"] = shared.findChild(QLineEdit).text()
    seen["said"] = [each.text() for each in shared.findChildren(QLabel)]
    press(shared.done)
    await until(lambda: not there(ShareSheet))
    window.hands.acted()
    await Hand(instance, window).tap("#share")
    shared = await sheet(ShareSheet)
    seen["by_button"] = [each.text() for each in shared.findChildren(QLabel)]
    press(shared.done)
    for number in range(3):
        window.hands.acted()  # as a press in the window does
        await logic(instance, "(getApp().give(), 1)")
        form = await sheet(FormSheet)
        if number == 0:
            for name in ("userName", "telNumber", "cityName", "detailInfo"):
                form.fields[name].setText(f"my {name}")
        press(form.cancel if number == 2 else form.use)
        while len(seen["answers"]) <= number:
            seen["answers"] = await logic(instance, "getApp().answers")
    return seen
