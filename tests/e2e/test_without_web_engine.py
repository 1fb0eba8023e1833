"""An installation without Qt WebEngine (the package fanlight-light): all of it, in real processes
in which none of its modules can be had."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from sandbox.view.outside.available import unavailable
from tests.fanlight_child import (
    PAGE,
    Ran,
    finish,
    install_signed,
    needs_display,
    page,
    start,
    write_app,
)
from tests.fanlight_child import Fanlight as Whole

pytestmark = [
    needs_display,
    pytest.mark.skipif(unavailable(sys.platform) is not None, reason="no system view here"),
]


def light(*words: str) -> Ran:
    """`fanlight WORDS` without Qt WebEngine."""
    return finish(start([sys.executable, "-m", "tests.light_child", *words], {}))


def scene(*words: str) -> dict[str, Any]:
    ran = light(*words)
    assert ran.code == 0, ran.err[-2000:]
    found: dict[str, Any] = json.loads(ran.out.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_app(tmp_path_factory.mktemp("light") / "app", {PAGE: page()})


def test_an_app_opens_in_the_system_view_unasked(app: Path, tmp_path: Path) -> None:
    ran = light("open", str(app), "--until", "first-screen", "--json", "--home", str(tmp_path))
    assert ran.code == 0, ran.err[-2000:]
    report = ran.document
    assert (report["engine"], report["errors"], report["sandboxed"]) == ("system", [], True)
    assert report["first_screen_ms"] > 0


def test_the_reference_engine_is_refused_with_what_to_install(app: Path, tmp_path: Path) -> None:
    words = ("open", str(app), "--engine", "qt", "--json", "--home", str(tmp_path))
    told = light(*words, "--until", "first-screen").document["error"]
    assert told["code"] == "view.engine_unavailable"
    assert "fanlight-light" in told["message"]
    assert "--engine system" in told["message"]


def test_no_port_is_opened_for_a_driver(app: Path, tmp_path: Path) -> None:
    words = ("open", str(app), "--remote-control", str(tmp_path / "driver.json"), "--json")
    ran = light(*words, "--home", str(tmp_path / "home"))
    assert ran.code == 2
    assert "--engine qt" in ran.document["error"]["message"]


def test_the_doctor_says_which_engines_there_are(tmp_path: Path) -> None:
    found = light("doctor", "--offline", "--json", "--home", str(tmp_path)).document
    checks = {check["name"]: check for check in found["checks"]}
    assert checks["engines"]["finding"] == "system"
    assert "without Qt WebEngine" in checks["qt"]["finding"]
    assert not {"chromium", "engine"} & set(checks)
    assert checks["engines"]["health"] == "ok"


def test_the_library_is_listed_and_the_launcher_stands(app: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    install_signed(Whole(home), app)
    listed = light("list", "--json", "--home", str(home)).document
    assert [each["app_id"] for each in listed["apps"]] == ["org.example.probe"]
    told = scene("--launcher", str(home))
    assert told == {"visible": True, "modules": []}


def test_the_developer_tools_open_and_say_what_they_lack(app: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / "settings.json").write_text('{"language": "en"}')
    told = scene("--scene", str(app), str(home))
    assert told["engine"] == "system"
    assert told["tabs"][-1] == "Inspector"
    assert told["front"] == 0
    assert told["modules"] == []
