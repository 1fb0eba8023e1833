"""The process's end of the line: a thread reads, the engine's thread hears."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence

from bridge.errors import MessageInvalid
from sandbox.view.systemview.ends import end_of
from sandbox.view.systemview.wire import (
    MAX_ORDER_BYTES,
    ORDERS,
    Begin,
    Frames,
    Order,
    Told,
    framed,
)


class Line:
    """One for a process, over what it was born with. When the host hangs up, it ends."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are ends.end_of's."""
        self._end = end_of(words)
        self._frames: Frames[Order] = Frames(ORDERS, MAX_ORDER_BYTES)
        self._turn = threading.Lock()
        self._early: list[Order] = []

    def begin(self) -> Begin:
        """The host's first order. Raises MessageInvalid for any other, EOFError without one."""
        while not self._early:
            piece = self._end.receive()
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
                self._end.send(framed(message))
            except OSError:
                os._exit(0)  # nobody hears: what is shown has no host any more

    def _listen(self, hear: Callable[[Order], None]) -> None:
        try:
            for order in self._early:
                hear(order)
            while piece := self._end.receive():
                for order in self._frames.take(piece):
                    hear(order)
        finally:
            os._exit(0)
