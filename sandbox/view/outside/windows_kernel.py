"""What Windows says of processes, and does to them: the calls, one by one. No decision here.

https://learn.microsoft.com/windows/win32/api. By `CDLL`, which every system can import: 64-bit
Windows has one calling convention. Whatever fails says nothing: an empty text, None, False.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_int, c_int32, c_size_t, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p
from typing import Final, Protocol, TypeVar

import msgspec

_T = TypeVar("_T")
_TERMINATE: Final = 0x0001  # PROCESS_*: winnt.h
_SUSPEND_RESUME: Final = 0x0800
_SET_QUOTA: Final = 0x0100
_QUERY_LIMITED: Final = 0x1000
_TOKEN_QUERY: Final = 0x0008
_TOKEN_INTEGRITY_LEVEL: Final = 25
_JOB_PROCESS_LIST: Final = 3  # JobObjectBasicProcessIdList
_COMMAND_LINE: Final = 60  # ProcessCommandLineInformation: Windows 8.1 and later
_SNAP_PROCESSES: Final = 0x2  # TH32CS_SNAPPROCESS
_INVALID: Final = c_void_p(-1).value
_MOST_PROCESSES: Final = 4096
_TICKS_PER_S: Final = 10_000_000


class Listed(msgspec.Struct, frozen=True):
    """One of all processes."""

    pid: int
    parent: int
    threads: int


class Took(msgspec.Struct, frozen=True):
    """What a process takes: private memory (resident and swapped), CPU time, and when it began
    (in 100 ns, of one clock for all)."""

    memory_bytes: int
    cpu_s: float
    began: int


class Kernel(Protocol):
    """What of Windows is asked."""

    def make_job(self) -> int:
        """A job object; 0 where there is none to be had."""

    def put_in_job(self, job: int, pid: int) -> bool: ...

    def in_job(self, job: int) -> tuple[int, ...]:
        """The processes of a job, those of jobs within it among them."""

    def end_job(self, job: int) -> bool: ...

    def close(self, handle: int) -> None: ...

    def processes(self) -> tuple[Listed, ...]: ...

    def command_line(self, pid: int) -> str: ...

    def integrity(self, pid: int) -> int | None:
        """The mandatory level of its token (winnt.h, SECURITY_MANDATORY_*_RID)."""

    def took(self, pid: int) -> Took | None: ...

    def end(self, pid: int) -> None: ...

    def halt(self, pid: int, halted: bool) -> None: ...


class _Entry(ctypes.Structure):
    """PROCESSENTRY32W."""

    _fields_ = [
        ("size", c_uint32),
        ("usage", c_uint32),
        ("pid", c_uint32),
        ("heap", c_size_t),
        ("module", c_uint32),
        ("threads", c_uint32),
        ("parent", c_uint32),
        ("priority", c_int32),
        ("flags", c_uint32),
        ("name", c_uint16 * 260),
    ]


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS."""

    _fields_ = [
        ("size", c_uint32),
        ("faults", c_uint32),
        ("peak_working_set", c_size_t),
        ("working_set", c_size_t),
        ("pools", c_size_t * 4),
        ("committed", c_size_t),
        ("peak_committed", c_size_t),
    ]


class _Pids(ctypes.Structure):
    """JOBOBJECT_BASIC_PROCESS_ID_LIST."""

    _fields_ = [
        ("assigned", c_uint32),
        ("listed", c_uint32),
        ("pids", c_size_t * _MOST_PROCESSES),
    ]


class _Text(ctypes.Structure):
    """UNICODE_STRING."""

    _fields_ = [("bytes", c_uint16), ("room", c_uint16), ("text", c_void_p)]


class Windows:
    """The real one."""

    def __init__(self) -> None:
        """Raises OSError on any other system."""
        handle, number, pointer = c_void_p, c_uint32, c_void_p
        kernel, security, native = map(ctypes.CDLL, ("kernel32", "advapi32", "ntdll"))

        def call(library: ctypes.CDLL, name: str, result: type, *kinds: type) -> Callable[..., int]:
            found = library[name]
            found.restype, found.argtypes = result, kinds
            return _whole(found)

        self._close = call(kernel, "CloseHandle", c_int, handle)
        self._open = call(kernel, "OpenProcess", handle, number, c_int, number)
        self._terminate = call(kernel, "TerminateProcess", c_int, handle, number)
        self._job = call(kernel, "CreateJobObjectW", handle, pointer, pointer)
        self._assign = call(kernel, "AssignProcessToJobObject", c_int, handle, handle)
        self._end_job = call(kernel, "TerminateJobObject", c_int, handle, number)
        self._ask_job = call(
            kernel, "QueryInformationJobObject", c_int, handle, c_int, pointer, number, pointer
        )
        self._snapshot = call(kernel, "CreateToolhelp32Snapshot", handle, number, number)
        self._first = call(kernel, "Process32FirstW", c_int, handle, pointer)
        self._next = call(kernel, "Process32NextW", c_int, handle, pointer)
        self._memory = call(kernel, "K32GetProcessMemoryInfo", c_int, handle, pointer, number)
        self._times = call(kernel, "GetProcessTimes", c_int, handle, *[pointer] * 4)
        self._token = call(security, "OpenProcessToken", c_int, handle, number, pointer)
        self._ask_token = call(
            security, "GetTokenInformation", c_int, handle, c_int, pointer, number, pointer
        )
        self._ask = call(
            native, "NtQueryInformationProcess", c_int32, handle, c_int, pointer, number, pointer
        )
        self._suspend = call(native, "NtSuspendProcess", c_int32, handle)
        self._resume = call(native, "NtResumeProcess", c_int32, handle)

    def make_job(self) -> int:
        return self._job(None, None)

    def put_in_job(self, job: int, pid: int) -> bool:
        return self._with(
            pid, _SET_QUOTA | _TERMINATE, lambda process: self._assign(job, process) != 0, False
        )

    def in_job(self, job: int) -> tuple[int, ...]:
        found = _Pids()
        if not self._ask_job(
            job, _JOB_PROCESS_LIST, ctypes.byref(found), ctypes.sizeof(found), None
        ):
            return ()
        return tuple(found.pids[: found.listed])

    def end_job(self, job: int) -> bool:
        return self._end_job(job, 1) != 0

    def close(self, handle: int) -> None:
        self._close(handle)

    def processes(self) -> tuple[Listed, ...]:
        snapshot = self._snapshot(_SNAP_PROCESSES, 0)
        if snapshot in {0, _INVALID}:
            return ()
        entry = _Entry(size=ctypes.sizeof(_Entry))
        found = []
        try:
            more = self._first(snapshot, ctypes.byref(entry))
            while more:
                found.append(Listed(entry.pid, entry.parent, entry.threads))
                more = self._next(snapshot, ctypes.byref(entry))
        finally:
            self._close(snapshot)
        return tuple(found)

    def command_line(self, pid: int) -> str:
        return self._with(pid, _QUERY_LIMITED, self._command_line, "")

    def integrity(self, pid: int) -> int | None:
        return self._with(pid, _QUERY_LIMITED, self._integrity, None)

    def took(self, pid: int) -> Took | None:
        return self._with(pid, _QUERY_LIMITED, self._took, None)

    def end(self, pid: int) -> None:
        self._with(pid, _TERMINATE, lambda process: self._terminate(process, 1), 0)

    def halt(self, pid: int, halted: bool) -> None:
        self._with(pid, _SUSPEND_RESUME, self._suspend if halted else self._resume, 0)

    def _with(self, pid: int, rights: int, act: Callable[[int], _T], otherwise: _T) -> _T:
        process = self._open(rights, 0, pid) if pid > 0 else 0
        if not process:
            return otherwise
        try:
            return act(process)
        finally:
            self._close(process)

    def _command_line(self, process: int) -> str:
        needed = c_uint32()
        self._ask(process, _COMMAND_LINE, None, 0, ctypes.byref(needed))
        room = ctypes.create_string_buffer(max(needed.value, ctypes.sizeof(_Text)))
        if self._ask(process, _COMMAND_LINE, room, len(room), ctypes.byref(needed)) < 0:
            return ""
        said = _Text.from_buffer(room)
        if not said.text or not said.bytes:
            return ""
        return ctypes.string_at(said.text, said.bytes).decode("utf-16-le", "replace")

    def _integrity(self, process: int) -> int | None:
        token = c_void_p()
        if not self._token(process, _TOKEN_QUERY, ctypes.byref(token)) or not token.value:
            return None
        try:
            return self._level(token.value)
        finally:
            self._close(token.value)

    def _level(self, token: int) -> int | None:
        needed = c_uint32()
        room = ctypes.create_string_buffer(256)
        kind = _TOKEN_INTEGRITY_LEVEL
        if not self._ask_token(token, kind, room, len(room), ctypes.byref(needed)):
            return None
        # TOKEN_MANDATORY_LABEL begins with a pointer to its SID: revision, how many parts, six
        # bytes of authority, the parts; the last is the level.
        sid = c_void_p.from_buffer(room).value
        if not sid:
            return None
        parts = c_uint8.from_address(sid + 1).value
        return c_uint32.from_address(sid + 8 + 4 * (parts - 1)).value if parts else None

    def _took(self, process: int) -> Took | None:
        counters = _Counters(size=ctypes.sizeof(_Counters))
        times = [c_uint64() for _ in range(4)]  # began, ended, in the kernel, in the program
        places = [ctypes.byref(each) for each in times]
        if not self._memory(process, ctypes.byref(counters), ctypes.sizeof(counters)):
            return None
        if not self._times(process, *places):
            return None
        began, _, kernel, program = (each.value for each in times)
        return Took(counters.committed, (kernel + program) / _TICKS_PER_S, began)


def _whole(call: Callable[..., int | None]) -> Callable[..., int]:
    """A handle that is null comes as None."""

    def called(*words: object) -> int:
        return call(*words) or 0

    return called
