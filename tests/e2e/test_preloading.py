"""Views made ahead for WeChat-syntax apps: one document for all, bound once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.compiled_before import lend_compiler
from tests.e2e.test_weixin_view import write_project
from tests.fanlight_child import ICON, finish, needs_display, start

pytestmark = needs_display

WXML = """
  <view id="told">{{told}}</view>
  <image id="picture" src="/pages/dot.svg"></image>
  <button id="away" bindtap="away">away</button>
  <image wx:if="{{src}}" src="{{src}}"></image>
"""
MEMBERS = """
  data: { told: "", src: "" },
  onLoad(query) {
    const count = (wx.getStorageSync("count") || 0) + 1;
    wx.setStorageSync("count", count);
    this.setData({ told: `NAME ${query.from} ${count} ${getApp().globalData.at}` });
  },
  away() { this.setData({ src: ["https:", "", "away.invalid", "a.png"].join("/") }); },
"""


def project(folder: Path, name: str) -> Path:
    app = write_project(folder, {"pages/a/a": (WXML, MEMBERS.replace("NAME", name))})
    (app / "app.js").write_text(
        "App({ globalData: {}, onLaunch({ scene }) { this.globalData.at = scene; } })"
    )
    (app / "app.wxss").write_text("#told { width: 100rpx; }")
    (app / "pages" / "dot.svg").write_bytes(ICON)
    return app


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("preloading")
    apps = [str(project(folder / name, name)) for name in ("tea", "cake")]
    command = [
        sys.executable,
        "-m",
        "tests.preloading_child",
        str(lend_compiler(folder / "home")),
        *apps,
    ]
    ran = finish(start(command, {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return ran.document


def test_an_app_gets_the_view_that_was_made_ahead(seen: dict[str, Any]) -> None:
    assert seen["kind"] == "preloaded"
    assert seen["sandboxed"]
    first = seen["first"]
    assert first["text"] == "tea here 1 1065"
    assert first["path"] == "/.fanlight/blank"
    assert first["scripts"] == 2  # the runtime's own, and no configuration
    assert (first["lang"], first["shares"]) == ("zh-CN", "function")
    assert first["picture"] > 0
    assert float(first["width"].removesuffix("px")) < 60  # app.wxss holds
    assert all("Content Security Policy" in line for line in seen["console"]), seen["console"]


def test_it_stands_painted_in_a_window_that_is_nobodys(seen: dict[str, Any]) -> None:
    assert seen["ahead"]["nobody"]
    title, name, _, unseen, covered = seen["ahead"]["dress"]
    assert "tea" not in title + name
    assert "cake" not in title + name
    assert (unseen, covered) == (True, False)


def test_its_window_becomes_the_apps(seen: dict[str, Any]) -> None:
    assert seen["windows"] == [True, "tea · mini-program", "tea", "Development", False, False]
    assert seen["other window"] == ["cake · mini-program", "cake", "Development", False, False]


def test_what_the_first_screen_needs_is_said_and_not_asked_for(seen: dict[str, Any]) -> None:
    assert "/weixin/main.js" in seen["asked"]  # so requests are seen
    told = ["app.json", ".css", "/first/", "/last/"]
    assert not [path for path in seen["asked"] if any(part in path for part in told)]


def test_its_page_draws_while_its_window_becomes_the_apps(seen: dict[str, Any]) -> None:
    assert seen["order"] == ["told", "dressed"]


def test_its_trace_is_the_launchs_not_the_views(seen: dict[str, Any]) -> None:
    marks = seen["marks"]
    assert {"navigation.start", "bridge.ready", "page.ready", "first.screen"} <= set(marks)
    assert min(marks.values()) == marks["open.request"] == 0
    order = ["mount.done", "navigation.start", "bridge.ready", "page.ready", "first.screen"]
    assert sorted(order, key=lambda name: marks[name]) == order


def test_a_view_is_one_apps_for_life(seen: dict[str, Any]) -> None:
    assert seen["other kind"] == "preloaded"
    assert seen["other"]["text"] == "cake here 1 1065"
    assert seen["other"]["host"] != seen["first"]["host"]
    assert seen["first still"] == "tea here 1 1065"


def test_the_apps_own_policy_holds_in_it(seen: dict[str, Any]) -> None:
    # Not the interceptor, which would refuse it as well: the policy comes before.
    assert [denial["what"] for denial in seen["denied"]] == ["policy:img-src"], seen["denied"]


def test_it_can_be_loaded_anew(seen: dict[str, Any]) -> None:
    again = seen["again"]
    assert again["text"] == "tea here 2 1065"
    assert (again["host"], again["path"]) == (seen["first"]["host"], "/pages/a/a.html")


def test_without_one_an_app_opens_all_the_same(seen: dict[str, Any]) -> None:
    assert seen["last kind"] == "warm"
    assert seen["last"] == "cake here 2 1065"
