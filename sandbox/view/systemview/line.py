"""The process's end of the socket: a thread reads, the engine's thread hears."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable

from bridge.errors import MessageInvalid
from sandbox.view.systemview.wire import (
    MAX_ORDER_BYTES,
    ORDERS,
    Begin,
    Frames,
    Order,
    Told,
    framed,
)

_PIECE_BYTES = 256 * 1024


class Line:
    """One for a process, over the socket it was born with. When the host hangs up, it ends."""

    def __init__(self, number: int) -> None:
        """`number` is the socket's descriptor; none of the engine's processes inherits it."""
        os.set_inheritable(number, False)
        self._socket = socket.socket(fileno=number)
        self._frames: Frames[Order] = Frames(ORDERS, MAX_ORDER_BYTES)
        self._turn = threading.Lock()
        self._early: list[Order] = []

    def begin(self) -> Begin:
        """The host's first order. Raises MessageInvalid for any other, EOFError without one."""
        while not self._early:
            piece = self._socket.recv(_PIECE_BYTES)
            if not piece:
                raise EOFError("the host hung up")
            self._early = self._frames.take(piece)
        first = self._early.pop(0)
        if not isinstance(first, Begin):
            raise MessageInvalid("the first order is not whose view this is")
        return first

    def listen(self, hear: Callable[[Order], None]) -> None:
        """Have `hear` called with each further order, in a thread of its own."""
        threading.Thread(target=self._listen, args=(hear,), daemon=True).start()

    def tell(self, message: Told) -> None:
        """Say something to the host; any thread."""
        with self._turn:
            try:
                self._socket.sendall(framed(message))
            except OSError:
                os._exit(0)  # nobody hears: what is shown has no host any more

    def _listen(self, hear: Callable[[Order], None]) -> None:
        try:
            for order in self._early:
                hear(order)
            while piece := self._socket.recv(_PIECE_BYTES):
                for order in self._frames.take(piece):
                    hear(order)
        finally:
            os._exit(0)
