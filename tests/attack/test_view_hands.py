"""SECURITY E05, E12: files over the window, and processes that are killed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fanlight_child import PAGE, Fanlight, finish, needs_display, page, start, write_app

pytestmark = needs_display

LISTEN = """
  globalThis.events ??= [];
  globalThis.files = [];
  for (const name of ["dragenter", "dragover", "drop", "dragstart", "drag", "dragend", "paste",
                      "beforeinput", "mouseup"]) {
    addEventListener(name, (event) => {
      const {events, files} = top;
      const given = event.dataTransfer ?? event.clipboardData;
      if (name === "dragstart") {
        given.setData("text/uri-list", "file:///etc/passwd");
        given.setData("DownloadURL", "text/x-sh:evil.sh:data:text/plain,x");
        event.stopImmediatePropagation();
      }
      if (name.startsWith("drag") && name !== "dragstart") event.preventDefault();
      events.push(name);
      for (const type of given?.types ?? []) files.push(`${type}: ${given.getData(type)}`);
      for (const file of given?.files ?? []) files.push(`file: ${file.name}`);
    }, true);
  }
"""
BODY = """
  <a id="drag" draggable="true" href="https://example.org/" style="display: block">drag me</a>
  <textarea id="field"></textarea>
  <div id="rich" contenteditable style="height: 60px"></div>
  <iframe id="frame" src="/frame.html" style="height: 80px; border: 0"></iframe>
"""
FRAME = "<a draggable='true' href='/' style='display: block; font-size: 60px'>drag</a>"


def play(scene: str, home: Path, app: Path) -> dict[str, Any]:
    """A scene of tests/attack/window_child.py."""
    words = [sys.executable, "-m", "tests.attack.window_child", scene, str(home), str(app)]
    ran = finish(start(words, {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return ran.document


def test_E05_nothing_is_dropped_in_dragged_out_or_told_by_a_paste(tmp_path: Path) -> None:
    app = write_app(
        tmp_path / "app",
        {PAGE: page(LISTEN, BODY)},
        {"frame.html": page(LISTEN, FRAME)},
    )
    seen = play("hand_in_and_out", tmp_path / "home", app)
    assert set(seen["accepted"]) == {False}
    assert seen["after_drops"] == []
    # A person's paste gives the file, as any browser does, and not where it lies.
    for selector in ("#field", "#rich"):
        assert seen[f"pasted {selector}"][-2:] == ["paste", "beforeinput"]
    assert seen["texts"] == ["", ""]
    assert "file: kept.html" in seen["files"]
    assert not [told for told in seen["files"] if "secret-folder" in told]
    for selector in ("#drag", "#frame"):
        dragged = seen[f"dragged {selector}"]
        assert "dragstart" in dragged
        assert not {"drag", "dragend"} & set(dragged), selector
        assert "mouseup" in dragged, "the mouse still belongs to the page: no drag runs"
    assert seen["place"] == f"/{PAGE}.html"
    # At most where the links lead, on which the mouse was let go.
    assert {place.split(":")[0] for place in seen["denied"]} <= {"https", "miniapp"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads and kills by /proc")
def test_E12_a_killed_renderer_ends_its_calls_and_no_host(tmp_path: Path) -> None:
    app = write_app(tmp_path / "app", {PAGE: page()})
    fanlight = Fanlight(tmp_path / "home")
    seen = play("killed_in_call", fanlight.home, app)
    assert seen == {
        "code": "view.renderer_gone",
        "evaluation": "view.load_failed",
        "card": True,
        "again": "Probe",
        "after_zygote": "view.renderer_gone",
        "host": True,
    }
    rows = fanlight.json("audit", "--last", "50")["rows"]
    assert [row["outcome"] for row in rows if row["call"] == "showModal"] == ["call.cancelled"]
