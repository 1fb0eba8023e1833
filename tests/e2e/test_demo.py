"""`fanlight demo`: everything by the ordinary path, and nothing left of it."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.fanlight_child import Fanlight, finish, needs_display

APPS = ["org.fanlight.hello", "org.fanlight.notes"]
LOOKS = 400
NO_DISPLAY = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb, /proc")


def of_session(session: int) -> dict[int, str]:
    """The processes that still live in a session, with their command lines."""
    found = {}
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            words = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found[int(place.name)] = words
    return found


def holding(text: str) -> list[str]:
    """Command lines of living processes that hold `text`."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = place.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if text in words:
            found.append(words)
    return found


@linux
def test_without_a_display_each_sample_is_shown_and_measured(tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    fanlight = Fanlight(tmp_path / "home", {**NO_DISPLAY, "TMPDIR": str(temporary)})
    out = tmp_path / "pictures"
    document = fanlight.json("demo", "--out", str(out))
    assert [app["app_id"] for app in document["apps"]] == APPS
    for app in document["apps"]:
        assert set(app) == {"app_id", "launch", "first_screen_ms", "screenshot"}
        assert app["first_screen_ms"] > 0
        image = QImage(app["screenshot"])
        pixels = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(60, 500, 3)}
        assert len(pixels) > 50, "the picture is blank"
    assert [app["launch"] for app in document["apps"]] == ["cold", "warm"]
    assert list(temporary.iterdir()) == []
    assert not fanlight.home.exists(), "the demo has a home of its own"


@needs_display
def test_a_person_reads_a_table(tmp_path: Path) -> None:
    ran = Fanlight(tmp_path / "home").run("demo", "--tour", "--out", str(tmp_path / "pictures"))
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == ["app", "launch", "first", "screen", "screenshot"]
    assert [line.split()[0] for line in lines[1:]] == APPS
    for line in lines[1:]:
        assert Path(line.split()[-1]).is_file()


@linux
@pytest.mark.parametrize("display", [True, False])
def test_ctrl_c_leaves_nothing(tmp_path: Path, display: bool) -> None:
    """Both while the launcher waits for a person, and in the middle of the tour."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environment = {"TMPDIR": str(temporary), **({} if display else NO_DISPLAY)}
    if display and not os.environ.get("DISPLAY"):
        pytest.skip("a launcher needs a display")
    process = Fanlight(tmp_path / "home", environment).start(
        "demo", "--out", str(tmp_path / "pictures")
    )
    assert process.stderr is not None
    wanted = "opening the launcher" if display else "installed org.fanlight.notes"
    said = []
    for line in process.stderr:
        said.append(line)
        if wanted in line:
            break
    else:
        pytest.fail(f"the demo ended early: {said}")
    # Python's own handler must not fire inside Qt's import, which does not survive it.
    while not any("QtWebEngine" in words for words in of_session(process.pid).values()):
        assert process.poll() is None
    # As a terminal does: to the whole foreground group.
    os.killpg(process.pid, signal.SIGINT)
    ran = finish(process)
    assert ran.code == 130, (ran.out, said, ran.err)
    # What was told to end may take its moment to; what was forgotten stays.
    for _ in range(LOOKS):
        if not of_session(process.pid):
            break
        time.sleep(0.05)
    assert of_session(process.pid) == {}
    assert holding(str(temporary)) == []
    assert list(temporary.iterdir()) == []
