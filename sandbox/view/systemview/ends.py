"""What a view's process was born with: the other end of outside.connection's."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence
from typing import Protocol

_PIECE_BYTES = 256 * 1024


class End(Protocol):
    def receive(self) -> bytes:
        """What came, when it came; empty when the host hung up. Raises OSError."""

    def send(self, content: bytes) -> None:
        """Raises OSError."""


def end_of(words: Sequence[str]) -> End:
    """`words` are one socket's descriptor, or two pipes' (reading, writing). None of the engine's
    processes inherits them. Raises ValueError, OSError."""
    numbers = [int(word) for word in words]
    if len(numbers) == 1:
        return _Socket(numbers[0])
    reading, writing = numbers
    return _Pipes(_descriptor(reading, os.O_RDONLY), _descriptor(writing, os.O_WRONLY))


class _Socket:
    def __init__(self, number: int) -> None:
        os.set_inheritable(number, False)
        self._socket = socket.socket(fileno=number)

    def receive(self) -> bytes:
        return self._socket.recv(_PIECE_BYTES)

    def send(self, content: bytes) -> None:
        self._socket.sendall(content)


class _Pipes:
    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing

    def receive(self) -> bytes:
        return os.read(self._reading, _PIECE_BYTES)

    def send(self, content: bytes) -> None:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(self._writing, rest) :]


def _descriptor(number: int, kind: int) -> int:
    if sys.platform == "win32":
        import msvcrt

        os.set_handle_inheritable(number, False)
        return msvcrt.open_osfhandle(number, kind | os.O_BINARY)
    os.set_inheritable(number, False)
    return number
