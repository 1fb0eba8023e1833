"""A person at the launcher: sideload, trust, open, rights, timings, remove."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

Until = Callable[[Callable[[], object]], Awaitable[None]]


async def at_the_desk(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """The package stands beside its `folder`; what was seen on the way."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMessageBox, QWidget

    from bridge.names import AppId
    from bridge.permissions import Grant, Scope
    from host.compose.desk import Desk
    from host.launch.instance import State
    from host.shell.app_page import AppPage
    from host.shell.qr import qr_image
    from host.shell.rights_page import RightsPage
    from host.shell.timings_page import TimingsPage
    from host.shell.trust_sheet import TrustSheet

    def shown(kind: type[QWidget]) -> Any:
        windows = [*QApplication.topLevelWidgets(), *desk.launcher.findChildren(kind)]
        return next((w for w in windows if isinstance(w, kind) and w.isVisible()), None)

    async def press(button: QWidget) -> None:
        await until(button.isEnabled)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    app_id = AppId("org.example.probe")
    desk = Desk(host)
    await desk.show()
    seen: dict[str, Any] = {"rows_before": desk.launcher.model.rowCount()}

    # Who says no hears nothing more.
    host.show_launcher((str(folder.with_suffix(".ma")),))
    await until(lambda: shown(TrustSheet))
    no = shown(TrustSheet).refuse
    await until(lambda: _pressed(no) and shown(TrustSheet) is None)
    await asyncio.sleep(0.5)
    seen["said_after_no"] = [each.text() for each in (shown(QMessageBox),) if each]

    # A package that was opened in the system's file manager.
    host.show_launcher((str(folder.with_suffix(".ma")),))
    await until(lambda: shown(TrustSheet))
    sheet = shown(TrustSheet)
    seen["told"] = [each.text() for each in sheet.findChildren(QLabel)]
    # The sheet takes no input in its first moment: press until it does.
    await until(lambda: _pressed(sheet.accept) and shown(TrustSheet) is None)
    await until(lambda: host.running and host.running[0].state is State.SHOWN)
    seen["rows_installed"] = desk.launcher.model.rowCount()

    # A code on the clipboard brings it back.
    await host.end_app(app_id)
    QGuiApplication.clipboard().setImage(qr_image(f"fanlight://open/{app_id}?from=code", 300))
    desk.launcher.scan_button.take_from_clipboard()
    await until(lambda: host.running and host.running[0].state is State.SHOWN)

    # So does a link that the system handed over.
    await host.end_app(app_id)
    host.show_launcher((f"fanlight://open/{app_id}",))
    await until(lambda: host.running and host.running[0].state is State.SHOWN)

    menu = host.box(host.running[0]).window.bar.menu
    menu.aboutToShow.emit()
    await until(lambda: menu.pin.isVisible())
    menu.pin.trigger()
    await until(lambda: desk.launcher.model.row(0).pinned)
    menu.aboutToShow.emit()
    await until(lambda: menu.unpin.isVisible())

    desk.launcher.about_requested.emit(app_id)
    await until(lambda: shown(AppPage))
    box = shown(AppPage).answers[Scope.LOCATION]
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    publisher = host.store.library.get(app_id).publisher
    await until(lambda: host.store.grants.answer(app_id, publisher, Scope.LOCATION) is Grant.DENY)
    shown(AppPage).every_app[Scope.LOCATION].click()
    await until(lambda: shown(RightsPage))
    rights = shown(RightsPage)
    seen["under_location"] = {app: box.currentText() for app, box in rights.boxes.items()}
    rights.reset.click()
    await until(lambda: host.store.grants.answer(app_id, publisher, Scope.LOCATION) is None)
    await until(lambda: not rights.boxes)
    for kind, key, modifier in (
        (RightsPage, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (AppPage, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
    ):
        shown(kind).activateWindow()
        await until(shown(kind).isActiveWindow)
        QTest.keyClick(shown(kind), key, modifier)
        await until(lambda gone=kind: shown(gone) is None)

    desk.launcher.permissions_requested.emit(app_id)
    await until(lambda: shown(AppPage))
    seen["permissions_begin_at"] = shown(AppPage).focusWidget().accessibleName()
    shown(AppPage).close()

    desk.launcher.timings_requested.emit()
    await until(lambda: shown(TimingsPage))
    page = shown(TimingsPage)
    seen["launches"] = page.launches.model().rowCount()
    page.filter.export.menu().actions()[1].trigger()
    file = folder.parent / "launches.csv"
    await until(lambda: shown(QFileDialog))
    (field,) = shown(QFileDialog).findChildren(QLineEdit, "fileNameEdit")
    field.setText(str(file))
    shown(QFileDialog).accept()
    await until(file.exists)
    seen["exported"] = file.read_text(encoding="utf-8").count(app_id)
    kind = page.launches.model().index(0, 2).data()
    other = 1 if page.filter.launch.itemText(1) != kind else 2
    page.filter.launch.setCurrentIndex(other)
    page.filter.launch.activated.emit(other)
    await until(lambda: not page.launches.isVisible())

    # Its folder is another identity's: asked about once, whatever was said of the package.
    await host.end_app(app_id)
    for answer in ("refuse", "accept"):
        desk.launcher.sideload_requested.emit(str(folder))
        await until(lambda: shown(TrustSheet))
        sheet = shown(TrustSheet)
        seen["folder"] = [each.text() for each in sheet.findChildren(QLabel)]
        seen["before_" + answer] = len(host.running)
        button = getattr(sheet, answer)
        await until(lambda b=button: _pressed(b) and shown(TrustSheet) is None)
    await until(lambda: host.running and host.running[0].state is State.SHOWN)
    first = host.running[0]
    seen["folder_kept_in"] = first.ref.host
    desk.launcher.sideload_requested.emit(str(folder))
    await until(lambda: host.running and host.running[0] is not first)
    await until(lambda: host.running[0].state is State.SHOWN)
    host.running[0].close()
    await until(lambda: not host.running)

    desk.launcher.remove_requested.emit(app_id)
    await until(lambda: shown(QMessageBox))
    asked = shown(QMessageBox)
    seen["asked"] = asked.text().replace("\u2068", "").replace("\u2069", "")
    seen["asked_in_plain_text"] = asked.textFormat() is Qt.TextFormat.PlainText
    remove = next(
        button
        for button in asked.buttons()
        if asked.buttonRole(button) is QMessageBox.ButtonRole.DestructiveRole
    )
    await press(remove)
    await until(lambda: host.store.library.find(app_id) is None)
    await until(lambda: desk.launcher.model.rowCount() == 0)
    seen["running"] = len(host.running)
    return seen


def _pressed(button: Any) -> bool:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return True
