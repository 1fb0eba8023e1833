"""Frames that pages made of themselves: kept for one page of one package, bounded, only data."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bridge.errors import InvalidParams
from host.services import last_frames
from host.services.last_frames import LastFrames
from sandbox.package.weixin import MAX_FRAME_BYTES
from tests.service_machine import Machine, machine
from tests.unit.test_weixin_mount import PAGE, mount

__all__ = ["machine"]

ROUTE = "pages/detail/detail"
HUGE = b'{"format":1,"route":"%s","quiet":true,"absent":[],"ops":["' % ROUTE.encode()
HUGE += b"x" * MAX_FRAME_BYTES + b'"]}'


def frame(route: str = ROUTE, **members: object) -> bytes:
    facts = {"format": 1, "route": route, "quiet": True, "absent": [], "ops": [0, 1, "page"]}
    return json.dumps(facts | members).encode()


def frames(folder: Path, version: str = "one") -> LastFrames:
    return LastFrames(folder / "frames", lambda: version)


def test_a_frame_is_of_one_page_of_one_package(tmp_path: Path) -> None:
    kept = frames(tmp_path)
    assert kept.read(ROUTE) is None
    kept.keep(ROUTE, frame())
    kept.keep("pages/a/a", frame("pages/a/a"))
    assert kept.read(ROUTE) == frame()
    kept.keep(ROUTE, frame(ops=[]))
    assert kept.read(ROUTE) == frame(ops=[])
    assert frames(tmp_path, "two").read(ROUTE) is None
    frames(tmp_path, "two").keep(ROUTE, frame())
    assert kept.read(ROUTE) is None
    assert kept.read("pages/a/a") is None, "a frame of another package was left"
    frames(tmp_path, "two").forget(ROUTE)
    assert frames(tmp_path, "two").read(ROUTE) is None
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_no_more_pages_have_one_than_are_worth_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_frames, "MOST_PAGES", 2)
    kept = frames(tmp_path)
    routes = [f"pages/{number}/{number}" for number in range(4)]
    for age, route in enumerate(routes):
        kept.keep(route, frame(route))
        for file in (tmp_path / "frames" / "one").iterdir():
            if json.loads(file.read_bytes())["route"] == route:
                os.utime(file, ns=(age, age))
    assert [kept.read(route) is not None for route in routes] == [False, False, True, True]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        HUGE,
        b"[" * 100_000,
        frame("pages/other/other"),
        frame(format=2),
        frame(ops="text"),
        frame(absent=["x"]),
        b'{"format":1,"route":"%s","quiet":true,"absent":[],"ops":[' % ROUTE.encode()
        + b"[" * 100_000
        + b"]" * 100_000
        + b"]}",
    ],
)
def test_R07_what_is_no_frame_is_neither_kept_nor_served(tmp_path: Path, content: bytes) -> None:
    kept = frames(tmp_path)
    with pytest.raises(InvalidParams):
        kept.keep(ROUTE, content)
    assert not (tmp_path / "frames").exists()
    kept.keep(ROUTE, frame())
    (file,) = (tmp_path / "frames" / "one").iterdir()
    file.write_bytes(content)
    assert kept.read(ROUTE) is None


def test_R07_a_frame_ends_no_script_and_is_no_file_of_the_package(tmp_path: Path) -> None:
    own = {f"weixin/last/{PAGE}.json": b"the package's"}
    mounted = mount(tmp_path, own)
    assert mounted.resource(f"weixin/last/{PAGE}.json").content == b""
    mounted.draw_last(lambda route: frame(route, ops=["</script><script>1</script>"]))
    document = mounted.resource(f"{PAGE}.html").content
    assert b"data-frame" in document
    assert b"<script>1" not in document
    assert mounted.resource(f"weixin/last/{PAGE}.json").mime.startswith("application/json")
    assert mounted.resource("weixin/last/pages/none/none.json").content == b""
    mounted.draw_last(lambda _: None)
    assert b"data-frame" not in mounted.resource(f"{PAGE}.html").content


async def test_an_app_keeps_frames_of_its_own_pages_alone(machine: Machine, tmp_path: Path) -> None:
    route = machine.ports.pages[0]
    await machine.call("keepFirstFrame", route=route, frame=frame(route).decode())
    assert machine.ports.frames.read(route) == frame(route)
    failure = await machine.fail("keepFirstFrame", route=route, frame=frame("x").decode())
    assert failure.code == "call.invalid_params"
    failure = await machine.fail("keepFirstFrame", route="x", frame=frame("x").decode())
    assert failure.code == "call.not_found"
    failure = await machine.fail("keepFirstFrame", route=route, frame="x" * (MAX_FRAME_BYTES + 1))
    assert failure.code == "call.invalid_params"
    await machine.call("keepFirstFrame", route=route, frame="")
    assert machine.ports.frames.read(route) is None
