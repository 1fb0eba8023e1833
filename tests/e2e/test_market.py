"""The launcher, the registries and a real host: what a person does from first to last."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from host.paths import Home
from host.shell.launcher_words import Section
from host.shell.texts import ENGLISH
from host.store import shown_file
from host.store.shown_file import Shown
from host.store.store import Store
from tests.fanlight_child import (
    PAGE,
    Fanlight,
    finish,
    install_signed,
    needs_display,
    page,
    start,
    write_app,
)
from tests.store_apps import install, package

pytestmark = needs_display


def test_from_an_empty_home_to_an_app_and_back(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    fanlight.home.mkdir(mode=0o700)
    place = {"location": {"latitude": 48.86, "longitude": 2.35}}
    (fanlight.home / "settings.json").write_text(json.dumps(place))
    seen = fanlight.play("from_empty_to_empty", tmp_path)
    assert seen["refused"].startswith("No root of http")
    assert "has the fingerprint" in seen["refused"]
    assert seen["offered"] == {
        "standing": "OFFERED",
        "rights": ["location"],
        "pictures": 1,
        "category": ["tools"],
    }
    assert seen["installed"] == 1
    assert seen["answers"] == ["here"]
    assert seen["changes"] == "What version 2 brings."
    assert seen["noted"].endswith("(1)")
    assert seen["updated"] == 2
    assert seen["back"] == [1, True]
    assert seen["wants"] == ["clipboard.read"]
    assert seen["widened"] == [3, []]
    assert seen["offline"] == 1
    assert seen["left"] is False


def test_what_is_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    seen = Fanlight(tmp_path / "home").play("stopping", tmp_path)
    assert " of " in seen["amount"]
    assert seen["told"]
    assert seen["installed"] is False
    assert seen["went_on"] is True


def test_a_newer_version_is_brought_in_after_the_first_screen(tmp_path: Path) -> None:
    seen = Fanlight(tmp_path / "home").play("bringing_newer", tmp_path)
    assert (seen["runs_1"], seen["still_1"]) == (1, 1)
    assert (seen["runs_2"], seen["previous"]) == (2, 1)


def test_the_section_of_updates_asks_before_it_says_there_are_none(tmp_path: Path) -> None:
    seen = Fanlight(tmp_path / "home").play("looking_for_updates", tmp_path)
    words = ENGLISH.store
    title, body = seen["offline"]
    assert seen["asking"] == [words.looking, True]
    assert title == words.empty_titles[Section.DISCOVER], "whether there are any is not known"
    assert "could not be asked just now" in body
    assert seen["none"] == words.empty_titles[Section.UPDATES]
    assert seen["found"] == words.updates_count.format(count=1)


def early(home: Path) -> dict[str, Any]:
    """What tests/early_child.py saw."""
    ran = finish(start([sys.executable, "-m", "tests.early_child", str(home)], {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return ran.document


def test_the_launcher_is_there_before_its_host(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    app = write_app(tmp_path / "app", {PAGE: page()})
    install_signed(fanlight, app)
    first = early(fanlight.home)  # no list is kept yet: the window waits for the library
    assert (first["visible"], first["rows"]) == (False, [])
    assert (first["shown_after"], first["rows_after"]) == (True, ["Probe"])
    second = early(fanlight.home)
    assert second["host_was_there"] is False
    assert second["too_early"] == []
    assert second["collected"] == 0  # garbage waits until the window stands
    assert (second["visible"], second["rows"]) == (True, ["Probe"])
    assert second["same_window"]
    assert second["opened"] == "org.example.probe"  # pressed before there was anybody to open it
    assert second["rows_after"] == ["Probe"]


def test_the_first_screenful_does_not_wait_for_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home")
    with Store(home) as store:
        for number in range(3):
            app_id = f"org.example.a{number}"
            install(store, package(1, app_id=app_id, name=f"App {number}"))
        shown = store.shown.read()
        ordered = tuple(sorted(shown.apps, key=lambda app: app.name))
        monkeypatch.setattr(shown_file, "FIRST_APPS", 2)
        store.shown.keep(Shown(shown.stamp, ordered), "en")
    seen = early(home.root)
    assert (seen["rows"], seen["count"]) == (["App 0", "App 1"], "3 installed")
    assert seen["rows_after"] == ["App 0", "App 1", "App 2"]
