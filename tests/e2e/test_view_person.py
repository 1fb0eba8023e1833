"""A person at the window: the permission sheet over a real page, and a page that crashed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.fanlight_child import PAGE, Fanlight, needs_display, page, write_app

pytestmark = needs_display

ASKING = """
  globalThis.answers = [];
  document.querySelector("#ask").onclick = () =>
    fanlight.getLocation().then(
      ({latitude, longitude}) => answers.push([latitude, longitude]),
      ({code}) => answers.push(code));
"""
BUTTON = '<button id="ask" style="width: 200px; height: 80px">Where am I?</button>'


def test_the_sheet_is_the_hosts_and_only_its_own_buttons_answer(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    fanlight.home.mkdir(mode=0o700)
    (fanlight.home / "settings.json").write_text(
        json.dumps({"location": {"latitude": 30.25, "longitude": 120.125}, "language": "en"})
    )
    app = write_app(
        tmp_path / "app",
        {PAGE: page(ASKING, BUTTON)},
        name="Pathfinder",
        req_permissions=[{"name": "location", "reason": "Shows the way home."}],
    )
    seen = fanlight.play("answer_prompt", app)
    assert seen["before"] == seen["pending"] == 0
    for word in ("Pathfinder", "org.example.probe", "Shows the way home."):
        assert word in seen["words"]
    assert seen["inside_page"] is False
    assert seen["covers"] is True
    assert seen["answered_in_first_moment"] is False
    assert seen["answers"] == [[30.25, 120.125]] * 2, "one question answers both calls"
    assert seen["sheets_left"] == 0
    rows = fanlight.json("audit", "--last", "50")["rows"]
    assert [row["outcome"] for row in rows if row["call"] == "getLocation"] == ["ok", "ok"]


def test_a_chinese_sheet_quotes_the_chinese_reason(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    fanlight.home.mkdir(mode=0o700)
    (fanlight.home / "settings.json").write_text(json.dumps({"language": "zh-CN"}))
    app = write_app(
        tmp_path / "app",
        {PAGE: page(ASKING, BUTTON)},
        name="Pathfinder",
        req_permissions=[{"name": "location", "reason": "Shows the way home."}],
        fanlight={"i18n": {"zh-CN": {"name": "探路者", "reasons": {"location": "指出回家的路。"}}}},
    )
    words = fanlight.play("answer_prompt", app)["words"]
    for word in ("允许“\u2068探路者\u2069”获取你的位置吗？", "指出回家的路。"):
        assert word in words
    assert "Shows the way home." not in words


def test_an_app_may_be_closed_before_its_services_have_come(tmp_path: Path) -> None:
    app = write_app(tmp_path / "app", {PAGE: page()})
    seen = Fanlight(tmp_path / "home").play("closed_early", app)
    assert seen["log"] == []


def test_a_killed_renderer_is_a_typed_error_a_card_and_a_way_on(tmp_path: Path) -> None:
    """SECURITY E12."""
    app = write_app(tmp_path / "app", {PAGE: page()})
    seen = Fanlight(tmp_path / "home").play("crash", app)
    assert seen["code"] == "view.renderer_gone"
    assert seen["retriable"] is True
    assert seen["showing"] is seen["card"] is True
    assert seen["sandboxed"] is True
    assert seen["kept"] == 1
    assert seen["other_process"] is True
