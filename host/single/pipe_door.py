"""The host's end on Windows: as `door.Door`, at a named pipe. Each caller has a thread."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import secrets
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from multiprocessing.connection import Client, Listener
from pathlib import Path
from typing import Any, TypeVar

import filelock

from bridge.errors import MessageInvalid
from host.single.door import ASKING_S, MOST_CALLERS, Serve
from host.single.messages import MAX_ASK_BYTES, Answer, Asked, Declined, Taken, content_of, read_ask
from host.single.pipes import (
    DataProtection,
    Keeper,
    Line,
    Note,
    heard,
    new_name,
    prove_host,
    write_note,
)

log = logging.getLogger("fanlight.single")

_SECRET_BYTES = 32
_LOOK_S = 0.25
"""How often it is looked whether who asked is still there."""
_BREATH_S = 0.1
_ENDING_S = 5.0
_T = TypeVar("_T")


class PipeDoor:
    """One for a host. `open` it on the event loop, `close` it before the host ends."""

    def __init__(
        self,
        file: Path,
        refusal: Callable[[Asked], str | None],
        serve: Serve,
        *,
        keeper: Callable[[], Keeper] = DataProtection,
        name: Callable[[], str] = new_name,
        asking_s: float = ASKING_S,
    ) -> None:
        """`file` is where the note is left; `refusal` and `serve` are Door's."""
        self._file = file
        self._refusal = refusal
        self._serve = serve
        self._keeper = keeper
        self._name = name
        self._asking_s = asking_s
        self._secret = secrets.token_bytes(_SECRET_BYTES)
        self._turn: filelock.BaseFileLock | None = None
        self._accepting: threading.Thread | None = None
        self._pipe = ""
        self._closed = False
        self._lines: set[Line] = set()
        self._calls: set[asyncio.Task[Answer]] = set()

    async def open(self) -> bool:
        """Begin to listen; False when another host of this home does. Raises OSError."""
        self._loop = asyncio.get_running_loop()
        self._file.parent.mkdir(mode=0o700, exist_ok=True)
        turn = filelock.FileLock(self._file.with_name("host.lock"), timeout=0, thread_local=False)
        try:
            turn.acquire()
        except filelock.Timeout:
            return False
        self._turn = turn
        self._pipe = self._name()
        shut = self._keeper().shut(self._secret)
        listener = Listener(self._pipe, backlog=MOST_CALLERS)
        self._accepting = threading.Thread(
            target=self._accept, args=(listener,), name="fanlight-door", daemon=True
        )
        self._accepting.start()
        write_note(self._file, Note(self._pipe, shut))
        return True

    async def close(self) -> None:
        """Hear nobody any more; who still waits for an answer is told nothing, and knows."""
        self._closed = True
        if self._accepting is not None:
            self._file.unlink(missing_ok=True)
            # Nothing else ends the wait for a caller, unless one was just there: then the listener
            # has taken its own name away by now, or is about to.
            with suppress(OSError):
                Client(self._pipe).close()
            await asyncio.to_thread(self._accepting.join, _ENDING_S)
        for call in tuple(self._calls):
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)
        if self._turn is not None:
            self._turn.release()
            self._turn = None

    def _accept(self, listener: Listener) -> None:
        """A thread's work, until the door is closed."""
        while not self._closed:
            try:
                line: Line = listener.accept()
            except (OSError, EOFError, AssertionError):  # who called has gone already
                time.sleep(_BREATH_S)
                continue
            if self._closed or len(self._lines) >= MOST_CALLERS:
                line.close()
                continue
            self._lines.add(line)
            threading.Thread(
                target=self._hear, args=(line,), name="fanlight-caller", daemon=True
            ).start()
        with suppress(FileNotFoundError):  # its name may have gone with the home
            listener.close()

    def _hear(self, line: Line) -> None:
        try:
            prove_host(line, self._secret, self._asking_s)
            self._talk(line, read_ask(heard(line, MAX_ASK_BYTES, self._asking_s)))
        except (OSError, RuntimeError, MessageInvalid, concurrent.futures.CancelledError) as error:
            log.info("a caller was not heard: %s", error)
        finally:
            self._lines.discard(line)
            with suppress(OSError):
                line.close()

    def _talk(self, line: Line, asked: Asked) -> None:
        refusal = self._on_loop(self._refused(asked)).result(self._asking_s)
        if refusal is not None:
            log.info("a caller was declined: %s", refusal)
            line.send_bytes(content_of(Declined(refusal)))
            return
        line.send_bytes(content_of(Taken()))
        work = self._on_loop(self._served(asked))
        try:
            while not concurrent.futures.wait((work,), _LOOK_S).done:
                # It has asked all it may: more words are the end as well.
                if line.poll(0):
                    return
            line.send_bytes(content_of(work.result()))
        finally:
            work.cancel()

    async def _refused(self, asked: Asked) -> str | None:
        return self._refusal(asked)

    async def _served(self, asked: Asked) -> Answer:
        call = asyncio.ensure_future(self._serve(asked))
        self._calls.add(call)
        try:
            return await call
        finally:
            self._calls.discard(call)

    def _on_loop(self, work: Coroutine[Any, Any, _T]) -> concurrent.futures.Future[_T]:
        """Raises RuntimeError when the loop has ended."""
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError:
            work.close()
            raise
