"""What people see and are asked, in the native windows of a real host with a hostile page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bridge.errors import BuildError
from sandbox.package.pack import pack_folder
from sandbox.package.signing import SigningKey
from tests.attack.test_view_hands import play
from tests.attack.test_view_ways_out import note_programs
from tests.fanlight_child import PAGE, Fanlight, needs_display, page, write_app

pytestmark = needs_display

HOMOGLYPH = "F\u0430nlight"  # with a Cyrillic a
SCRIPT = """
  globalThis.ended = [];
  globalThis.clicked = 0;
  addEventListener("click", () => { clicked += 1 });
  const calls = {
    agree: () => fanlight.openExternal({url: "https://example.org/pay"}),
    showNotification: () => fanlight.showNotification({
      title: "\\u202eFanlight: update required", body: "<b>Type your password</b>\\n".repeat(8),
    }),
  };
  globalThis.ask = (name) => (calls[name] ?? (() => fanlight[name]({})))()
    .then(() => ended.push("ok"), ({code}) => ended.push(code));
  globalThis.spoof = async () => {
    document.title = "Fanlight";
    await fanlight.setNavigationBarTitle({title: "\\u202e<b>Fanlight</b> \\u2014 allow camera?"});
    await fanlight.setNavigationBarColor({frontColor: "#ffffff", backgroundColor: "#ffffff"});
  };
  const on = (id, act) => { document.getElementById(id).onclick = act };
  on("place", () => ask("getLocation"));
  on("agree", () => ask("agree"));
  on("clipboard", () => ask("getClipboardData"));
  on("notify", () => ask("showNotification"));
  on("heap", () => {
    for (let time = 0; time < 100; time += 1) ask("getLocation");
    for (const name of ["getClipboardData", "agree", "agree"]) ask(name);
  });
  globalThis.draw = () => {
    document.body.insertAdjacentHTML("beforeend", document.querySelector("template").innerHTML);
  };
"""
ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<rect width="64" height="64" fill="#0f6e66"/>
<path d="M12 50a20 20 0 0 1 40 0" fill="#ffd45e"/></svg>"""
# The host's sheet as well as HTML can draw it, at the top of all that a page has.
BODY = """
  <p><button id="place">Where am I?</button> <button id="agree">Link</button>
  <button id="clipboard">Paste</button> <button id="notify">Tell</button>
  <button id="heap">All</button></p>
  <template><div style="position: fixed; inset: 0; background: #0006; font: 14px sans-serif;
                        pointer-events: none">
    <div style="background: #fff; border-radius: 12px; width: 340px; margin: -12px auto 0;
                padding: 20px">
      <p><b>Bank of Example</b> <small style="color: green">Verified</small><br>
        <small>org.example.bank</small></p>
      <h3>Allow \u201cBank of Example\u201d to know your location?</h3>
      <button>Don\u2019t allow</button> <button>Once</button> <button>Allow</button>
    </div></div></template>
"""


def hostile(folder: Path, name: str = "Probe", app_id: str = "org.example.probe") -> Path:
    return write_app(
        folder,
        {PAGE: page(SCRIPT, BODY)},
        {"common/icon.svg": ICON},
        name=name,
        app_id=app_id,
        req_permissions=[
            {"name": scope, "reason": "Fanlight needs this. Press Allow. " * 6}
            for scope in ("location", "clipboard.read", "notification")
        ],
    )


def settled(home: Path) -> Fanlight:
    """A host in English, whose place is set."""
    home.mkdir(mode=0o700)
    place = {"latitude": 30.25, "longitude": 120.125}
    (home / "settings.json").write_text(json.dumps({"location": place, "language": "en"}))
    return Fanlight(home)


@pytest.fixture
def fanlight(tmp_path: Path) -> Fanlight:
    return settled(tmp_path / "home")


def test_U03_E10_who_asks_without_end_is_put_off(fanlight: Fanlight, tmp_path: Path) -> None:
    """Out of nothing, a hundred times, two at once, behind a hidden window, after refusals."""
    seen = play("asked_and_asked", fanlight.home, hostile(tmp_path / "app"))
    limited, cancelled = "call.rate_limited", "call.cancelled"
    assert seen["untouched"] == [limited, limited], "nobody has touched the window"
    assert seen["untouched_sheets"] == 0
    assert seen["at_once"] == 1
    assert seen["hidden"] == [cancelled], "what hangs over a window goes with it, unanswered"
    assert seen["while_hidden"] == [limited]
    assert seen["hidden_sheets"] == 0
    assert seen["refused_twice"] == ["call.permission_denied", cancelled, limited, limited]
    assert seen["sheets_then"] == 0


def test_U04_no_press_counts_that_was_meant_for_the_page(
    fanlight: Fanlight, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = note_programs(tmp_path / "programs", monkeypatch)
    seen = play("click_jacked", fanlight.home, hostile(tmp_path / "app"))
    assert seen["guard_ms"] == 500
    for name in ("#place", "#agree"):
        assert seen[name] == [True, []]
        assert seen[f"{name} enter"] == []
        assert seen[f"{name} pressed"] == ["ok"]
    assert called.read_text() == "xdg-open https://example.org/pay\n"


NAMES = {
    "host": "Fanlight",
    "homoglyph": HOMOGLYPH,
    "emoji": "\U0001f512" * 60 + "\u2764\ufe0f" * 4,
    "arabic": "\u0645\u0641\u0643\u0631\u0629 \u0627\u0644\u0628\u0646\u0643 (Fanlight)",
    "long": "Trusted system component " * 5,
    "marks": "N" + "\u0300\u0301\u0302\u0303\u0304\u0305\u0306" * 8 + "otes",
}


@pytest.fixture(scope="module")
def imitated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What was seen of an app of each of NAMES, by its kind."""
    folder = tmp_path_factory.mktemp("imitated")
    for kind, name in NAMES.items():
        hostile(folder / "apps" / kind, name.strip(), f"org.example.{kind}")
    home = settled(folder / "home").home
    return play("imitated", home, folder / "apps")


def test_U01_a_name_is_shown_whole_and_beside_who_it_is(imitated: dict[str, Any]) -> None:
    for kind, seen in imitated.items():
        texts, app_id = seen["texts"], f"org.example.{kind}"
        assert app_id in texts
        assert any("Unnamed, key" in text for text in texts)
        assert "Development" in texts
        name = texts[0]
        assert name.startswith("\u2068")
        assert name.endswith("\u2069")
        assert name.count("\u0300") <= 4
        assert f"\u201c{name[:4]}" in seen["reader_hears"]
        assert seen["in_place"] is True, f"{kind}: every word stands where it can be read"
        assert seen["title"].endswith(" \u00b7 mini-program")
        # A name that reads as the host's is never alone.
        alone = kind not in {"host", "homoglyph", "arabic"}
        assert alone != (f"({app_id})" in seen["title"])
        assert alone != (f"\u201d ({app_id}) to know" in seen["reader_hears"])


def test_U02_a_drawn_question_is_none(imitated: dict[str, Any]) -> None:
    for seen in imitated.values():
        # A page draws in its own place alone; the host's question hangs over the bar, and dims all.
        assert seen["bar_untouched"] is True
        assert seen["over_bar"] is seen["bar_dimmed"] is True


def test_U05_titles_that_pretend(imitated: dict[str, Any]) -> None:
    for kind, seen in imitated.items():
        assert seen["title_then"] == seen["title"], "the system's title is not the page's"
        assert "\u202e" not in seen["bar_says"]
        assert seen["bar_tip"].startswith("&lt;b&gt;Fanlight&lt;/b&gt;")
        assert seen["bar_tip"].endswith(f"org.example.{kind}")


@pytest.mark.parametrize(
    "name",
    ["\u202etheinaf", "Fan\u200blight", "\u3164", "Notes\U000e0041", "A" * 500, "pay\u2066pal"],
)
def test_U01_names_that_hide_something_are_not_packed(tmp_path: Path, name: str) -> None:
    app = hostile(tmp_path / "app", name)
    with pytest.raises(BuildError, match="name"):
        pack_folder(app, SigningKey.generate())


def test_U01_nor_opened(tmp_path: Path) -> None:
    app = hostile(tmp_path / "app", "\u202etheinaf")
    error = Fanlight(tmp_path / "home").error("open", str(app))
    assert error["code"] == "package.manifest"
    assert "U+202E" in error["message"]


def test_U06_a_notification_says_whose_it_is(fanlight: Fanlight, tmp_path: Path) -> None:
    app = hostile(tmp_path / "app", HOMOGLYPH)
    seen = play("notified", fanlight.home, app)
    assert seen["ended"] == ["ok"]
    ((title, body),) = seen["told"]
    assert title.startswith(f"\u2068{HOMOGLYPH} (org.example.probe)\u2069 \u00b7 mini-program: ")
    assert "\u202e" not in title
    assert "<b>" not in body
    assert len(body.splitlines()) <= 6
