"""All handlers of one app behind a real gate, on ports that note what they got."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

from bridge.api.apps import Release
from bridge.api.interaction import ShowModalParams
from bridge.api.network import NetworkStatus, NetworkType
from bridge.api.system import Theme
from bridge.dispatch import AuditRow, Gate
from bridge.errors import NotFound, NotInstalled, NotSupported
from bridge.messages import AppFacts, Call, Failure, LaunchFacts, Result
from bridge.methods import EventSpec, Outcome, table
from bridge.names import AppId
from bridge.permissions import Grant, Scope
from host.services.account.development import DevelopmentProvider
from host.services.app_log import AppLog
from host.services.appfiles.service import AppFiles
from host.services.battery_watch import BatteryWatch
from host.services.catalogue import AppPorts, bindings_for
from host.services.last_frames import LastFrames
from host.services.origins import OriginRules
from host.services.outbound import Outbound
from host.services.person import PersonBook
from host.services.ports import (
    Agreement,
    BarColors,
    Charge,
    Filled,
    FormKind,
    HostIdentity,
    ModalAnswer,
    PageBar,
    PickedFile,
    Toast,
    WindowFacts,
)
from host.services.sockets import SocketService
from host.services.storage import AppStorage
from host.settings import Place

CHARGE = Charge(percent=73, on_mains=False, saving=True)


@dataclass
class Desk:
    """Window, dialogs, clipboard and the rest of one machine, as far as the services see them."""

    did: list[object] = field(default_factory=list)
    modal: ModalAnswer = field(default_factory=lambda: ModalAnswer(True, "typed"))
    choice: int | None = 1
    picked: tuple[PickedFile, ...] | None = (PickedFile("a.txt", b"hi"),)
    saved_as: str | None = "b.txt"
    clip: str = "clip"
    looks: int = 0
    power: Charge = CHARGE
    where: Place | None = None
    takes_notes: bool = True
    agrees: bool = True
    own_files: tuple[Path, ...] = ()
    kept_at: Path | None = None
    open_dialogs: int = 0
    most_dialogs: int = 0
    declared: frozenset[Scope] = frozenset(Scope)
    grants: dict[Scope, Grant] = field(default_factory=dict)
    says: Grant = Grant.ALLOW
    has_opener: bool = False
    fills: Callable[[tuple[Mapping[str, str], ...]], Filled] = lambda kept: Filled(None, kept)

    def show_toast(self, toast: Toast) -> None:
        self.did.append(toast)

    def hide_toast(self) -> None:
        self.did.append("hide")

    async def ask_modal(self, question: ShowModalParams) -> ModalAnswer:
        await self._dialog()
        self.did.append(question)
        return self.modal

    async def ask_action_sheet(self, items: tuple[str, ...], alert_text: str) -> int | None:
        await self._dialog()
        self.did.append((items, alert_text))
        return self.choice

    async def _dialog(self) -> None:
        self.open_dialogs += 1
        self.most_dialogs = max(self.most_dialogs, self.open_dialogs)
        await asyncio.sleep(0)
        self.open_dialogs -= 1

    def set_title(self, title: str) -> None:
        self.did.append(("title", title))

    def set_bar_color(self, colors: BarColors) -> None:
        self.did.append(colors)

    def show_bar(self, bar: PageBar) -> None:
        self.did.append(bar)

    async def agree(self, what: Agreement, about: str, development: bool) -> bool:
        self.did.append((what, about, development))
        return self.agrees

    def emit(self, event: EventSpec, payload: Outcome | None = None) -> None:
        self.did.append((event.name, payload))

    async def open_link(self, url: str) -> None:
        self.did.append(url)

    async def open_copy(self, file: Path, ending: str) -> None:
        self.did.append((file.read_bytes(), ending))

    def size_px(self, file: Path) -> tuple[int, int]:
        return (3, 2)

    def entered(self, route: str) -> None:
        self.did.append(("entered", route))

    def keep(self, state: bytes) -> None:
        self.did.append(("keep", state.decode()))

    def close(self) -> None:
        self.did.append("close")

    def window_facts(self) -> WindowFacts:
        return WindowFacts(1920, 1080, 400, 700, 1.5)

    async def save(self, name: str, content: bytes) -> str | None:
        self.did.append((name, content))
        return self.saved_as

    def text(self) -> str:
        return self.clip

    def set_text(self, text: str) -> None:
        self.clip = text

    def notify(self, app_name: str, title: str, body: str) -> None:
        if not self.takes_notes:
            raise NotSupported("no notifications here")
        self.did.append((app_name, title, body))

    def language(self) -> str:
        return "zh_CN"

    def theme(self) -> Theme:
        return Theme.DARK

    def font_size_px(self) -> float:
        return 16.0

    def status(self) -> NetworkStatus:
        return NetworkStatus(is_connected=False, network_type=NetworkType.NONE)

    def charge(self) -> Charge:
        self.looks += 1
        return self.power

    async def hold(self) -> None:
        self.did.append("hold")

    def release(self) -> None:
        self.did.append("release")

    async def share(self, title: str, link: str) -> None:
        self.did.append((title, link))

    async def fill(
        self,
        kind: FormKind,
        kept: tuple[Mapping[str, str], ...],
        proposed: Mapping[str, str] | None,
    ) -> Filled:
        self.did.append((kind, kept, proposed))
        return self.fills(kept)

    def place(self) -> Place | None:
        return self.where

    async def grant(self, scope: Scope) -> Grant | None:
        return self.grants.get(scope)

    async def show(self) -> None:
        """The person refuses what they had allowed."""
        self.grants = dict.fromkeys(self.grants, Grant.DENY)

    async def ask(self, scope: Scope) -> Grant:
        self.did.append(("ask", scope))
        self.grants[scope] = self.says
        return self.says

    def denied(self, what: str, detail: str) -> None:
        self.did.append((what, detail))

    def record(self, row: AuditRow) -> None:
        pass


class Dialogs:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def open(
        self, count: int, extensions: tuple[str, ...], limit_bytes: int
    ) -> tuple[PickedFile, ...] | None:
        self._desk.did.append((count, extensions, limit_bytes))
        return self._desk.picked

    async def save(self, name: str, content: bytes) -> str | None:
        return await self._desk.save(name, content)

    async def pick(self, count: int, extensions: tuple[str, ...]) -> tuple[Path, ...] | None:
        self._desk.did.append((count, extensions))
        return self._desk.own_files[:count] or None

    async def place(self, name: str) -> Path | None:
        self._desk.did.append(name)
        return self._desk.kept_at


class Opener:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def open(self, app_id: AppId, path: str, extra_data: bytes) -> None:
        if app_id != "org.example.notes":
            raise NotInstalled(f"{app_id} is not installed", app_id=app_id)
        self._desk.did.append((app_id, path, extra_data))

    async def back(self, extra_data: bytes) -> None:
        if not self._desk.has_opener:
            raise NotFound("nothing to go back to")
        self._desk.did.append(("back", extra_data))

    async def restart(self, path: str) -> None:
        self._desk.did.append(("restart", path))


class Update:
    """An update that is there, and says what is done with it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def check(self) -> bool:
        return True

    async def fetch(self) -> None:
        self._desk.did.append("fetch")

    async def apply(self) -> None:
        self._desk.did.append("apply")


LAUNCH = LaunchFacts(path="pages/index/index", query={"a": "1"}, scene="link")


@dataclass
class Machine:
    folder: Path
    desk: Desk
    ports: AppPorts

    def gate(self) -> Gate:
        return Gate(table(bindings_for(self.ports)), self.desk, self.desk, time.monotonic)

    async def call(self, method: str, **params: object) -> dict:
        reply = await self.gate().answer(
            Call(id=1, method=method, params=msgspec.Raw(msgspec.json.encode(params)))
        )
        assert isinstance(reply, Result), reply
        return json.loads(bytes(reply.value))

    async def fail(self, method: str, **params: object) -> Failure:
        reply = await self.gate().answer(
            Call(id=1, method=method, params=msgspec.Raw(msgspec.json.encode(params)))
        )
        assert isinstance(reply, Failure), reply
        return reply


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    desk = Desk()
    async with contextlib.AsyncExitStack() as stack:
        storage = AppStorage(tmp_path / "storage.sqlite3")
        stack.push_async_callback(storage.close)
        log = AppLog(tmp_path / "log")
        stack.push_async_callback(log.close)
        files = AppFiles(tmp_path / "files")
        stack.push_async_callback(files.close)
        outbound = Outbound(desk, "Fanlight/0.1")
        stack.push_async_callback(outbound.aclose)
        yield Machine(
            tmp_path,
            desk,
            AppPorts(
                app=AppFacts(
                    app_id="org.example.hello", name="Hello", version_name="1", version_code=1
                ),
                release=Release.TRIAL,
                launch=lambda: LAUNCH,
                host=HostIdentity("Fanlight", "0.1.0", "3.0.0"),
                authority=desk,
                surface=desk,
                rights=desk,
                dialogs=Dialogs(desk),
                clipboard=desk,
                notifier=desk,
                opener=Opener(desk),
                updater=Update(desk),
                appearance=desk,
                connectivity=desk,
                battery=BatteryWatch(desk, desk, every_s=0.01),
                screen=desk,
                places=desk,
                storage=storage,
                outbound=outbound,
                request_origins=OriginRules([]),
                download_origins=OriginRules([]),
                upload_origins=OriginRules([]),
                events=desk,
                sockets=SocketService(outbound, OriginRules([]), desk),
                entered=desk.entered,
                keep=desk.keep,
                frames=LastFrames(tmp_path / "frames", lambda: "one"),
                files=files,
                log=log,
                account=DevelopmentProvider(),
                consenting=desk,
                pages=("pages/index/index", "pages/item/item"),
                sharing=desk,
                book=PersonBook(tmp_path / "person.json"),
                forms=desk,
                launcher=desk,
                pictures=desk,
            ),
        )
