"""Apps in the background: halted with their Workers, taken out of memory, back where they were."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from tests.compiled_before import lend_compiler
from tests.e2e.test_weixin_view import write_project
from tests.fanlight_child import PAGE, finish, needs_display, page, start, write_app

pytestmark = needs_display

TICKING = """
  setInterval(() => console.log("tick"), 50);
  new Worker("/common/w.js").onmessage = ({ data }) => console.log(data);
  for (const event of ["appHidden", "appFreezing", "appShown"]) {
    fanlight.on(event, (told) => console.log(event, JSON.stringify(told?.kept ?? null)));
  }
  fanlight.on("appFreezing", () => fanlight.keepState({ state: { draft: 7 } }));
"""
FIRST_WXML = "<view id='first'>{{from}} {{n}}</view><button id='on' bindtap='on'>on</button>"
FIRST = """
  data: { from: "", n: 0 },
  onLoad({ from }) { this.setData({ from }); },
  onShow() { console.log("first shown"); },
  onHide() { console.log("first hidden"); },
  on() { this.setData({ n: 5 }); wx.navigateTo({ url: "/pages/b/b?who=second" }); },
"""
SECOND_WXML = "<view id='told'>{{told}}</view><button id='more' bindtap='more'>more</button>"
SECOND = """
  data: { told: "", n: 0 },
  onLoad({ who }) {
    this.tell(who);
    setInterval(() => console.log("tick"), 50);
  },
  tell(who) {
    const { n } = this.data;
    this.setData({ told: `${who} n=${n} exit=${this.exitState?.mark ?? "-"}` });
  },
  more() { this.setData({ n: this.data.n + 1 }); this.tell(this.options.who); },
  onHide() { console.log("hidden"); },
  onShow() { console.log("shown"); },
  onSaveExitState() { return { data: { mark: "left" } }; },
"""


@pytest.fixture(scope="module", params=["frozen", "discarded"])
def rested(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """(how it rested, what was seen)."""
    rest = str(request.param)
    folder = tmp_path_factory.mktemp("resting")
    web = write_app(
        folder / "web",
        {PAGE: page(), "pages/index/second": page(TICKING, "<input>")},
        {"common/w.js": 'setInterval(() => postMessage("worker"), 50)'},
    )
    pages = {"pages/a/a": (FIRST_WXML, FIRST), "pages/b/b": (SECOND_WXML, SECOND)}
    weixin = write_project(folder / "weixin", pages)
    home = lend_compiler(folder / "home")
    settings = {
        "background": {"frozen_after_s": 0.2, "memory_mb": 10_000 if rest == "frozen" else 0},
        "limits": {"stuck_after_s": 0.6, "stopped_after_s": 10},
    }
    (home / "settings.json").write_text(json.dumps(settings))
    words = [sys.executable, "-m", "tests.resting_child", str(home), str(web), str(weixin), rest]
    ran = finish(start(words, {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return rest, ran.document


def test_an_app_at_rest_does_nothing_and_is_not_taken_for_deaf(rested: Any) -> None:
    rest, seen = rested
    for kind in ("web", "weixin"):
        app = seen[kind]
        assert app["said"] == []
        assert (app["stuck"], app["state"], app["window"]) == (False, "SHOWN", False)
        assert app["renderer"] is (rest == "frozen")
        assert app["same renderer"] is (rest == "frozen")
        assert app["errors"] == app["denied"] == []


def test_it_hears_first_that_it_is_hidden(rested: Any) -> None:
    _, seen = rested
    heard = seen["web"]["heard"]
    assert heard[-2:] == ["appHidden null", "appFreezing null"]
    assert "hidden" in seen["said"]


def test_a_web_app_comes_back_to_its_page_its_history_and_what_it_kept(rested: Any) -> None:
    rest, seen = rested
    search, typed, length = seen["web"]["back"]
    assert (search, length) == ("?x=1", 2)
    # Of a discarded page the engine has what stood in its fields only if it was told in time.
    fields, kept = ({"typed"}, "null") if rest == "frozen" else ({"", "typed"}, '{"draft":7}')
    assert typed in fields
    assert f"appShown {kept}" in seen["web"]["heard again"]


def test_a_weixin_app_comes_back_to_its_page_stack_and_its_data(rested: Any) -> None:
    rest, seen = rested
    exit_state = "left" if rest == "discarded" else "-"
    assert seen["weixin"]["back"] == [f"second n=1 exit={exit_state}", "here 5"]
    assert seen["said"].count("shown") == 2
