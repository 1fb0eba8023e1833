"""`fanlight open` in the home's running host: the same answers as from a host of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.package.pack import pack_folder
from sandbox.package.signing import SigningKey
from tests.fanlight_child import (
    PAGE,
    Fanlight,
    finish,
    install_signed,
    kill_group,
    needs_display,
    page,
    write_app,
)

pytestmark = [needs_display, pytest.mark.skipif(sys.platform == "win32", reason="Unix sockets")]

LONGEST_S = 60.0
SECOND = "pages/second/second"
TELL = page("console.log('told', location.pathname); globalThis.kept = 0")


def found(fanlight: Fanlight) -> None:
    """Wait until the home's host hears."""
    given_up_s = time.monotonic() + LONGEST_S
    while not (fanlight.home / "single" / "host.sock").exists():
        assert time.monotonic() < given_up_s
        time.sleep(0.02)


def shown(fanlight: Fanlight, launches: int) -> None:
    """Wait until so many launches were recorded."""
    given_up_s = time.monotonic() + LONGEST_S
    while len(fanlight.json("timings", "--last", "99")["launches"]) < launches:
        assert time.monotonic() < given_up_s
        time.sleep(0.1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("join")
    for name in ("tea", "cake"):
        write_app(place / name, {PAGE: TELL, SECOND: TELL}, app_id=f"org.example.{name}")
    return place


@pytest.fixture(scope="module")
def fanlight(folder: Path) -> Fanlight:
    fanlight = Fanlight(folder / "h")
    for name in ("tea", "cake"):
        install_signed(fanlight, folder / name)
    return fanlight


@pytest.fixture(scope="module")
def shell(fanlight: Fanlight) -> Iterator[subprocess.Popen[str]]:
    process = fanlight.start("shell")
    try:
        found(fanlight)
        yield process
    finally:
        kill_group(process)


def test_the_report_is_the_same_but_for_the_start(
    fanlight: Fanlight, folder: Path, shell: subprocess.Popen[str]
) -> None:
    words = ["--page", SECOND, "--query", "a=中", "--size", "420x640", "--eval", "location.search"]
    picture = folder / "joined.png"
    report = fanlight.open(folder / "tea", *words, "--screenshot", str(picture))
    assert picture.exists()
    own = fanlight.open(folder / "tea", *words, "--cold", "--screenshot", str(folder / "own.png"))
    assert (report["joined"], own["joined"]) == (True, False)
    assert (report["launch"], own["launch"]) == ("warm", "cold")
    assert set(report) == set(own)
    assert {mark["name"] for mark in report["marks"]} == {mark["name"] for mark in own["marks"]}
    apart = {"joined", "launch", "marks", "first_screen_ms", "screenshot"}
    assert {k: v for k, v in report.items() if k not in apart} == {
        k: v for k, v in own.items() if k not in apart
    }
    assert shell.poll() is None


def test_visits_and_a_picture_beside_the_command(
    fanlight: Fanlight, folder: Path, shell: subprocess.Popen[str]
) -> None:
    name = os.path.relpath(folder / "shots", Path(__file__).resolve().parents[2])
    report = fanlight.open(
        folder / "tea", "--run", f"{PAGE},{SECOND}", "--screenshot", name, "--linger", "0.1"
    )
    assert report["joined"]
    assert [visit["page"] for visit in report["visits"]] == [PAGE, SECOND]
    assert all(place.startswith(name) for place in report["screenshot"])
    assert len(list((folder / "shots").glob("*.png"))) == 2


def test_errors_and_their_exit_codes(
    fanlight: Fanlight, folder: Path, shell: subprocess.Popen[str]
) -> None:
    error = fanlight.error("open", "fanlight://open/org.example.unknown")
    assert error["code"] == "store.not_installed"
    words = ("open", "org.example.tea", "--until", "ready")
    assert fanlight.error(*words, "--page", "pages/none")["code"] == "launch.page_not_found"
    assert fanlight.error(*words, "--eval", "1", code=2)["code"] == "usage"
    assert fanlight.error(*words, "--timeout", "0.001", code=3)["code"] == "launch.timeout"
    assert fanlight.error("open", str(folder / "none.ma"), code=1)["code"]
    assert shell.poll() is None


def test_a_package_is_installed_by_the_command_and_opened_by_the_host(
    fanlight: Fanlight, folder: Path, shell: subprocess.Popen[str]
) -> None:
    app = write_app(folder / "bun", {PAGE: TELL}, app_id="org.example.bun")
    key = SigningKey.generate()
    package = folder / "bun.ma"
    package.write_bytes(pack_folder(app, key))
    assert fanlight.error("open", str(package))["code"] == "trust.publisher_unknown"
    report = fanlight.open(package, "--trust", key.key_id.fingerprint)
    assert (report["app_id"], report["joined"]) == ("org.example.bun", True)


def test_ctrl_c_ends_that_opening_alone(
    fanlight: Fanlight, folder: Path, shell: subprocess.Popen[str]
) -> None:
    before = len(fanlight.json("timings", "--last", "99")["launches"])
    tea = fanlight.start("open", "org.example.tea", "--json")
    cake = fanlight.start("open", "fanlight://open/org.example.cake", "--json")
    shown(fanlight, before + 2)
    tea.send_signal(signal.SIGINT)
    assert finish(tea).code == 130

    again = fanlight.open("org.example.cake")  # it runs: brought to the front, and it stays
    assert (again["joined"], again["first_screen_ms"], again["marks"]) == (True, None, [])
    anew = fanlight.open("org.example.tea")  # it was closed
    assert anew["first_screen_ms"] > 0
    link = fanlight.open(f"fanlight://relaunch/org.example.cake/{SECOND}")
    assert (link["page"], link["console"][-1]["text"]) == (SECOND, f"told /{SECOND}.html")
    assert cake.poll() is None
    cake.send_signal(signal.SIGTERM)
    assert finish(cake).code == 130
    assert shell.poll() is None


def test_what_the_system_hands_over_goes_to_the_open_launcher(
    fanlight: Fanlight, folder: Path, shell: subprocess.Popen[str]
) -> None:
    """As the desktop entry's Exec gives it: no command before it, a file as an address."""
    before = len(fanlight.json("timings", "--last", "99")["launches"])
    assert fanlight.run("fanlight://open/org.example.tea").code == 0
    shown(fanlight, before + 1)
    assert fanlight.run((folder / "cake.ma").as_uri()).code == 0  # installed: opened again
    shown(fanlight, before + 2)
    assert shell.poll() is None


def test_an_icon_that_is_clicked_twice_is_one_launcher(fanlight: Fanlight, folder: Path) -> None:
    home = Fanlight(folder / "twice")
    for _ in range(2):  # in a home that never had a host, and in one that had
        one, other = home.start("shell"), home.start("shell")
        try:
            deadline_s = time.monotonic() + LONGEST_S
            while one.poll() is None and other.poll() is None:
                assert time.monotonic() < deadline_s
                time.sleep(0.05)
            ended, stays = (one, other) if one.poll() is not None else (other, one)
            assert (ended.returncode, stays.poll()) == (0, None)
        finally:
            kill_group(one)
            kill_group(other)


def test_a_host_that_dies_is_told_of_and_taken_over(folder: Path) -> None:
    fanlight = Fanlight(folder / "other")
    first = fanlight.start("open", str(folder / "tea"), "--json")
    found(fanlight)
    assert fanlight.run("shell").code == 0  # its launcher comes up; tests/e2e/test_staying.py
    assert first.poll() is None
    before = len(fanlight.json("timings", "--last", "99")["launches"])
    guest = fanlight.start("open", str(folder / "cake"), "--json")
    shown(fanlight, before + 1)
    os.kill(first.pid, signal.SIGKILL)
    ran = finish(guest)
    assert (ran.code, json.loads(ran.out)["error"]["code"]) == (1, "launch.host_gone")
    kill_group(first)
    assert not fanlight.open(folder / "cake")["joined"]
