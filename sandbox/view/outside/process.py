"""The process of one system view: started, heard, ended. No Qt here."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from bridge.errors import EngineUnavailable, MessageInvalid
from sandbox.view.outside.connection import Connection, own_connection
from sandbox.view.outside.side import own_side
from sandbox.view.port import Sandboxed, Usage
from sandbox.view.systemview.wire import MAX_TOLD_BYTES, TOLD, Frames, Order, Told, framed

log = logging.getLogger("fanlight.view")

_MODULE = "sandbox.view.systemview"
FROZEN_WORD = "--system-view"
_LINE_BYTES = 64 * 1024
_LAST_CHARS = 300


class ViewProcess:
    """A view's own process. It has no name that anybody could connect to: one end of a line made
    here is all it is born with, and who holds the other end is the host."""

    def __init__(
        self,
        hear: Callable[[Told], None],
        line: Callable[[str], bool],
        ended: Callable[[str], None],
        *,
        sandboxed: bool,
        connection: Connection | None = None,
    ) -> None:
        """`hear` gets what it says, `line` each line it writes (is it of a page's console?),
        `ended` why it ended; all on the event loop. Raises EngineUnavailable."""
        self._hear = hear
        self._line = line
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._side = own_side()
        self._connection = own_connection() if connection is None else connection
        try:
            self._process = subprocess.Popen(
                [*view_command(), *self._connection.words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=self._side.environment(os.environ, sandboxed=sandboxed)
                | {"PYTHONPATH": _own_path()},
                **self._connection.popen(),
            )
        except OSError as error:
            self._connection.close()
            raise EngineUnavailable(
                f"the system view's process does not start: {error.strerror}"
            ) from None
        finally:
            self._connection.handed_on()
        self._side.adopt(self._process.pid)
        self._orders: asyncio.Queue[bytes] = asyncio.Queue()
        self._listening = asyncio.ensure_future(self._listen())
        self._speaking = asyncio.ensure_future(self._speak())
        self._last = ""
        self._in_piece = False
        self._seen: Sandboxed | None = None
        threading.Thread(target=self._read, name="fanlight-view", daemon=True).start()

    def tell(self, order: Order) -> None:
        """Give it an order; they arrive in their turn."""
        self._orders.put_nowait(framed(order))

    def rendered_by(self, pids: tuple[int, ...]) -> None:
        """What it says of who renders its page."""
        self._seen = None
        self._side.told(pids)

    @property
    def scratch(self) -> str | None:
        """A folder for an engine that cannot do without one while it keeps nothing."""
        return self._side.scratch()

    @property
    def renderers(self) -> tuple[int, ...]:
        """The process ids of its pages' renderers."""
        return self._side.renderers(self._process.pid)

    @property
    def sandboxed(self) -> Sandboxed:
        """Whether all of its renderers are in their engine's sandbox.

        Messages that came in one piece were all said before the first of them is heard: one look
        at the kernel's processes, which takes as long as a call, does for them all.
        """
        if self._seen is None:
            seen = self._look()
            self._seen = seen if self._in_piece else None
            return seen
        return self._seen

    def _look(self) -> Sandboxed:
        found = [self._side.sandboxed(pid) for pid in self.renderers]
        if Sandboxed.NO in found or not found:
            return Sandboxed.NO if found else Sandboxed.UNKNOWN
        return Sandboxed.YES

    def usage(self) -> Usage | None:
        """What the renderers take; None without one, and where it cannot be read."""
        found = [usage for pid in self.renderers if (usage := self._side.usage(pid)) is not None]
        if not found:
            return None
        return Usage(
            sum(one.memory_bytes for one in found),
            sum(one.threads for one in found),
            sum(one.cpu_s for one in found),
            sum(one.own_or_all_bytes for one in found),
        )

    def kill(self) -> None:
        """End it and all of the engine's processes at once."""
        self._side.kill(self._process.pid)

    def halt(self, halted: bool) -> None:
        """Stop its renderers where they are, or let them go on."""
        self._side.halt(self.renderers, halted)

    def close(self) -> None:
        """End it without a word to anybody. Its renderers go at once; the process that writes what
        pages stored ends by itself when it has."""
        self._ended = _nobody_minds
        self._hear = _nobody_hears
        self._side.dismiss(self._process.pid)

    async def _listen(self) -> None:
        """Hear it until it hangs up or says what is none of its messages."""
        frames: Frames[Told] = Frames(TOLD, MAX_TOLD_BYTES)
        try:
            while piece := await self._connection.receive():
                self._hear_all(frames.take(piece))
        except MessageInvalid as error:
            log.error("a system view is ended: %s", error.message)
            self.kill()
        except OSError as error:
            log.info("a system view hung up: %s", error)

    def _hear_all(self, piece: list[Told]) -> None:
        self._in_piece = True
        try:
            for told in piece:
                self._hear(told)
        finally:
            self._in_piece, self._seen = False, None

    async def _speak(self) -> None:
        with suppress(OSError):
            while True:
                await self._connection.send(await self._orders.get())

    def _read(self) -> None:
        """A thread's work, until the process has ended: WebKitGTK writes the pages' consoles where
        it writes its own complaints."""
        stream = self._process.stdout
        if stream is not None:
            with stream:
                while line := stream.readline(_LINE_BYTES):
                    self._soon(self._take, line.decode("utf-8", "replace").rstrip("\n"))
        self._soon(self._end, self._process.wait())

    def _take(self, line: str) -> None:
        if line and not self._line(line):
            log.info("a system view said: %s", line)
            self._last = line[:_LAST_CHARS]

    def _end(self, code: int) -> None:
        self._listening.cancel()
        self._speaking.cancel()
        self._connection.close()
        self._ended(f"its process ended ({code}) {self._last}".strip())

    def _soon(self, act: Callable[..., None], *told: object) -> None:
        with suppress(RuntimeError):  # the loop has ended, and with it who would hear
            self._loop.call_soon_threadsafe(act, *told)


def view_command() -> tuple[str, ...]:
    """The words before the socket's number: this very program, as a view's process.

    A frozen build has no `-m`: its program asks for the word itself (packaging/frozen.py).
    """
    if getattr(sys, "frozen", False):
        return (sys.executable, FROZEN_WORD)
    return (sys.executable, "-P", "-m", _MODULE)


def _own_path() -> str:
    """Where the process finds this program: as this one does."""
    return os.pathsep.join(path for path in sys.path if path)


def _nobody_minds(_reason: str) -> None:
    pass


def _nobody_hears(_told: Told) -> None:
    pass
