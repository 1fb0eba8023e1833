"""The host's half on Windows: whose processes, in which sandbox, and how they end.

`Machine` stands for Windows' calls, which cannot be had here; their shapes are looked at as far as
that goes. The line is the real one: pipes, and a process at their other end.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from bridge.errors import EngineUnavailable
from sandbox.manifest import NetworkRules, read_manifest
from sandbox.view.outside import windows_kernel, windows_side
from sandbox.view.outside.connection import PipeConnection, own_connection
from sandbox.view.outside.guarantees import given, refusal
from sandbox.view.outside.side import own_side
from sandbox.view.outside.windows_kernel import Listed, Took
from sandbox.view.outside.windows_side import LOW, WindowsSide
from sandbox.view.port import Guarantee, Sandboxed, Usage
from sandbox.view.systemview.webview2.switches import arguments
from tests.fanlight_child import ROOT
from tests.package_forge import manifest

VIEW, BROWSER, RENDERER, GPU = 10, 11, 12, 13
PROGRAM = r'"C:\Program Files (x86)\Microsoft\EdgeWebView\msedgewebview2.exe"'
MEDIUM = 0x2000


class Machine:
    """Windows, as far as it is asked."""

    def __init__(self) -> None:
        self.lines = {
            VIEW: "python.exe -m sandbox.view.systemview 1 2",
            BROWSER: f"{PROGRAM} {arguments(autoplay=False)}",
            RENDERER: f"{PROGRAM} --type=renderer",
            GPU: f"{PROGRAM} --type=gpu-process",
        }
        self.parents = {VIEW: 1, BROWSER: VIEW, RENDERER: BROWSER, GPU: BROWSER}
        self.began = {pid: pid for pid in self.lines}
        self.levels: dict[int, int | None] = {RENDERER: 0}
        self.jobs: dict[int, set[int]] = {}
        self.joins = True
        self.ended: list[int] = []
        self.halted: list[tuple[int, bool]] = []

    def make_job(self) -> int:
        self.jobs[99] = set()
        return 99

    def put_in_job(self, job: int, pid: int) -> bool:
        if self.joins:
            self.jobs[job] |= {VIEW, BROWSER, RENDERER, GPU}
        return self.joins

    def in_job(self, job: int) -> tuple[int, ...]:
        return tuple(sorted(self.jobs[job]))

    def end_job(self, job: int) -> bool:
        self.ended += sorted(self.jobs[job])
        return True

    def processes(self) -> tuple[Listed, ...]:
        return tuple(Listed(pid, parent, 5) for pid, parent in self.parents.items())

    def command_line(self, pid: int) -> str:
        return self.lines.get(pid, "")

    def integrity(self, pid: int) -> int | None:
        return self.levels.get(pid)

    def took(self, pid: int) -> Took | None:
        return Took(1000, 0.5, self.began[pid]) if pid in self.began else None

    def end(self, pid: int) -> None:
        self.ended.append(pid)

    def halt(self, pid: int, halted: bool) -> None:
        self.halted.append((pid, halted))


def side(machine: Machine) -> WindowsSide:
    found = WindowsSide(lambda: machine)
    found.adopt(VIEW)
    return found


def test_renderers_are_found_in_the_job_and_below_the_view() -> None:
    machine = Machine()
    assert side(machine).renderers(VIEW) == (RENDERER,)
    machine.joins = False
    assert side(machine).renderers(VIEW) == (RENDERER,)
    machine.lines[RENDERER] = r"C:\evil.exe --type=renderer"
    assert side(machine).renderers(VIEW) == ()


def test_a_process_older_than_its_parent_is_anothers() -> None:
    machine = Machine()
    machine.joins = False
    machine.began[BROWSER] = VIEW - 1
    found = side(machine)
    assert found.renderers(VIEW) == ()
    found.kill(VIEW)
    assert machine.ended == [VIEW]


def test_a_renderer_is_proven_by_its_token_and_its_browsers_words() -> None:
    machine = Machine()
    assert side(machine).sandboxed(RENDERER) is Sandboxed.YES
    machine.levels[RENDERER] = LOW
    assert side(machine).sandboxed(RENDERER) is Sandboxed.YES
    machine.levels[RENDERER] = MEDIUM
    assert side(machine).sandboxed(RENDERER) is Sandboxed.NO
    machine.levels[RENDERER] = None
    assert side(machine).sandboxed(RENDERER) is Sandboxed.UNKNOWN


@pytest.mark.parametrize(
    "line", [PROGRAM, f"{PROGRAM} {arguments(autoplay=False)} --no-sandbox", f"{PROGRAM} --x"]
)
def test_a_browser_without_our_walls_proves_nothing(line: str) -> None:
    machine = Machine()
    machine.lines[BROWSER] = line
    assert side(machine).sandboxed(RENDERER) is Sandboxed.NO
    del machine.lines[BROWSER]
    assert side(machine).sandboxed(RENDERER) is Sandboxed.UNKNOWN


def test_the_end_is_everybodys_and_by_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_side, "_GRACE_S", 0.0)
    machine = Machine()
    side(machine).kill(VIEW)
    assert {VIEW, BROWSER, RENDERER, GPU} <= set(machine.ended)


def test_a_browser_may_write_what_its_pages_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_side, "_GRACE_S", 100.0)
    machine = Machine()
    side(machine).dismiss(VIEW)
    assert machine.ended == [RENDERER, VIEW]


def test_what_a_browser_wrote_without_keeping_goes_with_the_view(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(windows_side, "_GRACE_S", 0.0)
    found = side(Machine())
    folder = Path(str(found.scratch()))
    (folder / "EBWebView").mkdir()
    found.kill(VIEW)
    for _ in range(500):
        if not folder.exists():
            break
        asyncio.run(asyncio.sleep(0.01))
    assert not folder.exists()


def test_usage_and_halt() -> None:
    machine = Machine()
    found = side(machine)
    assert found.usage(RENDERER) == Usage(1000, 5, 0.5)
    assert found.usage(77) is None
    found.halt([RENDERER], True)
    assert machine.halted == [(RENDERER, True)]


def test_shapes_of_windows_structures() -> None:
    """sizeof of PROCESSENTRY32W, PROCESS_MEMORY_COUNTERS and UNICODE_STRING on 64-bit Windows."""
    if ctypes.sizeof(ctypes.c_void_p) != 8:
        pytest.skip("64-bit Windows is what Qt is built for")
    assert ctypes.sizeof(windows_kernel._Entry) == 568
    assert ctypes.sizeof(windows_kernel._Counters) == 72
    assert ctypes.sizeof(windows_kernel._Text) == 16
    assert windows_kernel._Entry.parent.offset == 32
    assert windows_kernel._Pids.pids.offset == 8


@pytest.mark.skipif(sys.platform != "win32", reason="Windows' own")
def test_windows_says_what_is_asked_of_it() -> None:
    kernel = windows_kernel.Windows()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert "input()" in kernel.command_line(child.pid)
        assert (child.pid, os.getpid()) in {(x.pid, x.parent) for x in kernel.processes()}
        assert (kernel.integrity(child.pid) or 0) > LOW
        took = kernel.took(child.pid)
        assert took is not None
        assert took.memory_bytes > 1_000_000
        job = kernel.make_job()
        assert kernel.put_in_job(job, child.pid)
        assert child.pid in kernel.in_job(job)
        assert kernel.end_job(job)
        assert child.wait(20) == 1
        kernel.close(job)
    assert kernel.command_line(0) == ""
    assert kernel.took(0) is None


def test_every_guarantee_is_kept_on_windows_and_media_too() -> None:
    assert given("win32") == set(Guarantee)
    plain = read_manifest(manifest())
    assert refusal(plain, "win32") is None
    pictures = msgspec.structs.replace(plain, network=NetworkRules(media=("https://example.org",)))
    assert refusal(pictures, "win32") is None


@pytest.mark.skipif(sys.platform == "win32", reason="there it is had")
def test_elsewhere_windows_calls_are_not_to_be_had() -> None:
    with pytest.raises(OSError, match="kernel32"):
        own_side("win32")
    with pytest.raises(EngineUnavailable):
        own_side("haiku")


ECHO = """
import sys
from sandbox.view.systemview.ends import end_of
end = end_of(sys.argv[1:])
while piece := end.receive():
    end.send(piece)
"""


SHOUT = """
import sys, time
from sandbox.view.systemview.ends import end_of
end = end_of(sys.argv[1:])
for _ in range(40):
    end.send(bytes(256 * 1024))
"""


async def test_who_says_more_than_is_heard_has_to_wait() -> None:
    line = PipeConnection()
    process = subprocess.Popen([sys.executable, "-c", SHOUT, *line.words], cwd=ROOT, **line.popen())
    line.handed_on()
    heard = len(await line.receive())
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    while piece := await line.receive():
        heard += len(piece)
    assert heard == 40 * 256 * 1024
    assert process.wait(20) == 0
    line.close()


async def test_a_line_that_is_closed_reads_no_more() -> None:
    line = PipeConnection()
    process = subprocess.Popen([sys.executable, "-c", SHOUT, *line.words], cwd=ROOT, **line.popen())
    line.handed_on()
    assert await line.receive()
    line.close()
    assert process.wait(20) != 0  # nobody reads: its end is shut
    async with asyncio.timeout(20):
        while await line.receive():
            pass  # what had come before, and then the end: who waits here is told


async def test_pipes_carry_both_ways_whatever_the_size_and_end() -> None:
    line = PipeConnection()
    assert isinstance(own_connection("win32"), PipeConnection)
    process = subprocess.Popen([sys.executable, "-c", ECHO, *line.words], cwd=ROOT, **line.popen())
    line.handed_on()
    said = [b"a", bytes(range(256)) * 12_000, b"\r\n\x1a\x00"]
    for each in said:
        await line.send(each)
    heard = b""
    while len(heard) < sum(map(len, said)):
        piece = await line.receive()
        assert piece
        heard += piece
    assert heard == b"".join(said)
    line.close()
    assert await line.receive() == b""
    assert process.wait(20) == 0
