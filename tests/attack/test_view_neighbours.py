"""SECURITY X1, X4, X6: two apps that run at once in one host share nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.fanlight_child import (
    PAGE,
    Fanlight,
    finish,
    install_signed,
    needs_display,
    page,
    start,
    write_app,
)

pytestmark = needs_display
SECOND = "pages/second/second"

LEAVE = """
  const channel = new BroadcastChannel("shared");
  channel.onmessage = ({data}) => console.log(JSON.stringify({heard: data}));
  new SharedWorker("/common/shared.js").port.postMessage("mine");
  localStorage.setItem("left", "a");
  sessionStorage.setItem("left", "a");
  window.name = "left";
  document.cookie = "left=a; path=/";
  caches.open("left").catch(() => {});
  navigator.storage.getDirectory().then((root) => root.getFileHandle("left", {create: true}))
    .catch(() => {});
  navigator.locks.request("held", () => new Promise(() => {}));
  fanlight.setStorageSync("left", "a");
  (async () => {
    await new Promise((done) => indexedDB.open("left").onsuccess = done);
    const bytes = await (await fetch("/common/secret.txt")).arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const digest = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    await fanlight.navigateToMiniProgram({
      appId: "org.example.second", path: "pages/second/second?from=link&appId=org.forged",
      extraData: {origin: location.origin, appId: "org.forged", deep: [1], digest},
      referrerInfo: {appId: "org.forged"}, from: "org.forged", sender: "org.forged",
    });
  })().catch((error) => console.error(error.code));
"""
LOOK = """
  (async () => {
    const options = await fanlight.getLaunchOptions();
    const {origin, digest} = options.referrerInfo.extraData;
    const channel = new BroadcastChannel("shared");
    channel.postMessage("from the second");
    const port = new SharedWorker("/common/shared.js").port;
    const answer = new Promise((done) => { port.onmessage = ({data}) => done(data) });
    port.postMessage("look");
    const status = (place, options) =>
      fetch(place, options).then((it) => it.status, (it) => it.name);
    const state = await navigator.locks.query();
    const blob = `${digest.slice(0, 2)}/${digest.slice(2)}`;
    const places = [
      `/${digest}`, `/${blob}`, `/blobs/${blob}`, `/.fanlight/blobs/${blob}`,
      `/..%2f..%2fblobs/${blob}`, `/%2e%2e/%2e%2e/blobs/${blob}`, "/common/secret.txt",
      `${origin}/common/secret.txt`, `${origin}/${digest}`, "/library.db", "/receipts.key",
      "file:///etc/hostname", `miniapp:///blobs/${blob}`, `miniapp://blobs/${blob}`,
    ];
    const image = await new Promise((done) => {
      const made = new Image();
      made.onload = () => done("loaded");
      made.onerror = () => done("error");
      made.src = `${origin}/common/icon.svg`;
    });
    globalThis.report = {
      options, image,
      left: [localStorage.getItem("left"), sessionStorage.getItem("left"), window.name,
             fanlight.getStorageSync("left")],
      databases: (await indexedDB.databases()).map(({name}) => name),
      worker: await answer,
      cookie: document.cookie,
      caches: await caches.keys().catch(({name}) => name),
      folder: await navigator.storage.getDirectory().then(async (root) => {
        const names = [];
        for await (const name of root.keys()) names.push(name);
        return names;
      }, ({name}) => name),
      blobs: await Promise.all(places.map((place) => status(place))),
      locks: [...state.held, ...state.pending].length,
      theirs: await status(`${origin}/manifest.json`),
      theirsBlind: await status(`${origin}/manifest.json`, {mode: "no-cors"}),
      theirCalls: await status(
        `${origin}/.fanlight/call`, {method: "POST", body: "x", mode: "no-cors"}),
      sameOrigin: origin === location.origin,
      global: fanlight.global.inputObject,
      back: await fanlight.navigateToMiniProgram({appId: "org.example.first"})
        .catch(({code, detail}) => [code, detail.reason]),
    };
    fanlight.ready();
  })();
"""
SHARED = """
  let kept = "nothing";
  onconnect = ({ports: [port]}) => {
    port.onmessage = ({data}) => {
      if (data === "look") port.postMessage(kept);
      else kept = data;
    };
  };
"""


def test_X01_X04_X06_two_apps_at_once(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    second = write_app(
        tmp_path / "second",
        {PAGE: page(), SECOND: page(LOOK)},
        {"common/shared.js": SHARED},
        app_id="org.example.second",
        fanlight={"ready": "explicit", "opened_by": ["org.example.first"]},
    )
    first = write_app(
        tmp_path / "first",
        {PAGE: page(LEAVE)},
        {"common/shared.js": SHARED, "common/secret.txt": "the first's alone"},
        app_id="org.example.first",
        scopes=("open.app",),
    )
    for folder in (first, second):
        install_signed(fanlight, folder)
    seen = fanlight.play("two_apps", Path("org.example.first"))
    assert seen["apps"] == ["org.example.first", "org.example.second"]
    assert seen["sandboxed"] == [True, True]
    assert seen["own_processes"] is True
    found = seen["second"]
    assert found["sameOrigin"] is False
    assert found["left"] == [None, None, "", ""]
    assert found["databases"] == []
    assert found["worker"] == "nothing"
    assert found["locks"] == 0
    assert found["cookie"] == ""
    assert found["caches"] in ([], "SecurityError")
    assert found["folder"] in ([], "SecurityError", "NotFoundError")
    assert set(found["blobs"]) <= {"TypeError", 403, 404}, found["blobs"]
    assert found["image"] == "error"
    for name in ("theirs", "theirsBlind", "theirCalls"):
        assert found[name] in {"TypeError", 403}, name
    assert [line for line in seen["heard"] if "from the second" in line] == []
    # The sender is stamped by the host, whatever the first app wrote into its data.
    options = found["options"]
    assert options["scene"] == "other_app"
    assert options["path"] == SECOND
    assert options["query"] == {"from": "link", "appId": "org.forged"}
    assert options["referrerInfo"]["appId"] == "org.example.first"
    assert options["referrerInfo"]["extraData"]["deep"] == [1]
    referrer = json.loads(found["global"]["referrerInfo"])
    assert referrer["appId"] == "org.example.first"
    # The second app did not declare that it opens others.
    assert found["back"] == ["call.permission_denied", "not_declared"]
    (launch, _) = fanlight.json("timings")["launches"]
    assert (launch["app_id"], launch["launch"]) == ("org.example.second", "warm")


TOLD = """
  (async () => {
    const options = await fanlight.getLaunchOptions();
    globalThis.report = {options, search: location.search, global: fanlight.global.inputObject};
  })();
"""


def test_X04_an_app_that_lists_no_sender_is_opened_and_told_nothing(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    second = write_app(
        tmp_path / "second",
        {PAGE: page(TOLD), SECOND: page(TOLD)},
        app_id="org.example.second",
        fanlight={"opened_by": ["org.example.friend"]},
    )
    first = write_app(
        tmp_path / "first",
        {PAGE: page()},
        app_id="org.example.first",
        scopes=("open.app",),
    )
    for folder in (first, second):
        install_signed(fanlight, folder)
    words = ("unlisted", str(fanlight.home), "org.example.first", "org.example.second", SECOND)
    ran = finish(start([sys.executable, "-m", "tests.neighbours_child", *words], {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    seen = ran.document
    # The sender learns nothing of the list, nor of the pages there are.
    assert seen["answers"] == ["done", "done"]
    for told in (seen["opened"], seen["again"]):
        options = told["options"]
        assert options["scene"] == "other_app"
        assert options["path"] == PAGE
        assert options["query"] == {}
        assert options["referrerInfo"] == {"appId": "org.example.first", "extraData": None}
        assert told["search"] == ""
        assert "forged" not in json.dumps(told)
