"""A ViewPort over the system's own WebView, which runs in a process of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import assert_never

from bridge.dispatch import TokenBucket
from bridge.errors import LoadFailed
from sandbox.view import lines
from sandbox.view.environment import SCHEME
from sandbox.view.guard import Guard
from sandbox.view.outside.answers import answer, own_path
from sandbox.view.outside.console import console_line
from sandbox.view.outside.frame import Frame
from sandbox.view.outside.frames import own_frame
from sandbox.view.outside.guarantees import given
from sandbox.view.outside.key import PrivateKey
from sandbox.view.outside.process import ViewProcess
from sandbox.view.outside.serving import Serving, SystemBinding
from sandbox.view.port import Flood, Guarantee, Sandboxed, Usage, ViewListener
from sandbox.view.systemview.wire import (
    Asked,
    Deliver,
    Denied,
    Evaluate,
    Evaluated,
    Failed,
    Framed,
    Gone,
    Heard,
    Load,
    Moved,
    Ping,
    Place,
    Pong,
    Received,
    Reload,
    Renders,
    Said,
    Show,
    Snap,
    Snapped,
    Standing,
    Told,
    Touched,
    Verdict,
    Wants,
    Withheld,
)

_SHUTTING_IN_S = 2.0
_POLL_S = 0.01
MESSAGES_BURST = 10_000.0
MESSAGES_PER_S = 1_000.0
"""As qtview's: more than the gate lets through."""
_BLANK = "about:blank"
_LAYERS_HEAR = "globalThis.fanlightHears?.() ?? true"


class SystemView:
    """One process, one window in ours, one app for life. A process that ended is followed by a new
    one when the page is loaded again."""

    def __init__(self, binding: SystemBinding, listener: ViewListener) -> None:
        """Bind a view to one app for the rest of its life. Raises EngineUnavailable."""
        self._binding = binding
        self._listener = listener
        self._touched: Callable[[], None] = _nobody_minds
        self._closed = False
        self._discarding = False
        self._audible = False
        self._standing = False
        self._document = ""
        self._number = 0
        self._asked: dict[int, asyncio.Future[str | bytes]] = {}
        self._pings: dict[int, Callable[[], None]] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self._messages = _message_bucket()
        self._guard = Guard(binding.host)
        self._guard.bind(binding.resources, listener)
        self._key = PrivateKey(binding.channel)
        self._serving = Serving(
            binding.resources, binding.talk, binding.web, self._admit, listener.navigated
        )
        self._frame = own_frame(binding.background, self._place)
        self._process: ViewProcess | None = None
        binding.talk.connect(self._deliver, self._key.text)
        self._start()

    @property
    def widget(self) -> Frame:
        """What a window shows."""
        return self._frame

    @property
    def has_page(self) -> bool:
        """No such page is made ahead."""
        return False

    @property
    def is_foreign(self) -> bool:
        """Whether another process draws it: then a picture of the window lacks it."""
        return True

    @property
    def guarantees(self) -> frozenset[Guarantee]:
        return given()

    @property
    def sandboxed(self) -> Sandboxed:
        return Sandboxed.UNKNOWN if self._process is None else self._process.sandboxed

    @property
    def is_heard(self) -> bool:
        """Whether the page makes a sound."""
        return self._audible

    def load(self, path: str, query: str) -> None:
        """Navigate to the document `path` of the mount with an encoded query."""
        url = f"{SCHEME}://{self._binding.host}/{path}"
        self._document = f"{url}?{query}" if query else url
        self._running().tell(Load(self._document))

    def reload(self) -> None:
        """Load the document anew, in a new process where the one before has ended."""
        if self._process is None:
            self._running().tell(Load(self._document))
        else:
            self._process.tell(Reload())

    def when_touched(self, touched: Callable[[], None]) -> None:
        """Call `touched` when a person presses something in the view: the host's window hears
        nothing of it."""
        self._touched = touched

    def watch_frames(self) -> None:
        """The view's process tells of its frames by itself."""

    def freeze(self) -> None:
        """Halt the page and its Workers, as long as nobody sees it."""
        if self._process is not None:
            self._process.halt(True)

    def wake(self) -> None:
        """Let a frozen page go on; a discarded one is loaded, but for a layered one."""
        if self._closed:
            return
        discarded, self._discarding = self._discarding, False
        if self._process is not None:
            self._process.halt(False)
        elif discarded and not self._binding.layered:
            self._running().tell(Load(self._document))

    def discard(self) -> None:
        """End the process of a frozen page; the listener hears nothing of it."""
        self._discarding = True
        if self._process is not None:
            self._process.kill()

    def ping(self, answered: Callable[[], None]) -> None:
        """Call `answered` once the renderer's main thread has had a turn."""
        if self._process is None:
            return
        if self._binding.layered:
            self._ask_layers(answered)
            return
        number = self._count()
        self._pings = {number: answered}  # one that was never answered is asked again anyway
        self._process.tell(Ping(number))

    def usage(self) -> Usage | None:
        """What the renderer takes; None without one, and where it cannot be read."""
        return None if self._process is None else self._process.usage()

    def kill(self) -> None:
        """End the process and the engine's at once; the listener hears `gone`."""
        if self._process is not None:
            self._process.kill()

    async def evaluate(self, script: str) -> str:
        """Run `script` in the page, for its developer only; returns its value as JSON text.

        Raises LoadFailed.
        """
        found = await self._reply(lambda number: Evaluate(number, script))
        return found if isinstance(found, str) else found.decode()

    async def screenshot(self) -> bytes:
        """What the view shows now, as PNG; empty when nothing stands there. Raises LoadFailed."""
        found = await self._reply(Snap)
        return found if isinstance(found, bytes) else b""

    def close(self) -> None:
        """End the view, its process and everything pending; may be called twice."""
        if self._closed:
            return
        self._closed = True
        self._lose("the view was closed")
        for task in self._answering:
            task.cancel()
        self._binding.talk.end()
        self._frame.let_go()
        if self._process is not None:
            self._process.close()
            self._process = None

    # The process.

    def _start(self) -> ViewProcess:
        process = ViewProcess(
            self._hear, self._read, self._ended, sandboxed=self._binding.require_sandbox
        )
        process.tell(self._key.begin(self._binding, process.scratch))
        self._process = process
        return process

    def _running(self) -> ViewProcess:
        return self._start() if self._process is None else self._process

    def _ended(self, reason: str) -> None:
        """The process is gone, whoever ended it."""
        self._process = None
        self._frame.let_go()
        self._lose("the view's process has ended")
        self._messages = _message_bucket()
        self._guard.renew()
        self._binding.talk.end()
        if not self._discarding and not self._closed:
            self._listener.gone(reason)

    def _read(self, text: str) -> bool:
        """A line of the console, to its listener; False for any other line."""
        line = console_line(text, self._binding.host)
        if line is not None:
            self._guard.console(line, len(text))
        return line is not None

    def _hear(self, told: Told) -> None:
        """What the process says. Nothing in it says who it is: that is the socket's."""
        process = self._process
        if self._closed or process is None:
            return
        match told:
            case Received(text):
                # Every answer by the one way that all else goes: so nothing overtakes a Welcome.
                if answer_text := self._receive(text):
                    process.tell(Deliver(answer_text))
            case Asked(id=number):
                if self._guard.may_ask():
                    self._spawn(self._serve(process, told))
                else:
                    process.tell(Withheld(number))
            case Wants(number, url):
                process.tell(Verdict(number, self._may_go(url)))
            case Standing(window_id):
                self._frame.hold(window_id)
                process.tell(Show())
            case Renders(pids):
                process.rendered_by(pids)
            case Said(level, text, source, line):
                said = lines.console_line(level, text, source, line, self._binding.host)
                self._guard.console(said, len(text))
            case Framed(at_s):
                self._listener.framed(min(at_s, time.monotonic()))
                if not self._standing:
                    self._standing = True
                    self._frame.settle()
            case Touched():
                self._frame.take_keys()
                self._touched()
            case Heard(audible):
                self._audible = audible
            case Moved(url):
                if (path := own_path(self._binding.host, url)) is not None:
                    self._listener.moved(path)
            case Failed(url):
                self._listener.failed(f"{url.split('?', 1)[0][:300]} did not load")
            case Gone():
                process.kill()  # its end is told once, when it is complete
            case Denied(what, detail):
                self._guard.denied(what[:60], detail[:300])
            case Pong(number):
                if (answered := self._pings.pop(number, None)) is not None:
                    answered()
            case Evaluated(number, value, error):
                self._settle(number, value, f"the expression failed: {error}")
            case Snapped(number, png):
                self._settle(number, png, "")
            case _:
                assert_never(told)

    def _receive(self, addressed: str) -> str:
        session, _, text = addressed.partition("\n")
        if not self._messages.take(1.0):
            self._listener.flooded(Flood.MESSAGES)
            return ""
        if not self._is_proven():
            self._listener.refused("the renderer is not in its engine's sandbox")
            return ""
        return self._binding.talk.receive(session, text)

    def _deliver(self, text: str) -> None:
        if self._process is not None:
            self._process.tell(Deliver(text))

    def _place(self, place: Place) -> None:
        if self._process is not None:
            self._process.tell(place)

    def _may_go(self, url: str) -> bool:
        path = own_path(self._binding.host, url)
        if path is not None and self._guard.may_show(path):
            return True
        # Not even about:srcdoc: WebKitGTK does not say whose frame it is, and the page itself
        # would go there.
        if url != _BLANK:  # where pywebview begins
            self._guard.denied("navigation", url.split("?", 1)[0][:300])
        return False

    async def _serve(self, process: ViewProcess, asked: Asked) -> None:
        process.tell(await answer(self._serving, self._binding.host, asked))

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _admit(self) -> bool:
        """Whether the renderers may be given a document: they are sandboxed, or need not be."""
        given_up_s = time.monotonic() + _SHUTTING_IN_S
        while not self._closed and not self._is_proven():
            if time.monotonic() > given_up_s:
                self._listener.refused("the renderer is not in its engine's sandbox")
                return False
            await asyncio.sleep(_POLL_S)
        return not self._closed

    def _is_proven(self) -> bool:
        return not self._binding.require_sandbox or self.sandboxed is Sandboxed.YES

    # Questions to the page.

    def _ask_layers(self, answered: Callable[[], None]) -> None:
        async def ask() -> None:
            with suppress(LoadFailed):
                if await self.evaluate(_LAYERS_HEAR) == "true":
                    answered()

        self._spawn(ask())

    async def _reply(self, order: Callable[[int], Evaluate | Snap]) -> str | bytes:
        if self._process is None:
            raise LoadFailed("the view's process has ended")
        number = self._count()
        done: asyncio.Future[str | bytes] = asyncio.get_running_loop().create_future()
        self._asked[number] = done
        self._process.tell(order(number))
        try:
            return await done
        finally:
            self._asked.pop(number, None)

    def _settle(self, number: int, value: str | bytes | None, error: str) -> None:
        done = self._asked.get(number)
        if done is None or done.done():
            return
        if value is None:
            done.set_exception(LoadFailed(error))
        else:
            done.set_result(value)

    def _lose(self, why: str) -> None:
        """No answer comes from this process any more."""
        self._pings.clear()
        for done in self._asked.values():
            if not done.done():
                done.set_exception(LoadFailed(why))

    def _count(self) -> int:
        self._number += 1
        return self._number


def _nobody_minds() -> None:
    pass


def _message_bucket() -> TokenBucket:
    return TokenBucket(MESSAGES_BURST, MESSAGES_PER_S, time.monotonic)
