"""A person at the launcher and the registries: from an empty home to an app and back."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bridge.names import AppId
from sandbox.package.pack import pack_folder
from tests.fanlight_child import page, write_app
from tests.registry_kit import BadServer, Request, Shop, send_range

Until = Callable[[Callable[[], object]], Awaitable[None]]
APP, BIG = AppId("org.alice.probe"), AppId("org.alice.big")
ASKING = """
globalThis.answers = [];
document.querySelector('#ask').addEventListener('click', () =>
  fanlight.getLocation({}).then((r) => answers.push('here'), (e) => answers.push(e.errMsg)));
"""
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='50' viewBox='0 0 30 50'/>"


def publish(shop: Shop, code: int, *, scopes: tuple[str, ...] = ("location",)) -> None:
    """A version of alice's probe, with all that a registry's page shows."""
    listing = {
        "category": "tools",
        "pictures": ["common/one.svg"],
        "changes": f"What version {code} brings.",
    }
    folder = write_app(
        shop.folder / f"probe-{code}",
        {"pages/index/index": page(ASKING, f"<h1>{code}</h1><button id=ask>ask</button>")},
        {"common/one.svg": PICTURE},
        fanlight={"listing": listing, "i18n": {"zh-CN": {"name": "探针"}}},
        scopes=scopes,
        app_id=APP,
        version={"name": f"{code}.0.0", "code": code},
    )
    shop.maker.publish(pack_folder(folder, shop.alice), shop.alice)


def publish_big(shop: Shop) -> None:
    """An app that takes a while to fetch."""
    noise = {f"common/{number}.bin": _noise(number, 400_000) for number in range(2)}
    folder = write_app(
        shop.folder / "big",
        {"pages/index/index": page()},
        noise,
        app_id=BIG,
        name="Big",
    )
    shop.maker.publish(pack_folder(folder, shop.alice), shop.alice)


def _noise(seed: int, size_bytes: int) -> bytes:
    """Bytes that do not deflate."""
    import random

    return random.Random(seed).randbytes(size_bytes)


class Person:
    """Presses, types and waits, in the windows of one desk."""

    def __init__(self, host: Any, until: Until) -> None:
        from host.compose.desk import Desk

        self.host = host
        self.until = until
        self.desk = Desk(host)
        self.launcher = self.desk.launcher

    async def press(self, button: Any) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        await self.until(lambda: button.isVisible() and button.isEnabled())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, field: Any, text: str) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClicks(field, text)

    def key(self, widget: Any, name: str) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.keyClick(widget, getattr(Qt.Key, f"Key_{name}"))

    def window(self, kind: type) -> Any:
        from PySide6.QtWidgets import QApplication

        windows = [*QApplication.topLevelWidgets(), *self.launcher.findChildren(kind)]
        return next((w for w in windows if isinstance(w, kind) and w.isVisible()), None)

    async def standing(self, name: str) -> Any:
        """The page of an app, once it says this."""

        def facts() -> Any:
            return self.launcher.detail.facts

        await self.until(lambda: facts() is not None and facts().standing.name == name)
        return facts()

    async def discover(self) -> None:
        from host.shell.launcher_words import Section

        self.launcher.sections.setFocus()
        while self.launcher.sections.section is not Section.DISCOVER:
            self.key(self.launcher.sections, "Right")

    async def add_registry(self, url: str, fingerprint: str) -> Any:
        from host.shell.registries_dialog import RegistriesDialog

        await self.until(lambda: self.window(RegistriesDialog))
        dialog = self.window(RegistriesDialog)
        for field, text in ((dialog.address, url), (dialog.fingerprint, fingerprint)):
            field.clear()
            self.type(field, text)
        await self.press(dialog.trust)
        return dialog

    async def found(self, query: str) -> Any:
        """Search the offers until one is left, and open its page by Enter."""
        launcher = self.launcher
        launcher.search.clear()
        self.type(launcher.search, query)
        await self.until(lambda: launcher.store.model.rowCount() == 1)
        self.key(launcher.search, "Return")
        await self.until(lambda: launcher.detail.isVisible())
        await self.until(lambda: launcher.detail.facts.rights is not None)
        return launcher.detail.facts

    async def remove(self, button: Any) -> None:
        from PySide6.QtWidgets import QMessageBox

        await self.press(button)
        await self.until(lambda: self.window(QMessageBox))
        asked = self.window(QMessageBox)
        role = QMessageBox.ButtonRole.DestructiveRole
        await self.press(next(b for b in asked.buttons() if asked.buttonRole(b) is role))

    def installed(self, app_id: AppId = APP) -> Any:
        return self.host.store.library.find(app_id)


async def from_empty_to_empty(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """The whole journey; what was seen on the way."""
    from host.launch.instance import State
    from host.shell.permission_sheet import PermissionSheet
    from tests.host_child import click, evaluate

    shop = await asyncio.to_thread(Shop, folder / "shop")
    await asyncio.to_thread(publish, shop, 1)
    person, seen = Person(host, until), dict[str, Any]()
    launcher = person.launcher
    with BadServer(shop.files) as server:
        await person.desk.show()
        await until(launcher.empty.isVisible)
        await person.discover()
        await until(launcher.store.no_registry.isVisible)

        # The registry, first with another one's fingerprint.
        await person.press(launcher.store.no_registry.action)
        dialog = await person.add_registry(server.url, "ab" * 32)
        await until(dialog.problem.isVisible)
        seen["refused"] = dialog.problem.text()
        await person.add_registry(server.url, str(shop.root_sha256))
        await until(lambda: launcher.store.model.rowCount() == 1)

        # Find it by pinyin, read about it, install it.
        facts = await person.found("tanzhen")
        seen["offered"] = {
            "standing": facts.standing.name,
            "rights": [scope.value for scope in facts.rights],
            "pictures": len(facts.pictures),
            "category": [each.value for each in launcher.store.model.categories],
        }
        await person.press(launcher.detail.install)
        await person.standing("INSTALLED")
        seen["installed"] = person.installed().version.code

        # Open it and allow what it asks for.
        await person.press(launcher.detail.open)
        await until(lambda: host.running and host.running[0].state is State.SHOWN)
        (instance,) = host.running
        window = host.box(instance).window
        await click(instance, "#ask")
        await until(lambda: window.findChildren(PermissionSheet))
        (sheet,) = window.findChildren(PermissionSheet)
        await until(lambda: not sheet.guard.closed)
        await person.press(sheet.allow)
        async with asyncio.timeout(60):
            while not await evaluate(instance, "answers.length"):
                await asyncio.sleep(0.02)
        seen["answers"] = await evaluate(instance, "answers")
        window.close()
        await until(lambda: not host.running)

        # Update, go back, and update to what wants more.
        await asyncio.to_thread(publish, shop, 2)
        row = launcher.model.find_row(APP)
        launcher.update_requested.emit(row.app_id)
        facts = await person.standing("UPDATE")
        await until(lambda: launcher.detail.facts.changes)
        seen["changes"] = launcher.detail.facts.changes
        seen["noted"] = launcher.sections.tabText(3)
        await person.press(launcher.detail.update_button)
        facts = await person.standing("INSTALLED")
        seen["updated"] = person.installed().version.code
        await person.press(launcher.detail.roll_back)
        await person.standing("UPDATE")
        seen["back"] = (person.installed().version.code, person.installed().pinned)
        await asyncio.to_thread(publish, shop, 3, scopes=("location", "clipboard.read"))
        launcher.update_requested.emit(APP)
        await until(lambda: launcher.detail.facts.new_rights)
        seen["wants"] = [scope.value for scope in launcher.detail.facts.new_rights]
        await person.press(launcher.detail.update_button)
        await person.standing("INSTALLED")
        app = person.installed()
        seen["widened"] = (app.version.code, sorted(app.consent_needed))

        # Offline: what was offered stays, and it is said.
        server.answers["/metadata/timestamp.json"] = _gone
        await person.press(launcher.detail.back)
        await person.press(launcher.store.reload)
        await until(launcher.store.notice.isVisible)
        seen["offline"] = launcher.store.model.rowCount()
        del server.answers["/metadata/timestamp.json"]

        # Remove.
        await person.found("probe")
        await person.remove(launcher.detail.remove)
        await person.standing("OFFERED")
        await until(lambda: launcher.model.total == 0)
        seen["left"] = person.installed() is not None
    return seen


async def stopping(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """Bytes arrive slowly; the person stops, and goes on later."""
    shop = await asyncio.to_thread(Shop, folder / "shop")
    await asyncio.to_thread(publish_big, shop)
    slow: list[bool] = [True]
    (package,) = shop.files.glob(f"targets/apps/{BIG}/*.ma")
    content = package.read_bytes()

    def answer(request: Request, connection: socket.socket) -> None:
        if not slow:
            send_range(connection, request, content, '"one"')
            return
        start, end = request.first_byte or 0, request.end_byte or len(content)
        size = len(content)
        head = f"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {start}-{end - 1}/{size}\r\n"
        if request.first_byte is None:
            head = "HTTP/1.1 200 OK\r\n"
        head += f'Content-Length: {end - start}\r\nETag: "one"\r\nConnection: close\r\n\r\n'
        connection.sendall(head.encode())
        for place in range(start, end, 16_000):
            connection.sendall(content[place : min(place + 16_000, end)])
            if end - start > 100_000:
                time.sleep(0.1)

    person, seen = Person(host, until), dict[str, Any]()
    launcher = person.launcher
    with BadServer(shop.files) as server:
        server.answers[f"/{package.relative_to(shop.files).as_posix()}"] = answer
        await person.desk.show()
        await person.discover()
        await person.press(launcher.store.no_registry.action)
        await person.add_registry(server.url, str(shop.root_sha256))
        await until(lambda: launcher.store.model.rowCount() == 1)
        await person.found("big")
        detail = launcher.detail
        await person.press(detail.install)
        await until(lambda: detail.progress.value() > 0)
        seen["amount"] = detail.amount.text()
        await person.press(detail.stop)
        await person.standing("OFFERED")
        seen["told"] = detail.told.text()
        seen["installed"] = person.installed(BIG) is not None
        slow.clear()
        asked = len(server.requests)
        await person.press(detail.install)
        await person.standing("INSTALLED")
        seen["went_on"] = any((request.first_byte or 0) > 0 for request in server.requests[asked:])
    return seen


async def bringing_newer(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """An app that is opened is updated beside it: the next start runs the new version."""
    from host.launch.instance import State

    shop = await asyncio.to_thread(Shop, folder / "shop")
    await asyncio.to_thread(publish, shop, 1)
    person, seen = Person(host, until), dict[str, Any]()
    launcher = person.launcher
    with BadServer(shop.files) as server:
        await person.desk.show()
        await person.discover()
        await person.press(launcher.store.no_registry.action)
        await person.add_registry(server.url, str(shop.root_sha256))
        await until(lambda: launcher.store.model.rowCount() == 1)
        await person.found("probe")
        await person.press(launcher.detail.install)
        await person.standing("INSTALLED")
        await asyncio.to_thread(publish, shop, 2)
        for number in (1, 2):
            launcher.open_requested.emit(APP)
            await until(lambda: host.running and host.running[0].state is State.SHOWN)
            (instance,) = host.running
            seen[f"runs_{number}"] = instance.ref.version.code
            await until(lambda: person.installed().version.code == 2)
            seen[f"still_{number}"] = instance.ref.version.code
            host.box(instance).window.close()
            await until(lambda: not host.running)
        await until(lambda: launcher.model.find_row(APP).recent == 0)
        seen["previous"] = person.installed().previous.code
    return seen


async def looking_for_updates(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """Nobody has asked the registries for a while: the section "Updates" does, and says so."""
    from host.compose import market
    from host.shell.launcher_words import Section

    shop = await asyncio.to_thread(Shop, folder / "shop")
    await asyncio.to_thread(publish, shop, 1)
    person, seen = Person(host, until), dict[str, Any]()
    launcher, empty = person.launcher, person.launcher.section_empty
    with BadServer(shop.files) as server:
        await person.desk.show()
        await person.discover()
        await person.press(launcher.store.no_registry.action)
        await person.add_registry(server.url, str(shop.root_sha256))
        await until(lambda: launcher.store.model.rowCount() == 1)
        await person.found("probe")
        await person.press(launcher.detail.install)
        await person.standing("INSTALLED")
        await person.press(launcher.detail.back)
        market.ASKED_AGAIN_S = 0.0  # it is a while ago now
        seen_asking = threading.Event()

        def gone(_request: Request, connection: socket.socket) -> None:
            seen_asking.wait(60)
            connection.close()

        server.answers["/metadata/timestamp.json"] = gone
        asked = len(server.requests)
        launcher.sections.choose(Section.UPDATES)
        await until(lambda: len(server.requests) > asked)
        seen["asking"] = (empty.title.text(), empty.isVisible())
        seen_asking.set()
        await until(lambda: empty.body.text())
        seen["offline"] = (empty.title.text(), empty.body.text())
        del server.answers["/metadata/timestamp.json"]
        launcher.sections.choose(Section.ALL)
        launcher.sections.choose(Section.UPDATES)
        asked = len(server.requests)
        await until(lambda: len(server.requests) > asked)
        await until(lambda: empty.title.text() not in {seen["asking"][0], seen["offline"][0]})
        seen["none"] = empty.title.text()
        await asyncio.to_thread(publish, shop, 2)
        launcher.sections.choose(Section.ALL)
        launcher.sections.choose(Section.UPDATES)
        await until(lambda: launcher.model.rowCount() == 1 and not empty.isVisible())
        seen["found"] = launcher.sections.tabText(3)
    return seen


def _gone(_request: Request, connection: socket.socket) -> None:
    connection.close()
