"""What the host tells a page: welcome, lifecycle, theme, language; and reloads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fanlight_child import PAGE, Fanlight, kill_group, needs_display, page, write_app

pytestmark = needs_display
SECOND = "pages/second/second"

LISTEN = """
  globalThis.happened = [];
  for (const name of ["appLaunched", "appShown", "appHidden", "appError", "appUnloaded"]) {
    fanlight.on(name, (payload) => happened.push([name, payload?.path]));
  }
  for (const name of ["launched", "shown", "hidden", "error", "unloaded"]) {
    fanlight.global.addEventListener(`global${name}`, () => happened.push([`global${name}`]));
  }
  globalThis.fail = () => { throw new Error("nobody catches this") };
  fanlight.global.onglobalshown = () => happened.push(["onglobalshown"]);
"""


def test_the_lifecycle_of_a_launch(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    fanlight.home.mkdir(mode=0o700)
    (fanlight.home / "settings.json").write_text(json.dumps({"language": "zh-CN"}))
    script = LISTEN + "fanlight.onAppShown(() => fanlight.ready());"
    app = write_app(
        tmp_path / "app",
        {PAGE: page(script, "<h1>一</h1>"), SECOND: page(LISTEN, "<h1>二</h1>")},
        fanlight={"ready": "explicit", "i18n": {"zh-CN": {"name": "探针"}}},
    )
    expression = """
      (async () => {
        setTimeout(fail);
        while (!happened.some(([name]) => name === "appError")) {
          await new Promise((done) => requestAnimationFrame(done));
        }
        const {globalState, inputObject, lifecycleError} = fanlight.global;
        return {happened, globalState, inputObject, lifecycleError,
                system: await fanlight.getSystemInfo(),
                can: ["getStorageSync", "onAppShown", "nothing", "__proto__", "toString"]
                  .map((name) => fanlight.canIUse(name))};
      })()
    """
    words = ("--theme", "dark", "--query", "a=1")
    report = fanlight.open(app, *words, "--eval", expression)
    found = report["eval"]
    names = [name for name, *_ in found["happened"]]
    assert names.index("globallaunched") < names.index("globalshown")
    assert "onglobalshown" in names
    assert names.index("appLaunched") < names.index("appShown") < names.index("appError")
    assert names.count("appLaunched") == names.count("globallaunched") == 1
    assert names.count("globalerror") == 1
    assert found["happened"][names.index("appLaunched")] == ["appLaunched", PAGE]
    assert found["globalState"] == "error"
    assert "nobody catches this" in found["lifecycleError"]["errorDescription"]
    assert found["inputObject"]["pagePath"] == PAGE
    assert found["inputObject"]["lang"] == "zh-CN"
    assert found["inputObject"]["referrerInfo"] == ""
    assert found["system"]["language"] == "zh_CN"
    assert found["system"]["theme"] == "dark"
    assert found["can"] == [True, True, False, False, False]
    assert report["console"][0]["level"] == "error"


def test_a_reload_is_a_new_document_of_the_same_app(tmp_path: Path) -> None:
    script = """
      const times = Number(sessionStorage.getItem("times") ?? 0) + 1;
      sessionStorage.setItem("times", times);
      fanlight.setStorageSync(`time${times}`, times);
      if (times < 4) {
        for (let n = 0; n < 20; n += 1) fanlight.getStorageInfo().catch(() => {});
        location.reload();
      } else {
        fanlight.getStorageInfo().then(({keys}) => { globalThis.keys = keys; fanlight.ready() });
      }
    """
    app = write_app(tmp_path / "app", {PAGE: page(script)}, fanlight={"ready": "explicit"})
    report = Fanlight(tmp_path / "home").open(app, "--eval", "keys")
    assert report["eval"] == ["time1", "time2", "time3", "time4"]
    assert report["errors"] == []


@pytest.mark.parametrize("expression", ["(location.reload(), new Promise(() => {}))", "}{"])
def test_an_expression_without_an_end_in_its_document_fails(
    tmp_path: Path, expression: str
) -> None:
    app = write_app(tmp_path / "app", {PAGE: page()})
    words = ("open", str(app), "--until", "first-screen", "--eval", expression, "--timeout", "100")
    assert Fanlight(tmp_path / "home").error(*words)["code"] == "view.load_failed"


def test_own_pages_follow_each_other_and_keep_the_bridge(tmp_path: Path) -> None:
    """A plain bundle links its pages with plain links."""
    first = "if (!location.search) location.href = '/pages/second/second.html?id=7#part'"
    second = """
      fanlight.getStorageInfo().then(() => {
        globalThis.here = location.pathname + location.search + location.hash;
        fanlight.ready();
      });
    """
    app = write_app(
        tmp_path / "app",
        {PAGE: page(f"addEventListener('load', () => {{ {first} }})"), SECOND: page(second)},
        fanlight={"ready": "explicit"},
    )
    report = Fanlight(tmp_path / "home").open(app, "--eval", "[here, history.length]")
    assert report["eval"][0] == "/pages/second/second.html?id=7#part"
    assert report["denied"] == []


def test_one_host_at_a_time_has_an_app_open_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    """SECURITY D6, for an app's profile."""
    app = write_app(tmp_path / "app", {PAGE: page()})
    fanlight = Fanlight(tmp_path / "home")
    first = fanlight.start("open", str(app), "--until", "first-screen", "--linger", "90")
    try:
        while not fanlight.json("timings")["launches"]:
            assert first.poll() is None
        error = fanlight.error("open", str(app), "--until", "first-screen")
        assert (error["code"], error["retriable"]) == ("store.busy", True)
    finally:
        kill_group(first)
    assert fanlight.open(app)["errors"] == []


def test_a_lock_that_was_never_written_holds_nobody_off(tmp_path: Path) -> None:
    """A host that died, or found the disk full, between making its lock and writing it."""
    app = write_app(tmp_path / "app", {PAGE: page()})
    fanlight = Fanlight(tmp_path / "home")
    fanlight.open(app)
    (profile,) = fanlight.home.glob("profiles/*")
    (profile / "open.lock").write_bytes(b"")
    assert fanlight.open(app)["errors"] == []
