"""An app under remote control: who else could drive it, and where it could be driven to."""

from __future__ import annotations

import json
import stat
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from host.testing.cdp import page_of
from tests.fanlight_child import PAGE, Fanlight, kill_group, needs_display, page, write_app

pytestmark = [
    needs_display,
    pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a right there"),
]


def status(url: str, method: str, path: str, host: str) -> int:
    """What a request with that `Host` is answered: a name that was made to lead here has another
    one than the address."""
    where = urlsplit(url)
    line = HTTPConnection(str(where.hostname), where.port, timeout=20)
    try:
        line.request(method, path, headers={"Host": host})
        return line.getresponse().status
    finally:
        line.close()


def test_E02_N96_a_driven_app_is_nobody_elses(tmp_path: Path) -> None:
    """FILE lies in a folder of everybody's, where somebody has laid a link under a likely name."""
    victim = tmp_path / "victim"
    victim.write_text("mine")
    shared = tmp_path / "shared"
    shared.mkdir()
    file = shared / "control.json"
    (shared / "control.json.new").symlink_to(victim)
    app = write_app(tmp_path / "app", {PAGE: page("document.body.append('here')")})
    process = Fanlight(tmp_path / "home").start("open", str(app), "--remote-control", str(file))
    try:
        given_up_s = time.monotonic() + 60
        while not file.exists() and time.monotonic() < given_up_s:
            time.sleep(0.05)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert victim.read_text() == "mine"
        assert list(shared.glob("tmp*")) == []
        told = json.loads(file.read_text())
        url = told["url"]
        assert status(url, "GET", "/json/list", "localhost") == 200
        assert status(url, "GET", "/json/list", "rebound.example") >= 400
        assert status(url, "PUT", "/json/new?file:///etc/passwd", "localhost") >= 400
        target = page_of(url, told["origin"])
        try:
            for away in ("file:///etc/passwd", "http://127.0.0.1:9/", "chrome://gpu"):
                assert "errorText" in target.send("Page.navigate", url=away), away
            seen = target.send("Runtime.evaluate", expression="location.href")["result"]["value"]
            assert seen.startswith(told["origin"])
        finally:
            target.close()
    finally:
        kill_group(process)
