"""The line to a system view's process: it is born with its ends, and nobody else can have one.

Where a socket can be handed on, it is one of a pair; on Windows, where Python cannot, two
anonymous pipes. Neither has a name: nobody connects, so there is no peer to check and no secret to
tell.
"""

from __future__ import annotations

import asyncio
import os
import queue
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any, Protocol

_PIECE_BYTES = 256 * 1024
MOST_PIECES = 4
"""What is read before it is received: who says more than is heard has to wait, as by a socket."""


class Connection(Protocol):
    """The host's end, and the other one until it is handed on."""

    @property
    def words(self) -> tuple[str, ...]:
        """What the process is told its ends are: line.Line's."""

    def popen(self) -> dict[str, Any]:
        """What subprocess.Popen needs, so that the process has its ends, and nothing else."""

    def handed_on(self) -> None:
        """The process has its ends, or there is none: this one lets go of them."""

    async def receive(self) -> bytes:
        """What came; empty when the other end is shut, or this one. Raises OSError."""

    async def send(self, content: bytes) -> None:
        """Raises OSError."""

    def close(self) -> None: ...


def own_connection(platform: str = sys.platform) -> Connection:
    """As this system can hand it on."""
    return PipeConnection() if platform == "win32" else SocketConnection()


class SocketConnection:
    """One socket of a pair."""

    def __init__(self) -> None:
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)

    @property
    def words(self) -> tuple[str, ...]:
        return (str(self._theirs.fileno()),)

    def popen(self) -> dict[str, Any]:
        return {"pass_fds": (self._theirs.fileno(),), "start_new_session": True}

    def handed_on(self) -> None:
        self._theirs.close()

    async def receive(self) -> bytes:
        return await asyncio.get_running_loop().sock_recv(self._ours, _PIECE_BYTES)

    async def send(self, content: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self._ours, content)

    def close(self) -> None:
        self._ours.close()


class PipeConnection:
    """Two pipes, each with a thread of its own: Windows' anonymous pipes know only waiting."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        ours_read, self._theirs_write = os.pipe()
        self._theirs_read, ours_write = os.pipe()
        self._came: asyncio.Queue[bytes] = asyncio.Queue()
        self._room = threading.Semaphore(MOST_PIECES)
        self._closed = False
        self._going: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        for work, number in ((self._read, ours_read), (self._write, ours_write)):
            threading.Thread(target=work, args=(number,), name="fanlight-line", daemon=True).start()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(str(_handle(number)) for number in (self._theirs_read, self._theirs_write))

    def popen(self) -> dict[str, Any]:
        theirs = (self._theirs_read, self._theirs_write)
        if sys.platform == "win32":
            handles = [_handle(number) for number in theirs]
            for handle in handles:
                os.set_handle_inheritable(handle, True)
            start = subprocess.STARTUPINFO(lpAttributeList={"handle_list": handles})
            return {"startupinfo": start, "creationflags": subprocess.CREATE_NO_WINDOW}
        return {"pass_fds": theirs, "start_new_session": True}

    def handed_on(self) -> None:
        os.close(self._theirs_read)
        os.close(self._theirs_write)

    async def receive(self) -> bytes:
        piece = await self._came.get()
        self._room.release()
        return piece

    async def send(self, content: bytes) -> None:
        self._going.put(content)

    def close(self) -> None:
        # The reading end is shut by its thread, when the process is gone: closing it here would
        # wait for the thread, on Windows.
        self._going.put(None)
        self._closed = True
        self._room.release()

    def _read(self, number: int) -> None:
        try:
            piece = b"begin"
            while piece:
                self._room.acquire()
                try:
                    piece = b"" if self._closed else os.read(number, _PIECE_BYTES)
                except OSError:  # the other end is shut: Windows' way to say so
                    piece = b""
                with suppress(RuntimeError):  # the loop has ended, and with it who would hear
                    self._loop.call_soon_threadsafe(self._came.put_nowait, piece)
        finally:
            os.close(number)

    def _write(self, number: int) -> None:
        try:
            while (content := self._going.get()) is not None:
                rest = memoryview(content)
                while rest:
                    rest = rest[os.write(number, rest) :]
        except OSError:
            pass  # nobody reads: its end is told by the other pipe
        finally:
            os.close(number)


def _handle(number: int) -> int:
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.get_osfhandle(number)
    return number
