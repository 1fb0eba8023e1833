"""What a first screen asks for comes first: as `--measure` found it, or as the last launch did."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.names import AppId
from sandbox.package.first import FIRST_FILES_PATH
from sandbox.package.pack import pack_folder
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify
from tests.fanlight_child import PAGE, Fanlight, needs_display, page, write_app
from tests.registry_kit import BadServer, Request, Shop, send_range

pytestmark = needs_display

APP = AppId("org.alice.order")
REST = {f"rest/{number:02}.bin": random.Random(number).randbytes(40_000) for number in range(20)}
ASKED = ("rest/13.bin", "rest/02.bin", "rest/17.bin", "rest/08.bin")
# No reader of the script can know the names.
LATER = """
addEventListener("DOMContentLoaded", async () => {
  for (const number of [13, 2, 17, 8]) {
    await (await fetch(`/rest/${String(number).padStart(2, "0")}.bin`)).arrayBuffer();
  }
  document.body.append("here");
  fanlight.ready();
});
"""
BEFORE_THE_REST = 2 + len(ASKED)
"""Requests: the package's two ends, and one for each of these."""


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop")


@pytest.fixture
def server(shop: Shop) -> Iterator[BadServer]:
    with BadServer(shop.files) as server:
        yield server


def home(folder: Path, shop: Shop, server: BadServer) -> Fanlight:
    made = Fanlight(folder)
    made.json("registry", "add", server.url, "--fingerprint", shop.root_sha256)
    return made


def write(folder: Path, code: int, more: dict[str, str | bytes] | None = None) -> Path:
    return write_app(
        folder,
        {PAGE: page(LATER)},
        {**REST, **(more or {})},
        fanlight={"ready": "explicit"},
        app_id=APP,
        version={"code": code, "name": f"1.0.{code}"},
    )


def first_bytes(fanlight: Fanlight) -> int:
    report = fanlight.open(APP)
    assert report["errors"] == []
    assert report["arrival"]["installed"] is True
    return int(report["arrival"]["first_screen_bytes"])


def test_a_measured_package_begins_with_what_its_first_screen_asked_for(
    tmp_path: Path, shop: Shop, server: BadServer
) -> None:
    app = write(tmp_path / "app", 1)
    maker = Fanlight(tmp_path / "maker")
    file = tmp_path / "measured.ma"
    answer = maker.json("build", str(app), "--measure", "--out", str(file))
    assert list((maker.home / "profiles").glob("*")) == []  # it was opened elsewhere
    index = open_package(BytesSource(file.read_bytes())).index
    assert answer["files"] == len(index.files)
    order = [one.path for one in index.files]
    found = tuple(path for path in order if path.startswith("rest/"))
    assert order[:3] == ["manifest.json", FIRST_FILES_PATH, f"{PAGE}.html"]
    assert found[: len(ASKED)] == ASKED
    # The same list in the folder, as somebody keeps it: the same order without a display.
    lists = verify(open_package(BytesSource(file.read_bytes()))).read(FIRST_FILES_PATH)
    packed = pack_folder(write(tmp_path / "kept", 1, {FIRST_FILES_PATH: lists}), shop.alice)
    assert [one.path for one in open_package(BytesSource(packed)).index.files] == order

    shop.maker.publish(pack_folder(app, shop.alice), shop.alice)
    guessed = first_bytes(home(tmp_path / "one", shop, server))
    shop.maker.publish(
        pack_folder(write(tmp_path / "next", 2, {FIRST_FILES_PATH: lists}), shop.alice), shop.alice
    )
    measured = first_bytes(home(tmp_path / "two", shop, server))
    asked_bytes = sum(len(REST[path]) for path in ASKED)
    assert asked_bytes < measured < asked_bytes + 20_000
    assert guessed > 2 * measured


def test_an_update_comes_in_the_order_that_the_last_launch_used(
    tmp_path: Path, shop: Shop, server: BadServer
) -> None:
    """The first version was opened and its rest never came; the next is opened as it arrives."""
    package = pack_folder(write(tmp_path / "one", 1), shop.alice)
    shop.maker.publish(package, shop.alice)
    (target,) = (shop.files / "targets" / "apps" / APP).iterdir()
    hanging = threading.Event()
    asked: list[int] = []

    def answer(request: Request, connection: socket.socket) -> None:
        asked.append(request.first_byte or 0)
        if len(asked) > BEFORE_THE_REST:
            hanging.set()
            connection.recv(1)
        send_range(connection, request, package, '"one"')

    server.answers[f"/{target.relative_to(shop.files).as_posix()}"] = answer
    used = home(tmp_path / "used", shop, server)
    process = used.start("open", APP, "--until", "first-screen", "--json")
    assert hanging.wait(60), process.communicate(timeout=20)
    process.send_signal(2)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, (out, err)
    assert used.json("list")["apps"] == []

    # One of the files is gone, and another is new.
    folder = write(tmp_path / "two", 2, {"rest/00a.bin": REST["rest/00.bin"][::-1]})
    (folder / "rest" / "03.bin").unlink()
    shop.maker.publish(pack_folder(folder, shop.alice), shop.alice)
    known = first_bytes(used)
    unknown = first_bytes(home(tmp_path / "new", shop, server))
    asked_bytes = sum(len(REST[path]) for path in ASKED)
    assert asked_bytes < known < asked_bytes + 20_000 + 64 * 1024
    assert unknown > known + 200_000
