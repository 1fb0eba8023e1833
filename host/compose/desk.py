"""The launcher and the host's own pages: what a person wants, wired to who does it."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from bridge.errors import FanlightError, PublisherUnknown
from bridge.names import AppId
from host.compose.app_pages import AppPages
from host.compose.host import Host
from host.compose.market import Market
from host.compose.newer import Newer
from host.compose.returning import to_front
from host.compose.shelf import Shelf
from host.compose.staying import tell_once
from host.compose.timings_desk import TimingsDesk
from host.launch.handed import is_link
from host.launch.instance import Instance, State, now_s
from host.launch.request import OpenRequest, Scene, request_of
from host.own_program import takes_releases
from host.services.shortcuts import own_shortcuts
from host.shell.display_text import isolated, plain
from host.shell.launcher import PACKAGE_SUFFIX, LauncherWindow
from host.shell.tray import Tray
from host.shell.trust_asker import WindowTrustAsker
from host.shell.trust_sheet import TrustPrompts
from host.store.trust import TrustPolicy

if TYPE_CHECKING:
    from host.compose.early import EarlyLauncher
    from host.links import Link
    from host.shell.scan_button import Taken

SWEEPS = 8
SWEEP_S = 0.1


class Desk:
    """The launcher of one host, which may be closed and come up again. `closed` is set when its
    window closes; what else it does goes on until the host ends."""

    def __init__(
        self, host: Host, early: EarlyLauncher | None = None, *, stays: bool = True
    ) -> None:
        """`early`: a launcher that is on screen already; `stays`: whether the host goes on
        without its launcher, where somebody needs it."""
        self._host = host
        self._stays = stays
        self.closed = asyncio.Event()
        self._is_begun = False
        if early is not None:
            host.skin.adopt(early.appearance, early.shelf)
            self.launcher = early.window
        else:
            self.launcher = LauncherWindow(host.skin.appearance, host.skin.shelf)
        self._early = early
        self._shelf = Shelf(host, self.launcher)
        self.market = Market(host, self.launcher, self._shelf, self._do)
        self._tray = Tray(
            host.skin.appearance,
            lambda: self._do(self._stand()),
            lambda app_id: self._do(self._open(app_id)),
            self._quit,
        )
        self._newer = Newer(host, self.market, self._tray)
        self._pages = AppPages(host, self._do)
        self._trust = TrustPrompts(host.skin.appearance, host.skin.shelf)
        launcher = self.launcher
        launcher.open_requested.connect(lambda app_id: self._do(self._open(AppId(app_id))))
        launcher.about_requested.connect(lambda id_: self._do(self._pages.about(AppId(id_))))
        launcher.permissions_requested.connect(
            lambda app_id: self._do(self._pages.about(AppId(app_id), rights=True))
        )
        launcher.remove_requested.connect(lambda app_id: self._do(self._remove(AppId(app_id))))
        launcher.sideload_requested.connect(lambda path: self._do(self._sideload(Path(path))))
        launcher.pin_requested.connect(lambda app_id, on: self._do(self._pin(AppId(app_id), on)))
        launcher.stay_requested.connect(lambda app_id, on: self._do(self._stay(AppId(app_id), on)))
        launcher.update_requested.connect(
            lambda app_id: self._do(self.market.update_of(AppId(app_id)))
        )
        launcher.roll_back_requested.connect(
            lambda app_id: self._do(self.market.roll_back(AppId(app_id)))
        )
        for each in (self.market, self._newer, self._tray):
            host.staying.at_end(each.end)
        launcher.scan_requested.connect(lambda taken: self._do(self._scan(taken)))
        launcher.timings_requested.connect(lambda: self._do(self._timings()))
        launcher.closed.connect(self._left)
        launcher.quit_requested.connect(self._quit)
        for pointed in (launcher.list.entered, launcher.list.selectionModel().currentChanged):
            pointed.connect(lambda index, *_: self._pointed_at(index, host.likely.hint))
        launcher.list.pressed.connect(lambda at: self._pointed_at(at, host.likely.pressed))
        host.when_about_wanted(lambda app_id: self._do(self._pages.about(app_id)))
        host.when_launcher_wanted(self.come_up)
        host.when_shelf_changed(lambda: self._do(self.refresh()))

    def _pointed_at(self, index: QModelIndex, tell: Callable[[AppId], None]) -> None:
        if index.isValid():
            tell(self.launcher.model.row(index.row()).app_id)

    async def show(self) -> None:
        """Show the launcher with what is installed; then load the engine behind it."""
        self._is_begun = True
        self._host.staying.hold(self)
        if self._early is None or not self._take_over(self._early):
            self.launcher.show()
        if not await self._shelf.show_kept():
            await self.refresh()
        self._begin()

    async def _stand(self) -> None:
        """The launcher in front of all else; the first time with its rows in it."""
        self._host.staying.hold(self)
        if not self._is_begun:
            self._is_begun = True
            if not await self._shelf.show_kept():
                await self.refresh()
            self._begin()
        to_front(self.launcher)

    async def _be_seen(self) -> None:
        """There is something to say, and perhaps no launcher in sight to say it over."""
        if not self.launcher.isVisible():
            await self._stand()

    def _left(self) -> None:
        """The person has closed the launcher: the host stays in the tray, or with what is open."""
        self.closed.set()
        host = self._host
        if not self._stays:
            host.staying.quit()
        if host.settings.stay_in_tray and self._tray.is_there and not host.staying.quits:
            host.staying.hold(self._tray)
            host.spawn(tell_once(host.home.tray_told, self._tray.tell_staying))
        host.staying.let_go(self)

    def _quit(self) -> None:
        self._host.staying.quit()
        # What asks something is a work that the host's end would wait for.
        QApplication.closeAllWindows()

    async def show_offered(self, app_id: AppId) -> bool:
        """As Market.show_offered, in a launcher that is seen."""
        found = await self.market.show_offered(app_id)
        if found:
            await self._be_seen()
        return found

    def _begin(self) -> None:
        self.launcher.model.prepare_search()
        self._do(self._host.stay_ready())
        self._tray.begin()
        self._newer.begin()
        if takes_releases():
            from host.compose.own_news import begin_own_news

            if (news := begin_own_news(self._host, self.launcher)) is not None:
                self._host.staying.at_end(news.end)

    def _take_over(self, early: EarlyLauncher) -> bool:
        """Whether the person has closed it meanwhile."""
        pressed, closed = early.give_over()
        early.read_icons_by(self._shelf.icon_reader)
        if closed:
            self.launcher.closed.emit()
        for app_id in pressed:
            self.launcher.open_requested.emit(app_id)
        return closed

    def open_handed(self, handed: Sequence[str]) -> None:
        """Open what the system handed over: links, and packages by their absolute paths. What
        has to be said is so over the launcher."""
        for word in handed:
            self._do(self._scan(word) if is_link(word) else self._sideload(Path(word)))

    def come_up(self, handed: Sequence[str] = ()) -> None:
        """Bring the launcher to the front, and open what is handed over. Who follows a link wants
        the app alone: then the launcher comes where it has something to say."""
        if not handed or not all(map(is_link, handed)):
            self._do(self._stand())
        self.open_handed(handed)

    async def refresh(self) -> None:
        """Read the library anew."""
        await self._shelf.refresh()
        self._tray.show_apps(self._shelf.latest())

    def _do(self, work: Coroutine[None, None, object]) -> None:
        async def guarded() -> None:
            try:
                await work
            except FanlightError as error:
                await self._be_seen()
                self._say(error)

        self._host.spawn(guarded())

    def _say(self, error: FanlightError) -> None:
        from host.shell.problems import problem_box

        problem_box(self.launcher, error, self._host.skin.appearance.texts.language).open()

    async def _open(self, app_id: AppId) -> None:
        with self._host.staying.held():
            request = OpenRequest(now_s(), Scene.LAUNCHER)
            instance = await self._host.open_installed(app_id, request)
        self._do(self._opened(instance))

    async def _scan(self, taken: Taken | None) -> None:
        from host.compose.scanning import Scanning

        skin = self._host.skin
        await Scanning(skin.appearance, self.launcher, self, self._open_link).take(taken)

    async def _open_link(self, link: Link) -> None:
        with self._host.staying.held():
            instance = await self._host.open_installed(link.app_id, request_of(link, now_s()))
        self._do(self._opened(instance))

    async def _opened(self, instance: Instance) -> None:
        """It was opened last; and a newer version may be there."""
        with suppress(FanlightError):  # its window says what made it fail
            await instance.reached(State.SHOWN)
        await self._shelf.opened(instance.ref.app_id)
        self._tray.show_apps(self._shelf.latest())
        await self._newer.opened(instance)

    async def _pin(self, app_id: AppId, wanted: bool) -> None:
        await self._shelf.pin(app_id, wanted=wanted)

    async def _stay(self, app_id: AppId, wanted: bool) -> None:
        await asyncio.to_thread(lambda: self._host.store.stay(app_id, wanted=wanted))
        await self.market.changed(app_id)

    async def _sideload(self, path: Path) -> None:
        if path.suffix != PACKAGE_SUFFIX:
            from host.compose.first_folder import wanted

            if not await wanted(self._host, self._trust, path):
                return
            with self._host.staying.held():
                await self._host.open_folder(path, OpenRequest(now_s(), Scene.LAUNCHER))
            return
        size_bytes = await asyncio.to_thread(_size_of, path)
        asker = WindowTrustAsker(
            self._trust, asyncio.get_running_loop(), self._host.language, size_bytes
        )
        try:
            app_id = await self._host.sideload(path, TrustPolicy(asker=asker))
        except PublisherUnknown:
            if asker.refused:
                return
            raise
        await self.refresh()
        await self._open(app_id)

    async def _remove(self, app_id: AppId) -> None:
        app = await asyncio.to_thread(self._host.store.library.get, app_id)
        name = self._shelf.name_of(app_id) or app.title
        if not await self._confirmed_removal(isolated(plain(name))):
            return
        await self._host.end_app(app_id)
        await asyncio.to_thread(self._host.store.uninstall, app_id)
        if (shortcuts := own_shortcuts()) is not None:
            await asyncio.to_thread(shortcuts.remove, app_id)
        await self.market.changed(app_id)
        # The engine writes the last of a closed profile from threads of its own.
        await asyncio.to_thread(_sweep, self._host.home.profiles / app.host)

    async def _confirmed_removal(self, name: str) -> bool:
        words = self._host.skin.appearance.texts.launcher
        box = QMessageBox(self.launcher)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)  # the name is the publisher's
        box.setText(words.remove_title.format(name=name))
        box.setInformativeText(words.remove_body)
        remove = box.addButton(words.remove_confirm, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        box.finished.connect(lambda _: answered.set_result(box.clickedButton() is remove))
        box.open()
        try:
            return await answered
        finally:
            box.deleteLater()

    async def _timings(self) -> None:
        self._pages.keep(await TimingsDesk(self._host, self._do).page())


def _size_of(file: Path) -> int | None:
    """None where it cannot be read: installing it says why."""
    with suppress(OSError):
        return file.stat().st_size
    return None


def _sweep(folder: Path) -> None:
    """Remove what appears in `folder` for a moment after its app was removed. Blocks."""
    for _ in range(SWEEPS):
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(SWEEP_S)
    shutil.rmtree(folder, ignore_errors=True)
