"""A page stays where it is, whoever clicks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attack.test_view_hands import play
from tests.attack.test_view_ways_out import note_programs
from tests.fanlight_child import APPS, Fanlight, needs_display

pytestmark = needs_display
RUNAWAY = APPS / "navigation"


def test_E02_a_script_goes_nowhere(tmp_path: Path) -> None:
    """In the page's own frame and in others."""
    other = "a" * 52
    report = Fanlight(tmp_path / "home").open(RUNAWAY, "--eval", f"await probe('{other}')")
    found = report["eval"]
    assert found["here"] is True
    assert found["title"] == "Runaway"
    assert set(found["ended"].values()) == {True}
    # Frames: nothing, or an error of the engine's own, or the app's own pages; no other place.
    for place in found["frames"]:
        assert place in {"opaque", "about:blank", "about:srcdoc"} or place.startswith("miniapp://")
    assert not [place for place in found["frames"] if other in place]
    assert report["errors"] == []
    refused = {denial["detail"] for denial in report["denied"] if denial["what"] == "navigation"}
    for place in ("https://example.org", "http://127.0.0.1"):
        assert any(detail.startswith(place) for detail in refused), place


def test_E02_E06_E07_E10_U05_a_persons_click_takes_the_page_nowhere_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links, windows, downloads, pickers, dialogs and their loops; each clicked with a mouse."""
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    called = note_programs(tmp_path / "programs", monkeypatch)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(downloads))
    seen = play("press_everything", tmp_path / "home", RUNAWAY)
    assert len(seen["pressed"]) == 28
    assert seen["place"].split("#")[0] == "miniapp://HOST/pages/index/index.html"
    assert seen["windows"] == 0
    assert seen["unmoved"] is True, "place, size and titles of the window are the host's"
    assert seen["full_screen"] is False
    assert seen["errors"] == []
    told = seen["told"]
    assert told["open"] in {"nothing", "[object Window]"}
    assert told["fullscreen"] == "TypeError"
    assert told["pointer"].endswith("Error")
    assert told["picker"] in {"AbortError", "NotAllowedError", "SecurityError", "ReferenceError"}
    assert told["clipboard"] == "NotAllowedError"
    assert told["alert"] in {",false,", "nothing"}
    assert told["loops"] == "true", "each dialog of a loop is answered at once"
    assert {"navigation", "window", "file_input", "download", "dialog"} <= set(seen["denied"])
    assert not called.exists()
    assert not list(downloads.iterdir())
    assert not any(tmp_path.rglob("*evil*"))
