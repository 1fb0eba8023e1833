"""The fixture `fanlight` in a suite of somebody else's: a real pytest, a real host, and the samples
of the tutorial and of docs/testing.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fanlight_child import ROOT, Fanlight, needs_display

pytestmark = [pytest.mark.webview, needs_display]

MORE_OF_THE_SAMPLE = """
    import json, urllib.request

    from host.testing.cdp import DevToolsError
    from websockets.exceptions import InvalidStatus
    from websockets.sync.client import connect

    import pytest

    # What the tutorial has put there.
    app.wait_until("fanlight.getStorageSync('last').count === 1")
    assert app.screenshot()[1:4] == b"PNG"
    with pytest.raises(DevToolsError, match="oh"):
        app.evaluate("Promise.reject(new Error('oh'))")
    # The notice takes its part of the window; other tools find the page as we do.
    assert app.evaluate("innerHeight") < 700 - 48
    told = json.load(urllib.request.urlopen(app.cdp_url + "/json/version"))
    assert told["webSocketDebuggerUrl"].startswith("ws://127.0.0.1:")
    # A web page that found the port has an Origin, and is sent away.
    (page,) = json.load(urllib.request.urlopen(app.cdp_url + "/json/list"))
    with pytest.raises(InvalidStatus, match="403"):
        with connect(page["webSocketDebuggerUrl"], origin="https://evil.example", proxy=None):
            pass
"""

SUITE = """
import pytest


def test_a_weixin_app(fanlight):
    app = fanlight.open("goals", size="420x720")
    assert app.evaluate("innerWidth") == 420
    assert app.text(".title") == "1 of 3 reached"
    before = app.logic("getCurrentPages()[0].data.goals[0].done")
    app.click(".card")
    app.wait_until(
        f"fanlightEvaluate('getCurrentPages()[0].data.goals[0].done').then((n) => n > {before})"
    )
    app.click(".add")
    app.fill(".field", "Tea 茶")
    app.click(".save")
    app.wait_for(".name", text="Tea 茶")


def test_what_does_not_open_says_why(fanlight):
    with pytest.raises(RuntimeError, match="neither manifest.json nor app.json"):
        fanlight.open("nothing")
"""


def sample(name: str, language: str) -> str:
    """The first sample of a page of the documentation in that language."""
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    return text.partition(f"\n```{language}\n")[2].partition("\n```\n")[0]


def test_a_suite_of_an_author_of_mini_programs(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    fanlight.json("new", str(tmp_path / "tea"))
    fanlight.json("new", str(tmp_path / "goals"), "--template", "weixin")
    (tmp_path / "nothing").mkdir()
    script = tmp_path / "tea/pages/index/index.js"
    script.write_text(script.read_text() + sample("first-mini-program", "js"))
    (tmp_path / "test_suite.py").write_text(SUITE)
    (tmp_path / "test_sample.py").write_text(sample("testing", "python") + MORE_OF_THE_SAMPLE)
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [sys.executable, *words, "--rootdir", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]
    assert "3 passed" in ran.stdout


def test_only_a_folder_s_app_is_driven(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    fanlight.json("install", str(ROOT / "sample_apps" / "hello"))
    file = tmp_path / "control.json"
    error = fanlight.error("open", "org.fanlight.hello", "--remote-control", str(file), code=2)
    assert "source folder" in error["message"]
    assert not file.exists()
