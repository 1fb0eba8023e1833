"""One running app: its state, its trace, and what happened to it."""

from __future__ import annotations

import asyncio
import enum
import time
from collections import deque
from collections.abc import Callable

import msgspec

from bridge.errors import (
    FanlightError,
    LoadFailed,
    NotSandboxed,
    RendererGone,
    ResourcesExceeded,
)
from bridge.marks import LaunchKind, Mark, Trace
from bridge.messages import Hello, PageMark, Violation
from bridge.names import InstanceId, PageRoute
from host.launch.first_screen import FirstScreen
from host.launch.source import AppRef
from host.services.exchange import Exchange, nobody_hears
from sandbox.manifest import Manifest
from sandbox.view.port import ConsoleLine, Engine, Flood, Sandboxed, ViewPort

CONSOLE_LINES_KEPT = 1_000
DENIALS_KEPT = 1_000


class State(enum.Enum):
    """Where an instance stands; it only ever goes down this list, or to FAILED or CLOSED."""

    OPENING = 0
    LOADING = 1
    READY = 2
    SHOWN = 3
    FAILED = 4
    CLOSED = 5


class Denial(msgspec.Struct, frozen=True):
    """Something the app tried that was refused."""

    what: str
    detail: str

    def as_json(self) -> dict[str, str]:
        """`{"what", "detail"}`."""
        return {"what": self.what, "detail": self.detail}


class Instance:
    """A running app. It listens to its view and tells its observers."""

    def __init__(self, ref: AppRef, manifest: Manifest, page: PageRoute, trace: Trace) -> None:
        self.id = InstanceId.new()
        self.ref = ref
        self.manifest = manifest
        self.page = page
        self.trace = trace
        self.launch_kind = LaunchKind.COLD
        self.engine = Engine.QT
        self.state = State.OPENING
        self.console_lines: deque[ConsoleLine] = deque(maxlen=CONSOLE_LINES_KEPT)
        self.denials: deque[Denial] = deque(maxlen=DENIALS_KEPT)
        self.errors: list[FanlightError] = []
        self.stuck = False
        self.lives = 1
        """How often its page was begun: at first, and by each `revive`."""
        self.resting = False
        """Its page is halted or gone, by the host's will: it answers nothing and is not deaf."""
        self.explain: Callable[[ConsoleLine], ConsoleLine] = _as_told
        """Turns a line of its console into one that names its developer's own files."""
        self.kept = asyncio.Event()
        """Set when the app hands something over to be kept."""
        self.kept_state: bytes | None = None
        self._sentence: FanlightError | None = None
        self._stalled: Callable[[], None] = _nothing
        self._view: ViewPort | None = None
        self._sandboxed = Sandboxed.UNKNOWN
        loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._observers: list[Callable[[Instance], None]] = []
        self._later = loop.call_later
        self._uncover: Callable[[], None] = _nothing
        self._note_denial: Callable[[str, str], None] = _nobody_notes
        self._count: Callable[[], int] | None = None
        self._hear_exchange: Callable[[Exchange], None] = nobody_hears
        self._read_line: Callable[[ConsoleLine], None] = _nobody_reads
        self._first_screen = FirstScreen(self._mark, self._uncovered, self._later, trace.started_s)
        self._documents = 0
        self._left = -1  # how many documents there were when `visit` left the last of them
        self._page_shown = asyncio.Event()

    @property
    def view(self) -> ViewPort:
        """The view; LoadFailed before it is attached and after closing."""
        if self._view is None:
            raise LoadFailed(f"{self.ref.app_id} has no view")
        return self._view

    @property
    def sandboxed(self) -> bool:
        """Whether its renderer is (or, once closed, was) proven sandboxed."""
        return self._sandboxed is Sandboxed.YES

    def observe(self, observer: Callable[[Instance], None]) -> None:
        """Call `observer` after each change of state."""
        self._observers.append(observer)

    def when_uncovered(self, uncover: Callable[[], None]) -> None:
        """Call `uncover` when a document has something to show: the start card may go."""
        self._uncover = uncover

    def when_denied(self, note: Callable[[str, str], None]) -> None:
        """Call `note` with what is refused and its detail; for the first DENIALS_KEPT, since a
        flood repeats itself."""
        self._note_denial = note

    def when_logged(self, read: Callable[[ConsoleLine], None]) -> None:
        """Call `read` with each line of the app's console."""
        self._read_line = read

    def when_counted(self, count: Callable[[], int]) -> None:
        """Ask `count` at the first screen how many bytes had come over the network for it."""
        self._count = count

    def when_exchanged(self, hear: Callable[[Exchange], None]) -> None:
        """Call `hear` with each request of the app, at its end."""
        self._hear_exchange = hear

    def exchanged(self, exchange: Exchange) -> None:
        """A request of the app has ended."""
        self._hear_exchange(exchange)

    def when_stalled(self, stalled: Callable[[], None]) -> None:
        """Call `stalled` when `stuck` has changed: the page became deaf, or hears again."""
        self._stalled = stalled

    def stall(self, stuck: bool) -> None:
        """Note whether the page is deaf now."""
        if stuck is not self.stuck:
            self.stuck = stuck
            self._stalled()

    @property
    def is_settled(self) -> bool:
        """Whether it has shown its first screen, and runs."""
        return self.state is State.SHOWN and not self.stuck

    def keep(self, state: bytes) -> None:
        """The app's own JSON, for the day it comes back from having been out of memory."""
        self.kept_state = state
        self.kept.set()

    def rest(self, resting: bool) -> None:
        """Its page is halted now, or goes on."""
        self.resting = resting
        self.stall(False)

    def stop(self, error: FanlightError) -> bool:
        """Kill the renderer; `error` says why, and is what the app fails with. Once a life."""
        if self._view is None or self._sentence is not None:
            return False
        self._sentence = error
        self._view.kill()
        return True

    def revive(self) -> None:
        """The view is loaded anew after a failure or at a person's wish."""
        if self.state is not State.CLOSED:
            self._sentence = None
            self.lives += 1
            self.stall(False)
            self.state = State.LOADING

    def attach(self, view: ViewPort) -> None:
        """Give the instance its view; once."""
        self._view = view
        self.trace.mark(Mark.VIEW_READY, kind=self.launch_kind.value)
        self._enter(State.LOADING)

    async def reached(self, state: State) -> None:
        """Wait until the instance is in `state` or past it. Raises what made it fail."""
        while self.state.value < state.value:
            self._changed.clear()
            await self._changed.wait()
        if self.state is State.FAILED and state is not State.CLOSED:
            raise self.errors[-1]

    def fail(self, error: FanlightError) -> None:
        """Note what ended the launch or the app."""
        self.stuck = False
        self.errors.append(error)
        self._enter(State.FAILED)

    def close(self) -> None:
        """End the app; may be called twice."""
        if self._view is not None:
            self._note_sandbox()
            self._view.close()
            self._view = None
        self._enter(State.CLOSED)

    async def visit(self, page: PageRoute, path: str, query: str) -> None:
        """Go to another page (its document is at `path`) and wait until it is shown."""
        self._page_shown.clear()
        self._left = self._documents
        self.page = page
        self.view.load(path, query)
        await self._page_shown.wait()

    # What the bridge tells.

    def hello(self, hello: Hello) -> None:
        """A document opened the bridge."""
        self._note_sandbox()
        self.trace.mark(Mark.BRIDGE_READY)
        self._documents += 1
        if self._documents > 1:  # the trace is the first document's; later ones are only awaited
            self._first_screen = FirstScreen(self._later_mark, self._uncovered, self._later)
        self._first_screen.hello(hello)

    def page_mark(self, mark: PageMark) -> None:
        """A document reported a moment on its own clock."""
        self._first_screen.page_mark(mark)

    def violation(self, violation: Violation) -> None:
        """The document's policy refused something before it reached the interceptor."""
        self.denied(f"policy:{violation.directive[:60]}", violation.blocked[:300])

    def entered(self, route: str) -> None:
        """The app's own page stack has another page on top; unknown routes change nothing, nor
        what a document that `visit` leaves still says of itself."""
        if self._documents != self._left:
            self._show_top(route)

    # What the view tells (ViewListener).

    def console(self, line: ConsoleLine) -> None:
        self.console_lines.append(line)
        self._read_line(line)

    def denied(self, what: str, detail: str) -> None:
        if len(self.denials) < DENIALS_KEPT:
            self._note_denial(what, detail)
        self.denials.append(Denial(what, detail))

    def navigated(self, at_s: float) -> None:
        self.trace.mark(Mark.NAVIGATION_START, at_s)

    def moved(self, path: str) -> None:
        self._show_top(path.removesuffix(".html"))

    def framed(self, at_s: float) -> None:
        self._first_screen.framed(at_s)

    def failed(self, message: str) -> None:
        if self.state.value < State.READY.value:
            self.fail(LoadFailed(f"{self.ref.app_id}: {message}", app_id=self.ref.app_id))

    def refused(self, message: str) -> None:
        self.fail(
            NotSandboxed(
                f"{self.ref.app_id} was not opened: {message}. Run as an ordinary user with user "
                "namespaces allowed (fanlight doctor says what is missing), or insist with "
                "--no-sandbox.",
                app_id=self.ref.app_id,
            )
        )

    def gone(self, message: str) -> None:
        gone = RendererGone(f"{self.ref.app_id} stopped: {message}", app_id=self.ref.app_id)
        self.fail(self._sentence or gone)

    def flooded(self, flood: Flood) -> None:
        self.stop(
            ResourcesExceeded(
                f"{self.ref.app_id} was stopped: it sent more {flood.value} than a host can take",
                app_id=self.ref.app_id,
                what=flood.value,
            )
        )

    def _mark(self, name: Mark, at_s: float) -> None:
        if name is Mark.FIRST_SCREEN and self._count is not None:
            self.trace.mark(name, at_s, bytes=self._count())
        else:
            self.trace.mark(name, at_s)
        if name is Mark.PAGE_READY:
            self._enter(State.READY)
        elif name is Mark.FIRST_SCREEN:
            self._enter(State.SHOWN)

    def _show_top(self, route: str) -> None:
        if route in self.manifest.pages:
            self.page = PageRoute(route)

    def _uncovered(self) -> None:
        self._uncover()

    def _later_mark(self, name: Mark, at_s: float) -> None:
        if name is Mark.PAGE_READY:
            self._enter(State.READY)
        elif name is Mark.FIRST_SCREEN:
            self._page_shown.set()
            self._enter(State.SHOWN)

    def _note_sandbox(self) -> None:
        if self._view is not None and self._sandboxed is not Sandboxed.YES:
            self._sandboxed = self._view.sandboxed

    def _enter(self, state: State) -> None:
        # A crash may follow the first screen; nothing follows the closing.
        if state.value <= self.state.value:
            return
        self.state = state
        self._changed.set()
        for observer in self._observers:
            observer(self)


def _as_told(line: ConsoleLine) -> ConsoleLine:
    return line


def _nothing() -> None:
    pass


def _nobody_reads(_line: ConsoleLine) -> None:
    pass


def _nobody_notes(_what: str, _detail: str) -> None:
    pass


def now_s() -> float:
    """The clock of all traces: time.monotonic."""
    return time.monotonic()
