"""SECURITY E1, E11, N96: how the host is started changes none of its walls."""

from __future__ import annotations

import shutil
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fanlight_child import (
    PAGE,
    Fanlight,
    finish,
    install_signed,
    needs_display,
    page,
    write_app,
)

pytestmark = needs_display
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux namespaces")
AS_ROOT = ("unshare", "--user", "--map-root-user", "--")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def can_be_root() -> bool:
    if not shutil.which("unshare"):
        return False
    return not subprocess.run([*AS_ROOT, "true"], capture_output=True, check=False).returncode


def test_inherited_flags_open_nothing(tmp_path: Path) -> None:
    """N96: no debug port, sandbox on, no fake camera, no proxy, no foreign plugin."""
    port = free_port()
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    hostile = {
        "QTWEBENGINE_CHROMIUM_FLAGS": f"--no-sandbox --remote-debugging-port={port} "
        "--use-fake-ui-for-media-stream --use-fake-device-for-media-stream "
        "--disable-web-security --host-resolver-rules=",
        "QTWEBENGINE_REMOTE_DEBUGGING": str(port),
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "QT_PLUGIN_PATH": str(plugins),
        "QTWEBENGINEPROCESS_PATH": "/bin/false",
        "http_proxy": f"http://127.0.0.1:{port}",
        "HTTPS_PROXY": f"http://127.0.0.1:{port}",
        "all_proxy": f"http://127.0.0.1:{port}",
    }
    expression = (
        "({camera: await navigator.mediaDevices.getUserMedia({video: true}).catch((e) => e.name),"
        " system: await fanlight.getSystemInfo().then(() => true)})"
    )
    app = write_app(tmp_path / "app", {PAGE: page()})
    fanlight = Fanlight(tmp_path / "home", hostile)
    lasting = fanlight.start(
        "open", str(app), "--until", "first-screen", "--linger", "90", "--json", "-v"
    )
    try:
        # The engine has long started when the trace is stored.
        library = Fanlight(fanlight.home)
        while not library.json("timings")["launches"]:
            assert lasting.poll() is None
        with socket.socket() as caller:
            assert caller.connect_ex(("127.0.0.1", port)) != 0
    finally:
        lasting.send_signal(signal.SIGINT)
        finish(lasting)
    assert lasting.returncode == 130
    report = fanlight.open(app, "--eval", expression)
    assert report["sandboxed"] is True
    # A fake device would be there, and be granted unasked.
    assert report["eval"]["camera"] in {"NotAllowedError", "NotFoundError"}
    assert report["eval"]["system"]


@linux
@pytest.mark.skipif(not can_be_root(), reason="this system makes no user namespaces")
def test_root_is_refused(tmp_path: Path) -> None:
    """E1: Chromium's sandbox cannot run as root, so nothing is opened; the answer says so."""
    app = write_app(tmp_path / "app", {PAGE: page("fanlight.setStorageSync('ran', 1)")})
    fanlight = Fanlight(tmp_path / "home")
    ran = fanlight.run("open", str(app), "--until", "first-screen", "--json", prefix=AS_ROOT)
    assert ran.code == 1
    assert not list(fanlight.home.glob("profiles/*/storage.db"))
    error = ran.document["error"]
    assert error["code"] == "view.not_sandboxed"
    assert "--no-sandbox" in error["message"]


@linux
@pytest.mark.skipif(not can_be_root(), reason="this system makes no user namespaces")
def test_who_insists_gets_it_and_it_shows(tmp_path: Path) -> None:
    """E1: `--no-sandbox` opens, as root and as anyone, and the report says what is missing."""
    app = write_app(tmp_path / "app", {PAGE: page()})
    fanlight = Fanlight(tmp_path / "home")
    words = ("open", str(app), "--until", "first-screen", "--no-sandbox", "--json")
    for prefix in (AS_ROOT, ()):
        ran = fanlight.run(*words, prefix=prefix)
        assert ran.code == 0, ran.err[-2000:]
        assert ran.document["sandboxed"] is False
        assert ran.document["first_screen_ms"] > 0


def test_a_link_or_manifest_switches_nothing_off(tmp_path: Path) -> None:
    """L6, L1: what an app or a link says is data."""
    app = write_app(
        tmp_path / "app",
        {PAGE: page("console.log(location.search)")},
        fanlight={"sandbox": False, "no_sandbox": True, "kind": "web"},
    )
    fanlight = Fanlight(tmp_path / "home")
    install_signed(fanlight, app)
    link = "fanlight://open/org.example.probe?--no-sandbox=1&permissions=grant%3Alocation"
    report = fanlight.open(link)
    assert report["sandboxed"] is True
    assert report["app_id"] == "org.example.probe"
    assert report["console"][0]["text"] == "?--no-sandbox=1&permissions=grant%3Alocation"
    assert stat.S_IMODE(fanlight.home.stat().st_mode) == 0o700
