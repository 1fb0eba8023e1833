"""How the host is started changes none of its walls."""

from __future__ import annotations

import shutil
import signal
import socket
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fanlight_child import (
    PAGE,
    Fanlight,
    finish,
    install_signed,
    needs_display,
    page,
    start,
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


def listening_inodes(processes: set[int]) -> set[str]:
    """The TCP sockets on which any of `processes` takes connections (proc(5))."""
    listening = {
        words[9]
        for table in ("tcp", "tcp6")
        for words in map(str.split, Path(f"/proc/net/{table}").read_text().splitlines()[1:])
        if words[3] == "0A"
    }
    held = set()
    for pid in processes:
        for each in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):  # closed by now
                held.add(str(each.readlink()).removeprefix("socket:[").removesuffix("]"))
    return listening & held


def test_N96_inherited_flags_open_nothing(tmp_path: Path) -> None:
    """No debug port, sandbox on, no fake camera, no proxy, no foreign plugin."""
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
        if sys.platform.startswith("linux"):
            # No port of its own choosing either. (Its sandboxed children cannot be looked into,
            # nor can they reach this machine's network.)
            assert listening_inodes({lasting.pid}) == set()
    finally:
        lasting.send_signal(signal.SIGINT)
        said = finish(lasting).err
    assert lasting.returncode == 130
    assert "unrecognized flag" not in said  # V8's word for one of ours that it does not know
    report = fanlight.open(app, "--eval", expression)
    assert report["sandboxed"] is True
    # A fake device would be there, and be granted unasked.
    assert report["eval"]["camera"] in {"NotAllowedError", "NotFoundError"}
    assert report["eval"]["system"]


@linux
@pytest.mark.skipif(not can_be_root(), reason="this system makes no user namespaces")
def test_E01_root_is_refused(tmp_path: Path) -> None:
    """Chromium's sandbox cannot run as root, so nothing is opened; the answer says so."""
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
def test_E01_who_insists_gets_it_and_it_shows(tmp_path: Path) -> None:
    """`--no-sandbox` opens, as root and as anyone, and the report says what is missing."""
    app = write_app(tmp_path / "app", {PAGE: page()})
    fanlight = Fanlight(tmp_path / "home")
    words = ("open", str(app), "--until", "first-screen", "--no-sandbox", "--json")
    for prefix in (AS_ROOT, ()):
        ran = fanlight.run(*words, prefix=prefix)
        assert ran.code == 0, ran.err[-2000:]
        assert ran.document["sandboxed"] is False
        assert ran.document["first_screen_ms"] > 0


NO_NAMESPACES = (
    # As Ubuntu's AppArmor does for unknown programs: none can be made from here on.
    *("unshare", "--user", "--map-user=1000", "--map-group=1000", "--keep-caps", "--", "sh", "-c"),
    "echo 0 > /proc/sys/user/max_user_namespaces && "
    'exec setpriv --inh-caps=-all --ambient-caps=-all -- "$@"',
    "sh",
)


def can_forbid_namespaces() -> bool:
    if not (shutil.which("unshare") and shutil.which("setpriv")):
        return False
    tried = subprocess.run([*NO_NAMESPACES, *AS_ROOT, "true"], capture_output=True, check=False)
    allowed = subprocess.run([*NO_NAMESPACES, "true"], capture_output=True, check=False)
    return allowed.returncode == 0 and tried.returncode != 0


@linux
@pytest.mark.skipif(not can_forbid_namespaces(), reason="namespaces cannot be forbidden here")
def test_E01_without_user_namespaces_nothing_is_opened(tmp_path: Path) -> None:
    app = write_app(tmp_path / "app", {PAGE: page("fanlight.setStorageSync('ran', 1)")})
    fanlight = Fanlight(tmp_path / "home")
    ran = fanlight.run("open", str(app), "--until", "first-screen", "--json", prefix=NO_NAMESPACES)
    assert ran.code == 1, (ran.code, ran.out[-500:], ran.err[-2000:])
    assert not list(fanlight.home.glob("profiles/*/storage.db"))
    assert ran.document["error"]["code"] == "view.not_sandboxed"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QTWEBENGINE_CHROMIUM_FLAGS", "--use-fake-ui-for-media-stream"),
        ("QTWEBENGINE_REMOTE_DEBUGGING", "9222"),
    ],
)
def test_E11_what_a_library_tells_the_engine_is_refused(
    tmp_path: Path, name: str, value: str
) -> None:
    """A library in the host's own process sets it, after the host has: as pywebview does."""
    app = write_app(tmp_path / "app", {PAGE: page()})
    words = [
        sys.executable,
        "-m",
        "tests.attack.open_flagged",
        name,
        value,
        str(tmp_path),
        str(app),
    ]
    seen = finish(start(words, {})).document
    assert seen["code"] == "view.engine_unavailable"
    assert (value if value.startswith("--") else name) in seen["message"]
    assert seen["ran"] is False


def test_L01_L06_a_link_or_manifest_switches_nothing_off(tmp_path: Path) -> None:
    """What an app or a link says is data."""
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
