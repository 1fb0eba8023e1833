"""A system view's process is heard piece by piece, and its renderers are looked at for each."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, MutableMapping

import pytest

from sandbox.view.outside import process as process_module
from sandbox.view.outside.linux_side import LinuxSide
from sandbox.view.outside.process import ViewProcess
from sandbox.view.port import Sandboxed
from sandbox.view.systemview.wire import Load, Told

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the line is a socket's here")

MESSAGES = 200
# Says so many words at once, and as many again whenever it is told something.
TALKER = f"""
import socket, sys
from sandbox.view.systemview.wire import Pong, framed
line = socket.socket(fileno=int(sys.argv[1]))
words = b"".join(framed(Pong(number)) for number in range({MESSAGES}))
line.sendall(words)
while line.recv(4096):
    line.sendall(words)
"""


class Looking(LinuxSide):
    """Counts the looks at its one renderer, which is in its sandbox or not."""

    def __init__(self) -> None:
        self.looks = 0
        self.found = Sandboxed.YES

    def environment(
        self, inherited: MutableMapping[str, str], *, sandboxed: bool
    ) -> dict[str, str]:
        return dict(inherited)

    def renderers(self, pid: int) -> tuple[int, ...]:
        self.looks += 1
        return (pid,)

    def sandboxed(self, pid: int) -> Sandboxed:
        return self.found

    def halt(self, pids: Iterable[int], halted: bool) -> None: ...


async def _heard(side: Looking) -> tuple[list[Sandboxed], int]:
    """What was found at each message, before and after the renderer left its sandbox; the looks
    that were taken while it spoke."""
    found: list[Sandboxed] = []

    def hear(_: Told) -> None:
        found.append(process.sandboxed)

    async def until(count: int) -> None:
        async with asyncio.timeout(60):
            while len(found) < count:
                await asyncio.sleep(0.01)

    ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    process = ViewProcess(hear, lambda _: False, ended.set_result, sandboxed=True)
    try:
        await until(MESSAGES)
        spoken, side.looks = side.looks, 0
        assert process.sandboxed is process.sandboxed is Sandboxed.YES
        assert side.looks == 2, "who asks by himself has the kernel asked"
        side.found = Sandboxed.NO
        process.tell(Load("about:blank"))
        await until(2 * MESSAGES)
    finally:
        process.kill()
        await asyncio.wait_for(ended, 60)
    return found, spoken


def test_one_look_does_for_all_that_was_said_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    side = Looking()
    monkeypatch.setattr(process_module, "own_side", lambda: side)
    monkeypatch.setattr(process_module, "view_command", lambda: (sys.executable, "-c", TALKER))
    found, looks = asyncio.run(_heard(side))
    assert found == [Sandboxed.YES] * MESSAGES + [Sandboxed.NO] * MESSAGES
    assert 0 < looks < MESSAGES / 10
