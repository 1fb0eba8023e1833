"""Who knocks at the running host's socket: another user, garbage, the endless, the silent."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bridge.errors import LaunchTimeout, MessageInvalid
from host.launch.request import Scene
from host.launch.target import Until
from host.paths import Home
from host.single import door as doors
from host.single.client import joined
from host.single.door import Asked, Door
from host.single.messages import (
    LENGTH,
    MAX_ASK_BYTES,
    Answer,
    AskLauncher,
    AskOpen,
    Declined,
    Done,
    Taken,
    error_of,
    failed,
    framed,
    opening_of,
    read_answer,
)
from host.single.place import is_own, is_private, socket_place

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Unix sockets")

ASK = AskLauncher("1", "")


class Served:
    """What a door let through; answers when `go` is set."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.cancelled = asyncio.Event()
        self.go = asyncio.Event()

    async def serve(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        return Done({"all": "well"})


def behind_a_door(
    folder: Path, scene: Callable[[Path, Served], Awaitable[None]], refusal: str | None = None
) -> None:
    """Play `scene` with an open door at the place it gets."""

    async def play() -> None:
        served, place = Served(), folder / "single" / "s"
        door = Door(place, lambda _: refusal, served.serve)
        assert await door.open()
        try:
            async with asyncio.timeout(60):
                await scene(place, served)
        finally:
            await door.close()

    asyncio.run(play())


async def rest(reader: asyncio.StreamReader) -> bytes:
    """All that comes before the host hangs up."""
    try:
        return await reader.read()
    except ConnectionError:
        return b""


@pytest.mark.parametrize(
    "words",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        LENGTH.pack(MAX_ASK_BYTES + 1),
        LENGTH.pack(0xFFFFFFFF) + b"x" * 100_000,
        LENGTH.pack(3) + b"\xff\xfe{",
        LENGTH.pack(2) + b"{}",
        LENGTH.pack(len(b'{"ask":"shell","version":"1"}')) + b'{"ask":"shell","version":"1"}',
        framed(ASK)[:-1] + b'"',
        LENGTH.pack(60_000) + b"[" * 60_000,
    ],
    ids=range(8),
)
def test_garbage_is_answered_by_nothing(
    tmp_path: Path, words: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "ASKING_S", 1_000.0)

    async def scene(place: Path, served: Served) -> None:
        reader, writer = await asyncio.open_unix_connection(place)
        writer.write(words)
        assert await rest(reader) == b""
        assert not served.asked
        writer.close()

    behind_a_door(tmp_path, scene)


def test_who_never_ends_the_question_is_hung_up_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "ASKING_S", 0.1)

    async def scene(place: Path, served: Served) -> None:
        reader, writer = await asyncio.open_unix_connection(place)
        writer.write(framed(ASK)[:-1])
        assert await rest(reader) == b""
        assert not served.asked
        writer.close()

    behind_a_door(tmp_path, scene)


def test_more_callers_than_there_is_room_for_are_hung_up_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "MOST_CALLERS", 2)
    monkeypatch.setattr(doors, "ASKING_S", 1_000.0)

    async def scene(place: Path, served: Served) -> None:
        held = [await asyncio.open_unix_connection(place) for _ in range(2)]
        for _, writer in held:
            writer.write(framed(ASK))
        while len(served.asked) < 2:
            await asyncio.sleep(0)
        reader, writer = await asyncio.open_unix_connection(place)
        assert await rest(reader) == b""
        served.go.set()
        for each, own in held:
            assert b'"all":"well"' in await rest(each)
            own.close()
        writer.close()

    behind_a_door(tmp_path, scene)


@pytest.mark.parametrize("last", [b"", b"more"])
def test_who_leaves_or_says_more_has_called_off(tmp_path: Path, last: bytes) -> None:
    async def scene(place: Path, served: Served) -> None:
        reader, writer = await asyncio.open_unix_connection(place)
        writer.write(framed(ASK))
        (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
        assert isinstance(read_answer(await reader.readexactly(length)), Taken)
        writer.write(last)
        if not last:
            writer.close()
        await served.cancelled.wait()
        writer.close()

    behind_a_door(tmp_path, scene)


def test_another_user_is_not_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        def getsockopt(self, level: int, optname: int, buflen: int, /) -> bytes:
            assert (level, optname) == (socket.SOL_SOCKET, socket.SO_PEERCRED)
            return struct.pack("3i", 1, os.getuid() + 1, os.getgid())

    if sys.platform == "linux":
        assert not is_own(Other())
    monkeypatch.setattr(doors, "is_own", lambda _: is_own(Other()))

    async def scene(place: Path, served: Served) -> None:
        reader, writer = await asyncio.open_unix_connection(place)
        writer.write(framed(ASK))
        assert await rest(reader) == b""
        assert not served.asked
        writer.close()

    behind_a_door(tmp_path, scene)


def test_a_folder_that_others_can_enter_is_used_by_neither_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def opens(place: Path) -> bool:
        door = Door(place, lambda _: None, Served().serve)
        try:
            return await door.open()
        finally:
            await door.close()

    home = Home(tmp_path)
    place = socket_place(home)
    assert place is not None
    home.single.mkdir(mode=0o755)
    home.single.chmod(0o755)
    assert not asyncio.run(opens(place))
    with socket.socket(socket.AF_UNIX) as squatter:
        squatter.bind(str(place))
        squatter.listen()
        with joined(home) as running:
            assert running is None
    home.single.chmod(0o700)
    assert is_private(home.single)
    assert asyncio.run(opens(place))
    linked = Home(tmp_path / "linked")
    linked.root.mkdir()
    linked.single.symlink_to(home.single)
    assert not is_private(linked.single)
    monkeypatch.setattr(os, "getuid", lambda: home.single.stat().st_uid + 1)
    assert not is_private(home.single)


def test_what_a_dead_host_left_is_taken_over_a_living_ones_is_not(tmp_path: Path) -> None:
    place = tmp_path / "single" / "s"
    place.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(place))
    assert place.exists()

    async def scene(place: Path, served: Served) -> None:
        second = Door(place, lambda _: None, served.serve)
        assert not await second.open()
        await second.close()
        reader, writer = await asyncio.open_unix_connection(place)
        writer.write(framed(ASK))
        served.go.set()
        assert b'"all":"well"' in await rest(reader)
        writer.close()

    behind_a_door(tmp_path, scene)
    assert not place.exists()


def test_what_the_host_cannot_do_the_same_way_it_declines(tmp_path: Path) -> None:
    async def scene(place: Path, served: Served) -> None:
        reader, writer = await asyncio.open_unix_connection(place)
        writer.write(framed(ASK))
        told = await rest(reader)
        assert isinstance(read_answer(told[LENGTH.size :]), Declined)
        assert not served.asked
        writer.close()

    behind_a_door(tmp_path, scene, "another display")


def ask(**members: object) -> AskOpen:
    plain: dict[str, object] = {
        "version": "1",
        "display": "",
        "asked_s": 5.0,
        "until": Until.READY,
        "scene": Scene.COMMAND_LINE,
        "timeout_s": 1.0,
        "linger_s": 0.0,
        "base": "/tmp",
        "app_id": "org.example.tea",
    }
    return AskOpen(**(plain | members))


@pytest.mark.parametrize(
    "members",
    [
        {"scene": Scene.LAUNCHER},
        {"scene": Scene.OTHER_APP},
        {"base": "relative"},
        {"app_id": None},
        {"folder": "/tmp/app"},
        {"app_id": None, "folder": "app"},
    ],
    ids=str,
)
def test_a_command_opens_what_a_command_can(members: dict[str, object]) -> None:
    with pytest.raises(MessageInvalid):
        opening_of(ask(**members), 10.0)


def test_a_launch_does_not_begin_in_the_future() -> None:
    assert opening_of(ask(asked_s=99.0), 10.0).asked_s == 10.0
    assert opening_of(ask(), 10.0).asked_s == 5.0


def test_an_error_keeps_its_kind_on_the_way() -> None:
    told = error_of(failed(LaunchTimeout("not within 3 s", timeout_s=3.0)))
    assert isinstance(told, LaunchTimeout)
    assert told.as_json() == LaunchTimeout("not within 3 s", timeout_s=3.0).as_json()
