"""SECURITY N1–N94: every way out of a page, with listeners that count what arrives: nothing."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.fanlight_child import APPS, Fanlight, kill_group, needs_display, start
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
EXTERNAL = ("xdg-open", "gio", "kde-open", "gnome-open", "x-www-browser", "firefox")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs that note that they were called, to stand first in PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in EXTERNAL:
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{folder}/called"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return folder


def test_nothing_gets_out(tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join((str(programs), os.environ["PATH"])))
    fanlight = Fanlight(tmp_path / "home")
    with listening() as ear:
        expression = f"await probe({ear.where()})"
        report = fanlight.open(APPS / "ways_out", "--linger", "1", "--eval", expression)
    assert ear.arrived == []
    assert not (programs / "called").exists()
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
def test_the_ways_are_real(tmp_path: Path) -> None:
    """The same page in a bare Qt WebEngine: the listener sees it, so the test above can fail."""
    folder = APPS / "ways_out" / "pages" / "index"
    with listening() as ear:
        command = [sys.executable, "-m", "tests.attack.open_view", str(folder), ear.where()]
        control = start(command, {})
        try:
            assert ear.wait_for(REALLY_LEAK), REALLY_LEAK - ear.paths
        finally:
            kill_group(control)
