"""A command's end of the way to a running host. No Qt: joining costs no engine."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

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
    content_of,
    error_of,
    read_answer,
)
from host.single.place import is_own, is_private, note_place, socket_place

_TAKEN_S = 5.0
"""How long a host may think whether it takes an opening on: one that is stuck is left alone."""


class Peer(Protocol):
    """The running host at the other end."""

    def say(self, content: bytes) -> None:
        """Raises OSError."""

    def hear(self, longest_s: float | None) -> bytes:
        """The next message. Raises TimeoutError, OSError, MessageInvalid."""

    def close(self) -> None: ...


class Joined:
    """A connection to the running host of a home. Leaving it calls off what was asked."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer

    def ask(self, ask: Asked, longest_s: float | None) -> dict[str, object] | None:
        """The host's report; None when it declines. `longest_s` None waits for ever.

        Raises what the opening raised in the host; HostGone, LaunchTimeout.
        """
        try:
            self._peer.say(content_of(ask))
            if not isinstance(read_answer(self._peer.hear(_TAKEN_S)), Taken):
                return None
        except (OSError, MessageInvalid):
            return None
        answer: Taken | Declined | Done | Failed | None
        try:
            answer = read_answer(self._peer.hear(longest_s))
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


class SocketPeer:
    """By a Unix socket: each message behind its length."""

    def __init__(self, peer: socket.socket) -> None:
        self._peer = peer

    def say(self, content: bytes) -> None:
        self._peer.settimeout(_TAKEN_S)
        self._peer.sendall(LENGTH.pack(len(content)) + content)

    def hear(self, longest_s: float | None) -> bytes:
        self._peer.settimeout(longest_s)
        (length,) = LENGTH.unpack(self._exactly(LENGTH.size))
        if length > MAX_ANSWER_BYTES:
            raise MessageInvalid(f"an answer of {length} bytes")
        return self._exactly(length)

    def close(self) -> None:
        self._peer.close()

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
    peer = _by_pipe(home) if sys.platform == "win32" else _by_socket(home)
    if peer is None:
        yield None
        return
    try:
        # Both by name: a script's background commands ignore Ctrl-C until they say otherwise.
        alone = threading.current_thread() is threading.main_thread()
        ends = (signal.SIGINT, signal.SIGTERM) if alone else ()
        before = {number: signal.signal(number, signal.default_int_handler) for number in ends}
        try:
            yield Joined(peer)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
    finally:
        peer.close()


def _by_socket(home: Home) -> Peer | None:
    place = socket_place(home)
    if place is None or not is_private(place.parent) or not place.exists():
        return None
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        peer.settimeout(_TAKEN_S)
        peer.connect(str(place))
        if is_own(peer):
            return SocketPeer(peer)
    except OSError:  # its host is dead
        pass
    peer.close()
    return None


def _by_pipe(home: Home) -> Peer | None:
    from host.single.pipes import DataProtection, reach

    return reach(note_place(home), _TAKEN_S, DataProtection)
