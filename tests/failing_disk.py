"""A disk that fails: the system calls of a forked process, answered by whoever watches it.

Linux hands a process's system calls to a supervisor (seccomp's user notification,
https://man7.org/linux/man-pages/man2/seccomp_unotify.2.html), which lets each go on or answers
with an error. So whatever makes the call is covered alike: Python's files, SQLite, sockets and
Qt. Nothing of the program under test knows of it.

Not covered: what touches the disk without a call of its own (pages of a mapped file, such as
SQLite's `-shm`), `stat` and its kin, `close`, locks, and what a disk does that says it succeeded.
Only x86-64's numbers are known here; elsewhere `can_fail()` says no, and so does the exit code of
`python -m tests.failing_disk`.
"""

from __future__ import annotations

import array
import ctypes
import enum
import errno
import fcntl
import os
import platform
import select
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import NoReturn, Protocol, Self

HANGS_AFTER_MS = 60_000


class Kind(enum.Enum):
    """What a system call does to the disk, or to the network."""

    OPEN = "open"
    READ = "read"
    LIST = "list"
    WRITE = "write"
    FLUSH = "flush"
    MAKE = "make"
    RENAME = "rename"
    LINK = "link"
    REMOVE = "remove"
    CONNECT = "connect"


@dataclass(frozen=True)
class Call:
    """One call that was stopped. `path` is what it is about; "" for a connection."""

    kind: Kind
    path: str
    creates: bool = False


class Plan(Protocol):
    """Decides about each call below the watched folder."""

    def verdict(self, call: Call) -> int:
        """0 to let it go on, else the errno it fails with."""


class _By(enum.Enum):
    """How a call says what it is about: by the argument of that number."""

    DESCRIPTOR = enum.auto()
    PATH = enum.auto()
    PATH_IN_FOLDER = enum.auto()
    ADDRESS = enum.auto()


_X86_64: dict[int, tuple[Kind, _By, int]] = {
    0: (Kind.READ, _By.DESCRIPTOR, 0),  # read
    17: (Kind.READ, _By.DESCRIPTOR, 0),  # pread64
    19: (Kind.READ, _By.DESCRIPTOR, 0),  # readv
    217: (Kind.LIST, _By.DESCRIPTOR, 0),  # getdents64
    1: (Kind.WRITE, _By.DESCRIPTOR, 0),  # write
    18: (Kind.WRITE, _By.DESCRIPTOR, 0),  # pwrite64
    20: (Kind.WRITE, _By.DESCRIPTOR, 0),  # writev
    40: (Kind.WRITE, _By.DESCRIPTOR, 0),  # sendfile
    77: (Kind.WRITE, _By.DESCRIPTOR, 0),  # ftruncate
    285: (Kind.WRITE, _By.DESCRIPTOR, 0),  # fallocate
    326: (Kind.WRITE, _By.DESCRIPTOR, 2),  # copy_file_range
    74: (Kind.FLUSH, _By.DESCRIPTOR, 0),  # fsync
    75: (Kind.FLUSH, _By.DESCRIPTOR, 0),  # fdatasync
    2: (Kind.OPEN, _By.PATH, 0),  # open
    257: (Kind.OPEN, _By.PATH_IN_FOLDER, 1),  # openat
    83: (Kind.MAKE, _By.PATH, 0),  # mkdir
    258: (Kind.MAKE, _By.PATH_IN_FOLDER, 1),  # mkdirat
    82: (Kind.RENAME, _By.PATH, 0),  # rename
    264: (Kind.RENAME, _By.PATH_IN_FOLDER, 1),  # renameat
    316: (Kind.RENAME, _By.PATH_IN_FOLDER, 1),  # renameat2
    86: (Kind.LINK, _By.PATH, 0),  # link
    265: (Kind.LINK, _By.PATH_IN_FOLDER, 1),  # linkat
    88: (Kind.LINK, _By.PATH, 1),  # symlink
    87: (Kind.REMOVE, _By.PATH, 0),  # unlink
    84: (Kind.REMOVE, _By.PATH, 0),  # rmdir
    263: (Kind.REMOVE, _By.PATH_IN_FOLDER, 1),  # unlinkat
    42: (Kind.CONNECT, _By.ADDRESS, 1),  # connect
}
_OPEN_FLAGS_AT = {2: 1, 257: 2}

# linux/seccomp.h, linux/filter.h, linux/prctl.h
_SECCOMP = 317
_SET_MODE_FILTER = 1
_NEW_LISTENER = 8
_RET_ALLOW = 0x7FFF0000
_RET_USER_NOTIF = 0x7FC00000
_BPF_LOAD_WORD, _BPF_JUMP_EQUAL, _BPF_RETURN = 0x20, 0x15, 0x06
_NO_NEW_PRIVS = 38
_RECEIVE, _SEND, _SET_FLAGS = 0xC0502100, 0xC0182101, 0x40082104
_SYNC_WAKE_UP = 1
_CONTINUE = 1
_NOTICE = struct.Struct("=QIIiIQ6Q")
_ANSWER = struct.Struct("=QqiI")
_AT_FDCWD = 0xFFFFFF9C
_PAGE_BYTES = 4096
_LENGTH = struct.Struct("=I")
_DONE = "done: "
_LONGEST_PATH_BYTES = 4096


def can_fail() -> bool:
    """Whether this system lets a process watch its children's calls. Forks: see FailingDisk."""
    if not sys.platform.startswith("linux") or platform.machine() != "x86_64":
        return False
    try:
        with FailingDisk("/nonexistent", lambda: "done") as disk:
            return disk.run(FailsOnce(1)) == "done"
    except (ChildFailed, TimeoutError):
        return False


class ChildFailed(Exception):
    """What was run raised something, or ended its process; the text is its traceback."""


class FailingDisk:
    """A fork of this process that runs `act` whenever told to, its calls below `folder` watched.

    Make it in a process that has one thread, and use it in a `with`.
    """

    def __init__(self, folder: str, act: Callable[[], str]) -> None:
        self._prefix = f"{folder.rstrip('/')}/"
        self._act = act
        self._start()

    def begin_anew(self) -> None:
        """End the fork, with all it holds, and make another."""
        self._end()
        self._start()

    def _start(self) -> None:
        self._talk, theirs = socket.socketpair()
        self._child = os.fork()
        if self._child == 0:
            self._talk.close()
            _play(theirs, self._act)
        theirs.close()
        self._talk.settimeout(HANGS_AFTER_MS / 1000)
        _, handed, _, _ = socket.recv_fds(self._talk, 1, 1)
        if not handed:
            os.waitpid(self._child, 0)
            raise ChildFailed("the child cannot be watched")
        (self._listener,) = handed
        with suppress(OSError):  # Linux 6.6; only quicker
            fcntl.ioctl(self._listener, _SET_FLAGS, _SYNC_WAKE_UP)
        self._memory = os.open(f"/proc/{self._child}/mem", os.O_RDONLY | os.O_CLOEXEC)

    def run(self, plan: Plan) -> str:
        """Run `act` once, the plan deciding about its calls; returns what it returned.

        Raises ChildFailed when it raised, ended, or does nothing any more.
        """
        self._talk.send(b".")
        poll = select.poll()
        poll.register(self._listener, select.POLLIN)
        poll.register(self._talk, select.POLLIN)
        while True:
            ready = {descriptor for descriptor, _ in poll.poll(HANGS_AFTER_MS)}
            if self._talk.fileno() in ready:
                return self._answer()
            if not ready:
                raise ChildFailed("the child hangs")
            self._serve(plan)

    def _answer(self) -> str:
        (length,) = _LENGTH.unpack(self._talk.recv(_LENGTH.size).ljust(_LENGTH.size, b"\0"))
        said = self._talk.recv(length, socket.MSG_WAITALL).decode() if length else ""
        if not said.startswith(_DONE):
            raise ChildFailed(said or "the child has ended")
        return said.removeprefix(_DONE)

    def _serve(self, plan: Plan) -> None:
        notice = bytearray(_NOTICE.size)
        try:
            fcntl.ioctl(self._listener, _RECEIVE, notice)
        except OSError as error:
            if error.errno == errno.ENOENT:  # that thread was killed meanwhile
                return
            raise
        number, thread, _, syscall, _, _, *arguments = _NOTICE.unpack(notice)
        failure = self._judge(plan, thread, syscall, arguments)
        answer = _ANSWER.pack(number, 0, -failure, 0 if failure else _CONTINUE)
        with suppress(FileNotFoundError):
            fcntl.ioctl(self._listener, _SEND, bytearray(answer))

    def _judge(self, plan: Plan, thread: int, syscall: int, arguments: list[int]) -> int:
        kind, by, place = _X86_64[syscall]
        argument = arguments[place]
        if by is _By.ADDRESS:
            family = array.array("H", os.pread(self._memory, 2, argument))[0]
            internet = family in (socket.AF_INET, socket.AF_INET6)
            return plan.verdict(Call(kind, "")) if internet else 0
        if by is _By.DESCRIPTOR:
            path = _link(f"/proc/{thread}/fd/{argument}")
        else:
            folder = arguments[place - 1] & 0xFFFFFFFF if by is _By.PATH_IN_FOLDER else _AT_FDCWD
            path = self._text(argument)
            if not path.startswith("/"):
                where = "cwd" if folder == _AT_FDCWD else f"fd/{folder}"
                path = os.path.join(_link(f"/proc/{thread}/{where}"), path)
        if not f"{path}/".startswith(self._prefix):
            return 0
        creates = False
        if syscall in _OPEN_FLAGS_AT:
            creates = bool(arguments[_OPEN_FLAGS_AT[syscall]] & os.O_CREAT)
            creates = creates and not os.path.lexists(path)
        return plan.verdict(Call(kind, path, creates))

    def _text(self, address: int) -> str:
        found = b""
        while b"\0" not in found and len(found) < _LONGEST_PATH_BYTES:
            at = address + len(found)
            found += os.pread(self._memory, _PAGE_BYTES - at % _PAGE_BYTES, at)
        return os.fsdecode(found.partition(b"\0")[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def _end(self) -> None:
        self._talk.close()
        for descriptor in (self._listener, self._memory):
            os.close(descriptor)
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)


def _link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:  # closed meanwhile by another thread
        return ""


def _play(to_parent: socket.socket, act: Callable[[], str]) -> NoReturn:
    try:
        listener = _install_filter()
        socket.send_fds(to_parent, [b"."], [listener])
        os.close(listener)
        while to_parent.recv(1):
            try:
                answer = f"{_DONE}{act()}".encode()
            except BaseException:
                answer = traceback.format_exc().encode()
            to_parent.sendall(_LENGTH.pack(len(answer)) + answer)
    finally:
        os._exit(1)


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("jump_true", ctypes.c_uint8),
        ("jump_false", ctypes.c_uint8),
        ("operand", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def _install_filter() -> int:
    watched = list(_X86_64)
    steps = [_Step(_BPF_LOAD_WORD, 0, 0, 0)]
    for place, number in enumerate(watched):
        steps.append(_Step(_BPF_JUMP_EQUAL, len(watched) - place, 0, number))
    steps += [_Step(_BPF_RETURN, 0, 0, _RET_ALLOW), _Step(_BPF_RETURN, 0, 0, _RET_USER_NOTIF)]
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        found = library.syscall(_SECCOMP, _SET_MODE_FILTER, _NEW_LISTENER, ctypes.byref(program))
        if found >= 0:
            return int(found)
    raise OSError(ctypes.get_errno(), "seccomp does not notify here")


class FailsOnce:
    """The `nth` call fails with EIO, a connection with ENETUNREACH; all else succeeds."""

    def __init__(self, nth: int) -> None:
        self.nth = nth
        self.passed = 0
        self.failed: Call | None = None

    def verdict(self, call: Call) -> int:
        self.passed += 1
        if self.passed != self.nth:
            return 0
        self.failed = call
        return errno.ENETUNREACH if call.kind is Kind.CONNECT else errno.EIO


class FillsUp:
    """From the `nth` call on that takes room, all such calls fail with ENOSPC."""

    def __init__(self, nth: int) -> None:
        self.nth = nth
        self.passed = 0
        self.failed: Call | None = None

    def verdict(self, call: Call) -> int:
        takes = {Kind.WRITE, Kind.MAKE, Kind.RENAME, Kind.LINK}
        if not (call.kind in takes or call.creates):
            return 0
        self.passed += 1
        if self.passed < self.nth:
            return 0
        self.failed = self.failed or call
        return errno.ENOSPC


if __name__ == "__main__":
    sys.exit(0 if can_fail() else 1)
