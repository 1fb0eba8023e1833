"""A WeChat-syntax project from the command line: made, opened, edited while it is open."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest

from tests.fanlight_child import Fanlight, kill_group, needs_display

pytestmark = needs_display

WAIT_S = 60


class Spoken:
    """What a process says on stderr, line by line as it comes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._lines: Queue[str] = Queue()
        self._heard: list[str] = []
        assert process.stderr is not None
        self._thread = threading.Thread(target=self._listen, args=(process.stderr,), daemon=True)
        self._thread.start()

    def _listen(self, stream: Iterator[str]) -> None:
        for line in stream:
            self._lines.put(line)

    def until(self, words: str) -> str:
        """Wait for a line with these words; it and what stood before it."""
        while True:
            try:
                line = self._lines.get(timeout=WAIT_S)
            except Empty:
                raise AssertionError(f"nobody said {words!r}: {self._heard}") from None
            self._heard.append(line)
            if words in line:
                found, self._heard = "".join(self._heard), []
                return found


@pytest.fixture
def fanlight(tmp_path: Path) -> Fanlight:
    return Fanlight(tmp_path / "home")


def test_a_new_project_opens_and_says_nothing(fanlight: Fanlight, tmp_path: Path) -> None:
    folder = tmp_path / "Daily Goals"
    made = fanlight.json("new", str(folder), "--template", "weixin")
    picture = tmp_path / "first.png"
    report = fanlight.open(folder, "--screenshot", str(picture))
    assert report["kind"] == "weixin"
    assert report["app_id"] == made["app_id"] == "org.example.daily-goals"
    assert report["page"] == "pages/index/index"
    assert (report["console"], report["errors"], report["denied"]) == ([], [], [])
    assert picture.stat().st_size > 0
    goal = fanlight.open(folder, "--page", "pages/goal/goal", "--query", "id=1")
    assert (goal["page"], goal["console"]) == ("pages/goal/goal", [])


def test_a_project_that_does_not_compile_is_refused_with_all_its_errors(
    fanlight: Fanlight, tmp_path: Path
) -> None:
    folder = tmp_path / "goals"
    fanlight.json("new", str(folder), "--template", "weixin")
    (folder / "app.js").write_text("App({")
    (folder / "pages" / "index" / "index.wxml").write_text("<view>{{a +}}</view>")
    error = fanlight.error("open", str(folder), "--until", "first-screen")
    assert error["code"] == "build.failed"
    assert "app.js:1:6" in error["message"]
    assert "pages/index/index.wxml:1:" in error["message"]


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
def test_saving_a_file_opens_the_project_anew(fanlight: Fanlight, tmp_path: Path) -> None:
    folder = tmp_path / "goals"
    fanlight.json("new", str(folder), "--template", "weixin")
    process = fanlight.start("dev", str(folder))
    try:
        said = Spoken(process)
        said.until("is open")
        script = folder / "app.js"
        good = script.read_text()
        script.write_text("App({")
        assert "app.js:1:6" in said.until("app.js:1:6")
        (folder / "pages" / "index" / "index.wxml").write_text("<x-odd/>")
        script.write_text(good)
        assert "[C1058]" in said.until("opened anew")
        process.send_signal(signal.SIGINT)
        assert process.wait(WAIT_S) == 130
    finally:
        kill_group(process)
