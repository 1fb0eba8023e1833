"""One folder's app while its developer edits it: as little as possible begins anew."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from bridge.errors import FanlightError
from bridge.names import PageRoute
from host.compose.host import Host
from host.dev.changes import Change, Reach, change_between
from host.dev.page_scripts import StackedPage, exchange_sheets, open_page, page_stack
from host.launch.evaluating import in_logic
from host.launch.folder_report import FolderReport
from host.launch.folder_source import FolderSource
from host.launch.instance import Instance, State, now_s
from host.launch.pipeline import mount_of
from host.launch.request import OpenRequest, Scene
from host.shell.error_overlay import ErrorOverlay, Fault
from host.shell.texts.tools import ToolTexts, tool_texts
from host.store.keys import KeyStore
from sandbox.decoding import readable
from sandbox.manifest import Kind
from sandbox.package.check import Problem
from sandbox.package.verify import VerifiedBundle
from sandbox.view.port import ConsoleLevel, ConsoleLine
from sandbox.weixin_runtime import RUNTIME

ANSWER_S = 5.0
"""How long a page may take to answer; one that does not is loaded anew without its stack."""
SHOWN_S = 20.0
_THROWN = re.compile(r"(?:Uncaught |Unhandled rejection: |[A-Z]\w*Error\b)")
"""How the engine and the WeChat runtime's ErrorDesk begin what code threw and nobody caught."""

_FRAME = re.compile(r"^\s+at (?:.* \()?([^\s()]+:\d+:\d+)\)?$")
"""A line of V8's stack traces."""


class Workbench:
    """Opens the folder's app and brings each save to it. `say` tells the developer in words."""

    def __init__(self, host: Host, folder: Path, say: Callable[[str], None]) -> None:
        self._host = host
        self._folder = folder
        self._say = say
        self._report = FolderReport(host.folders, folder, say)
        self._instance: Instance | None = None
        self._overlay: ErrorOverlay | None = None
        self._faults: list[Fault] = []
        self._opened: Callable[[Instance], None] = _nothing

    @property
    def instance(self) -> Instance:
        """The running app. Make `open` first."""
        if self._instance is None:
            raise RuntimeError("not opened yet")
        return self._instance

    def when_opened(self, opened: Callable[[Instance], None]) -> None:
        """Call `opened` with each instance: the first one, and those that take its place."""
        self._opened = opened

    async def open(self) -> None:
        """Open the folder. Raises what opening raises."""
        await asyncio.to_thread(self._report.check)
        await self._open(None)

    async def saved(self) -> None:
        """Build what was saved and show it; what does not build is told, and the app goes on."""
        try:
            await asyncio.to_thread(self._report.check)
            bundle = await asyncio.to_thread(self._built)
        except FanlightError as error:
            self._say(error.message)
            self._show_build(error, self._report.errors)
            return
        if self.instance.state is State.CLOSED:
            return
        box = self._host.box(self.instance)
        change = change_between(box.mount.bundle, bundle)
        self._clear()
        if change.reach is Reach.IDENTITY:
            await self._replace()
            self._say("opened anew: the manifest has changed")
            return
        box.serve(mount_of(self.instance.ref, bundle, evaluable=True))
        if change.reach is Reach.STYLES and await self._restyled(change):
            self._say("style sheets exchanged")
        elif change.reach >= Reach.STYLES:
            await self._begin_anew()
            self._say("opened anew where it was")
        else:
            self._say("it builds; nothing in the app has changed")

    def _built(self) -> VerifiedBundle:
        key = KeyStore(self._host.home.keys).development_key()
        source = FolderSource(self._folder, key, self._host.folders)
        return source.verify(source.fetch(source.resolve()))

    async def _open(self, page: PageRoute | None) -> None:
        request = OpenRequest(now_s(), Scene.COMMAND_LINE, page, evaluable=True)
        self._instance = await self._host.open_folder(self._folder, request)
        self._overlay = None
        self._instance.when_logged(self._logged)
        self._opened(self._instance)

    async def _replace(self) -> None:
        """The app is another one now: by its rights, its network, its pages."""
        old = self.instance
        page, place = old.page, self._host.box(old).window.geometry()
        old.close()
        try:
            await self._open(page)
        except FanlightError:  # the page may be gone from the manifest
            await self._open(None)
        self._host.box(self.instance).window.setGeometry(place)

    async def _restyled(self, change: Change) -> bool:
        if self.instance.state is not State.SHOWN:
            return False
        script = exchange_sheets(self.instance.manifest.kind, change.paths)
        return await self._asked(script) is True

    async def _begin_anew(self) -> None:
        instance, box = self.instance, self._host.box(self.instance)
        if instance.state is State.FAILED or instance.stuck:
            box.window.reload_requested.emit()
            return
        stack = await self._stack() if instance.manifest.kind is Kind.WEIXIN else ()
        if not stack:
            # Not by the window's own Reload: its start card would flash with every save.
            instance.revive()
            instance.view.reload()
            return
        first, *rest = stack
        page = PageRoute(first.route)
        request = OpenRequest(now_s(), Scene.COMMAND_LINE, page, first.query, evaluable=True)
        box.begin_anew(request, page)
        if rest and await self._shown():
            for upper in rest:
                if await self._asked(in_logic(Kind.WEIXIN, open_page(upper))) is not True:
                    return

    async def _stack(self) -> tuple[StackedPage, ...]:
        found = await self._asked(in_logic(Kind.WEIXIN, page_stack()))
        with suppress(msgspec.ValidationError):
            stack = msgspec.convert(found, readable(tuple[StackedPage, ...]))
            if all(page.route in self.instance.manifest.pages for page in stack):
                return stack
        return ()

    async def _shown(self) -> bool:
        with suppress(FanlightError, TimeoutError):
            async with asyncio.timeout(SHOWN_S):
                await self.instance.reached(State.SHOWN)
            return self.instance.state is State.SHOWN
        return False

    async def _asked(self, expression: str) -> object:
        """What the page answers; None when it does not, or is gone."""
        with suppress(FanlightError, TimeoutError):
            async with asyncio.timeout(ANSWER_S):
                return json.loads(await self.instance.view.evaluate(expression))
        return None

    # What is wrong, over the app.

    def _show_build(self, error: FanlightError, problems: Iterable[Problem]) -> None:
        from host.shell.problems import said
        from host.shell.texts.findings import finding_texts

        words, language = self._words(), self._host.skin.appearance.texts.language
        told = finding_texts(language)
        kinds = {} if told is None else told.kinds
        faults = [
            _fault(_place(each), kinds.get(each.code, ""), each.message, each.fix)
            for each in problems
        ]
        self._present(
            words.build_failed,
            words.build_failed_body,
            faults or [_fault("", said(error, language), error.message)],
        )

    def _logged(self, line: ConsoleLine) -> None:
        if line.level is ConsoleLevel.ERROR and _THROWN.match(line.text):
            self._host.spawn(self._show_thrown(line))

    async def _show_thrown(self, line: ConsoleLine) -> None:
        with suppress(FanlightError):
            mount = self._host.box(self.instance).mount
            told = await asyncio.to_thread(mount.explained, line)
            self._faults.append(thrown_fault(told))
            words = self._words()
            self._present(words.app_failed, words.app_failed_body, self._faults)

    def _present(self, title: str, body: str, faults: Iterable[Fault]) -> None:
        with suppress(FanlightError):  # the window may be closed by now
            window = self._host.box(self.instance).window
            if self._overlay is None:
                self._overlay = ErrorOverlay(self._host.skin.appearance, self._words())
                window.area.cover_with(self._overlay)
            self._overlay.present(title, body, faults)

    def _clear(self) -> None:
        self._faults.clear()
        if self._overlay is not None:
            self._overlay.hide()

    def _words(self) -> ToolTexts:
        return tool_texts(self._host.skin.appearance.texts.language)


def _fault(place: str, said: str, exact: str, fix: str = "") -> Fault:
    """`said` in the shell's language, above the exact words, unless these are all there is."""
    return Fault(place, exact, fix) if said in ("", exact) else Fault(place, said, fix, exact)


def thrown_fault(line: ConsoleLine) -> Fault:
    """What code threw, at its place in the developer's own files, the host's own left out."""
    said, places = [], []
    for text in line.text.splitlines():
        found = _FRAME.search(text)
        if found is None:
            said.append(text)
        elif RUNTIME not in text:
            said.append(text)
            places.append(found[1])
    if line.source:
        places.append(f"{line.source}:{line.line}")
    own = [place for place in places if RUNTIME not in place]
    return Fault(own[0] if own else "", "\n".join(said))


def _place(problem: Problem) -> str:
    parts = (problem.path, problem.line, problem.column)
    return ":".join(str(part) for part in parts if part)


def _nothing(_instance: Instance) -> None:
    pass
