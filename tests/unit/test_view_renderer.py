"""Whether a process is in Chromium's sandbox, read from the kernel: on real processes."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sandbox.view.port import Sandboxed
from sandbox.view.renderer import process_usage, renderer_sandbox

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")

NO_NEW_PRIVILEGES = "libc.prctl(38, 1, 0, 0, 0)"
SECCOMP_STRICT = "libc.prctl(22, 1)"
"""PR_SET_SECCOMP with strict mode: `Seccomp: 1`, which is not a filter."""
SECCOMP_ALLOW_ALL = """
class Filter(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("jt", ctypes.c_ubyte), ("jf", ctypes.c_ubyte),
                ("k", ctypes.c_uint)]
class Program(ctypes.Structure):
    _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.POINTER(Filter))]
allow = (Filter * 1)(Filter(0x06, 0, 0, 0x7FFF0000))
libc.prctl(22, 2, ctypes.byref(Program(1, allow)), 0, 0)
"""
OWN_USER_NAMESPACE = "libc.unshare(0x10000000) == 0 or sys.exit('no namespace')"


@contextmanager
def process(*steps: str) -> Iterator[int]:
    """The id of a process that has taken `steps` on its way into a sandbox."""
    lines = ["import ctypes, sys", "libc = ctypes.CDLL(None)", *steps]
    # Written by the system call alone: strict seccomp leaves nothing but read and write.
    lines += ["libc.write(1, b'x', 1)", "libc.read(0, ctypes.create_string_buffer(1), 1)"]
    child = subprocess.Popen(
        [sys.executable, "-c", "\n".join(lines)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        if child.stdout.read(1) != b"x":
            pytest.skip("this kernel does not let the process take that step")
        yield child.pid
    finally:
        child.send_signal(signal.SIGKILL)
        child.stdin.close()
        child.stdout.close()
        child.wait()


def test_an_ordinary_process_is_not_in_a_sandbox() -> None:
    assert renderer_sandbox(os.getpid()) is Sandboxed.NO
    with process() as pid:
        assert renderer_sandbox(pid) is Sandboxed.NO


@pytest.mark.parametrize(
    "steps",
    [
        (NO_NEW_PRIVILEGES,),
        (NO_NEW_PRIVILEGES, SECCOMP_ALLOW_ALL),
        (OWN_USER_NAMESPACE,),
        (OWN_USER_NAMESPACE, NO_NEW_PRIVILEGES),
        (OWN_USER_NAMESPACE, NO_NEW_PRIVILEGES, SECCOMP_STRICT),
    ],
)
def test_half_a_sandbox_is_none(steps: tuple[str, ...]) -> None:
    with process(*steps) as pid:
        assert renderer_sandbox(pid) is Sandboxed.NO


def test_filter_no_new_privileges_and_a_namespace_together_are_one() -> None:
    with process(OWN_USER_NAMESPACE, NO_NEW_PRIVILEGES, SECCOMP_ALLOW_ALL) as pid:
        assert renderer_sandbox(pid) is Sandboxed.YES


def test_no_process_proves_nothing() -> None:
    with process() as pid:
        pass
    for gone in (pid, 0, -1, ctypes.c_int(-1).value):
        assert renderer_sandbox(gone) is Sandboxed.UNKNOWN


def test_what_a_file_holds_is_not_a_processes_own() -> None:
    size = 64_000_000
    with process() as pid:
        plain = process_usage(pid)
    with process(f"kept = b'x' * {size}") as pid:
        own = process_usage(pid)
    mapped = (
        "import mmap, tempfile",
        "file = tempfile.TemporaryFile()",
        f"file.write(b'x' * {size})",
        "file.flush()",
        "view = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)",
        "seen = view[::4096]",
    )
    with process(*mapped) as pid:
        shared = process_usage(pid)
    assert plain is not None
    assert own is not None
    assert shared is not None
    assert own.own_bytes - plain.own_bytes > size * 0.9
    assert own.memory_bytes - plain.memory_bytes > size * 0.9
    assert shared.memory_bytes - plain.memory_bytes > size * 0.9
    assert shared.own_bytes - plain.own_bytes < size * 0.1
