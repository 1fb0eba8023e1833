"""One real host in one look: its windows as a person meets them, one after the other."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bridge.names import AppId
from bridge.permissions import Grant, Scope
from host.compose.choices import HostChoices, ThemeChoice
from host.compose.session import with_host
from host.paths import Home

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from host.compose.desk import Desk
    from host.compose.host import Host
    from host.launch.instance import Instance
    from host.shell.window import MiniProgramWindow

THEMES = (ThemeChoice.LIGHT.value, ThemeChoice.DARK.value)
HELLO, NOTES = AppId("org.fanlight.hello"), AppId("org.fanlight.notes")
SETTLED_S = 0.5
"""Longer than the tokens' longest motion, and than a frame of the slowest machine."""
LONGEST_S = 60


class Camera:
    """Waits for windows and keeps their pictures as `real-NAME-THEME-LANGUAGE.png`."""

    def __init__(self, out: Path, suffix: str) -> None:
        self._out = out
        self._suffix = suffix

    async def until(self, holds: Callable[[], object]) -> Any:
        """What `holds` returns when it is true."""
        async with asyncio.timeout(LONGEST_S):
            while not (found := holds()):
                await asyncio.sleep(0.02)
        return found

    async def window(self, kind: type[QWidget]) -> Any:
        """The visible widget of this kind, as soon as there is one."""
        from PySide6.QtWidgets import QApplication

        def find() -> QWidget | None:
            for widget in QApplication.allWidgets():
                if isinstance(widget, kind) and widget.isVisible():
                    return widget
            return None

        return await self.until(find)

    async def take(self, widget: QWidget, name: str) -> None:
        await asyncio.sleep(SETTLED_S)
        picture = widget.grab()
        assert not picture.isNull()
        picture.save(str(self._out / f"real-{name}-{self._suffix}.png"))


async def visit(host: Host, notes: Path, camera: Camera) -> None:
    """The whole way. `notes` is the source folder of the sample."""
    from host.compose.desk import Desk

    desk = Desk(host)
    await desk.show()
    await camera.until(lambda: desk.launcher.model.rowCount() >= 2)
    await apps(host, desk, camera)
    await launcher(desk, camera)
    await pages(host, desk, camera)
    await sideload(host, desk, notes, camera)
    await removal(desk, camera)
    await driven(host, notes, camera)
    desk.launcher.close()


async def launcher(desk: Desk, camera: Camera) -> None:
    """Its sections, and one app of a registry."""
    from host.shell.launcher_words import Section

    window = desk.launcher
    window.sections.choose(Section.ALL)
    await camera.take(window, "launcher")
    window.sections.choose(Section.RECENT)
    await camera.take(window, "launcher-recent")
    window.sections.choose(Section.DISCOVER)
    await camera.until(lambda: window.store.model.rowCount() >= 2)
    await camera.take(window, "discover")
    window.store.open_chosen()
    await camera.until(lambda: window.detail.isVisible())
    await camera.until(lambda: window.detail.facts.rights is not None)
    await camera.take(window, "discover-detail")
    window.detail.back.click()
    window.sections.choose(Section.ALL)


async def apps(host: Host, desk: Desk, camera: Camera) -> None:
    """Each app's first screen; over one of them everything that can hang there."""
    from host.launch.instance import State

    for app_id in (HELLO, NOTES):
        desk.launcher.open_requested.emit(app_id)
        instance = await camera.until(
            lambda wanted=app_id: next((x for x in host.running if x.ref.app_id == wanted), None)
        )
        await camera.until(lambda opened=instance: opened.state is State.SHOWN)
        await camera.take(host.box(instance).window, f"app-{app_id.rpartition('.')[2]}")
        if app_id == HELLO:
            await over(host, host.box(instance).window, camera)
    for instance in host.running:
        instance.close()


async def over(host: Host, window: MiniProgramWindow, camera: Camera) -> None:
    """The menu, a question, and the sheets."""
    from host.compose.asking import Asking
    from host.shell.capsule_menu import MenuAct
    from host.shell.permission_sheet import PermissionSheet
    from host.shell.report_sheet import ReportSheet
    from host.shell.rights_sheet import RightsSheet
    from host.shell.share_sheet import ShareSheet

    window.bar.menu_button.click()
    await camera.until(lambda: window.bar.menu.isVisible())
    await camera.until(lambda: window.bar.menu.pin.isVisible())
    await camera.take(window.bar.menu, "menu")
    window.bar.menu.close()
    instance = next(each for each in host.running if each.ref.app_id == HELLO)
    (wanted,) = [x for x in instance.manifest.req_permissions if x.name == Scope.LOCATION]
    asking = Asking(host.skin.appearance, host.skin.shelf, prompts=True)
    asked = asyncio.ensure_future(
        asking.at(window, _face(host, instance)).ask(
            Scope.LOCATION, instance.manifest.reason_for(wanted, host.language)
        )
    )
    sheet = await camera.window(PermissionSheet)
    await camera.take(window, "permission")
    await camera.until(lambda: not sheet.guard.closed)
    sheet.once.click()
    await asked
    publisher = instance.ref.publisher
    for scope, answer in ((Scope.LOCATION, Grant.ALLOW), (Scope.CLIPBOARD_READ, Grant.DENY)):
        await host.store.grants.run_remember(HELLO, publisher, scope, answer)
    for open_it, kind, name in (
        (window.share_requested.emit, ShareSheet, "share"),
        (window.permissions_requested.emit, RightsSheet, "rights"),
        (lambda: window.act_requested.emit(MenuAct.REPORT), ReportSheet, "report"),
    ):
        open_it()
        hung = await camera.window(kind)
        await camera.take(window, name)
        await camera.until(lambda on_screen=hung: not on_screen.guard.closed)
        hung.dismiss()
        await asyncio.sleep(0.1)
    await withdrawn(host, instance, window, camera)


async def pages(host: Host, desk: Desk, camera: Camera) -> None:
    """About an app, a right, and the timings of what was opened here."""
    from host.shell.app_page import AppPage
    from host.shell.rights_page import RightsPage
    from host.shell.timings_page import TimingsPage

    desk.launcher.about_requested.emit(HELLO)
    about = await camera.window(AppPage)
    await camera.take(about, "about")
    about.every_app[Scope.LOCATION].click()
    rights = await camera.window(RightsPage)
    await camera.take(rights, "right")
    desk.launcher.timings_requested.emit()
    timings = await camera.window(TimingsPage)
    timings.resize(timings.width(), 1500)
    await camera.take(timings, "timings")
    for window in (about, rights, timings):
        window.close()


async def sideload(host: Host, desk: Desk, notes: Path, camera: Camera) -> None:
    """Packages by a publisher that this home has never met: one that takes an installed app's
    name is refused, one of its own is asked about."""
    from PySide6.QtWidgets import QMessageBox

    from host.shell.trust_sheet import TrustSheet
    from sandbox.package.pack import pack_folder
    from sandbox.package.signing import SigningKey

    key, file = SigningKey.generate(), host.home.staging / "stranger.ma"
    file.write_bytes(pack_folder(notes, key))
    desk.launcher.sideload_requested.emit(str(file))
    refused = await camera.window(QMessageBox)
    await camera.take(refused, "refused")
    refused.close()
    folder = host.home.staging / "stranger"
    shutil.copytree(notes, folder, dirs_exist_ok=True)
    manifest = folder / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace(NOTES, "org.example.notes"), encoding="utf-8")
    file.write_bytes(pack_folder(folder, key))
    desk.launcher.sideload_requested.emit(str(file))
    sheet = await camera.window(TrustSheet)
    await camera.take(sheet, "trust")
    sheet.close()


async def withdrawn(
    host: Host, instance: Instance, window: MiniProgramWindow, camera: Camera
) -> None:
    """What is said of an app whose registry takes its version back, while it runs and after."""
    from PySide6.QtWidgets import QMessageBox

    from host.compose.recalls import Recalls

    for parent, name in ((window, "withdrawn-running"), (None, "withdrawn-closed")):
        told = asyncio.ensure_future(Recalls(host)._noticed(instance, parent))
        box = await camera.window(QMessageBox)
        await camera.take(box, name)
        box.close()
        await told


async def removal(desk: Desk, camera: Camera) -> None:
    """The question before an app and its data go; here they stay."""
    from PySide6.QtWidgets import QMessageBox

    desk.launcher.remove_requested.emit(HELLO)
    box = await camera.window(QMessageBox)
    await camera.take(box, "remove")
    box.reject()
    await asyncio.sleep(0.1)


async def driven(host: Host, notes: Path, camera: Camera) -> None:
    """A developer's folder whose window another program drives."""
    from host.compose.remote import RemoteControl
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene

    instance = await host.open_folder(notes, OpenRequest(now_s(), Scene.LAUNCHER))
    RemoteControl(host, 9222, host.home.staging / "driver.json").opened(instance)
    await camera.until(lambda: instance.state is State.SHOWN)
    await camera.take(host.box(instance).window, "remote-control")
    instance.close()


def _face(host: Host, instance: Any) -> Any:
    from host.compose.faces import face_of

    ref = instance.ref
    bundle = host.box(instance).mount.bundle
    return face_of(bundle, ref.publisher, ref.origin, host.language, ref.publisher_name)


def main() -> None:
    home, notes, out, theme, language = sys.argv[1:]
    camera = Camera(Path(out), f"{theme}-{language[:2]}")

    async def work(host: Host) -> None:
        await visit(host, Path(notes), camera)

    with_host(Home(Path(home)), work, HostChoices(theme=ThemeChoice(theme)))


if __name__ == "__main__":
    main()
