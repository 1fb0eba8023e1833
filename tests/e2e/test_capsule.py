"""The menu of a mini-program's window, wired to a real host."""

from __future__ import annotations

import zipfile
from pathlib import Path

from sandbox.package.pack import pack_folder
from sandbox.package.signing import SigningKey
from tests.fanlight_child import PAGE, Fanlight, needs_display, page, write_app

pytestmark = needs_display


def test_shortcut_share_report_and_sizes_that_last(tmp_path: Path) -> None:
    app = write_app(tmp_path / "app", {PAGE: page()})
    (tmp_path / "app.ma").write_bytes(pack_folder(app, SigningKey.generate()))
    data = tmp_path / "data"
    fanlight = Fanlight(tmp_path / "home", {"XDG_DATA_HOME": str(data)})
    seen = fanlight.play("at_the_capsule", app)
    assert seen["first_px"] == [400, 700]
    assert seen["second_px"] == seen["room_px"]
    assert seen["third_is_full"]
    assert seen["stays_full"]
    assert seen["linked_px"] == [False, 400, 700]
    assert seen["linked_standard_px"] == seen["room_px"]
    assert seen["is_full_again"]
    assert "Fanlight" in seen["told"]
    assert seen["about"].startswith("About")
    assert seen["link"].startswith("fanlight://open/org.example.probe/pages/")
    names = set(zipfile.ZipFile(tmp_path / "report.zip").namelist())
    assert {"audit.json", "doctor.json", "timings.json"} <= names
    (entry,) = data.glob("applications/*.desktop")
    text = entry.read_text(encoding="utf-8")
    assert '"open" "org.example.probe" "--home"' in text
    assert "mini-program" in text
    (icon,) = data.glob("icons/hicolor/256x256/apps/*.png")
    assert icon.read_bytes().startswith(b"\x89PNG")
    fanlight.json("uninstall", "org.example.probe")
    assert not list(data.rglob("*.desktop"))
