"""The host's icon in a desktop's tray, by what the desktop reads and sends on D-Bus."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fanlight_child import (
    PAGE,
    ROOT,
    Fanlight,
    install_signed,
    kill_group,
    needs_display,
    page,
    start,
    write_app,
)

SYSTEM_PYTHON = "/usr/bin/python3"
pytestmark = [
    needs_display,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="D-Bus is Linux's"),
    pytest.mark.skipif(
        shutil.which("dbus-daemon") is None or not any(Path("/usr/lib/python3").glob("*/gi")),
        reason="needs dbus-daemon and PyGObject; `python3 dev.py setup` names both",
    ),
]
LONGEST_S = 60.0
NAME = "Tea & _Bun_ & more"


class Desktop:
    """A desktop's panel in a process of its own (tests/tray_desktop.py)."""

    def __init__(self, bus: str) -> None:
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": bus}
        self._panel = subprocess.Popen(
            [SYSTEM_PYTHON, str(ROOT / "tests" / "tray_desktop.py")],
            env={**self.environment, "PATH": "/usr/bin:/bin"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def heard(self) -> Any:
        """The next thing it says."""
        assert self._panel.stdout is not None
        return json.loads(self._panel.stdout.readline())

    def told(self, words: str) -> Any:
        """Its answer."""
        assert self._panel.stdin is not None
        self._panel.stdin.write(f"{words}\n")
        self._panel.stdin.flush()
        return self.heard()

    def choose(self, text: str) -> None:
        """Click on an entry that is offered."""
        (number,) = [number for number, said, on in self.told("menu") if said == text and on]
        self.told(f"choose {number}")

    def end(self) -> None:
        kill_group(self._panel)


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """On a session bus of its own."""
    daemon = start(["dbus-daemon", "--session", "--nofork", "--print-address"], {})
    assert daemon.stdout is not None
    desktop = Desktop(daemon.stdout.readline().strip())
    try:
        assert desktop.heard() == "ready"
        yield desktop
    finally:
        desktop.end()
        kill_group(daemon)


def launches(fanlight: Fanlight) -> int:
    """How many were recorded."""
    return len(fanlight.json("timings", "--last", "9")["launches"])


def test_a_desktop_shows_the_icon_and_its_menu_works(tmp_path: Path, desktop: Desktop) -> None:
    fanlight = Fanlight(tmp_path / "h", {**desktop.environment, "LANG": "C.UTF-8"})
    app = write_app(tmp_path / "tea", {PAGE: page()}, app_id="org.example.tea", name=NAME)
    install_signed(fanlight, app)
    fanlight.open("org.example.tea")
    host = fanlight.start("shell")
    try:
        came = desktop.heard()["came"]
        seen = desktop.told("look")
        assert (seen["Status"], seen["Category"]) == ("Active", "ApplicationStatus")
        assert seen["tip"] == "Fanlight"
        assert not seen.get("ItemIsMenu", False), "a click on it is not the menu's"
        assert any(side >= 22 and drawn for side, _, drawn in seen["pictures"])

        given_up_s = time.monotonic() + LONGEST_S
        expected = ["Open Fanlight", "", NAME, "", "Quit"]
        while [said for _, said, _ in desktop.told("menu")] != expected:
            assert time.monotonic() < given_up_s, desktop.told("menu")
            time.sleep(0.1)
        desktop.choose(expected[2])
        while launches(fanlight) < 2:
            assert time.monotonic() < given_up_s
            time.sleep(0.2)
        desktop.told("press")
        desktop.choose("Quit")
        assert desktop.heard() == {"went": came}
        out, err = host.communicate(timeout=LONGEST_S)
        assert host.returncode == 0, (out[-2000:], err[-2000:])
    finally:
        if host.poll() is None:
            kill_group(host)
