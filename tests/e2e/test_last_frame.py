"""Pages that say what is drawn of them at their next launch (initialRenderingCache: dynamic)."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.test_first_frame import REPLACED
from tests.e2e.test_weixin_view import play, write_project
from tests.fanlight_child import needs_display

pytestmark = needs_display

ROUTE = "pages/a/a"
TOLD = "</script><script>globalThis.hacked = 1</script>&amp;"
WXML = """<view id="hint">{{hint}}</view><card wx:for="{{items}}" wx:key="*this">{{item}}</card>
  <view id="ran">{{ran}}</view>"""
CARD = {
    "wxml": "<view>{{count}}<slot/></view>",
    "js": """Component({ data: { count: 0 }, lifetimes: {
      attached() { getApp().made += 1; this.setData({ count: 1 }); } } })""",
    "json": '{"component": true}',
}
# The app's code waits as long as its storage is held. At packing no try waits for anybody.
APP = """
for (let held = true, tries = 0; held && tries < 100; tries += 1) {
  try {
    wx.setStorageSync("free", true);
    held = false;
  } catch {}
}
App({ made: 0 });
"""
SETS = f"""data: {{ hint: '', items: [1, 2], ran: '' }},
  onReady() {{
    this.setInitialRenderingCache({{ hint: 'lost' }});
    this.setInitialRenderingCache({{ hint: {TOLD!r}, items: ['x'] }});
    setTimeout(() => this.setData({{ ran: `made ${{getApp().made}}` }}), 500);
  }},"""


def write(folder: Path, members: str, app: str) -> Path:
    using = {"usingComponents": {"card": "/card/card"}, "window": {"navigationBarTitleText": "L"}}
    project = write_project(folder, {ROUTE: (WXML, members)}, **using)
    for suffix, text in CARD.items():
        (project / "card").mkdir(exist_ok=True)
        (project / "card" / f"card.{suffix}").write_text(text)
    (project / "app.js").write_text(app)
    (project / f"{ROUTE}.json").write_text('{"initialRenderingCache": "dynamic"}')
    (project / "fanlight.json").write_text('{"app_id": "org.example.last"}')
    return project


def test_a_page_is_drawn_as_it_said_until_it_has_run(tmp_path: Path) -> None:
    seen = play("last", tmp_path / "home", write(tmp_path / "app", SETS, APP))
    assert seen["ran"] == "made 2", "the frame's own copy was attached"
    for name in ("again", "ahead"):
        one = seen[name]
        assert (one["drawn"], one["ran before"]) == (TOLD, ""), name
        assert one["marks"] == REPLACED, name
        assert one["tree"] == seen["plain"], name
        assert one["scripts"] is None
    assert (seen["again"]["kind"], seen["ahead"]["kind"]) == ("warm", "preloaded")
    assert seen["newer"] == seen["at first"], "a frame of another version was drawn"
    assert not seen["left"]


ODD = """
const cycle = { hint: 'plain' }; cycle.self = cycle;
App({
  odd: {
    cyclic: cycle,
    huge: { hint: 'plain'.repeat(200000) },
    many: { items: Array.from({ length: 30000 }, (_, at) => `plain ${at}`) },
    functions: { hint: 'plain', run() {}, toJSON() { return 7; } },
    throws: { get hint() { throw new Error('plain'); } },
    prototype: JSON.parse('{"__proto__": {"hint": "plain"}}'),
    list: ['plain'],
    text: 'plain',
    markup: { hint: '<img src=x onerror=alert(1)>plain' },
  },
  give(name) { this.page.setInitialRenderingCache(name ? this.odd[name] : { hint: 'plain' }); },
  forget() { this.page.setInitialRenderingCache(null); },
});
"""
ODD_PAGE = "data: { hint: 'here', items: [], ran: '' }, onLoad() { getApp().page = this; },"


def test_R07_odd_data_of_a_frame_do_nothing(tmp_path: Path) -> None:
    """Cycles, a megabyte, sixty thousand nodes, what throws when it is read, and markup."""
    seen = play("odd frames", tmp_path / "home", write(tmp_path / "app", ODD_PAGE, ODD))
    assert seen.pop("alive") == "here"
    assert {line["level"] for line in seen.pop("console")} == {"warning"}
    assert seen.pop("markup") == ["<img src=x onerror=alert(1)>plain"]
    assert seen.pop("prototype") == []
    kept = {name: texts for name, texts in seen.items() if texts}
    assert kept == {}
