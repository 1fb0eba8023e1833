"""Who answers for a person's account: nobody for an installed app, unless an operator says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.account_server import CREDENTIAL, AccountServer
from tests.compiled_before import lend_compiler
from tests.fanlight_child import ICON, Fanlight, needs_display
from tests.http_site import serving

pytestmark = needs_display

PAGE = """
const ask = (name, params) => new Promise((done) => {
  wx[name]({ ...params, success: done, fail: done });
});
Page({
  async onLoad() {
    const seen = {};
    seen.login = await ask("login");
    seen.checkSession = await ask("checkSession");
    seen.getUserInfo = await ask("getUserInfo");
    seen.getUserProfile = await ask("getUserProfile", { desc: "For your badge" });
    seen.requestPayment = await ask("requestPayment", {
      package: "prepay_id=1", timeStamp: "1", nonceStr: "n", signType: "MD5", paySign: "s",
    });
    seen.requestSubscribeMessage = await ask("requestSubscribeMessage", { tmplIds: ["t1"] });
    console.log(`seen ${JSON.stringify(seen)}`);
  },
});
"""


def project(folder: Path) -> Path:
    manifest = {
        "app_id": "org.example.accounts",
        "name": "Accounts",
        "version": {"name": "1.0.0", "code": 1},
        "icons": [{"src": "icon.svg"}],
    }
    files = {
        "app.json": json.dumps({"pages": ["pages/a/a"]}),
        "app.js": "App({});",
        "fanlight.json": json.dumps(manifest),
        "icon.svg": ICON.decode(),
        "pages/a/a.js": PAGE,
        "pages/a/a.wxml": "<view>here</view>",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def opened(fanlight: Fanlight, target: Path | str) -> dict[str, Any]:
    """What the app's page saw; nobody is there to agree to anything."""
    report = fanlight.open(target, "--permissions", "deny", "--linger", "2")
    lines = [line["text"] for line in report["console"]]
    (said,) = [line.removeprefix("seen ") for line in lines if line.startswith("seen ")]
    found = json.loads(said)
    assert isinstance(found, dict)
    return found


def installed(fanlight: Fanlight, tmp_path: Path) -> str:
    package = tmp_path / "accounts.ma"
    fanlight.json("keys", "new", "maker")
    built = ("build", str(project(tmp_path / "app")), "--out", str(package), "--key", "maker")
    fanlight.json(*built)
    (signer,) = fanlight.json("verify", str(package))["signers"]
    report = fanlight.json("install", str(package), "--trust", signer["fingerprint"])
    return str(report["app_id"])


def test_an_installed_app_is_told_that_nobody_answers(tmp_path: Path) -> None:
    fanlight = Fanlight(lend_compiler(tmp_path / "home"))
    seen = opened(fanlight, installed(fanlight, tmp_path))
    none = "not supported: no account provider is configured on this host"
    assert {name: each["errMsg"] for name, each in seen.items()} == {
        name: f"{name}:fail {none}" for name in seen
    }
    assert len(seen) == 6


def test_an_app_in_its_developers_folder_meets_the_local_provider(tmp_path: Path) -> None:
    seen = opened(Fanlight(lend_compiler(tmp_path / "home")), project(tmp_path / "app"))
    assert seen["login"]["code"].startswith("dev-")
    assert seen["checkSession"] == {"errMsg": "checkSession:ok"}
    assert seen["getUserInfo"]["userInfo"]["nickName"] == "微信用户"
    assert seen["getUserProfile"]["errMsg"] == "getUserProfile:fail cancel"
    assert seen["requestPayment"]["errMsg"] == "requestPayment:fail cancel"
    assert seen["requestSubscribeMessage"]["t1"] == "reject"


def test_an_installed_app_meets_the_operators_server(tmp_path: Path) -> None:
    fanlight = Fanlight(lend_compiler(tmp_path / "home"))
    app = installed(fanlight, tmp_path)
    with serving() as site:
        server = AccountServer(site)
        settled = {"base_url": server.base_url, "credential": CREDENTIAL}
        (fanlight.home / "settings.json").write_text(json.dumps({"account_server": settled}))
        seen = opened(fanlight, app)
        bodies = server.bodies()
    assert seen["login"] == {"code": "c-1", "errMsg": "login:ok"}
    assert seen["requestPayment"]["errMsg"] == "requestPayment:fail cancel"
    assert seen["requestSubscribeMessage"]["t1"] == "reject"
    assert server.asked == [
        *("login", "login/check", "payment/order"),
        *("messages/templates", "messages/subscribe"),
    ], "what was not agreed to was not asked for"
    assert {body["app"]["appId"] for body in bodies} == {app}
