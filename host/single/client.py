"""A command's end of the way to a running host. No Qt: joining costs no engine."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bridge.errors import HostGone, LaunchTimeout, MessageInvalid
from host.paths import Home
from host.single.messages import (
    LENGTH,
    MAX_ANSWER_BYTES,
    Asked,
    Declined,
    Done,
    Failed,
    Taken,
    error_of,
    framed,
    read_answer,
)
from host.single.place import is_own, is_private, socket_place

_TAKEN_S = 5.0
"""How long a host may think whether it takes an opening on: one that is stuck is left alone."""


class Joined:
    """A connection to the running host of a home. Leaving it calls off what was asked."""

    def __init__(self, peer: socket.socket) -> None:
        self._peer = peer

    def ask(self, ask: Asked, longest_s: float | None) -> dict[str, object] | None:
        """The host's report; None when it declines. `longest_s` None waits for ever.

        Raises what the opening raised in the host; HostGone, LaunchTimeout.
        """
        try:
            self._peer.settimeout(_TAKEN_S)
            self._peer.sendall(framed(ask))
            if not isinstance(self._answer(), Taken):
                return None
        except (OSError, MessageInvalid):
            return None
        try:
            self._peer.settimeout(longest_s)
            answer = self._answer()
        except TimeoutError:
            raise LaunchTimeout(
                f"the running Fanlight did not answer within {longest_s:g} s; close it, or use "
                "--cold for a host of its own"
            ) from None
        except (OSError, MessageInvalid):
            answer = None
        match answer:
            case Done(report=report):
                return report
            case Failed() as failed:
                raise error_of(failed)
        raise HostGone("the running Fanlight that had the app open has ended; open it again")

    def _answer(self) -> Taken | Declined | Done | Failed:
        (length,) = LENGTH.unpack(self._exactly(LENGTH.size))
        if length > MAX_ANSWER_BYTES:
            raise MessageInvalid(f"an answer of {length} bytes")
        return read_answer(self._exactly(length))

    def _exactly(self, count: int) -> bytes:
        """Raises ConnectionError at the host's end."""
        got = bytearray()
        while len(got) < count:
            piece = self._peer.recv(min(count - len(got), 1 << 20))
            if not piece:
                raise ConnectionError("the host hung up")
            got += piece
        return bytes(got)


@contextmanager
def joined(home: Home) -> Iterator[Joined | None]:
    """The running host of `home`; None when there is none. Ctrl-C and SIGTERM end the wait with
    KeyboardInterrupt, and with it what was asked for."""
    place = socket_place(home)
    if place is None or not is_private(place.parent) or not place.exists():
        yield None
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as peer:
        peer.settimeout(_TAKEN_S)
        try:
            peer.connect(str(place))
            own = is_own(peer)
        except OSError:  # its host is dead
            own = False
        if not own:
            yield None
            return
        # Both by name: a script's background commands ignore Ctrl-C until they say otherwise.
        alone = threading.current_thread() is threading.main_thread()
        ends = (signal.SIGINT, signal.SIGTERM) if alone else ()
        before = {number: signal.signal(number, signal.default_int_handler) for number in ends}
        try:
            yield Joined(peer)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
