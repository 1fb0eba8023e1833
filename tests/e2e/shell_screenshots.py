"""Pictures of every window of the shell, light and dark, English and Chinese.

    python -m tests.e2e.shell_screenshots --out DIR [--only launcher]

Runs on the offscreen platform unless QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import qasync
from PySide6.QtCore import QRect, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from bridge.api.interaction import ShowModalParams, ToastIcon
from bridge.errors import (
    FanlightError,
    NotInstalled,
    PublisherChanged,
    RegistryUnreachable,
    RendererGone,
)
from bridge.names import AppId, KeyId
from bridge.permissions import Grant, Scope
from host.compose.offer_facts import problem_text
from host.compose.scanning import Scanning
from host.links import Link
from host.services.ports import BarColors, FormKind, Toast
from host.shell.app_icons import IconShelf
from host.shell.app_page import AppPage
from host.shell.badges import Badge
from host.shell.capsule_menu import MenuFacts
from host.shell.ending import delete_windows
from host.shell.error_overlay import ErrorOverlay, Fault
from host.shell.failure_window import FailureWindow
from host.shell.form_sheet import FormSheet
from host.shell.input_guard import GUARD_MS
from host.shell.launcher import LauncherWindow
from host.shell.launcher_rows import arrange
from host.shell.launcher_words import Section
from host.shell.own_news_notice import OwnNewsNotice
from host.shell.permission_sheet import PermissionSheet
from host.shell.problems import problem_box
from host.shell.question_sheet import QuestionSheet
from host.shell.registries_dialog import RegistriesDialog
from host.shell.report_sheet import ReportSheet
from host.shell.rights_page import RightsPage
from host.shell.rights_sheet import AnsweredRight, RightsSheet
from host.shell.share_sheet import ShareSheet
from host.shell.store_detail import Standing
from host.shell.style import Appearance, speak
from host.shell.texts import texts_for
from host.shell.texts.findings import finding_texts
from host.shell.texts.tools import tool_texts
from host.shell.timings_page import TimingsPage
from host.shell.tokens import Contrast, Tone, tokens_for
from host.shell.tools_window import Panel, ToolsWindow
from host.shell.tray import Tray
from host.shell.trust_sheet import TrustSheet
from host.shell.window import MiniProgramWindow
from host.timings.spread import by_mark
from sandbox.view.workarounds import hold_constants
from tests.e2e import shell_samples as samples

SETTLED_S = 0.35
"""Longer than the tokens' longest motion."""

_UNREACHABLE = RegistryUnreachable(
    "https://apps.example.org/timestamp.json could not be fetched: timed out; check the network, "
    "or try again later",
    url="https://apps.example.org/timestamp.json",
)
_OTHER_PUBLISHER = PublisherChanged(
    "org.example.notes was installed from another publisher; refused",
    app_id="org.example.notes",
    installed_key=KeyId("4be1" * 16),
    key_id=KeyId("0c7d" * 16),
)


class Elsewhere:
    """Where nobody has the app of a link, and nobody offers it."""

    async def open(self, link: Link) -> None:
        raise NotInstalled(f"{link.app_id} is not installed", app_id=link.app_id)

    async def show_offered(self, app_id: AppId) -> bool:
        return False


class Studio:
    """Makes each window in one appearance and saves its picture."""

    def __init__(self, appearance: Appearance, out: Path, suffix: str) -> None:
        self._appearance = appearance
        self._shelf = IconShelf(appearance)
        self._out = out
        self._suffix = suffix
        self._zh = appearance.texts.language == "zh-CN"

    def _name(self) -> str:
        return "便签" if self._zh else "Notes"

    async def _take(self, window: QWidget, name: str, wait_s: float = SETTLED_S) -> None:
        if not window.isVisible():
            window.show()
        await asyncio.sleep(wait_s)
        window.grab().save(str(self._out / f"{name}-{self._suffix}.png"))

    async def _take_once(self, window: QWidget, name: str) -> None:
        await self._take(window, name)
        window.deleteLater()

    @asynccontextmanager
    async def _app(
        self, badge: Badge = Badge.VERIFIED, theme: str | None = None, *, sandboxed: bool = True
    ) -> AsyncIterator[MiniProgramWindow]:
        face = samples.face(self._name(), badge, theme)
        window = MiniProgramWindow(self._appearance, self._shelf, face, sandboxed=sandboxed)
        page = QLabel(self._name())
        page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        window.set_content(page)
        window.show()
        yield window
        window.close()
        window.deleteLater()

    async def launcher(self) -> None:
        window = LauncherWindow(self._appearance, self._shelf)
        window.show_rows(samples.library())
        window.show()
        window.list.setFocus()
        await self._take(window, "launcher", 0.6)
        window.resize(400, 700)
        await self._take(window, "launcher-compact")
        window.resize(980, 680)
        window.search.setText("qqq")
        await self._take(window, "launcher-nothing-found")
        window.search.clear()
        window.show_rows([])
        await self._take(window, "launcher-empty")
        window._drop.setGeometry(QRect(0, 0, window.width(), window.height()))
        for picture in (False, True):
            window._drop.open(picture=picture)
            await self._take(window, "launcher-drop-picture" if picture else "launcher-drop")
        window.close()

    async def store(self) -> None:
        """The registries' section: nobody to ask, offers, one app in each state, the dialog."""
        window = LauncherWindow(self._appearance, self._shelf)
        window.show_rows(samples.library())
        window.show()
        for section in (Section.PINNED, Section.UPDATES):
            window.sections.choose(section)
            await self._take(window, f"launcher-{section.name.lower()}")
        window.sections.choose(Section.DISCOVER)
        window.store.show_no_registry()
        await self._take(window, "store-no-registry")
        offers = arrange(samples.offers(), self._appearance.texts.language)
        window.store.show_offers(offers, ["demo"])
        await self._take(window, "store", 0.6)
        for standing in Standing:
            facts = samples.detail(standing, chinese=self._zh)
            window.detail.show_facts(facts)
            window.show_detail()
            if standing is Standing.WORKING:
                window.detail.show_progress(1_200_000, 2_345_678)
            await self._take(window, f"store-detail-{standing.name.lower()}")
        window.resize(400, 700)
        await self._take(window, "store-detail-compact")
        window.detail.left.emit()
        await self._take(window, "store-compact")
        dialog = RegistriesDialog(self._appearance, window)
        dialog.show_trusted([("demo", "https://apps.example.org/")])
        dialog.choose_root(Path("1.root.json"))
        dialog.show_problem(problem_text(_UNREACHABLE, self._appearance.texts))
        await self._take(dialog, "registries")
        window.close()

    async def notices(self) -> None:
        """A newer Fanlight, what a code says that opens nothing, and the tray's menu."""
        language = self._appearance.texts.language
        window = LauncherWindow(self._appearance, self._shelf)
        window.show_rows(samples.library())
        notice = OwnNewsNotice(self._appearance)
        layout = window.layout()
        assert layout is not None
        layout.addWidget(notice)
        notice.say("1.4.0", "fanlight self-update")
        await self._take(window, "launcher-own-news")
        window.resize(400, 700)
        await self._take(window, "launcher-own-news-compact")
        notice.hide()
        scanning = Scanning(self._appearance, window, Elsewhere(), Elsewhere().open)
        for name, taken in samples.codes().items():
            try:
                await scanning.take(taken)
            except FanlightError as error:
                problem_box(window, error, language).open()
            box = next(each for each in window.findChildren(QMessageBox) if each.isVisible())
            await self._take(box, f"scan-{name}")
            box.close()
        tray = Tray(self._appearance, lambda: None, lambda _: None, lambda: None)
        names = [row.local(language).name for row in samples.rows()]
        tray.show_apps([(row.app_id, x) for row, x in zip(samples.rows(), names, strict=True)])
        tray.menu.popup(window.mapToGlobal(window.rect().center()))
        await self._take(tray.menu, "tray-menu")
        tray.menu.close()
        window.close()

    async def start(self) -> None:
        async with self._app() as window:
            await self._take(window, "window-start", 0.7)
        async with self._app(theme="#7a3fa0") as window:
            await self._take(window, "window-start-theme", 0.2)

    async def problems(self) -> None:
        async with self._app() as window:
            window.show_failure(_UNREACHABLE)
            await self._take(window, "window-failure")
            window.problem.more.click()
            await self._take(window, "window-failure-details")
            window.show_failure(_OTHER_PUBLISHER)
            await self._take(window, "window-failure-long")
            box = problem_box(window, _UNREACHABLE, self._appearance.texts.language)
            await self._take(box, "problem-box")
            box.close()
            alone = FailureWindow(self._appearance, "org.example.notes", _UNREACHABLE)
            await self._take_once(alone, "failure-window")
            window.show_crash(RendererGone("the page's process ended with signal 9", signal=9))
            await self._take(window, "window-crash")

    async def overlay(self) -> None:
        """What a developer's save has broken."""
        async with self._app(Badge.DEVELOPMENT) as window:
            window.reveal()
            words = tool_texts(self._appearance.texts.language)
            overlay = ErrorOverlay(self._appearance, words)
            window.area.cover_with(overlay)
            kind, exact = "this tag has no >", ""
            if told := finding_texts(self._appearance.texts.language):
                kind, exact = told.kinds["C2003"], kind
            faults = [Fault("pages/index/index.wxml:3:7", kind, "close it with >", exact)]
            overlay.present(words.build_failed, words.build_failed_body, faults)
            await self._take(window, "window-overlay")

    async def tools(self) -> None:
        """What a developer watches, and an app that does not answer."""
        words = tool_texts(self._appearance.texts.language)
        window = ToolsWindow(self._appearance, words, self._name())
        for panel, rows in samples.TOOL_ROWS.items():
            window.show_rows(panel, rows)
            window.bring(panel)
            window.only_refused.setChecked(panel is Panel.CALLS)
            await self._take(window, f"tools-{panel.name.lower()}")
        window.show_rows(panel, ())
        await self._take_once(window, "tools-none")
        async with self._app() as app:
            app.reveal()
            app.show_stuck()
            await self._take(app, "window-stuck")

    async def content(self) -> None:
        async with self._app(Badge.DEVELOPMENT, sandboxed=False) as window:
            window.reveal()
            window.set_back_visible(True)
            window.set_title(self._name() * 20)
            saved = "已保存" if self._zh else "Saved"
            window.show_toast(Toast(saved, ToastIcon.SUCCESS, None, False))
            await self._take(window, "window-toast")
            window.set_bar_color(BarColors("#ffffff", "#0f6e66"))
            window.show_toast(Toast("", ToastIcon.LOADING, None, True))
            await self._take(window, "window-loading")
            window.hide_toast()
            window.bar.offer_share(True)
            window.bar.menu_button.click()
            window.bar.menu.show_facts(MenuFacts(pinned=False, shortcut=False))
            await asyncio.sleep(SETTLED_S)
            await self._take(window.bar.menu, "window-menu", 0)
            window.bar.menu.close()

    async def dialogs(self) -> None:
        async with self._app(Badge.SIDELOADED) as window:
            window.reveal()
            title = "删除这条便签？" if self._zh else "Delete this note?"
            body = "删除后不能恢复。" if self._zh else "It cannot be brought back."
            asked = asyncio.ensure_future(
                window.ask_modal(ShowModalParams(title=title, content=body))
            )
            await self._take(window, "window-modal")
            asked.cancel()
            await asyncio.wait([asked])
            asked = asyncio.ensure_future(
                window.ask_modal(ShowModalParams(title=title, editable=True, placeholder_text=body))
            )
            await self._take(window, "window-modal-editable")
            asked.cancel()
            await asyncio.wait([asked])
            items = ("复制", "分享", "删除") if self._zh else ("Copy", "Share", "Delete")
            chosen = asyncio.ensure_future(window.ask_action_sheet(items, body))
            await self._take(window, "window-action-sheet")
            chosen.cancel()
            await asyncio.wait([chosen])

    async def permissions(self) -> None:
        async with self._app(Badge.SIDELOADED) as window:
            window.reveal()
            for scope in (Scope.LOCATION, Scope.CLIPBOARD_READ):
                asked = samples.permission(scope, self._name())
                given: list[Grant] = []
                sheet = PermissionSheet(self._appearance, self._shelf, window, asked, given.append)
                sheet.open()
                await self._take(window, f"permission-{scope.value}")
                sheet.close_for_good()

    async def sheets(self) -> None:
        """The app's rights, a shared page, and the forms."""
        name = self._name()
        rights = (
            AnsweredRight(Scope.LOCATION, "To show what is near.", Grant.ALLOW),
            AnsweredRight(Scope.NOTIFICATION, "To remind you.", Grant.ALLOW_ONCE),
            AnsweredRight(Scope.CLIPBOARD_READ, "", Grant.DENY),
        )
        link = "fanlight://open/org.example.notes/pages/item/item?id=12&from=share"
        address = {
            "userName": "李白",
            "telNumber": "+86 10 1234 5678",
            "provinceName": "四川",
            "cityName": "江油",
            "detailInfo": "青莲镇 1 号",
        }
        report = {
            "doctor.json": b'[{"name": "sandbox", "ok": true},\n {"name": "disk", "ok": true}]',
            "timings.json": b"{}",
        }
        for number in range(7):
            async with self._app() as window:
                look, shelf, face = self._appearance, self._shelf, samples.face(name)
                if number == 0:
                    sheet: QuestionSheet = RightsSheet(
                        look, shelf, window, face, rights, lambda *_: None, lambda _: None
                    )
                elif number == 1:
                    sheet = RightsSheet(
                        look, shelf, window, face, (), lambda *_: None, lambda _: None
                    )
                elif number == 2:
                    sheet = ShareSheet(look, shelf, window, face, name, link, lambda _: None)
                elif number == 6:
                    sheet = ReportSheet(look, shelf, window, face, report, lambda _: None)
                else:
                    kind = tuple(FormKind)[number - 3]
                    kept = (address,) if kind is FormKind.ADDRESS else ()
                    form = FormSheet(look, shelf, window, face, kind, kept, None, lambda _: None)
                    sheet = form
                sheet.open()
                if number == 4:  # what is missing is said once the guard is open
                    await asyncio.sleep(GUARD_MS / 1000 + 0.1)
                    form.use.click()
                await self._take(window, f"sheet-{number}")

    async def trust(self) -> None:
        await self._take_once(
            TrustSheet(self._appearance, self._shelf, samples.trust(self._name())), "trust"
        )

    async def app_page(self) -> None:
        about = "记下的内容只存在本机。" if self._zh else "Keeps what you write on this computer."
        facts = samples.app_page(self._name(), about)
        await self._take_once(AppPage(self._appearance, self._shelf, facts), "app-page")

    async def rights_page(self) -> None:
        page = RightsPage(self._appearance, self._shelf, Scope.LOCATION)
        rights = samples.rights_of_apps(self._name())
        page.show_rights(rights)
        page.scopes.setFocus()
        await self._take(page, "rights-page")
        page.scopes.setCurrentRow(4)
        await self._take_once(page, "rights-page-none")

    async def timings(self) -> None:
        page = TimingsPage(self._appearance)
        await self._take(page, "timings-empty", 0.1)
        names = samples.NAMES[self._appearance.texts.language]
        launches = samples.launches()
        page.offer(tuple(names), names, ())
        page.show_timings(samples.summaries(), launches, names, samples.days(), by_mark(launches))
        page.launches.selectRow(1)
        await self._take(page, "timings")


SCENES = (
    "launcher",
    "store",
    "notices",
    "start",
    "problems",
    "overlay",
    "tools",
    "content",
    "dialogs",
    "permissions",
    "sheets",
    "trust",
    "app_page",
    "rights_page",
    "timings",
)


async def take_all(application: QApplication, out: Path, only: str | None) -> None:
    """Every scene in every appearance; high contrast once, in English."""
    out.mkdir(parents=True, exist_ok=True)
    appearances = [
        (tone, Contrast.NORMAL, language) for tone in Tone for language in ("en", "zh-CN")
    ] + [(Tone.DARK, Contrast.HIGH, "en")]
    for tone, contrast, language in appearances:
        appearance = Appearance(tokens_for(tone, contrast), texts_for(language))
        appearance.dress(application)
        for before in application.findChildren(QTranslator):
            application.removeTranslator(before)
        speak(application, language)
        high = "-high" if contrast is Contrast.HIGH else ""
        suffix = f"{tone.name.lower()}{high}-{language[:2]}"
        studio = Studio(appearance, out, suffix)
        for scene in SCENES:
            if only in (None, scene):
                await getattr(studio, scene)()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", choices=SCENES)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    hold_constants()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setQuitOnLastWindowClosed(False)
    with qasync.QEventLoop(application) as loop:
        loop.run_until_complete(take_all(application, chosen.out, chosen.only))
        delete_windows(application)


if __name__ == "__main__":
    main()
