"""Who is at the other end of a home's socket: the kernel's word, as each system gives it."""

from __future__ import annotations

import os
import socket
import struct
import sys

import pytest

from host.single.place import is_own


class Kernel:
    """A connected socket of macOS, which is not here: what its kernel says of the other end
    (struct xucred, sys/ucred.h, 76 bytes)."""

    def __init__(self, content: bytes | None) -> None:
        self._content = content
        self.asked: list[tuple[int, int, int]] = []

    def getsockopt(self, level: int, optname: int, buflen: int, /) -> bytes:
        self.asked.append((level, optname, buflen))
        if self._content is None:
            raise OSError(57, "Socket is not connected")
        return self._content


def xucred(uid: int, version: int = 0) -> bytes:
    return struct.pack("=IIh2x16I", version, uid, 1, 20, *[0] * 15)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="users without numbers")
def test_on_macos_the_kernel_is_asked_too() -> None:
    own = Kernel(xucred(os.getuid()))
    assert is_own(own, "darwin")
    assert own.asked == [(0, 1, 76)]  # SOL_LOCAL, LOCAL_PEERCRED
    for other in (
        xucred(os.getuid() + 1),
        xucred(os.getuid(), version=1),
        xucred(os.getuid())[:40],
        b"",
        None,
    ):
        assert not is_own(Kernel(other), "darwin"), other


@pytest.mark.skipif(sys.platform != "linux", reason="a pair has credentials on Linux alone")
def test_a_socket_of_ones_own_is_known() -> None:
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with one, other:
        assert is_own(one)


def test_a_system_that_cannot_say_has_nobody() -> None:
    assert not is_own(Kernel(xucred(0)), "win32")
