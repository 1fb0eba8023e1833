"""The host's end: hears commands of the same user, one question each, within bounds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from bridge.errors import MessageInvalid
from host.single.messages import (
    LENGTH,
    MAX_ASK_BYTES,
    Answer,
    Asked,
    Declined,
    Taken,
    framed,
    read_ask,
)
from host.single.place import Turn, is_own, take_turn

log = logging.getLogger("fanlight.single")

ASKING_S = 5.0
"""How long a command may take for its question, and to take in an answer."""
MOST_CALLERS = 32

Serve: TypeAlias = Callable[[Asked], Awaitable[Answer]]


class Door:
    """One for a host. `open` it on the event loop, `close` it before the host ends."""

    def __init__(
        self,
        place: Path,
        refusal: Callable[[Asked], str | None],
        serve: Serve,
        turn: Turn | None = None,
    ) -> None:
        """`refusal` says why the host does not take a question on; `serve` answers one that it
        takes, and is cancelled when who asked goes away. `turn` is this process's, if it has it
        already; it ends with the door."""
        self._place = place
        self._refusal = refusal
        self._serve = serve
        self._turn = turn
        self._server: asyncio.AbstractServer | None = None
        self._calls: set[asyncio.Task[None]] = set()

    async def open(self) -> bool:
        """Begin to listen; False when another host of this home does, or when the folder is not
        this user's alone. What a dead host left behind is taken over."""
        folder = self._place.parent
        folder.mkdir(mode=0o700, exist_ok=True)
        if self._turn is None:
            with suppress(BlockingIOError):
                self._turn = take_turn(folder)
        if self._turn is None:
            return False
        self._place.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(
            self._called, path=self._place, limit=MAX_ASK_BYTES
        )
        return True

    async def close(self) -> None:
        """Hear nobody any more; who still waits for an answer is told nothing, and knows."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._place.unlink(missing_ok=True)
        for call in tuple(self._calls):
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)
        if self._turn is not None:
            self._turn.end()

    async def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = asyncio.current_task()
        peer = writer.get_extra_info("socket")
        if call is None or len(self._calls) >= MOST_CALLERS or not is_own(peer):
            writer.transport.abort()
            return
        self._calls.add(call)
        try:
            await self._hear(reader, writer)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, MessageInvalid) as error:
            log.info("a caller was not heard: %s", error)
        finally:
            self._calls.discard(call)
            writer.transport.abort()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(ASKING_S):
            (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
            if length > MAX_ASK_BYTES:
                raise MessageInvalid(f"a question of {length} bytes")
            asked = read_ask(await reader.readexactly(length))
        refusal = self._refusal(asked)
        if refusal is not None:
            log.info("a caller was declined: %s", refusal)
            await _say(writer, Declined(refusal))
            return
        await _say(writer, Taken())
        answer = await _unless_gone(reader, self._serve(asked))
        if answer is not None:
            await _say(writer, answer)


async def _say(writer: asyncio.StreamWriter, answer: Answer) -> None:
    """Raises TimeoutError when nobody takes it in."""
    async with asyncio.timeout(ASKING_S):
        # Else drain() waits for less than all, and the rest is lost with the connection.
        writer.transport.set_write_buffer_limits(0)
        writer.write(framed(answer))
        await writer.drain()


async def _unless_gone(reader: asyncio.StreamReader, work: Awaitable[Answer]) -> Answer | None:
    """What `work` gives; None, and `work` is cancelled, when the caller hangs up before. A caller
    has asked all it may: more words are the end as well."""
    serving = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(reader.read(1))
    try:
        await asyncio.wait({serving, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return serving.result() if serving.done() else None
    finally:
        leaving.cancel()
        serving.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await serving
