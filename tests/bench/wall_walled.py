"""The walled side of `bench walls`: the host's own parts, from the package to the gate.

`python tests/bench/wall_walled.py FOLDER`; see wall_pages. Left out is what is no wall: the
window's bar, services behind the gate (two handlers that answer at once stand there), timings.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

import cards
import msgspec
import wall_pages
from msgspec.structs import replace

from bridge.api.appfiles import (
    FS_READ_FILE,
    FS_WRITE_FILE,
    ReadOutcome,
    ReadParams,
    WriteParams,
)
from bridge.api.clipboard import SET_CLIPBOARD_DATA, SetClipboardParams
from bridge.api.storage import GET_STORAGE, KeyParams, StoredValue
from bridge.conversation import Conversation
from bridge.dispatch import Gate
from bridge.errors import NetworkFailed, NotFound
from bridge.messages import AppFacts, LaunchFacts
from bridge.methods import Done, bind, table
from bridge.names import InstanceId
from bridge.permissions import Scope
from bridge.wire import Body
from host.compose.application import run_application
from host.compose.engine import EngineRoom
from host.compose.interrupts import Interrupts
from host.launch.authority import InstanceAuthority, Refusing
from host.paths import Home
from host.store.store import Store
from sandbox.mount import Mount
from sandbox.package.pack import pack
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify
from sandbox.view.environment import EngineSettings, detect_rendering
from sandbox.view.port import ConsoleLine, WebReply, WebRequest
from sandbox.view.workarounds import hold_constants, make_types_in_turn

# At an ordinary call's price: the clipboard's would end the run after some hundred calls.
WRITE = replace(SET_CLIPBOARD_DATA, cost=1.0)
_kept: list[bytes] = []
"""What was written last."""
ANSWER = StoredValue(data=msgspec.Raw(json.dumps(wall_pages.TEXT).encode()))


async def _stored(_params: KeyParams) -> StoredValue:
    return ANSWER


async def _file_read(_params: ReadParams) -> ReadOutcome:
    return ReadOutcome(base64="", size=wall_pages.PAYLOAD_BYTES, data=Body(_kept[-1]))


async def _file_written(params: WriteParams) -> Done:
    _kept.append(b"" if params.data is None else params.data.content)
    del _kept[:-1]
    return Done()


async def _written(_params: SetClipboardParams) -> Done:
    return Done()


class Listener:
    """Tells of what should not happen."""

    def console(self, line: ConsoleLine) -> None:
        print(f"console: {line.text}", file=sys.stderr)

    def denied(self, what: str, detail: str) -> None:
        print(f"denied: {what} {detail}", file=sys.stderr)

    def navigated(self, at_s: float) -> None: ...

    def moved(self, path: str) -> None: ...

    def framed(self, at_s: float) -> None: ...

    def failed(self, message: str) -> None:
        print(f"failed: {message}", file=sys.stderr)

    refused = gone = failed


class NoWeb:
    """Neither page asks for anything beyond its package."""

    async def fetch(self, request: WebRequest) -> WebReply:
        raise NetworkFailed(request.url)

    async def file(self, address: str) -> tuple[str, bytes]:
        raise NotFound(address)


class View:
    """One app in a view with all its walls; made like host.compose.box does."""

    def __init__(
        self, store: Store, room: EngineRoom, package: bytes, number: int, route: str
    ) -> None:
        from sandbox.view.blank import BlankSettings, BlankView
        from sandbox.view.qtview import QtView, ViewBinding

        bundle = verify(open_package(BytesSource(package)))
        mount = Mount(bundle)
        manifest, app_id = bundle.manifest, bundle.index.app_id
        instance = InstanceId.new()
        authority = InstanceAuthority(
            app_id,
            bundle.publisher,
            {Scope(asked.name): asked.reason for asked in manifest.req_permissions},
            store.grants,
            Refusing(),
        )
        gate = Gate(
            table(
                (
                    bind(GET_STORAGE, _stored),
                    bind(WRITE, _written),
                    bind(FS_READ_FILE, _file_read),
                    bind(FS_WRITE_FILE, _file_written),
                )
            ),
            authority,
            store.audit.sink(app_id, instance),
            time.monotonic,
        )
        version = bundle.index.version
        talk = Conversation(
            lambda: _at_once(gate),
            AppFacts(
                app_id=app_id,
                name=manifest.name,
                version_name=version.name,
                version_code=version.code,
            ),
            LaunchFacts(path=route, query={}, scene="command_line"),
            manifest.ready.value,
            lambda: ("en", "light"),
            _ignore,
            _ignore,
            _ignore,
        )
        # Each number is an origin and a profile of its own, as of another app.
        host = f"{number:052d}".translate(str.maketrans("0123456789", "abcdefghij"))
        self.blank = BlankView(BlankSettings(host, store.home.profiles / host / "browser", "en"))
        binding = ViewBinding(mount, talk, NoWeb(), room.scripts)
        self.view = QtView(self.blank, binding, Listener())
        self.view.widget.resize(400, 700)
        self.view.load(f"{route}.html", "")
        self.view.widget.show()

    async def close(self) -> None:
        self.view.close()
        await self.blank.gone.wait()


async def _at_once(gate: Gate) -> Gate:
    return gate


def _ignore(_told: object) -> None:
    pass


class Bench:
    """Does what the pipe says."""

    def __init__(self, store: Store, room: EngineRoom) -> None:
        self._store = store
        self._room = room
        key = SigningKey.generate()
        self._packages = {
            isolated: pack(wall_pages.files(walled=True, isolated=isolated), key)
            for isolated in (False, True)
        }
        self._views: list[View] = []
        self._made = 0

    async def serve(self) -> None:
        """Answer every line; ends with the pipe."""
        while line := await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(await self._do(json.loads(line))), flush=True)
        await self._close()

    async def _do(self, command: dict[str, Any]) -> dict[str, Any]:
        begun_s = time.monotonic()
        if command["do"] == "show":
            self._open(cards.PAGE, isolated=command["isolated"])
            return {"begun_s": begun_s}
        if command["do"] == "calls":
            for _ in range(command["views"]):
                self._open(wall_pages.CALLS_PAGE, isolated=True)
            await self._all("able")
            script = wall_pages.start(command["calls"], command["how"])
            for each in self._views:
                each.blank.page.runJavaScript(script)
            return {"times_ms": await self._all("times")}
        await self._close()
        return {}

    async def _close(self) -> None:
        for each in self._views:
            await each.close()
        self._views.clear()

    def _open(self, route: str, *, isolated: bool) -> None:
        self._made += 1
        made = View(self._store, self._room, self._packages[isolated], self._made, route)
        self._views.append(made)

    async def _all(self, member: str) -> list[Any]:
        """That member of each page's answer, once all have it."""
        while True:
            told = await asyncio.gather(*(_probe(each) for each in self._views))
            found = [each[member] for each in told]
            if all(found):
                return found
            await asyncio.sleep(wall_pages.POLL_MS / 1000)


async def _probe(view: View) -> dict[str, Any]:
    answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    view.blank.page.runJavaScript(wall_pages.PROBE, 0, answer.set_result)
    text = await answer
    found: dict[str, Any] = json.loads(str(text)) if text else {"able": False, "times": None}
    return found


def main() -> None:
    hold_constants()
    make_types_in_turn()
    settings = EngineSettings(detect_rendering())
    room = EngineRoom(settings)
    room.enter()
    room.furnish()
    with Store(Home(Path(sys.argv[1]))) as store, Interrupts() as interrupts:
        run_application(
            settings,
            room.ignite,
            lambda: Bench(store, room).serve(),
            interrupts,
        )


if __name__ == "__main__":
    main()
