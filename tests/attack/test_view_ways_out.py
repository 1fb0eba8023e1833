"""SECURITY N1–N94: every way out of a page, with listeners that count what arrives: nothing."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.attack.sealed import NAME
from tests.fanlight_child import APPS, Fanlight, finish, kill_group, needs_display, start
from tests.listening import listening

pytestmark = needs_display

# What the open control has to see, or the listener and the mini-program prove nothing.
REALLY_LEAK = {
    "fetch",
    "fetch-no-cors",
    "fetch-name",
    "frame-fetch",
    "xhr",
    "xhr-now",
    "frame-xhr",
    "beacon",
    "eventsource",
    "websocket",
    "websocket-name",
    "frame-websocket",
    "websocketstream",
    "image.png",
    "image-made.png",
    "image-set.png",
    "svg-image.png",
    "video.mp4",
    "poster.png",
    "audio.mp3",
    "css.png",
    "import.css",
    "font.woff2",
    "font-face.woff2",
    "script.js",
    "module.js",
    "import.js",
    "blob-worker",
    "blob-websocket",
    "dedicated-fetch",
    "dedicated-xhr",
    "dedicated-importscripts.js",
    "dedicated-websocket",
    "shared-fetch",
    "shared-websocket",
    "service-fetch",
    "service-websocket",
    "mask.svg",
    "set.png",
    "link.css",
    "preload.png",
    "modulepreload.js",
    "frame",
    "srcdoc.png",
    "inner",
    "frame-refresh",
    "frame-location",
    "object",
    "embed",
}
# What the open control in a network of its own asks the name server for.
REALLY_ASKED = {f"transport.{NAME}", f"turn.{NAME}"} | {
    f"{label}.{NAME}"
    for label in ("fedcm", "fetch", "later", "preconnect", "socket", "stun", "stun-frame")
}
SEAL = ("unshare", "--user", "--map-root-user", "--net", "--mount", "--")
EXTERNAL = ("xdg-open", "gio", "kde-open", "gnome-open", "x-www-browser", "firefox")


def note_programs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put programs in front of PATH that write that they were called into the file returned."""
    folder.mkdir()
    for name in EXTERNAL:
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{folder}/called"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", os.pathsep.join((str(folder), os.environ["PATH"])))
    return folder / "called"


def test_N01_nothing_gets_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called = note_programs(tmp_path / "programs", monkeypatch)
    fanlight = Fanlight(tmp_path / "home")
    with listening() as ear:
        expression = f"await probe({ear.where()})"
        report = fanlight.open(APPS / "ways_out", "--linger", "1", "--eval", expression)
    assert ear.arrived == []
    assert not called.exists()
    assert report["sandboxed"] is True
    assert report["errors"] == []
    ended = report["eval"]
    assert len(ended) > 100
    # What a page is told: the failure any browser gives, and no more.
    assert ended["fetch"] == "threw TypeError"
    assert ended["hostRequest"] == "threw CallFailure"
    what = {denial["what"] for denial in report["denied"]}
    assert {"network", "navigation"} <= what
    assert any("127.0.0.1" in denial["detail"] for denial in report["denied"])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the control is written for Linux")
def test_N01_the_ways_are_real(tmp_path: Path) -> None:
    """The same page in a bare Qt WebEngine: the listener sees it, so the test above can fail."""
    folder = APPS / "ways_out" / "pages" / "index"
    with listening() as ear:
        command = [sys.executable, "-m", "tests.attack.open_view", str(folder), ear.where()]
        control = start(command, {})
        try:
            assert ear.wait_for(REALLY_LEAK), REALLY_LEAK - ear.paths
        finally:
            kill_group(control)


def can_seal() -> bool:
    """Whether this system makes networks with an interface, and lets `/etc` be overlaid."""
    if not sys.platform.startswith("linux") or not (shutil.which("unshare") and shutil.which("ip")):
        return False
    words = "ip link add out type veth peer name end && mount --bind /etc/hosts /etc/resolv.conf"
    return not subprocess.run(
        [*SEAL, "sh", "-c", words], capture_output=True, check=False
    ).returncode


def sealed(home: str, *enough: str) -> dict[str, Any]:
    """What tests/attack/sealed.py saw."""
    words = [sys.executable, "-m", "tests.attack.sealed", home, str(APPS / "ways_out"), *enough]
    ran = finish(start([*SEAL, *words], {}))
    assert ran.code == 0, ran.err[-3000:]
    return ran.document


@pytest.mark.skipif(not can_seal(), reason="needs user and network namespaces, veth, ip")
def test_N01_not_one_packet_and_not_one_name(tmp_path: Path) -> None:
    """On every interface of a network in which every address answers; WebRTC's multicast too."""
    seen = sealed(str(tmp_path / "home"))
    assert seen["packets"] == seen["names"] == seen["paths"] == []
    assert seen["report"]["sandboxed"] is True
    assert len(seen["report"]["eval"]) >= 120


@pytest.mark.skipif(not can_seal(), reason="needs user and network namespaces, veth, ip")
def test_N01_the_names_are_real() -> None:
    seen = sealed("-", *REALLY_ASKED)
    assert set(seen["names"]) >= REALLY_ASKED
    assert {"tcp", "udp", "ip"} <= {packet.split(":")[0] for packet in seen["packets"]}
