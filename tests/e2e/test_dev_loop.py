"""`fanlight dev` with a developer who saves: as little as possible begins anew."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.compiled_before import lend_compiler
from tests.fanlight_child import (
    Fanlight,
    allow_private,
    finish,
    needs_display,
    page,
    start,
    write_app,
)
from tests.http_site import serving

pytestmark = [pytest.mark.webview, needs_display]


@pytest.fixture
def fanlight(tmp_path: Path) -> Fanlight:
    return Fanlight(tmp_path / "home")


def play(fanlight: Fanlight, scene: str, folder: Path) -> dict[str, Any]:
    """A scene of tests/dev_child.py."""
    words = [sys.executable, "-m", "tests.dev_child", scene, str(fanlight.home), str(folder)]
    ran = finish(start(words, fanlight.environment))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    found = json.loads(ran.out)
    assert isinstance(found, dict)
    return found


def test_a_web_app_is_edited(fanlight: Fanlight, tmp_path: Path) -> None:
    fanlight.json("new", str(tmp_path / "tea"))
    seen = play(fanlight, "web", tmp_path / "tea")
    assert seen["identity"] == "development"
    assert seen["styled"] == ["rgb(1, 2, 3)", 1], "exchanged without a new document"
    assert seen["sheets"] == 2, "the old element is gone"
    assert seen["reloaded"] == [2, None, "#here", True], "a new document in the same window"
    assert seen["isolated"] == [False, True, False], "who asks for it has it, and a renderer"
    missing = "manifest.json: pages[1] is no/page, but there is no file no/page.html"
    assert seen["broken"] == [[missing], "This save does not build"]
    assert seen["goes_on"] == 2
    (thrown,) = seen["thrown"]
    assert thrown.startswith("pages/index/index.js:38: Uncaught TypeError")
    assert seen["hidden"]
    assert seen["replaced"] == [True, True], "another manifest is another app, in the same place"


def test_a_chinese_overlay_says_the_kind_above_the_exact_words(
    fanlight: Fanlight, tmp_path: Path
) -> None:
    fanlight.home.mkdir(mode=0o700)
    (fanlight.home / "settings.json").write_text('{"language": "zh-CN"}')
    fanlight.json("new", str(tmp_path / "tea"))
    seen = play(fanlight, "broken", tmp_path / "tea")
    exact = "pages[1] is no/page, but there is no file no/page.html"
    assert seen["broken"] == [f"manifest.json: manifest.json 缺失或有误。 {exact}"]
    assert seen["title"] == "这次保存无法编译"


def test_a_weixin_app_is_edited_two_pages_deep(fanlight: Fanlight, tmp_path: Path) -> None:
    lend_compiler(fanlight.home)
    fanlight.json("new", str(tmp_path / "goals"), "--template", "weixin")
    seen = play(fanlight, "weixin", tmp_path / "goals")
    stack = [["pages/index/index", {}], ["pages/goal/goal", {"id": "2"}]]
    assert seen["stack"] == stack
    assert [shown["route"] for shown in seen["data"]] == [route for route, _ in stack]
    assert seen["data"][0]["data"]["title"] == "1 of 3 reached"
    assert seen["padding"] != {"paddingLeft": "77px"}
    assert seen["styled"] == [{"paddingLeft": "77px"}, 1], "the app's memory is as it was"
    assert seen["anew"] == [stack, None], "the app began anew, on the same stack of pages"
    assert seen["same"]
    assert seen["broken"] == ["pages/goal/goal.wxml:15:1: this tag has no >"]
    (thrown,) = seen["thrown"]
    assert thrown.startswith("pages/goal/goal.js:9:10: TypeError")
    assert ".fanlight/" not in thrown


def test_the_developer_tools_show_what_the_app_did(fanlight: Fanlight, tmp_path: Path) -> None:
    with serving() as site:
        site.answer("/answer", 200, {"Content-Type": "text/plain"}, b"hello")
        allow_private(fanlight.home, site.origin)
        folder = write_app(
            tmp_path / "probe",
            {"pages/index/index": page()},
            {"site.txt": site.origin},
            fanlight={"network": {"request": [site.origin]}},
        )
        seen = play(fanlight, "tools", folder)
    assert seen["closed_at_first"]
    assert seen["tools_page"]
    assert seen["tools_url"] == "devtools"
    calls = {row[1]: row for row in seen["calls"]}
    assert calls["setStorage"][3:5] == ["no_scope_needed", "ok"]
    assert float(calls["setStorage"][5]) > 0
    assert calls["getLocation"][2:5] == ["location", "not_declared", "call.permission_denied"]
    assert "req_permissions" in calls["getLocation"][8]
    assert {row[1] for row in seen["refused"]} >= {"getLocation"}
    assert "setStorage" not in {row[1] for row in seen["refused"]}
    failed, answered = seen["network"]
    assert answered[1:4] == ["GET", f"{site.origin}/answer?secret=1", "200"]
    assert answered[6] == "5"
    assert failed[2:4] == ["https://elsewhere.invalid/", ""]
    assert failed[7] == "url not in domain list"
    assert seen["storage"][0][:2] == ["tea", '{"cups":3}']
    assert seen["follows"]
