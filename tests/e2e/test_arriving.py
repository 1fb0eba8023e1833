"""Opening an app before its download ends, in the real program: what is asked for and left."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.names import AppId
from sandbox.package.pack import pack_folder
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package
from tests.fanlight_child import PAGE, Fanlight, needs_display, page, write_app
from tests.registry_kit import BadServer, Request, Shop, send_range

pytestmark = needs_display

APP = AppId("org.alice.early")
REST = {f"rest/{number:02}.bin": random.Random(number).randbytes(40_000) for number in range(20)}
LATER = """
addEventListener("DOMContentLoaded", async () => {
  const found = await (await fetch("/rest/07.bin")).arrayBuffer();
  localStorage.setItem("read", String(found.byteLength));
  document.body.append(String(found.byteLength));
  fanlight.ready();
});
"""


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop")


@pytest.fixture
def server(shop: Shop) -> Iterator[BadServer]:
    with BadServer(shop.files) as server:
        yield server


@pytest.fixture
def fanlight(tmp_path: Path, shop: Shop, server: BadServer) -> Fanlight:
    made = Fanlight(tmp_path / "home")
    made.json("registry", "add", server.url, "--fingerprint", shop.root_sha256)
    return made


def offer(shop: Shop, folder: Path) -> bytes:
    """Publish an app whose first screen needs a file that nothing but its script names."""
    app = write_app(
        folder / "app",
        {PAGE: page(LATER)},
        REST,
        fanlight={"ready": "explicit"},
        app_id=APP,
    )
    package = pack_folder(app, shop.alice)
    shop.maker.publish(package, shop.alice)
    return package


def address(shop: Shop) -> str:
    (file,) = (shop.files / "targets" / "apps" / APP).iterdir()
    return f"/{file.relative_to(shop.files).as_posix()}"


def profiles(fanlight: Fanlight) -> list[str]:
    return [folder.name for folder in (fanlight.home / "profiles").iterdir()]


def test_the_rest_comes_after_the_first_screen(
    tmp_path: Path, shop: Shop, server: BadServer, fanlight: Fanlight
) -> None:
    package = offer(shop, tmp_path)
    report = fanlight.open(APP)
    assert report["errors"] == []
    arrival = report["arrival"]
    assert arrival["installed"] is True
    assert arrival["total_bytes"] == arrival["fetched_bytes"] == len(package)
    # Its end, its head, and the file that the script asked for with its neighbours.
    assert arrival["first_screen_bytes"] < 250_000 < len(package)
    (mark,) = (mark for mark in report["marks"] if mark["name"] == "first.screen")
    assert mark["bytes"] == arrival["first_screen_bytes"]
    (installed,) = fanlight.json("list")["apps"]
    assert (installed["app_id"], installed["origin"]["kind"]) == (APP, "registry")
    server.requests.clear()
    again = fanlight.open(APP)
    assert "arrival" not in again
    assert server.requests == []


def test_what_differs_at_the_end_stops_the_app_and_is_not_kept(
    tmp_path: Path, shop: Shop, server: BadServer, fanlight: Fanlight
) -> None:
    """All that the first screen needs is right, the last file is not."""
    package = bytearray(offer(shop, tmp_path))
    index = open_package(BytesSource(bytes(package))).index
    package[index.files[-1].offset + 20_000] ^= 1

    def answer(request: Request, connection: socket.socket) -> None:
        send_range(connection, request, bytes(package), '"one"')

    server.answers[address(shop)] = answer
    report = fanlight.open(APP)
    assert report["first_screen_ms"] > 0
    assert report["arrival"]["installed"] is False
    assert report["arrival"]["error"]["code"] == "package.content"
    assert [error["code"] for error in report["errors"]] == ["package.content"]
    assert fanlight.json("list")["apps"] == []
    assert profiles(fanlight) == []
    assert list((fanlight.home / "staging" / "downloads").iterdir()) == []
    refusals = fanlight.json("audit", APP, "--refused")["rows"]
    assert "package.content" in {row["outcome"] for row in refusals}


def test_a_changed_byte_reaches_no_page(
    tmp_path: Path, shop: Shop, server: BadServer, fanlight: Fanlight
) -> None:
    package = bytearray(offer(shop, tmp_path))
    index = open_package(BytesSource(bytes(package))).index.by_path()
    package[index["rest/07.bin"].offset + 20_000] ^= 1

    def answer(request: Request, connection: socket.socket) -> None:
        send_range(connection, request, bytes(package), '"one"')

    server.answers[address(shop)] = answer
    error = fanlight.error("open", APP, "--until", "first-screen")
    assert error["code"] == "package.content"
    assert fanlight.json("list")["apps"] == []
    assert profiles(fanlight) == []


def test_who_ends_early_keeps_the_bytes_and_nothing_else(
    tmp_path: Path, shop: Shop, server: BadServer, fanlight: Fanlight
) -> None:
    """Ctrl-C while the rest is on its way; the next time goes on from there."""
    package = offer(shop, tmp_path)
    hanging = threading.Event()
    first = address(shop)
    asked: list[int] = []

    def answer(request: Request, connection: socket.socket) -> None:
        asked.append(request.first_byte or 0)
        if len(asked) > 4:
            hanging.set()
            connection.recv(1)
        send_range(connection, request, package, '"one"')

    server.answers[first] = answer
    process = fanlight.start("open", APP, "--until", "first-screen", "--json")
    assert hanging.wait(60), process.communicate(timeout=20)
    process.send_signal(2)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, (out, err)
    assert fanlight.json("list")["apps"] == []
    assert profiles(fanlight) == []
    del server.answers[first]
    arrival = fanlight.open(APP)["arrival"]
    assert arrival["installed"] is True
    assert arrival["fetched_bytes"] < len(package) - 100_000


def test_only_a_person_who_names_it_brings_an_app(
    tmp_path: Path, shop: Shop, server: BadServer, fanlight: Fanlight
) -> None:
    """A link that somebody else wrote opens what is installed, and installs nothing."""
    offer(shop, tmp_path)
    server.requests.clear()
    error = fanlight.error("open", f"fanlight://open/{APP}", "--until", "first-screen")
    assert error["code"] == "store.not_installed"
    assert server.requests == []
    missing = fanlight.error("open", "org.alice.nothing", "--until", "first-screen")
    assert missing["code"] == "store.not_installed"
