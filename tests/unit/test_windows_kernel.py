"""How Windows' calls are called: sizes given, answers read, handles closed.

`Library` stands for kernel32, advapi32 and ntdll, which cannot be had here; on Windows the real
ones are asked (tests/unit/test_windows_side.py).
"""

from __future__ import annotations

import ctypes
from typing import Any

import pytest

from sandbox.view.outside import windows_kernel
from sandbox.view.outside.windows_kernel import Listed, Took, Windows

LINE = '"C:\\Programme\\é\\msedgewebview2.exe" --type=renderer'
SID = bytes([1, 1, 0, 0, 0, 0, 0, 16]) + (0x1000).to_bytes(4, "little")  # S-1-16-4096


class Call:
    """One function; ctypes' own objects arrive as they would there."""

    def __init__(self, library: Library, name: str) -> None:
        self.library = library
        self.name = name
        self.restype: object = None
        self.argtypes: tuple[type, ...] = ()

    def __call__(self, *words: Any) -> int | None:
        assert len(words) == len(self.argtypes), self.name
        for kind, word in zip(self.argtypes, words, strict=True):
            kind.from_param(word)
        found = getattr(self.library, self.name)(*words)
        return found if found is None else int(found)


class Library:
    def __init__(self) -> None:
        self.open: set[int] = set()
        self.opened = 100
        self.denied = False
        self.sid = ctypes.create_string_buffer(SID, len(SID))
        self.text = ctypes.create_string_buffer(LINE.encode("utf-16-le"))

    def __getitem__(self, name: str) -> Call:
        return Call(self, name)

    def _new(self) -> int:
        self.opened += 1
        self.open.add(self.opened)
        return self.opened

    def CloseHandle(self, handle: int) -> int:
        self.open.remove(handle)
        return 1

    def OpenProcess(self, _rights: int, _inherited: int, pid: int) -> int | None:
        return None if self.denied or pid != 7 else self._new()

    def CreateToolhelp32Snapshot(self, _kinds: int, _pid: int) -> int:
        self.left = [(7, 1, 3), (8, 7, 2)]
        return self._new()

    def Process32FirstW(self, _snapshot: int, entry: Any) -> int:
        assert entry._obj.size == 568
        return self.Process32NextW(_snapshot, entry)

    def Process32NextW(self, _snapshot: int, entry: Any) -> int:
        if not self.left:
            return 0
        entry._obj.pid, entry._obj.parent, entry._obj.threads = self.left.pop(0)
        return 1

    def NtQueryInformationProcess(
        self, _process: int, kind: int, room: Any, size: int, needed: Any
    ) -> int:
        assert kind == 60
        needed._obj.value = 16 + 2 * len(LINE)
        if room is None or size < needed._obj.value:
            return -1073741820  # STATUS_INFO_LENGTH_MISMATCH
        text = windows_kernel._Text.from_buffer(room)
        text.bytes, text.text = 2 * len(LINE), ctypes.addressof(self.text)
        return 0

    def OpenProcessToken(self, _process: int, rights: int, token: Any) -> int:
        assert rights == 8
        token._obj.value = self._new()
        return 1

    def GetTokenInformation(
        self, _token: int, kind: int, room: Any, size: int, _needed: Any
    ) -> int:
        assert (kind, size) == (25, len(room))
        ctypes.c_void_p.from_buffer(room).value = ctypes.addressof(self.sid)
        return 1

    def K32GetProcessMemoryInfo(self, _process: int, counters: Any, size: int) -> int:
        assert size == counters._obj.size == 72
        counters._obj.committed = 5000
        return 1

    def GetProcessTimes(self, _process: int, *times: Any) -> int:
        for place, value in zip(times, (99, 0, 10_000_000, 5_000_000), strict=True):
            place._obj.value = value
        return 1

    def QueryInformationJobObject(
        self, job: int, kind: int, found: Any, size: int, _needed: Any
    ) -> int:
        assert (job, kind) == (5, 3)
        assert size == ctypes.sizeof(found._obj)
        found._obj.listed = 2
        found._obj.pids[0], found._obj.pids[1] = 7, 8
        return 1

    def CreateJobObjectW(self, _security: object, _name: object) -> int:
        return 5

    def AssignProcessToJobObject(self, job: int, process: int) -> int:
        assert job == 5
        assert process in self.open
        return 1


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    found = Library()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: found)
    return found


def test_what_windows_says_is_read(library: Library) -> None:
    kernel = Windows()
    assert kernel.processes() == (Listed(7, 1, 3), Listed(8, 7, 2))
    assert kernel.command_line(7) == LINE
    assert kernel.integrity(7) == 0x1000
    assert kernel.took(7) == Took(5000, 1.5, 99)
    assert kernel.put_in_job(kernel.make_job(), 7)
    assert kernel.in_job(5) == (7, 8)
    assert library.open == set()


def test_what_it_does_not_say_is_nothing(library: Library) -> None:
    kernel = Windows()
    library.denied = True
    for pid in (7, 0, -1):
        assert kernel.command_line(pid) == ""
        assert kernel.integrity(pid) is None
        assert kernel.took(pid) is None
        assert not kernel.put_in_job(5, pid)
        kernel.end(pid)
        kernel.halt(pid, True)
    assert library.open == set()
