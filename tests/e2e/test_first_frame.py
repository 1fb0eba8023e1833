"""First frames made at packing, and how the page takes them over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_weixin_view import play, write_project
from tests.fanlight_child import ICON, needs_display

pytestmark = needs_display

GALLERY = Path(__file__).resolve().parents[2] / "sample_apps" / "gallery"
CHOSEN = ("form", "lists")
"""Pages of the gallery's components that bring forth most kinds of operations."""

TAKEN = ["first-frame-drawn", "first-frame-taken"]
REPLACED = ["first-frame-drawn", "first-frame-replaced"]

CARD = {
    "wxml": """<view class="card" bindtap="tap"><slot/>{{count}}</view>""",
    "js": """Component({ data: { count: 0 },
      lifetimes: { attached() { this.setData({ count: 2 }); } }, methods: { tap() {} } })""",
    "json": '{"component": true}',
}
LIST = """<card wx:for="{{items}}" wx:key="*this" data-at="{{item}}">{{item}} {{told}}</card>
  <input value="{{told}}" bindinput="heard" /><view hidden="{{!told}}">seen {{missing}}</view>"""
ITEMS = "data: { items: [1, 2, 3], told: '' }, onPageScroll() {}, heard() {},"
PAGES = {
    # The page makes what its data say, and sets some at once, later, or before it is shown.
    "pages/same/same": (LIST, ITEMS, True),
    "pages/sets/sets": (LIST, f"{ITEMS} onLoad() {{ this.setData({{ told: 'loaded' }}); }}", True),
    "pages/shows/shows": (
        LIST,
        f"{ITEMS} onShow() {{ this.setData({{ items: [3, 4], told: 'x' }}); }}",
        True,
    ),
    "pages/later/later": (
        LIST,
        f"{ITEMS} onReady() {{ this.setData({{ items: [], told: 'ready' }}); }}",
        True,
    ),
    # What only the launched app knows: the drawn one gives way.
    "pages/other/other": (LIST, ITEMS.replace("told: ''", "told: getApp().at"), False),
    # What the host is asked for at once cannot be drawn ahead.
    "pages/asking/asking": (
        LIST,
        ITEMS.replace("told: ''", "told: wx.getStorageSync('x') || 'none'"),
        None,
    ),
}


def ask_for_frames(project: Path, routes: list[str]) -> None:
    for route in routes:
        file = project / f"{route}.json"
        told = json.loads(file.read_text()) if file.exists() else {}
        file.write_text(json.dumps({**told, "initialRenderingCache": "static"}))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("frames")
    pages = {route: (wxml, members) for route, (wxml, members, _) in PAGES.items()}
    using = {"usingComponents": {"card": "/card/card"}}
    app = write_project(folder / "app", {"pages/home/home": ("home", ""), **pages}, **using)
    for suffix, text in CARD.items():
        (app / "card").mkdir(exist_ok=True)
        (app / "card" / f"card.{suffix}").write_text(text)
    (app / "app.js").write_text("App({ onLaunch() { this.at = 'launched'; } })")
    (app / "fanlight.json").write_text('{"app_id": "org.example.frames"}')
    (app / "pages/home/home.json").write_text("{}")
    ask_for_frames(app, list(pages))
    return play("frames", folder / "home", app)


@pytest.mark.parametrize("route", PAGES)
def test_the_page_is_the_same_with_its_first_frame_and_without(
    small: dict[str, Any], route: str
) -> None:
    seen = small[route]
    assert seen["same"], seen
    assert seen["none"] == []


@pytest.mark.parametrize("route", PAGES)
def test_what_is_drawn_is_taken_over_or_gives_way(small: dict[str, Any], route: str) -> None:
    expected = {True: TAKEN, False: REPLACED, None: []}[PAGES[route][2]]
    assert small[route]["marks"] == expected


def test_the_developer_is_told_why_a_page_has_none(small: dict[str, Any]) -> None:
    told = [text for text in small["problems"] if "first frame" in text]
    assert told == [
        "the page has no first frame: it asks for the host before it is shown",
    ]


def test_the_gallerys_pages_take_their_frames_over(tmp_path: Path) -> None:
    """Each of them makes the tree that it makes without one."""
    app = tmp_path / "gallery"
    shutil.copytree(GALLERY, app, ignore=shutil.ignore_patterns("node_modules"))
    config = json.loads((app / "app.json").read_text())
    routes = ["pages/components/index", *(f"packageComponent/{name}/index" for name in CHOSEN)]
    ask_for_frames(app, routes)
    seen = play("frames", tmp_path / "home", app)
    assert config["pages"][0] == routes[0]
    assert {
        route: (seen[route]["same"], seen[route]["marks"]) for route in routes
    } == dict.fromkeys(routes, (True, TAKEN))


def test_a_foreseen_apps_first_frame_stands_before_it_is_opened(tmp_path: Path) -> None:
    wxml = """<view id="drawn" bindtap="tap">{{items}}</view><view id="ran">{{ran}}</view>
      <image id="picture" src="/pages/dot.svg"/>"""
    members = """data: { items: [1, 2, 3], ran: '' },
      onReady() { this.setData({ ran: `ran ${wx.getLaunchOptionsSync().scene}` }); }, tap() {},"""
    app = write_project(tmp_path / "app", {"pages/a/a": (wxml, members)})
    (app / "app.wxss").write_text("#drawn { color: rgb(1, 2, 3); }")
    (app / "pages" / "dot.svg").write_bytes(ICON)
    (app / "fanlight.json").write_text('{"app_id": "org.example.foreseen"}')
    seen = play("foreseen", tmp_path / "home", app)
    ahead = seen["ahead"]
    assert (ahead["text"], ahead["ran"]) == ("1,2,3", "")
    assert ahead["colour"] == "rgb(1, 2, 3)"
    assert ahead["picture"] > 0
    assert (ahead["seen"], ahead["lang"], ahead["policies"]) == ("visible", "zh-CN", 1)
    assert [kind for kind in ahead["posted"] if kind != "pulse"] == ["boot"], (
        "its Worker is not ready"
    )
    assert "/weixin/first/pages/a/a.json" in seen["asked ahead"]  # so requests are seen
    assert not [path for path in seen["asked ahead"] if path.endswith(".js")], "its code was wanted"
    assert seen["muted"]
    assert seen["told of"] == [False, False], "somebody could know of its window"
    said = [kind for kind in seen["posted"] if kind != "pulse"]
    assert said == ["boot", "begin"]
    assert seen["host"], "it was opened in another view"
    assert seen["window"], "it was opened in another window"
    assert seen["told of it"] == [True, True]
    assert (seen["kind"], seen["marks"]) == ("preloaded", TAKEN)
    assert (seen["text"], seen["ran"]) == ("1,2,3", "ran 1001")
    assert seen["picture"] > 0
    assert not seen["muted after"]
    assert seen["dropped"] == [True, False, False]
