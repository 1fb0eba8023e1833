"""Servers' names become addresses: the system's resolver, asked on threads of its own.

A question to it cannot be called off: a name server that does not answer holds its thread for half
a minute (resolv.conf(5), "timeout" and "attempts"). On asyncio's own threads, which read the files
of every app, one app's questions would make all others wait.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, TypeAlias

AT_ONCE: Final = 4
"""Questions of one app; the next ones wait for these."""

Place: TypeAlias = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]
Found: TypeAlias = Sequence[tuple[socket.AddressFamily, socket.SocketKind, int, str, Place]]


class Names:
    """What one app looks up."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)

    async def find(self, host: str, port: int) -> Found:
        """Where streams to `host` go, as socket.getaddrinfo has it. Raises OSError.

        Who gives up waiting leaves its question behind, which keeps its place until it ends.
        """
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        told: asyncio.Future[Found] = loop.create_future()

        def tell(found: Found | OSError) -> None:
            self._places.release()
            if told.done():
                return
            if isinstance(found, OSError):
                told.set_exception(found)
            else:
                told.set_result(found)

        def ask() -> None:
            found = _asked(host, port)
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(tell, found)

        try:
            # A daemon: no end of the program waits for a name server.
            threading.Thread(target=ask, name="fanlight-names", daemon=True).start()
        except RuntimeError as error:
            self._places.release()
            raise OSError(f"no thread to look {host} up: {error}") from error
        return await told


def _asked(host: str, port: int) -> Found | OSError:
    """Blocks."""
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        return error
    except UnicodeError as error:  # a part of the name is longer than any name's may be
        return OSError(str(error))
