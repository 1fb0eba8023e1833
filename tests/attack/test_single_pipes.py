"""Who knocks at a running host's pipe on Windows, and who listens in its place. Row L4.

The door, the proofs and the commands are the real ones. Where there are no named pipes they meet
at a Unix socket of the same library (multiprocessing.connection); and `Lock` stands for Windows'
data protection, which opens for one user alone.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
import threading
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Client, Listener
from pathlib import Path

import pytest

from bridge.errors import HostGone, MessageInvalid
from host.single import pipe_door
from host.single.client import Joined
from host.single.messages import (
    MAX_ASK_BYTES,
    Answer,
    Asked,
    AskLauncher,
    Declined,
    Done,
    Taken,
    content_of,
    read_answer,
)
from host.single.pipe_door import PipeDoor
from host.single.pipes import (
    DataProtection,
    Line,
    Note,
    PipePeer,
    heard,
    new_name,
    prove_command,
    prove_host,
    reach,
    read_note,
    write_note,
)

ASK = AskLauncher("1", "")
SECRET = b"s" * 32


class Lock:
    """One user's."""

    def __init__(self, user: bytes = b"me:") -> None:
        self._user = user

    def shut(self, content: bytes) -> bytes:
        return self._user + content[::-1]

    def opened(self, content: bytes) -> bytes:
        if not content.startswith(self._user):
            raise OSError("another's")
        return content.removeprefix(self._user)[::-1]


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


def own_name(place: Path) -> str:
    """What a pipe, or what stands for it, is called; never twice the same, as in the host."""
    return new_name() if sys.platform == "win32" else f"{place}-{secrets.token_hex(3)}"


def door_at(file: Path, served: Served, refusal: str | None = None, **more: float) -> PipeDoor:
    pipe, serve = own_name(file.with_name("pipe")), served.serve
    return PipeDoor(file, lambda _: refusal, serve, keeper=Lock, name=lambda: pipe, **more)


def behind_a_door(
    folder: Path,
    scene: Callable[[Path, Served], Awaitable[None]],
    refusal: str | None = None,
    **more: float,
) -> None:
    """Play `scene` with an open door, whose note is the file that it gets."""

    async def play() -> None:
        served, file = Served(), folder / "single" / "host.pipe"
        door = door_at(file, served, refusal, **more)
        assert await door.open()
        try:
            async with asyncio.timeout(60):
                await scene(file, served)
        finally:
            await door.close()
        assert not file.exists()
        assert "fanlight-door" not in {thread.name for thread in threading.enumerate()}

    asyncio.run(play())


def peer(file: Path) -> PipePeer:
    found = reach(file, 20, Lock)
    assert found is not None
    return found


def pipe_of(file: Path) -> str:
    note = read_note(file)
    assert note is not None
    return note.pipe


async def hung_up_on(line: PipePeer) -> None:
    with pytest.raises(ConnectionError):
        await asyncio.to_thread(line.hear, 30)
    line.close()


def test_a_command_of_the_same_user_is_answered(tmp_path: Path) -> None:
    async def scene(file: Path, served: Served) -> None:
        served.go.set()
        line = await asyncio.to_thread(peer, file)
        assert await asyncio.to_thread(Joined(line).ask, ASK, 30.0) == {"all": "well"}
        assert served.asked == [ASK]
        line.close()

    behind_a_door(tmp_path, scene)


def test_what_the_host_cannot_do_the_same_way_it_declines(tmp_path: Path) -> None:
    async def scene(file: Path, served: Served) -> None:
        line = await asyncio.to_thread(peer, file)
        line.say(content_of(ASK))
        told = read_answer(await asyncio.to_thread(line.hear, 30))
        assert told == Declined("another display")
        assert not served.asked
        await hung_up_on(line)

    behind_a_door(tmp_path, scene, "another display")


@pytest.mark.parametrize(
    "words", [b"", b"x", b"x" * 64, b"x" * 65, content_of(ASK), b"x" * (1 << 20)], ids=range(6)
)
def test_who_does_not_know_the_secret_is_not_heard(tmp_path: Path, words: bytes) -> None:
    async def scene(file: Path, served: Served) -> None:
        line = Client(pipe_of(file))
        heard(line, 32, 20)
        try:
            line.send_bytes(words)
            line.send_bytes(content_of(ASK))
        except OSError:
            pass  # it has hung up already
        await hung_up_on(PipePeer(line))
        assert not served.asked

    behind_a_door(tmp_path, scene)


def test_anothers_words_prove_nothing(tmp_path: Path) -> None:
    """What a host said once, to whoever asked, is no proof of a command's; nor an old one."""

    async def scene(file: Path, served: Served) -> None:
        for words in (lambda nonce: nonce * 2, lambda _: b"\0" * 64):
            line = Client(pipe_of(file))
            line.send_bytes(words(heard(line, 32, 20)))
            await hung_up_on(PipePeer(line))
        assert not served.asked

    behind_a_door(tmp_path, scene)


def test_who_says_nothing_is_hung_up_on(tmp_path: Path) -> None:
    async def scene(file: Path, served: Served) -> None:
        silent = PipePeer(Client(pipe_of(file)))
        assert len(silent.hear(20)) == 32
        await hung_up_on(silent)
        proven = await asyncio.to_thread(peer, file)
        await hung_up_on(proven)
        assert not served.asked

    behind_a_door(tmp_path, scene, asking_s=0.1)


@pytest.mark.parametrize(
    "words",
    [b"", b"\xff\xfe{", b"{}", b'{"ask":"shell"}', b"[" * 60_000, b"x" * (MAX_ASK_BYTES + 1)],
    ids=range(6),
)
def test_garbage_is_answered_by_nothing(tmp_path: Path, words: bytes) -> None:
    async def scene(file: Path, served: Served) -> None:
        line = await asyncio.to_thread(peer, file)
        try:
            await asyncio.to_thread(line.say, words)
        except OSError:
            pass  # it is too long to be taken in
        await hung_up_on(line)
        assert not served.asked

    behind_a_door(tmp_path, scene, asking_s=1000.0)


@pytest.mark.parametrize("last", [b"", b"more"])
def test_who_leaves_or_says_more_has_called_off(tmp_path: Path, last: bytes) -> None:
    async def scene(file: Path, served: Served) -> None:
        line = await asyncio.to_thread(peer, file)
        line.say(content_of(ASK))
        assert isinstance(read_answer(await asyncio.to_thread(line.hear, 30)), Taken)
        if last:
            line.say(last)
        else:
            line.close()
        await served.cancelled.wait()
        line.close()

    behind_a_door(tmp_path, scene)


def test_more_callers_than_there_is_room_for_are_hung_up_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipe_door, "MOST_CALLERS", 2)

    async def scene(file: Path, served: Served) -> None:
        held = [await asyncio.to_thread(peer, file) for _ in range(2)]
        assert await asyncio.to_thread(reach, file, 20, Lock) is None
        for each in held:
            each.close()

    behind_a_door(tmp_path, scene, asking_s=1000.0)


def test_a_host_that_ends_tells_nothing_and_the_command_knows(tmp_path: Path) -> None:
    async def play() -> None:
        served, file = Served(), tmp_path / "single" / "host.pipe"
        door = door_at(file, served)
        assert await door.open()
        line = await asyncio.to_thread(peer, file)
        asking = asyncio.ensure_future(asyncio.to_thread(Joined(line).ask, ASK, 30.0))
        while not served.asked:
            await asyncio.sleep(0.01)
        await door.close()
        assert served.cancelled.is_set()
        with pytest.raises(HostGone):
            await asking
        line.close()

    asyncio.run(play())


def test_one_host_of_a_home_listens(tmp_path: Path) -> None:
    async def scene(file: Path, served: Served) -> None:
        second = door_at(file, served)
        assert not await second.open()
        await second.close()
        line = await asyncio.to_thread(peer, file)
        line.close()

    behind_a_door(tmp_path, scene)
    behind_a_door(tmp_path, scene)


def test_another_users_note_leads_nowhere(tmp_path: Path) -> None:
    async def scene(file: Path, served: Served) -> None:
        def other() -> Lock:
            return Lock(b"other:")

        assert await asyncio.to_thread(reach, file, 20, other) is None

    behind_a_door(tmp_path, scene)
    for text in ("", "{}", '{"pipe": 1, "secret": ""}', "x" * 100_000):
        (tmp_path / "note").write_text(text)
        assert reach(tmp_path / "note", 1, Lock) is None
    assert reach(tmp_path / "missing", 1, Lock) is None


@pytest.mark.parametrize("mine", ["echo", "zeros", "silent"])
def test_who_listens_in_a_hosts_place_is_asked_nothing(tmp_path: Path, mine: str) -> None:
    """Whoever makes a pipe by a dead host's name does not know what its note holds."""
    pipe, told = own_name(tmp_path / "pipe"), []

    def listen(listener: Listener) -> None:
        with listener.accept() as line:
            line.send_bytes(b"n" * 32)
            proof = line.recv_bytes(64)
            if mine != "silent":
                line.send_bytes(proof[32:] if mine == "echo" else b"\0" * 32)
            try:
                told.append(line.recv_bytes(MAX_ASK_BYTES))
            except (EOFError, OSError):
                pass

    with Listener(pipe) as listener:
        squatter = threading.Thread(target=listen, args=(listener,), daemon=True)
        squatter.start()
        write_note(tmp_path / "note", Note(pipe, Lock().shut(SECRET)))
        assert reach(tmp_path / "note", 0.5, Lock) is None
        squatter.join(30)
    assert told == []


@pytest.mark.parametrize("theirs", [SECRET, b"x" * 32])
def test_both_ends_prove_themselves(tmp_path: Path, theirs: bytes) -> None:
    ended: list[Exception | None] = []

    def prove(line: Line) -> None:
        try:
            prove_command(line, theirs, 20)
            ended.append(None)
        except (MessageInvalid, OSError) as error:
            ended.append(error)

    pipe = own_name(tmp_path / "pipe")
    with Listener(pipe) as listener:
        command = Client(pipe)
        with listener.accept() as host:
            thread = threading.Thread(target=prove, args=(command,), daemon=True)
            thread.start()
            if theirs == SECRET:
                prove_host(host, SECRET, 20)
            else:
                with pytest.raises(MessageInvalid, match="secret"):
                    prove_host(host, SECRET, 20)
        thread.join(30)
        command.close()
    assert (ended == [None]) is (theirs == SECRET)


@pytest.mark.skipif(sys.platform != "win32", reason="Windows' own")
def test_windows_opens_what_it_shut_and_nothing_else() -> None:
    keeper = DataProtection()
    shut = keeper.shut(SECRET)
    assert SECRET not in shut
    assert keeper.opened(shut) == SECRET
    for changed in (b"", shut[:-1], shut[:-1] + bytes([shut[-1] ^ 1])):
        with pytest.raises(OSError, match="another's"):
            keeper.opened(changed)


def test_a_name_is_nobodys_guess() -> None:
    names = {new_name() for _ in range(100)}
    assert len(names) == 100
    assert all(name.startswith("\\\\.\\pipe\\fanlight-") and len(name) > 40 for name in names)
