"""The view layer of WeChat-syntax apps in the real WebView, used by a person."""

from __future__ import annotations

import base64
import json
import shutil
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.compiled_before import lend_compiler
from tests.fanlight_child import ICON, SAMPLES, Fanlight, finish, needs_display, start

pytestmark = needs_display

LOG = """
  data: { log: "" },
  hear(event) {
    const { type, currentTarget: { id } } = event;
    this.setData({ log: `${this.data.log} ${id}:${type}` });
  },
"""


# A film of one frame whose kind is H.264, as its boxes say (ISO/IEC 14496-12); compressed.
FILM = zlib.decompress(
    base64.b64decode(
        "eNpjYGBQSCupLMgszs9lYGBiANFAbJRYlmyYW2BiCBQLyM3PL2NgYMjJLctIYUABzC/AmJEBhBCAEVUV"
        "Ot+BAS9gAmq4U1KUmA1kx5Rkg+1kxzQNZDd+e7DZywgiPoAlK3JTMhOBDIXcFOz+Cj0C5ihlpOQUwWTK"
        "MlNSkVWCAoZRLzczLw3IECnLBZuEbK9KCkROJqUoNQ3JXTylRTkKUPa74pKkHCDdVlxSnIKkpgwUCzj8"
        "BvLJBwYPIMMDlwoMIPH/P8i/QFOdGZ0OyP1/yMCVDqTvcLHyT2BkYMk4Z9MAUlVcUlKMZCYjNKxlgK5L"
        "RhWHY6Ce4iq0kBcB4eKS5HyEGFMFyJzclMQSIC2QigYAuYBPfQ=="
    )
)


def write_project(folder: Path, pages: Mapping[str, tuple[str, str]], **app: object) -> Path:
    """A project folder; `pages` are (WXML, the members of Page's object) by route."""
    files = {"app.json": json.dumps({"pages": list(pages), **app}), "app.js": "App({})"}
    for route, (wxml, members) in pages.items():
        files[f"{route}.wxml"] = wxml
        files[f"{route}.js"] = f"Page({{{members}}})"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def play(scene: str, home: Path, folder: Path) -> dict[str, Any]:
    """A scene of tests/weixin_child.py."""
    lend_compiler(home)
    words = [sys.executable, "-m", "tests.weixin_child", scene, str(home), str(folder)]
    ran = finish(start(words, {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return ran.document


def test_a_mouse_touches_taps_holds_and_drags(tmp_path: Path) -> None:
    each = "bindtap='hear' bindlongpress='hear'"
    wxml = f"""
      <view id="log" style="height: 40px; overflow: hidden">{{{{log}}}}</view>
      <view id="outer" bindtap="hear">
        <view id="plain" style="height: 60px" bindtap="hear">plain</view>
        <view id="caught" style="height: 60px" catchtap="hear">caught</view>
      </view>
      <view id="held" style="height: 60px" {each}>held</view>
      <view id="dragged" style="height: 60px" {each} bindtouchstart="hear" bindtouchend="hear"
        >dragged</view>
    """
    app = write_project(tmp_path / "app", {"pages/a/a": (wxml, LOG)})
    seen = play("gestures", tmp_path / "home", app)
    assert seen["log"] == [
        *["plain:tap", "outer:tap"],
        "held:longpress",
        *["dragged:touchstart", "dragged:touchend"],
        "caught:tap",
    ]


def test_pages_are_left_by_esc_and_alt_left_and_keep_their_place(tmp_path: Path) -> None:
    wxml = """
      <view id="log">{{log}}</view>
      <view id="far" style="height: 400px">far</view>
      <view id="go" style="height: 40px" bindtap="go">go</view>
      <view style="height: 2000px"></view>
    """
    members = """
      data: { log: "" },
      onShow() { this.setData({ log: this.data.log + " show" }); },
      onHide() { this.setData({ log: this.data.log + " hide" }); },
      go() { wx.navigateTo({ url: "/pages/b/b" }); },
    """
    second = ('<view id="name">second</view>', "")
    app = write_project(tmp_path / "app", {"pages/a/a": (wxml, members), "pages/b/b": second})
    seen = play("stack", tmp_path / "home", app)
    assert seen["frames"] == 2
    assert seen["kept"] == seen["scrolled"]
    assert seen["heard"] == ["show", "hide", "show", "hide", "show"]


def test_pulling_reaching_the_end_and_holding_still(tmp_path: Path) -> None:
    wxml = """
      <view id="top" style="position: fixed; top: 0; left: 0; right: 0; height: 40px">top</view>
      <view id="refreshed">{{refreshed}}</view><view id="bottom">{{bottom}}</view>
      <view id="scroll">{{scroll}}</view>
      <view id="cover" style="height: 60px" bindtap="cover">cover</view>
      <view style="height: 2000px"></view>
      <view wx:if="{{covered}}" id="mask" catchtouchmove="cover"
        style="position: fixed; left: 0; right: 0; top: 0; bottom: 0; background: gray">
        <view id="inner" style="height: 80px; overflow: auto"
          ><view style="height: 400px">inner</view></view>
      </view>
    """
    members = """
      data: { refreshed: 0, bottom: 0, scroll: "", covered: false },
      cover() { this.setData({ covered: true }); },
      onPullDownRefresh() {
        this.setData({ refreshed: this.data.refreshed + 1 });
        wx.stopPullDownRefresh();
      },
      onReachBottom() { this.setData({ bottom: this.data.bottom + 1 }); },
      onPageScroll({ scrollTop }) { this.setData({ scroll: String(scrollTop) }); },
    """
    window = {"enablePullDownRefresh": True, "backgroundTextStyle": "dark"}
    app = write_project(tmp_path / "app", {"pages/a/a": (wxml, members)}, window=window)
    seen = play("scrolling", tmp_path / "home", app)
    assert seen["bottom"] == "1"
    assert seen["behind"] == 0


def test_the_tab_bar_takes_room_and_is_used_by_mouse_and_keys(tmp_path: Path) -> None:
    wxml = """
      <view id="high" style="height: 100vh">high</view>
      <view id="hide" style="position: fixed; top: 0; height: 40px" bindtap="hide">hide</view>
    """
    members = """
      onLoad() { wx.setTabBarBadge({ index: 1, text: "7" }); },
      hide() { wx.hideTabBar({}); },
    """
    app = write_project(
        tmp_path / "app",
        {"pages/a/a": (wxml, members), "pages/b/b": ('<view id="name">other</view>', "")},
        tabBar={
            "color": "#888888",
            "selectedColor": "#07c160",
            "backgroundColor": "#ffffff",
            "list": [
                {
                    "pagePath": f"pages/{page}/{page}",
                    "text": text,
                    "iconPath": "images/plain.png",
                    "selectedIconPath": "images/chosen.png",
                }
                for page, text in (("a", "One"), ("b", "Two"))
            ],
        },
    )
    (app / "images").mkdir()
    for name in ("plain", "chosen"):
        (app / f"images/{name}.png").write_bytes(ICON)
    seen = play("tabs", tmp_path / "home", app)
    assert seen["icons"] == [["chosen.png", "plain.png"], ["plain.png", "chosen.png"]]
    window, page, high = seen["heights"]
    assert page == high == window - 50
    assert seen["badge"] == "7"


def test_an_app_measures_moves_and_watches_its_nodes(tmp_path: Path) -> None:
    wxml = """
      <view id="read">{{read}}</view>
      <view id="ended" style="height: 20px">{{ended}}</view>
      <view id="turned" style="height: 20px">{{turned}}</view>
      <view id="met" style="height: 20px">{{met}}</view>
      <view wx:for="{{['move', 'turn', 'clear', 'down']}}" wx:key="*this" id="{{item}}"
        style="height: 30px" bindtap="{{item}}">{{item}}</view>
      <view id="box" animation="{{motion}}" bindtransitionend="ended"
        style="width: 75rpx; height: 40px; margin-left: 10px"></view>
      <view style="width: 99px; height: 20px; overflow: scroll"><view id="roomy">.</view></view>
      <view style="width: 30px; font-size: 20px; line-height: 1; white-space: nowrap"
        ><text id="one" style="display: block">one line</text
        ><text id="two" style="display: block">{{'two\\nlines'}}</text></view>
      <input id="field" style="height: 40px" placeholder="tea" placeholder-class="low"
        placeholder-style="height: 3px; font-size: 20px" />
      <view style="height: 1500px"></view>
      <view id="far" style="height: 40px">far</view>
      <view style="height: 1500px"></view>
    """
    members = """
      data: { read: "", ended: "", turned: "", met: "", motion: {} },
      onReady() {
        const wanted = { rect: true, size: true, computedStyle: ["marginLeft"] };
        wx.createSelectorQuery()
          .select("#box").fields(wanted)
          .selectViewport().scrollOffset()
          .select("#none").boundingClientRect()
          .selectAll("#roomy, #one, #two").fields({ size: true })
          .exec(([box, view, none, [{ width }, one, two]]) => this.setData({
            read: JSON.stringify([
              ...[box.width, box.left, box.marginLeft, view.scrollTop, none],
              ...[width, one.height, two.height],
            ]),
          }));
        this.createIntersectionObserver().relativeToViewport()
          .observe("#far", () => this.setData({ met: "met" }));
      },
      move() {
        const motion = wx.createAnimation({ duration: 60 });
        motion.translateX(20).step().opacity(0.5).step();
        this.setData({ motion: motion.export() });
      },
      ended({ detail }) {
        this.setData({ ended: `${this.data.ended} ${detail.propertyName}`.trim() });
      },
      turn() {
        const frames = [{ opacity: 1, rotate: 0 }, { opacity: 0.25, rotate: 90 }];
        this.animate("#box", frames, 60, () => this.setData({ turned: "done" }));
      },
      clear() { this.clearAnimation("#box", () => this.setData({ turned: "cleared" })); },
      down() { wx.pageScrollTo({ selector: "#far", duration: 60 }); },
    """
    app = write_project(tmp_path / "app", {"pages/a/a": (wxml, members)})
    seen = play("asking", tmp_path / "home", app)
    width, left, margin, top, none, roomy, one, two = seen["read"]
    assert roomy == 99, "a scrollbar takes no room"
    assert (one, two) == (20, 40), "a text breaks where it says so, and nowhere else in such a box"
    text, field, around = seen["placeholder"]
    assert field == 40
    assert 20 <= text <= 40, "a placeholder is as high as its text"
    assert around == "visible", "its own line height does not cut it"
    assert (left, margin, top, none) == (10, "10px", 0, None)
    assert 30 <= width <= 120, "a tenth of the window"
    assert seen["moved"] == ["matrix(1, 0, 0, 1, 20, 0)", "0.5"]
    assert seen["turned"][1] == "0.25"
    assert seen["cleared"] == seen["moved"]
    assert seen["unseen"] == ""
    assert seen["arrived"] > 1500


def test_nothing_of_an_app_comes_alive_in_the_view(tmp_path: Path) -> None:
    wxml = """
      <view id="name">here</view>
      <script class="bad" src="/evil.js">ran = 1</script>
      <iframe class="bad" srcdoc="&lt;script&gt;parent.ran = 2&lt;/script&gt;"></iframe>
      <img class="bad" src="/none.png" onerror="ran = 3"></img>
      <a class="bad" href="javascript:ran = 4" onclick="ran = 5">link</a>
      <view class="bad" onclick="ran = 6" style="background: url(javascript:1)">view</view>
      <rich-text nodes="{{nodes}}"></rich-text>
    """
    members = """
      data: { nodes: '<img src=x onerror="ran = 7"><script>ran = 8</script><b>bold</b>' },
    """
    app = write_project(tmp_path / "app", {"pages/a/a": (wxml, members)})
    (app / "evil.js").write_text("globalThis.ran = 9")
    seen = play("hostile", tmp_path / "home", app)
    assert seen["ran"] is None
    assert seen["host"] == "undefined"
    # In the document itself, as the host wrote it: between its two scripts what the page is told.
    told = [None, "application/json"]
    assert seen["scripts"] == [[None, ""], told, told, [None, ""]]
    assert {"wx-script", "wx-iframe", "wx-img", "wx-a", "b"} <= set(seen["tags"])
    assert not {"script", "iframe", "object", "embed", "a"} & set(seen["tags"])
    assert not {"src", "srcdoc", "href", "onclick", "onerror"} & set(seen["attributes"])


def test_what_stands_at_an_http_address_is_asked_for_by_https(tmp_path: Path) -> None:
    """The engine does so for a picture by itself; for fonts and backgrounds the policy asks."""
    wxml = """
      <view class="font">font</view><view class="other">other</view><view class="back"></view>
      <image src="http://picture.invalid/a.png" />
    """
    app = write_project(tmp_path / "app", {"pages/a/a": (wxml, "")})
    declared = {
        "app_id": "org.example.upgrade",
        "name": "Upgrade",
        "version": {"name": "1.0.0", "code": 1},
        "icons": [{"src": "icon.svg"}],
        "network": {"media": ["https://declared.invalid"]},
    }
    (app / "fanlight.json").write_text(json.dumps(declared))
    (app / "icon.svg").write_bytes(ICON)
    (app / "pages/a/a.wxss").write_text(
        "@font-face { font-family: a; src: url(http://declared.invalid/a.woff2) }"
        "@font-face { font-family: b; src: url(http://font.invalid/b.woff2) }"
        ".font { font-family: a } .other { font-family: b }"
        ".back { height: 9px; background: url(http://back.invalid/c.png) }"
    )
    report = Fanlight(tmp_path / "home").open(app, "--linger", "1")
    assert {each["detail"] for each in report["denied"]} == {
        "https://font.invalid/b.woff2",
        "https://back.invalid/c.png",
        "https://picture.invalid/a.png",
    }


def test_videos_play_or_say_why_not(tmp_path: Path) -> None:
    wxml = """
      <view id="log">{{log}}</view>
      <block wx:for="{{['h264', 'cut', 'none', 'webm']}}" wx:key="*this">
        <video id="{{item}}" src="/films/{{item}}.{{item === 'webm' ? 'webm' : 'mp4'}}"
          binderror="failed" bindloadedmetadata="loaded" style="height: 60px" />
      </block>
    """
    members = """
      data: { log: "" },
      note(text) { this.setData({ log: `${this.data.log} ${text}` }); },
      failed({ currentTarget: { id }, detail: { errMsg } }) {
        this.note(`${id}:${errMsg.split(":")[0]}`);
      },
      loaded({ currentTarget: { id }, detail: { width, height } }) {
        this.note(`${id}:${width}x${height}`);
      },
    """
    app = write_project(tmp_path / "app", {"pages/a/a": (wxml, members)})
    (app / "films").mkdir()
    (app / "films/h264.mp4").write_bytes(FILM)
    (app / "films/cut.mp4").write_bytes(FILM[:40])
    shutil.copy(SAMPLES / "gallery/media/panes.webm", app / "films/webm.webm")
    seen = play("videos", tmp_path / "home", app)
    refused = [f"{name}:MEDIA_ERR_SRC_NOT_SUPPORTED" for name in ("cut", "h264", "none")]
    assert sorted(seen["log"].split()) == [*refused, "webm:320x180"]
    cannot, unknown = "This video cannot be played", "Its format is not supported"
    assert seen["notes"] == [[cannot, unknown], [cannot, unknown], [cannot], []]
    assert seen["plays"] == ["probably"] * 3
    assert seen["h264"] == ""


def test_a_frame_is_asked_for_before_what_it_will_show_is_made(tmp_path: Path) -> None:
    page = ("<view id='told'>{{told}}</view>", "data: { told: 'old' }")
    app = write_project(tmp_path / "app", {"pages/a/a": page})
    assert play("asked", tmp_path / "home", app)["asked"] == ["old"]
