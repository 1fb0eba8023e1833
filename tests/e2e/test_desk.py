"""The launcher wired to a real host: what a person does there has its effect in the store."""

from __future__ import annotations

from pathlib import Path

from host.shell.facts_grid import size_text
from sandbox.package.pack import pack_folder
from sandbox.package.signing import SigningKey
from tests.fanlight_child import PAGE, Fanlight, needs_display, page, write_app

pytestmark = needs_display


def test_sideload_trust_open_rights_timings_remove(tmp_path: Path) -> None:
    names = {"name": "探针", "lang": "zh-CN"}
    english = {"i18n": {"en": {"name": "Probe"}}}
    app = write_app(
        tmp_path / "app", {PAGE: page()}, scopes=("location",), fanlight=english, **names
    )
    (tmp_path / "app.ma").write_bytes(pack_folder(app, SigningKey.generate()))
    fanlight = Fanlight(tmp_path / "home")
    seen = fanlight.play("at_the_desk", app)
    assert (seen["rows_before"], seen["rows_installed"]) == (0, 1)
    assert seen["said_after_no"] == []
    assert {"Size", size_text((tmp_path / "app.ma").stat().st_size)} <= set(seen["told"])
    assert (seen["launches"], seen["exported"]) == (3, 3)
    assert seen["under_location"] == {"org.example.probe": "Not allowed"}
    assert seen["permissions_begin_at"] == "Answer for: know your location"
    assert {"Development", "Size"} <= set(seen["folder"])
    assert (seen["before_refuse"], seen["before_accept"]) == (0, 0)
    assert seen["asked"] == "Remove “Probe”?", "by its name in the person's language"
    assert seen["asked_in_plain_text"]
    assert seen["running"] == 0
    kept = [place.name for place in fanlight.home.glob("profiles/*")]
    assert kept == [seen["folder_kept_in"]], "of the removed app nothing is left"
