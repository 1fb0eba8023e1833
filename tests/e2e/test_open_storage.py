"""Storage through a real page: restarts, publishers, synchronous calls, the scheme's own way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sandbox.package.pack import pack_folder
from sandbox.package.signing import SigningKey
from tests.fanlight_child import PAGE, Fanlight, install_signed, needs_display, page, write_app

pytestmark = needs_display
BIG = 700_000


def test_synchronous_calls_before_the_channel_stands(tmp_path: Path) -> None:
    """They run in the head, while the document is parsed, and answer before they return."""
    early = """
      globalThis.early = {
        missing: fanlight.getStorageSync("missing"),
        set: fanlight.setStorageSync("n", { a: [1, "二", null] }),
        got: fanlight.getStorageSync("n"),
        keys: fanlight.getStorageInfoSync().keys,
        options: fanlight.getLaunchOptionsSync().path,
        state: document.readyState,
      };
      try { fanlight.setStorageSync("", 1) }
      catch ({ code, errMsg }) { early.error = [code, errMsg] }
      fanlight.removeStorageSync("n");
      early.removed = fanlight.getStorageSync("n");
    """
    late = """
      (async () => ({
        early,
        async: await fanlight.getStorage({key: "n"}).catch(({code}) => code),
        types: await fanlight.setStorage({key: "t", data: {d: new Date(0), u: undefined}})
          .then(() => fanlight.getStorageSync("t")),
      }))()
    """
    app = write_app(tmp_path / "app", {PAGE: page(head=f"<script>{early}</script>")})
    found = Fanlight(tmp_path / "home").probe(app, expression=late)
    first = found["early"]
    assert first["missing"] == first["removed"] == ""
    assert first["got"] == {"a": [1, "二", None]}
    assert first["keys"] == ["n"]
    assert first["options"] == PAGE
    assert first["state"] == "loading"
    assert first["error"][0] == "call.invalid_params"
    assert first["error"][1].startswith("setStorage:fail ")
    assert found["async"] == "call.not_found"
    assert found["types"] == {"d": "1970-01-01T00:00:00.000Z"}


def test_values_outlive_the_process_and_long_ones_go_by_the_scheme(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    app = write_app(tmp_path / "app", {PAGE: page()})
    write = f"""
      (async () => {{
        const long = "长".repeat({BIG // 3});
        await fanlight.setStorage({{key: "long", data: long}});
        fanlight.setStorageSync("longToo", long);
        await Promise.all([...Array(50).keys()].map((n) =>
          fanlight.setStorage({{key: `k${{n}}`, data: n}})));
        localStorage.setItem("own", "kept");
        const over = await fanlight.setStorage({{key: "over", data: "x".repeat(1100000)}})
          .catch(({{code}}) => code);
        const cancelled = fanlight.setStorage({{key: "never", data: long}});
        cancelled.abort();
        return {{over, cancelled: await cancelled.catch(({{code, errMsg}}) => [code, errMsg])}};
      }})()
    """
    told = fanlight.probe(app, expression=write)
    assert told["over"] in {"call.quota", "call.invalid_params", "call.too_large"}
    assert told["cancelled"] == ["call.cancelled", "setStorage:fail abort"]
    read = """
      (async () => {
        const long = (await fanlight.getStorage({key: "long"})).data;
        return {
          length: long.length, same: long === fanlight.getStorageSync("longToo"), end: long.at(-1),
          sum: [...Array(50).keys()].reduce((sum, n) => sum + fanlight.getStorageSync(`k${n}`), 0),
          own: localStorage.getItem("own"),
          info: await fanlight.getStorageInfo(),
        };
      })()
    """
    found = fanlight.probe(app, expression=read)
    assert found["length"] == BIG // 3
    assert (found["same"], found["end"], found["sum"]) == (True, "长", sum(range(50)))
    assert found["own"] == "kept"
    assert found["info"]["limitSize"] == 10 * 1024
    assert found["info"]["currentSize"] > 2 * BIG // 1024
    assert len([key for key in found["info"]["keys"] if key.startswith("k")]) == 50


def test_storage_belongs_to_app_and_publisher(tmp_path: Path) -> None:
    """X2, X3: kept while installed, gone with the app, never another publisher's."""
    script = """
      const before = {
        storage: fanlight.getStorageSync("secret"),
        local: localStorage.getItem("secret"),
        databases: [],
      };
      (async () => {
        before.databases = (await indexedDB.databases()).map(({name}) => name);
        console.log(JSON.stringify({before, origin: location.origin}));
        fanlight.setStorageSync("secret", "s");
        localStorage.setItem("secret", "s");
        await new Promise((done) => indexedDB.open("secret").onsuccess = done);
        fanlight.ready();
      })();
    """
    fanlight = Fanlight(tmp_path / "home")
    app = write_app(tmp_path / "app", {PAGE: page(script)}, fanlight={"ready": "explicit"})
    key, other = SigningKey.generate(), SigningKey.generate()

    def told() -> tuple[dict[str, Any], str]:
        (line,) = fanlight.open("org.example.probe")["console"]
        found = json.loads(line["text"])
        return found["before"], found["origin"]

    nothing = {"storage": "", "local": None, "databases": []}
    install_signed(fanlight, app, key)
    first, origin = told()
    assert first == nothing
    assert told() == ({"storage": "s", "local": "s", "databases": ["secret"]}, origin)
    # While it is installed, nobody else may take its id, nor so its data.
    package = tmp_path / "app.ma"
    package.write_bytes(pack_folder(app, other))
    words = ("install", str(package), "--trust", other.key_id.fingerprint)
    assert fanlight.error(*words)["code"] == "trust.publisher_changed"
    fanlight.json("uninstall", "org.example.probe")
    assert not list(fanlight.home.glob("profiles/*/*"))
    install_signed(fanlight, app, other)
    then, new_origin = told()
    assert then == nothing
    assert new_origin != origin
