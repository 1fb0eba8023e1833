"""A person at the menu of an installed app's window, in a real host."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

Until = Callable[[Callable[[], object]], Awaitable[None]]


async def at_the_capsule(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """The package stands beside its `folder`. Opens it some times."""
    from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

    from bridge.names import AppId
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene, request_of
    from host.links import parse_link
    from host.shell.app_page import AppPage
    from host.shell.capsule_menu import MenuAct, WindowSize
    from host.shell.report_sheet import ReportSheet
    from host.shell.share_sheet import ShareSheet
    from host.store.trust import TrustPolicy

    def shown(kind: type[Any]) -> Any:
        widgets = QApplication.allWidgets()
        return next((w for w in widgets if isinstance(w, kind) and w.isVisible()), None)

    async def opened(fragment: str = "") -> Any:
        request = OpenRequest(now_s(), Scene.LAUNCHER)
        if fragment:
            request = request_of(parse_link(f"fanlight://open/{app_id}#{fragment}"), now_s())
        instance = await host.open_installed(app_id, request)
        await instance.reached(State.SHOWN)
        return host.box(instance).window

    async def pressed(sheet: Any, button: Any) -> None:
        """Sheets take no input in their first moment."""
        await until(lambda: not sheet.guard.closed)
        button.click()

    app_id = AppId("org.example.probe")
    await host.sideload(folder.with_suffix(".ma"), TrustPolicy(asker=_Trusting()))
    seen: dict[str, Any] = {}
    window = await opened()
    seen["first_px"] = [window.width(), window.height()]
    menu = window.bar.menu
    menu.aboutToShow.emit()
    await until(lambda: menu.add_shortcut.isVisible())
    menu.add_shortcut.trigger()
    await until(lambda: window.toast.shown_text)
    seen["told"] = window.toast.shown_text
    menu.aboutToShow.emit()
    await until(lambda: menu.remove_shortcut.isVisible())

    menu.share.trigger()
    await until(lambda: shown(ShareSheet))
    (link,) = shown(ShareSheet).findChildren(QLineEdit)
    seen["link"] = link.text()
    await pressed(shown(ShareSheet), shown(ShareSheet).done)
    await until(lambda: shown(ShareSheet) is None)

    menu.chosen.emit(MenuAct.REPORT)
    await until(lambda: shown(ReportSheet))
    await pressed(shown(ReportSheet), shown(ReportSheet).save)
    await until(lambda: shown(QFileDialog))
    file = folder.parent / "report.zip"
    (field,) = shown(QFileDialog).findChildren(QLineEdit, "fileNameEdit")
    field.setText(str(file))
    shown(QFileDialog).accept()
    await until(file.exists)

    window.about_requested.emit()
    await until(lambda: shown(AppPage))
    seen["about"] = shown(AppPage).windowTitle()
    shown(AppPage).close()

    window.take_size(WindowSize.STANDARD)
    seen["room_px"] = [
        min(room, wanted)
        for room, wanted in zip(
            window.screen().availableSize().toTuple(), WindowSize.STANDARD.value, strict=True
        )
    ]
    await host.end_app(app_id)
    window = await opened()
    seen["second_px"] = [window.width(), window.height()]
    window.take_size(WindowSize.FULL)
    await until(window.isMaximized)
    await host.end_app(app_id)
    seen["third_is_full"] = (await opened()).isMaximized()
    # A link's size is for once: it neither moves a window that stands nor is it kept.
    seen["stays_full"] = (await opened("mode=compact")).isMaximized()
    await host.end_app(app_id)
    window = await opened("mode=compact")
    seen["linked_px"] = [window.isMaximized(), window.width(), window.height()]
    await host.end_app(app_id)
    window = await opened("mode=standard")
    seen["linked_standard_px"] = [window.width(), window.height()]
    await host.end_app(app_id)
    seen["is_full_again"] = (await opened()).isMaximized()
    return seen


class _Trusting:
    """A person who says yes."""

    def ask(self, publisher: object, manifest: object) -> bool:
        return True
