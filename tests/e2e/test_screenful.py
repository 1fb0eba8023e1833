"""The first screenful of a long list is laid out first, and nobody can tell."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.test_weixin_view import play, write_project
from tests.fanlight_child import needs_display

pytestmark = needs_display

ITEMS = 120
MEMBERS = f"""
  data: {{ items: Array.from({{ length: {ITEMS} }}, (_, id) => ({{ id, text: `item ${{id}}` }})),
    measured: "" }},
  ask() {{
    wx.createSelectorQuery().select(".list").boundingClientRect(({{ height }}) => {{
      this.setData({{ measured: String(height) }});
    }}).exec();
  }},
"""
QUIET = MEMBERS
# The question comes when the page is on its way to the screen, or just there.
ASKS = f"{MEMBERS} onShow() {{ setTimeout(() => this.ask(), 0); }},"
ITEM = """<view class="item" wx:for="{{items}}" wx:key="id"><view class="name">{{item.text}}</view>
  <text>some words</text>MORE</view>"""
BAR = '<view class="bar">bar</view><view id="measured">{{measured}}</view>'
STYLE = """
.item { margin: 8px; padding: 12px; background: #fff; }
.item:last-child { margin-bottom: 60px; }
.name { font-weight: bold; }
.bar { position: fixed; left: 0; right: 0; bottom: 0; height: 40px; background: #eee; }
.painted { background: linear-gradient(#f00, #00f); }
.centred { display: flex; flex-direction: column; justify-content: center; height: 100vh; }
.wrapped { display: flex; flex-wrap: wrap; justify-content: space-between; }
.wrapped .item { width: 40%; box-sizing: border-box; }
.upward { position: absolute; bottom: 0; left: 0; right: 0; }
.placed .item { position: absolute; top: 20px; }
.sideways { white-space: nowrap; } .sideways .item { display: inline-block; }
.over { position: relative; }
.veil { position: absolute; inset: 0; background: linear-gradient(#0000, #f00); }
"""


Pages = dict[str, tuple[str, str]]


def listed(kind: str, inside: str = "", before: str = "") -> str:
    items = ITEM.replace("MORE", inside)
    return f'{before}<view class="list {kind}">{items}</view>{BAR}'


PARTIAL: Pages = {
    "pages/plain/plain": (listed("plain"), QUIET),
    "pages/wrapped/wrapped": (listed("wrapped"), QUIET),
    "pages/scrolled/scrolled": (
        f'<scroll-view scroll-y style="height: 80vh">{listed("plain")}</scroll-view>',
        QUIET,
    ),
    "pages/second/second": (
        listed("plain", before=listed("short").replace("items", "none")),
        QUIET,
    ),
}
WHOLE: Pages = {
    "pages/painted/painted": (listed("painted"), QUIET),
    "pages/around/around": (f'<view class="painted">{listed("plain")}</view>', QUIET),
    "pages/over/over": (
        f'<view class="over">{listed("plain")}<view class="veil"></view></view>',
        QUIET,
    ),
    "pages/centred/centred": (f'<view class="centred">{listed("plain")}</view>', QUIET),
    "pages/upward/upward": (f'<view class="upward">{listed("plain")}</view>', QUIET),
    "pages/placed/placed": (listed("placed"), QUIET),
    "pages/sideways/sideways": (listed("sideways"), QUIET),
    "pages/fields/fields": (listed("plain", inside='<input value="x"/>'), QUIET),
    "pages/there/there": (
        '<scroll-view scroll-y scroll-top="900" style="height: 80vh">'
        f"{listed('plain')}</scroll-view>",
        QUIET,
    ),
}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("screenful")
    pages = {**PARTIAL, **WHOLE, "pages/asks/asks": (listed("plain"), ASKS)}
    routes = "".join(f'<view class="route" id="{route}"></view>' for route in pages)
    project = write_project(folder / "app", {"pages/home/home": (routes, ""), **pages})
    (project / "app.wxss").write_text(STYLE)
    return play("screenful", folder / "home", project)


@pytest.mark.parametrize("route", PARTIAL)
def test_what_is_far_below_comes_after_the_first_frame(seen: dict[str, Any], route: str) -> None:
    assert ITEMS / 2 < seen[route]["late"] < ITEMS, seen[route]["late"]


@pytest.mark.parametrize("route", WHOLE)
def test_a_list_that_would_give_itself_away_is_whole(seen: dict[str, Any], route: str) -> None:
    assert seen[route]["late"] == 0


@pytest.mark.parametrize("route", {**PARTIAL, **WHOLE})
def test_the_first_frame_stands_as_it_will_stay(seen: dict[str, Any], route: str) -> None:
    places = [x for x in seen[route]["first"] if not x.startswith("measured")]
    assert len(places) > 3
    assert places == [x for x in seen[route]["last"] if not x.startswith("measured")]


def test_a_page_that_is_drawn_before_its_window_is_seen_begins_with_what_fits_there(
    seen: dict[str, Any],
) -> None:
    unseen = seen["unseen"]
    assert ITEMS / 2 < unseen["late"] < ITEMS
    stands = seen["pages/plain/plain"]["last"]
    assert [frame["places"] for frame in unseen["whole"]] == [stands] * len(unseen["whole"])


def test_who_measures_measures_all_of_it(seen: dict[str, Any]) -> None:
    asked = seen["pages/asks/asks"]
    assert asked["measured"] == asked["height"]
    assert float(asked["measured"]) > ITEMS * 40
