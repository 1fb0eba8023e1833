"""Apps that open each other, begin anew, are updated, and whose rights are changed."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from host.paths import Home
from host.store.obtain import RegistryInstaller
from host.store.registry import RegistryBook
from host.store.store import Store
from tests.compiled_before import lend_compiler
from tests.fanlight_child import PAGE, Fanlight, install_signed, needs_display, page, write_app
from tests.registry_kit import HASTY, HELLO, BadServer, Shop

pytestmark = needs_display

APP = """
App({
  heard: [],
  answers: [],
  onShow({ scene, path, referrerInfo }) { this.heard.push([scene, path, referrerInfo]); },
  onHide() { this.heard.push(["hide"]); },
  go() {
    return wx.navigateToMiniProgram({ appId: "org.example.other", extraData: { asks: 1 } });
  },
  back() { return wx.navigateBackMiniProgram().catch(({ errMsg }) => errMsg); },
  restart(path) { return wx.restartMiniProgram({ path }).catch(({ errMsg }) => errMsg); },
  mark() {
    const stored = wx.getStorageSync("mark");
    this.runs = (this.runs ?? 0) + 1;
    wx.setStorageSync("mark", "kept");
    return { runs: this.runs, stored };
  },
  give() {
    wx.chooseAddress({ complete: (answer) => this.answers.push(answer) });
  },
  open() { wx.openSetting().then(({ authSetting }) => this.answers.push(authSetting)); },
});
"""
SHARING = """
Page({
  onShareAppMessage({ from }) {
    return { title: `by ${from}`, path: "/pages/b/b?q=%E8%8C%B6&n=1" };
  },
});
"""
SHARED = '<button id="share" open-type="share">share</button>'
GO_BACK = """
  fanlight.getLaunchOptions().then(async ({ referrerInfo }) => {
    fanlight.ready();
    await new Promise((go) => setTimeout(go, 500));
    const extraData = { got: referrerInfo.extraData, chosen: 3 };
    await fanlight.navigateBackMiniProgram({ extraData });
  });
"""


@pytest.fixture
def fanlight(tmp_path: Path) -> Fanlight:
    return Fanlight(lend_compiler(tmp_path / "home"))


def project(folder: Path, *scopes: str) -> Path:
    """A WeChat-syntax project with two pages."""
    files = {
        "fanlight.json": json.dumps(
            {
                "app_id": "org.example.traveller",
                "name": "Traveller",
                "version": {"name": "1.2.3", "code": 1},
                "req_permissions": [{"name": name, "reason": "To be tested."} for name in scopes],
            }
        ),
        "app.json": json.dumps({"pages": ["pages/a/a", "pages/b/b"]}),
        "app.js": APP,
    }
    for name in ("a", "b"):
        files[f"pages/{name}/{name}.js"] = SHARING
        files[f"pages/{name}/{name}.wxml"] = SHARED
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_an_app_goes_back_to_the_one_that_opened_it(fanlight: Fanlight, tmp_path: Path) -> None:
    other = write_app(
        tmp_path / "other",
        {PAGE: page(GO_BACK)},
        app_id="org.example.other",
        fanlight={"ready": "explicit", "opened_by": ["org.example.traveller"]},
    )
    install_signed(fanlight, other)
    seen = fanlight.play("there_and_back", project(tmp_path / "app", "open.app"))
    assert seen["alone"].startswith("navigateBackMiniProgram:fail navigateBackMiniProgram: no")
    back = {"appId": "org.example.other", "extraData": {"got": {"asks": 1}, "chosen": 3}}
    # It was behind the other one: hidden, then shown, each once.
    assert seen["heard"] == [[1001, "pages/a/a", {}], ["hide"], [1038, "pages/a/a", back]]
    assert seen["enter"] == back
    assert seen["pages"] == ["pages/a/a"]
    assert seen["running"] == ["org.example.traveller"]
    assert seen["errors"] == []


def test_an_app_begins_anew_at_a_page(fanlight: Fanlight, tmp_path: Path) -> None:
    seen = fanlight.play("beginning_anew", project(tmp_path / "app"))
    assert seen["refused"].startswith("restartMiniProgram:fail restartMiniProgram: the app has no")
    assert seen["before"] == {"runs": 1, "stored": ""}
    assert seen["after"] == {"runs": 1, "stored": "kept"}
    assert seen["pages"] == [["pages/b/b", {"x": "2"}]]
    assert seen["launch"] == "pages/b/b"
    assert (seen["identity"]["envVersion"], seen["identity"]["version"]) == ("develop", "")
    assert seen["running"] == 1


def test_a_person_gives_a_page_away_and_an_address(fanlight: Fanlight, tmp_path: Path) -> None:
    seen = fanlight.play("giving", project(tmp_path / "app"))
    link = "fanlight://open/org.example.traveller/pages/b/b?q=%E8%8C%B6&n=1"
    assert seen["link"] == link
    assert "by menu" in seen["said"]
    assert "by button" in seen["by_button"]
    first, second, third = seen["answers"]
    assert first == second
    assert first["userName"] == "my userName"
    assert first["detailInfoNew"] == "my detailInfo"
    assert first["errMsg"] == "chooseAddress:ok"
    assert third == {"errMsg": "chooseAddress:fail cancel"}


def test_a_person_changes_what_they_answered(fanlight: Fanlight, tmp_path: Path) -> None:
    seen = fanlight.play("setting", project(tmp_path / "app", "location"))
    assert (seen["unasked"], seen["shown"], seen["in_first_moment"]) == (0, "Allowed", 0)
    assert seen["in_menu"] == 1
    first, second = seen["answers"]
    assert first == {"scope.userInfo": True}
    assert second["scope.userLocation"] is False
    assert seen["kept"] == "deny"


def test_an_app_updates_itself(fanlight: Fanlight, tmp_path: Path) -> None:
    shop = Shop(tmp_path / "shop")
    shop.publish(1)
    home = Home(fanlight.home)
    with BadServer(shop.files) as server:
        with Store(home) as store, RegistryBook(home, store.floors, HASTY) as book:
            book.add(server.url, fingerprint=shop.root_sha256)
            RegistryInstaller(store, book).install(HELLO)
        shop.publish(2)
        server.requests.clear()
        seen = fanlight.play("updating", Path(HELLO))
        asked = [request.path for request in server.requests]
    assert seen["too_early"] == "call.not_found"
    assert seen["found"] == {"hasUpdate": True}
    assert seen["fetched"] == {}
    identity = {"appId": HELLO, "envVersion": "release"}
    assert seen["still"] == {**identity, "version": "1.1.0"}
    assert seen["now"] == {**identity, "version": "1.2.0"}
    assert seen["again"] == {"hasUpdate": False}
    assert seen["none"] == seen["none_again"] == "call.not_found"
    assert seen["found_again"] == seen["found"]
    # Twice two questions, each asked of the server once.
    assert asked.count("/metadata/timestamp.json") == 4, asked


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a session bus of its own."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("needs dbus-daemon")
    command = [program, "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


def test_the_screen_stays_on_while_the_app_is_seen(tmp_path: Path, bus: str) -> None:
    fanlight = Fanlight(lend_compiler(tmp_path / "home"), {"DBUS_SESSION_BUS_ADDRESS": bus})
    seen = fanlight.play("screen", project(tmp_path / "app"))
    assert seen["kept"] == {"errMsg": "setKeepScreenOn:ok"}
    assert seen["asked"] == ["Fanlight", "Traveller"]
    assert 1 <= seen["battery"]["level"] <= 100
