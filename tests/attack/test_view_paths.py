"""What an origin serves, and what runs in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.fanlight_child import PAGE, Fanlight, needs_display, page, write_app

pytestmark = needs_display

PATHS = """
  const paths = [
    "/nothing", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd",
    "/pages/../manifest.json%00",
    "/manifest.json%00", "/manifest.json%2f", "/manifest.json/", "/pages%2findex%2findex.html",
    "/pages%5cindex%5cindex.html", "/./manifest.json%20", "/MANIFEST.JSON",
    "/Manifest.json", "/manifest%252ejson", "/pages/index", "/pages/", "/", "", "/.fanlight/",
    "/.fanlight", "/.fanlight/net/", "/.fanlight/net/%2fetc%2fpasswd",
    "/.fanlight/net/file%3A%2F%2F%2Fetc%2Fpasswd", "/.fanlight/media/file%3A%2F%2F%2Fetc%2Fpasswd",
    "/.fanlight/net/miniapp%3A%2F%2Fx%2Fy", "/etc/passwd", "/proc/self/environ", "/C:/x", "/%zz",
    "/index.dsse.json", "/META-INF/x", "/%C3%28", "/manifest.json;x", "/manifest.json%3fx",
  ];
  const statusOf = (place, options) =>
    fetch(place, options).then(({status}) => status, ({name}) => name);
"""


# The smallest paper that viewers show (ISO 32000-1, 7.5).
PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("paths")
    script = (
        PATHS
        + """
      globalThis.probe = async () => {
        const own = location.origin.slice("miniapp://".length);
        const found = {paths: {}, hosts: {}, spelt: {}, methods: {}, fine: {}};
        for (const path of paths) found.paths[path] = await statusOf("miniapp://" + own + path);
        for (const host of [
          "a".repeat(52), own + ".x", "x." + own, "localhost", "127.0.0.1", "", "bücher", own + "a",
        ]) found.hosts[host] = await statusOf(`miniapp://${host}/manifest.json`);
        // The own host by other spellings: the engine gives back the one that is meant, or none.
        for (const host of [
          own.toUpperCase(), `${own}:80`, `${own}:0`, `user:word@${own}`, `user@${own}`,
        ]) {
          found.spelt[host] = await fetch(`miniapp://${host}/manifest.json`)
            .then((answer) => new URL(answer.url).host === own && answer.url, ({name}) => name);
        }
        found.empty = await statusOf("miniapp:///manifest.json");
        for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "POST", "TRACE", "HACK"]) {
          found.methods[method] = await statusOf("/manifest.json", {method});
        }
        for (const path of ["/manifest.json", "/manifest.json?a=1#b", "/common/a%20b%E4%B8%AD.txt",
                            "/common/a b中.txt"]) found.fine[path] = await statusOf(path);
        const kind = async (path) => (await fetch(path)).headers.get("content-type");
        found.kinds = {html: await kind("/common/page.png"), svg: await kind("/common/icon.svg")};
        const element = (tag, attributes) => new Promise((done) => {
          const made = Object.assign(document.createElement(tag), attributes);
          made.onload = () => done(`${made.contentDocument ?? "nothing"}`);
          made.onerror = () => done("error");
          setTimeout(done, 500, "nothing");
          document.body.append(made);
        });
        const frame = (src) => new Promise((done) => {
          const element = Object.assign(document.createElement("iframe"), {src});
          element.onload = () => done(element.contentDocument?.body?.innerText ?? "none");
          setTimeout(done, 1000, "never");
          document.body.append(element);
        });
        found.asDocument = [await frame("/common/page.png"), await frame("/common/script.svg")];
        const viewer = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html";
        found.plugins = [
          await frame("/common/paper.pdf"), await frame(viewer),
          await element("embed", {src: "/common/paper.pdf", type: "application/pdf"}),
          await element("object", {data: "/common/paper.pdf", type: "application/pdf"}),
          await element("embed", {src: "/common/paper.pdf", type: "application/x-shockwave-flash"}),
        ];
        const {pdfViewerEnabled, plugins, mimeTypes} = navigator;
        found.viewer = [pdfViewerEnabled, plugins.length, mimeTypes.length];
        found.doubled = await statusOf(`miniapp://${own}//manifest.json`);
        found.ended = await Promise.race([
          fetch("/nothing").then((it) => it.text()).then(() => "ended", () => "ended"),
          new Promise((end) => setTimeout(end, 2000, "never ends")),
        ]);
        found.ran = typeof globalThis.ranInFrame;
        return found;
      };
    """
    )
    app = write_app(
        folder / "app",
        {PAGE: page(script)},
        {
            "common/a b中.txt": "fine",
            "common/page.png": "<h1>a page</h1><script>top.ranInFrame = 1</script>",
            "common/paper.pdf": PAPER,
            "common/script.svg": "<svg xmlns='http://www.w3.org/2000/svg'>"
            "<script>top.ranInFrame = 1</script></svg>",
        },
    )
    report = Fanlight(folder / "home").open(app, "--eval", "await probe()")
    assert report["errors"] == []
    found = report["eval"]
    assert isinstance(found, dict)
    return found


def test_E03_only_exact_keys_of_the_index_are_served(told: dict[str, Any]) -> None:
    refused = {400, 403, 404, "TypeError"}
    served = {path for path, status in told["paths"].items() if status not in refused}
    assert served == set()
    assert set(told["fine"].values()) == {200}


def test_E03_two_slashes_are_not_one(told: dict[str, Any]) -> None:
    assert told["doubled"] == 404


def test_a_missing_file_can_be_read_to_its_end(told: dict[str, Any]) -> None:
    assert told["ended"] == "ended"


def test_E04_X06_only_the_own_host_answers(told: dict[str, Any]) -> None:
    assert {told["empty"], *told["hosts"].values()} <= {"TypeError", 403}
    for host, answer in told["spelt"].items():
        # Its own files under its own name, without what was put around it; or nothing.
        assert answer == "TypeError" or (answer and "user" not in answer and ":0" not in answer), (
            host
        )


def test_E03_files_are_read_and_nothing_else(told: dict[str, Any]) -> None:
    methods = told["methods"]
    assert 200 not in methods.values(), methods


def test_Z14_a_files_name_says_what_it_is(told: dict[str, Any]) -> None:
    """A picture with a page in it is no page; a drawing's script does not run."""
    assert told["kinds"]["html"] == "image/png"
    assert told["kinds"]["svg"].startswith("image/svg+xml")
    assert "a page" not in told["asDocument"][0]
    assert told["ran"] == "undefined"


def test_E09_papers_and_plugins_are_shown_nowhere(told: dict[str, Any]) -> None:
    assert set(told["plugins"]) <= {"never", "none", "nothing", "error", ""}, told["plugins"]
    assert told["viewer"] == [False, 0, 0]


def test_E08_a_pages_own_trusted_types_are_enforced_and_reported(tmp_path: Path) -> None:
    """Not forced on pages: what a sink makes may not run anyway, see above."""
    head = (
        '<meta http-equiv="Content-Security-Policy" content="require-trusted-types-for \'script\'">'
    )
    script = """
      globalThis.probe = () => {
        try { document.body.innerHTML = "<b>x</b>" } catch ({name}) { return name }
      };
    """
    app = write_app(tmp_path / "app", {PAGE: page(script, head=head)})
    report = Fanlight(tmp_path / "home").open(app, "--eval", "await probe()")
    assert report["eval"] == "TypeError"
    assert "policy:require-trusted-types-for" in {denial["what"] for denial in report["denied"]}


SINKS = """
  const failed = (act) => {
    try { return String(act()) } catch ({name}) { return name }
  };
  globalThis.ran = [];
  globalThis.probe = async () => {
    const late = (make) => new Promise((done) => { make(); setTimeout(done, 100) });
    const found = {
      eval: failed(() => eval("ran.push('eval')")),
      function: failed(() => Function("ran.push('Function')")()),
      timeout: failed(() => setTimeout("ran.push('timeout')", 0)),
      asyncFunction: failed(() => (async () => {}).constructor("ran.push('async')")()),
    };
    await late(() => document.body.insertAdjacentHTML(
      "beforeend",
      `<img src="/nothing.png" onerror="ran.push('onerror')"><svg onload="ran.push('svg')"></svg>`
      + `<details open ontoggle="ran.push('toggle')">x</details>`
      + `<iframe srcdoc="<script>parent.ran.push('srcdoc')</" + "script>"></iframe>`
      + `<a id="js" href="javascript:ran.push('href')">x</a>`));
    document.getElementById("js").click();
    await late(() => {
      const script = document.createElement("script");
      script.textContent = "ran.push('inline script')";
      document.body.append(script);
    });
    await late(() => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      const script = frame.contentDocument.createElement("script");
      script.textContent = "parent.ran.push('frame script')";
      frame.contentDocument.body?.append(script);
    });
    await late(() => {
      const script = document.createElement("script");
      script.src = "data:text/javascript,ran.push('data script')";
      document.body.append(script);
    });
    await late(() => {
      const script = document.createElement("script");
      script.src = URL.createObjectURL(new Blob(["ran.push('blob script')"]));
      document.body.append(script);
    });
    await late(() => { location.href = "javascript:ran.push('location')" });
    await late(() => {
      const base = document.createElement("base");
      base.href = "https://example.org/";
      document.head.append(base);
    });
    found.base = document.baseURI.startsWith("miniapp:");
    const code = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
    found.wasm = (await WebAssembly.instantiate(code)).instance instanceof WebAssembly.Instance;
    found.isolated = crossOriginIsolated;
    found.secure = isSecureContext;
    found.data = await import("data:text/javascript,1").then(() => "ran", ({name}) => name);
    found.own = await import("/common/own.js").then(({answer}) => answer);
    found.packaged = globalThis.packaged;
    found.ran = ran;
    return found;
  };
"""


def test_E08_packaged_scripts_run_and_injected_ones_do_not(tmp_path: Path) -> None:
    """The inline scripts of a plain bundle run; what came into the page later does not."""
    head = (
        "<script>globalThis.packaged = 'inline'</script>\n"
        "<script type='module'>packaged += '+module'</script>"
    )
    app = write_app(
        tmp_path / "app",
        {PAGE: page(SINKS, head=head)},
        {"common/own.js": "export const answer = 42"},
    )
    report = Fanlight(tmp_path / "home").open(app, "--eval", "await probe()")
    found = report["eval"]
    assert found["ran"] == []
    assert found["eval"] == found["function"] == found["asyncFunction"] == "EvalError"
    assert found["packaged"] == "inline+module"
    assert found["own"] == 42
    assert found["data"] == "TypeError"
    assert found["base"] is found["wasm"] is found["secure"] is found["isolated"] is True
    listed = {denial["what"] for denial in report["denied"]}
    assert "policy:script-src-elem" in listed
    assert "policy:script-src-attr" in listed


def test_E08_a_page_that_does_not_ask_for_it_is_not_isolated(tmp_path: Path) -> None:
    """Isolation is a power (the finest clock): who names it in a file has it."""
    found = {}
    words = "crossOriginIsolated"
    for name, script in (("plain", ""), ("asking", "globalThis.threads = crossOriginIsolated")):
        app = write_app(
            tmp_path / name, {PAGE: page(script)}, app_id=f"org.example.{name}", fanlight={}
        )
        found[name] = Fanlight(tmp_path / "home").probe(app, expression=words)
    assert found == {"plain": False, "asking": True}


def test_E08_a_strict_app_runs_no_inline_script(tmp_path: Path) -> None:
    app = write_app(
        tmp_path / "app",
        {PAGE: page("globalThis.inline = true", "<script src='/app.js'></script>")},
        {"app.js": "globalThis.file = true"},
        fanlight={"csp": {"inline_scripts": False}},
    )
    found = Fanlight(tmp_path / "home").probe(app, expression="[typeof inline, typeof file]")
    assert found == ["undefined", "boolean"]


DEVICES = """
  const asked = async (act) => {
    try {
      const patience = new Promise((end) => setTimeout(end, 3000, "pending"));
      const got = await Promise.race([act(), patience]);
      return got === "pending" ? "pending" : `got ${got}`;
    } catch (error) { return error?.name ?? `code ${error?.code}` }
  };
  const position = () => new Promise((done, fail) =>
    navigator.geolocation.getCurrentPosition(done, ({code}) => fail({name: `code ${code}`})));
  globalThis.probe = async () => ({
    camera: await asked(() => navigator.mediaDevices.getUserMedia({video: true})),
    microphone: await asked(() => navigator.mediaDevices.getUserMedia({audio: true})),
    both: await asked(() => navigator.mediaDevices.getUserMedia({audio: true, video: true})),
    screen: await asked(() => navigator.mediaDevices.getDisplayMedia()),
    screenSound: await asked(() => navigator.mediaDevices.getDisplayMedia({audio: true})),
    labels: (await navigator.mediaDevices.enumerateDevices()).filter(({label}) => label).length,
    place: await asked(position),
    notification: await asked(async () => {
      const answer = await Notification.requestPermission();
      if (answer !== "granted") throw {name: answer};
    }),
    clipboardRead: await asked(() => navigator.clipboard.readText()),
    clipboardWrite: await asked(() => navigator.clipboard.writeText("x")),
    serial: await asked(() => navigator.serial.requestPort()),
    hid: await asked(() => navigator.hid.requestDevice({filters: []})),
    usb: await asked(() => navigator.usb.requestDevice({filters: []})),
    bluetooth: await asked(() => navigator.bluetooth.requestDevice({acceptAllDevices: true})),
    midi: await asked(() => navigator.requestMIDIAccess()),
    sysex: await asked(() => navigator.requestMIDIAccess({sysex: true})),
    fonts: await asked(() => queryLocalFonts()),
    windows: await asked(() => getScreenDetails()),
    idle: await asked(() => IdleDetector.requestPermission().then((it) => {
      if (it !== "granted") throw {name: it};
    })),
    wakeLock: await asked(() => navigator.wakeLock.request("screen")),
    openFile: await asked(() => showOpenFilePicker()),
    saveFile: await asked(() => showSaveFilePicker()),
    folder: await asked(() => showDirectoryPicker()),
    passkey: await asked(() => navigator.credentials.create({publicKey: {
      challenge: new Uint8Array(16), rp: {name: "x"},
      pubKeyCredParams: [{type: "public-key", alg: -7}],
      user: {id: new Uint8Array(16), name: "x", displayName: "x"},
    }})),
    fullscreen: await asked(() => document.documentElement.requestFullscreen()),
    pointer: await asked(() => document.body.requestPointerLock()),
    keyboard: await asked(() => navigator.keyboard.lock()),
    xr: await asked(() => navigator.xr.requestSession("immersive-vr")),
    push: await asked(() => navigator.serviceWorker.register("/app.js")),
    sensor: await asked(() => new Promise((done, fail) => {
      const sensor = new Accelerometer();
      sensor.onreading = done;
      sensor.onerror = ({error}) => fail(error);
      sensor.start();
    })),
    persist: await asked(async () => {
      const answer = await navigator.permissions.query({name: "camera"});
      if (answer.state !== "granted") throw {name: answer.state};
    }),
    cookie: (document.cookie = "a=1", document.cookie),
  });
"""


def test_E10_no_device_is_given_whatever_is_asked(tmp_path: Path) -> None:
    """Unasked and undeclared, every one of the engine's own ways is closed."""
    app = write_app(tmp_path / "app", {PAGE: page(DEVICES)})
    report = Fanlight(tmp_path / "home").open(app, "--eval", "await probe()")
    found = report["eval"]
    assert found.pop("labels") == 0
    assert found.pop("cookie") == ""
    # Locking keys only matters in full screen, which is refused; the engine says yes to it.
    assert found.pop("keyboard") in {"got undefined", "TypeError", "NotAllowedError", "pending"}
    given = {name: answer for name, answer in found.items() if answer.startswith("got")}
    assert given == {}
    pending = {name for name, answer in found.items() if answer == "pending"}
    assert pending == set()
    assert report["errors"] == []
