"""What holds a host and what ends it, with windows, a tray and the commands' own way in."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
    start,
    write_app,
)

pytestmark = [
    needs_display,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sockets, and D-Bus's tray"),
]

NO_BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}


@pytest.fixture
def fanlight(tmp_path: Path) -> Fanlight:
    """A home with one app; beside it lies a package of nobody it knows."""
    fanlight = Fanlight(tmp_path / "h")
    install_signed(fanlight, write_app(tmp_path / "tea", {PAGE: page()}, app_id="org.example.tea"))
    bun = write_app(tmp_path / "bun", {PAGE: page()}, app_id="org.example.bun")
    (tmp_path / "bun.ma").write_bytes(pack_folder(bun, SigningKey.generate()))
    return fanlight


def play(fanlight: Fanlight, scene: str, environment: dict[str, str]) -> Any:
    """What was seen, once the host has ended by itself."""
    package = fanlight.home.parent / "bun.ma"
    words = [sys.executable, "-m", "tests.staying_child", scene, str(fanlight.home), str(package)]
    ran = finish(start(words, environment))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return ran.document


@pytest.fixture
def bus() -> Iterator[dict[str, str]]:
    """The variables of a session bus of its own."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("needs dbus-daemon")
    command = [program, "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield {"DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip()}
        daemon.terminate()


@pytest.fixture
def tray(bus: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A tray on that bus."""
    child = start([sys.executable, "-m", "tests.tray_child"], bus)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    yield child
    kill_group(child)


def test_a_host_that_an_app_began_gets_a_launcher_and_stays_with_what_is_open(
    fanlight: Fanlight,
) -> None:
    seen = play(fanlight, "opening", NO_BUS)
    assert "wrong" not in seen, seen
    assert (seen["link_taken"], seen["launcher_after_link"], seen["running"]) == (True, False, 1)
    assert (seen["icon_taken"], seen["rows"]) == (True, ["Probe"])
    assert seen["launcher_outlives_the_work"]
    assert seen["app_outlives_the_launcher"]
    assert (seen["bad_link_taken"], seen["same_launcher"], seen["held_by"]) == (True, True, 1)
    assert (seen["page_outlives_the_app"], seen["ended_well"]) == ([0, True], True)


def test_a_launcher_that_is_closed_before_its_host_is_there_stays_closed(
    fanlight: Fanlight,
) -> None:
    assert play(fanlight, "closed_early", NO_BUS) == {"comes_again": False}


def test_who_wants_no_tray_ends_it_with_its_launcher(
    fanlight: Fanlight, bus: dict[str, str], tray: subprocess.Popen[str]
) -> None:
    (fanlight.home / "settings.json").write_text('{"stay_in_tray": false}')
    assert play(fanlight, "closed", bus) == {"quits": False}
    tray.kill()
    assert "title" not in tray.communicate()[0]


@pytest.mark.parametrize("scene", ["by_menu", "by_key"])
def test_in_the_tray_it_goes_on_and_quitting_ends_all(
    fanlight: Fanlight, bus: dict[str, str], tray: subprocess.Popen[str], scene: str
) -> None:
    seen = play(fanlight, scene, bus)
    assert "wrong" not in seen, seen
    assert (seen["icon_taken"], seen["open_at_the_end"]) == (True, 1)
    tray.kill()
    told = [json.loads(line) for line in tray.communicate()[0].splitlines()]
    assert [line for line in told if "icon" in line]
    notices = [line["title"] for line in told if "title" in line]
    assert notices == ["Fanlight is still here"], "told once, though it was closed three times"
