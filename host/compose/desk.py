"""The launcher and the host's own pages: what a person wants, wired to who does it."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Coroutine
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from bridge.errors import FanlightError
from bridge.names import AppId
from bridge.permissions import Grant, Scope
from host.compose.faces import BADGES, face_of, icon_reader
from host.compose.host import Host, to_front
from host.compose.timings_desk import TimingsDesk
from host.launch.instance import now_s
from host.launch.request import OpenRequest, Scene
from host.shell.app_page import AppPage, AppPageFacts, DeclaredRight
from host.shell.display_text import isolated, plain
from host.shell.launcher import PACKAGE_SUFFIX, LauncherWindow
from host.shell.launcher_model import AppRow, LocalName
from host.shell.trust_asker import WindowTrustAsker
from host.shell.trust_sheet import TrustPrompts
from host.store.library import InstalledApp
from host.store.trust import TrustPolicy
from sandbox.manifest import Manifest
from sandbox.package.verify import VerifiedBundle

_TIMINGS_SHOWN = 200
SWEEPS = 8
SWEEP_S = 0.1


class Desk:
    """The launcher of one host. `closed` is set when its window closes."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.closed = asyncio.Event()
        self.launcher = LauncherWindow(host.skin.appearance, host.skin.shelf)
        self._pages: dict[int, QWidget] = {}
        self._trust = TrustPrompts(host.skin.appearance, host.skin.shelf)
        launcher = self.launcher
        launcher.open_requested.connect(lambda app_id: self._do(self._open(AppId(app_id))))
        launcher.about_requested.connect(lambda app_id: self._do(self._about(AppId(app_id))))
        launcher.permissions_requested.connect(lambda app_id: self._do(self._about(AppId(app_id))))
        launcher.remove_requested.connect(lambda app_id: self._do(self._remove(AppId(app_id))))
        launcher.sideload_requested.connect(lambda path: self._do(self._sideload(Path(path))))
        launcher.timings_requested.connect(lambda: self._do(self._timings()))
        launcher.closed.connect(self.closed.set)
        launcher.closed.connect(lambda: host.when_launcher_wanted(None))
        host.when_about_wanted(lambda app_id: self._do(self._about(app_id)))
        host.when_launcher_wanted(lambda: to_front(launcher))

    async def show(self) -> None:
        """Show the launcher with what is installed; then load the engine behind it."""
        self.launcher.show()
        await self.refresh()
        self._do(self._host.stay_ready())

    async def refresh(self) -> None:
        """Read the library anew."""
        self.launcher.show_rows(await asyncio.to_thread(self._rows))

    def _do(self, work: Coroutine[None, None, object]) -> None:
        async def guarded() -> None:
            try:
                await work
            except FanlightError as error:
                self._say(error)

        self._host.spawn(guarded())

    def _say(self, error: FanlightError) -> None:
        box = QMessageBox(self.launcher)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(plain(error.message, 600))
        box.setInformativeText(error.code)
        box.open()

    async def _open(self, app_id: AppId) -> None:
        await self._host.open_installed(app_id, OpenRequest(now_s(), Scene.LAUNCHER))

    async def _sideload(self, path: Path) -> None:
        if path.suffix != PACKAGE_SUFFIX:
            await self._host.open_folder(path, OpenRequest(now_s(), Scene.LAUNCHER))
            return
        asker = WindowTrustAsker(self._trust, asyncio.get_running_loop(), self._host.language)
        app_id = await self._host.sideload(path, TrustPolicy(asker=asker))
        await self.refresh()
        await self._open(app_id)

    async def _remove(self, app_id: AppId) -> None:
        app = await asyncio.to_thread(self._host.store.library.get, app_id)
        if not await self._confirmed_removal(isolated(plain(app.title))):
            return
        await self._host.end_app(app_id)
        await asyncio.to_thread(self._host.store.uninstall, app_id)
        await self.refresh()
        # The engine writes the last of a closed profile from threads of its own.
        await asyncio.to_thread(_sweep, self._host.home.profiles / app.host)

    async def _confirmed_removal(self, name: str) -> bool:
        words = self._host.skin.appearance.texts.launcher
        box = QMessageBox(self.launcher)
        box.setIcon(QMessageBox.Icon.Question)
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
        self._keep(await TimingsDesk(self._host, self._do).page())

    async def _about(self, app_id: AppId) -> None:
        facts = await asyncio.to_thread(self._facts, app_id)
        page = AppPage(self._host.skin.appearance, self._host.skin.shelf, facts)
        grants, publisher = self._host.store.grants, facts.face.publisher

        async def change(scope: Scope, answer: Grant | None) -> None:
            if answer is None:
                await asyncio.to_thread(grants.forget, app_id, publisher, scope)
            else:
                await grants.run_remember(app_id, publisher, scope, answer)
            await show()

        async def reset() -> None:
            await asyncio.to_thread(grants.forget, app_id, publisher)
            await show()

        async def show() -> None:
            facts = await asyncio.to_thread(self._facts, app_id)
            if shiboken6.isValid(page):  # it may have been closed meanwhile
                page.show_facts(facts)

        page.answer_changed.connect(lambda _, scope, answer: self._do(change(scope, answer)))
        page.reset_requested.connect(lambda _: self._do(reset()))
        self._keep(page)

    def _keep(self, page: QWidget) -> None:
        """Show a page of the host's own; it is held until it is closed."""
        number = id(page)
        self._pages[number] = page
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.destroyed.connect(lambda: self._pages.pop(number, None))
        page.show()

    def _rows(self) -> list[AppRow]:
        library = self._host.store.library
        rows = []
        for app in library.installed():
            try:
                bundle = library.bundle(app.app_id)
            except FanlightError:
                continue
            rows.append(_row(app, bundle))
        return rows

    def _facts(self, app_id: AppId) -> AppPageFacts:
        store = self._host.store
        app = store.library.get(app_id)
        bundle = store.library.bundle(app_id)
        manifest, language = bundle.manifest, self._host.language
        held = {grant.scope: grant for grant in store.grants.all(app_id, app.publisher)}
        rights = []
        for asked in manifest.req_permissions:
            if asked.name not in set(Scope):
                continue
            scope = Scope(asked.name)
            grant = held.get(scope)
            rights.append(
                DeclaredRight(
                    scope,
                    asked.reason,
                    grant.answer if grant else None,
                    grant.last_used_at if grant else None,
                )
            )
        return AppPageFacts(
            face=face_of(bundle, app.publisher, app.origin_kind, language),
            description=manifest.description_for(language) or "",
            version=app.version,
            size_bytes=app.size_bytes,
            source=app.origin_place,
            rights=tuple(rights),
            origins=origins_of(manifest),
        )


def _sweep(folder: Path) -> None:
    """Remove what appears in `folder` for a moment after its app was removed. Blocks."""
    for _ in range(SWEEPS):
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(SWEEP_S)
    shutil.rmtree(folder, ignore_errors=True)


def origins_of(manifest: Manifest) -> tuple[str, ...]:
    """Every remote origin an app declares, once, in order."""
    rules = manifest.network
    families = (rules.request, rules.socket, rules.upload, rules.download, rules.media)
    return tuple(sorted({origin for family in families for origin in family}))


def _row(app: InstalledApp, bundle: VerifiedBundle) -> AppRow:
    manifest = bundle.manifest
    return AppRow(
        app_id=app.app_id,
        name=manifest.name,
        description=manifest.description or "",
        publisher=isolated(app.origin_place),
        badge=BADGES[app.origin_kind],
        read_icon=icon_reader(bundle),
        names={
            tag: LocalName(text.name or "", text.description or "")
            for tag, text in manifest.i18n.items()
        },
    )
