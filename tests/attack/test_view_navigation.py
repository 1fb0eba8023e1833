"""SECURITY E2, E6, E7, E10, U5: a page stays where it is, whoever clicks."""

from __future__ import annotations

from pathlib import Path

from tests.fanlight_child import APPS, Fanlight, needs_display

pytestmark = needs_display
RUNAWAY = APPS / "navigation"


def test_a_script_goes_nowhere(tmp_path: Path) -> None:
    """E2: in the page's own frame and in others."""
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


def test_a_persons_click_takes_the_page_nowhere_either(tmp_path: Path) -> None:
    """E2, E6, E7: links, windows, downloads, pickers, dialogs; each clicked with a mouse."""
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    own = {"HOME": str(tmp_path), "XDG_DOWNLOAD_DIR": str(downloads)}
    fanlight = Fanlight(tmp_path / "home", own)
    seen = fanlight.play("press_everything", RUNAWAY)
    assert len(seen["pressed"]) == 21
    assert seen["place"].split("#")[0] == "miniapp://HOST/pages/index/index.html"
    assert seen["new_windows"] == 0
    assert seen["errors"] == []
    told = seen["told"]
    assert told["open"] in {"nothing", "[object Window]"}
    assert told["fullscreen"] == "TypeError"
    assert told["pointer"].endswith("Error")
    assert told["picker"] in {"AbortError", "NotAllowedError", "SecurityError", "ReferenceError"}
    assert told["clipboard"] == "NotAllowedError"
    assert told["alert"] in {",false,", "nothing"}
    assert {"navigation", "window", "file_input", "download", "dialog"} <= set(seen["denied"])
    assert not list(downloads.iterdir())
    assert not any(tmp_path.rglob("*evil*"))
